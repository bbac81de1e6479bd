/** What a group's calls ask of Discord over HTTP: its REST client, and what its cache knows about channels and permissions. */
import { ChannelType } from 'discord-api-types/v10';
import { type GroupCache } from '../cache';
import {
  type ChannelId,
  type GuildId,
  type OwnVoiceStateEditBody,
  type PermissionName,
  type SoundSendBody,
  type UserId,
} from '../models';
import { type RestClient } from '../rest';
import { type VoiceRequestOptions, type VoiceRequests } from '../voice';
import { ownPermissionsIn } from './own-permissions';

export interface GroupVoiceRequestsOptions {
  readonly client: RestClient;
  readonly cache: GroupCache;
  /** `undefined` until the group knows who it is. */
  readonly userId: () => UserId | undefined;
}

export class GroupVoiceRequests implements VoiceRequests {
  constructor(private readonly options: GroupVoiceRequestsOptions) {}

  async editOwnVoiceState(guildId: GuildId, body: OwnVoiceStateEditBody, options?: VoiceRequestOptions): Promise<void> {
    await this.options.client.voice.editOwnState(guildId, body, options);
  }

  async sendSoundboardSound(channelId: ChannelId, body: SoundSendBody, options?: VoiceRequestOptions): Promise<void> {
    await this.options.client.channels.sendSoundboardSound(channelId, body, options);
  }

  isStage(_guildId: GuildId, channelId: ChannelId): boolean | undefined {
    const type = this.options.cache.channels.get(channelId)?.type;
    return type === undefined ? undefined : type === ChannelType.GuildStageVoice;
  }

  lacking(
    guildId: GuildId,
    channelId: ChannelId,
    names: readonly PermissionName[],
  ): readonly PermissionName[] | undefined {
    const { cache, userId } = this.options;
    const channel = cache.channels.get(channelId);
    const permissions = channel && ownPermissionsIn(cache, userId(), guildId, channel);
    return permissions && names.filter((name) => !permissions.allows(name));
  }
}
