/** A guild's set-up, for others to begin with. https://discord.com/developers/docs/resources/guild-template */
import { type APITemplate } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type Camel, fromWire } from '../bodies/from-wire';
import { dateOf } from '../fields-of';
import { type GuildId, type UserId } from '../ids';
import { guildOf } from '../relations';
import { Entity } from '../entity';
import { type Guild } from './guild';
import { User } from './user';
import { type GuildTemplateEditBody } from '../bodies/guild-template';

export class GuildTemplate extends Entity<APITemplate, 'code'> {
  private madeCreator: User | undefined = undefined;

  get code(): string {
    return this.raw.code;
  }

  get name(): string {
    return this.raw.name;
  }

  get description(): string | null {
    return this.raw.description;
  }

  /** How many guilds were made with it. */
  get usageCount(): number {
    return this.raw.usage_count;
  }

  get creatorId(): UserId {
    return this.raw.creator_id;
  }

  /** Who made it; `undefined` when the account is gone. */
  get creator(): User | undefined {
    const creator = this.raw.creator as APITemplate['creator'] | null;
    return (this.madeCreator ??= creator ? new User(creator, this.context) : undefined);
  }

  get createdAt(): Date {
    return dateOf(this.raw.created_at);
  }

  get updatedAt(): Date {
    return dateOf(this.raw.updated_at);
  }

  get sourceGuildId(): GuildId {
    return this.raw.source_guild_id;
  }

  /** The guild that it was made of, when it is remembered. */
  get sourceGuild(): Guild | undefined {
    return guildOf(this.context, this.raw.source_guild_id);
  }

  /** The set-up itself. Its ids are placeholders. */
  get serializedSourceGuild(): Camel<APITemplate['serialized_source_guild']> {
    return fromWire(this.raw.serialized_source_guild);
  }

  /** Whether the guild changed since. */
  get isDirty(): boolean {
    return this.raw.is_dirty ?? false;
  }

  /** Where people begin with it. */
  get url(): string {
    return `https://discord.new/${this.raw.code}`;
  }

  /** Brings it up to what the guild is now. */
  sync(options?: ActionOptions): Promise<GuildTemplate> {
    return this.context.actions.templates.sync(this.raw.source_guild_id, this.raw.code, options);
  }

  /** Changes name or description. */
  edit(body: GuildTemplateEditBody, options?: ActionOptions): Promise<GuildTemplate> {
    return this.context.actions.templates.edit(this.raw.source_guild_id, this.raw.code, body, options);
  }

  /** Deletes it and answers with what it was. */
  delete(options?: ActionOptions): Promise<GuildTemplate> {
    return this.context.actions.templates.delete(this.raw.source_guild_id, this.raw.code, options);
  }

  protected override get identifiedBy(): readonly 'code'[] {
    return ['code'];
  }
}
