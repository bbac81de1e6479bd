/** Guild templates. https://discord.com/developers/docs/resources/guild-template */
import { type APITemplate } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type GuildId,
  GuildTemplate,
  type GuildTemplateCreateBody,
  guildTemplateCreateSpec,
  type GuildTemplateEditBody,
  guildTemplateEditSpec,
} from '../../models';
import { templateRoutes } from '../routes/templates';
import { Resource } from './resource';

export class TemplatesResource extends Resource {
  /** The template of a code, of whichever guild. Needs no token. */
  async get(code: string, options?: ActionOptions): Promise<GuildTemplate> {
    return this.toTemplate(await this.fetch(templateRoutes.get, { code }, { options }));
  }

  async list(guildId: GuildId, options?: ActionOptions): Promise<GuildTemplate[]> {
    const raws = await this.fetchList<APITemplate>(templateRoutes.list, { guild_id: guildId }, { options });
    return raws.map((raw) => this.toTemplate(raw));
  }

  /** Makes a template of the guild as it is now. */
  async create(guildId: GuildId, body: GuildTemplateCreateBody, options?: ActionOptions): Promise<GuildTemplate> {
    const init = { body: this.encode(guildTemplateCreateSpec, body), options };
    return this.toTemplate(await this.fetch(templateRoutes.create, { guild_id: guildId }, init));
  }

  /** Brings a template up to what the guild is now. */
  async sync(guildId: GuildId, code: string, options?: ActionOptions): Promise<GuildTemplate> {
    return this.toTemplate(await this.fetch(templateRoutes.sync, { guild_id: guildId, code }, { options }));
  }

  /** Changes name or description. */
  async edit(
    guildId: GuildId,
    code: string,
    body: GuildTemplateEditBody,
    options?: ActionOptions,
  ): Promise<GuildTemplate> {
    const init = { body: this.encode(guildTemplateEditSpec, body), options };
    return this.toTemplate(await this.fetch(templateRoutes.edit, { guild_id: guildId, code }, init));
  }

  /** Deletes a template and answers with what it was. */
  async delete(guildId: GuildId, code: string, options?: ActionOptions): Promise<GuildTemplate> {
    return this.toTemplate(await this.fetch(templateRoutes.delete, { guild_id: guildId, code }, { options }));
  }

  private toTemplate(raw: APITemplate): GuildTemplate {
    return new GuildTemplate(raw, this.context);
  }
}
