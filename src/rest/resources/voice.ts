/** Voice states and voice regions. https://discord.com/developers/docs/resources/voice */
import { type APIVoiceRegion, type APIVoiceState } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type Camel,
  fromWire,
  type GuildId,
  type OwnVoiceStateEditBody,
  ownVoiceStateEditSpec,
  type UserId,
  VoiceState,
  type VoiceStateEditBody,
  voiceStateEditSpec,
} from '../../models';
import { voiceRoutes } from '../routes/voice';
import { Resource } from './resource';

export class VoiceResource extends Resource {
  /** Where the bot is in voice. When it is nowhere, Discord answers 404. */
  async getOwnState(guildId: GuildId, options?: ActionOptions): Promise<VoiceState> {
    const raw = await this.fetch<APIVoiceState>(voiceRoutes.getOwnState, { guild_id: guildId }, { options });
    return new VoiceState(raw, this.context, guildId);
  }

  /** Lets the bot speak on the stage it is on, or asks to. */
  async editOwnState(guildId: GuildId, body: OwnVoiceStateEditBody, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(ownVoiceStateEditSpec, body), options };
    await this.run(voiceRoutes.editOwnState, { guild_id: guildId }, init);
  }

  /** Where a user is in voice. When that is nowhere, Discord answers 404. */
  async getState(guildId: GuildId, userId: UserId, options?: ActionOptions): Promise<VoiceState> {
    const raw = await this.fetch<APIVoiceState>(voiceRoutes.getState, ids(guildId, userId), { options });
    return new VoiceState(raw, this.context, guildId);
  }

  /** Lets a user speak on a stage, or only listen. `members.edit` mutes, deafens and moves. */
  async editState(guildId: GuildId, userId: UserId, body: VoiceStateEditBody, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(voiceStateEditSpec, body), options };
    await this.run(voiceRoutes.editState, ids(guildId, userId), init);
  }

  /** Regions that a voice channel’s `rtcRegion` may name. */
  async listRegions(options?: ActionOptions): Promise<Camel<APIVoiceRegion>[]> {
    const raws = await this.fetchList<APIVoiceRegion>(voiceRoutes.listRegions, {}, { options });
    return raws.map((raw) => fromWire(raw));
  }
}

function ids(guildId: GuildId, userId: UserId): { guild_id: string; user_id: string } {
  return { guild_id: guildId, user_id: userId };
}
