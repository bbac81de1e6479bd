/** How a group's calls speak over its main gateway, and what speaks against a join before anybody is asked. */
import { ChannelType } from 'discord-api-types/v10';
import { type GroupCache } from '../cache';
import { type GatewayClient } from '../gateway';
import { type Channel, type ChannelId, type GuildId, intentBits, type UserId } from '../models';
import { type OwnVoiceFlags, VoiceError, type VoiceLink } from '../voice';
import { HubError } from './hub-error';
import { ownPermissionsIn } from './own-permissions';

export interface GroupVoiceLinkOptions {
  readonly name: string;
  readonly gateway: GatewayClient;
  readonly cache: GroupCache;
  /** `undefined` until the group knows who it is. */
  readonly userId: () => UserId | undefined;
}

export class GroupVoiceLink implements VoiceLink {
  constructor(private readonly options: GroupVoiceLinkOptions) {}

  get userId(): UserId {
    const { name, userId } = this.options;
    const id = userId();
    if (id !== undefined) return id;
    throw new HubError({
      code: 'HUB_NOT_STARTED',
      message: `Group "${name}" does not know yet which user it is, so it cannot join a call.`,
      advice: 'join once the group is ready.',
    });
  }

  sessionId(guildId: GuildId): string | undefined {
    return this.options.gateway.gatewayFor(guildId).sessionId;
  }

  changeVoiceState(
    guildId: GuildId,
    channelId: ChannelId | null,
    flags?: OwnVoiceFlags,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<void> {
    return this.options.gateway.changeVoiceState(guildId, channelId, flags, options);
  }

  obstacle(guildId: GuildId, channelId: ChannelId): Error | undefined {
    const { name, gateway, cache } = this.options;
    const context = { group: name, guildId, channelId };
    if ((gateway.intents & intentBits(['GuildVoiceStates'])) === 0) {
      return new VoiceError({
        code: 'VOICE_INTENT_MISSING',
        kind: 'refused',
        message: `Group "${name}" cannot join a call: its session lacks the intent GuildVoiceStates, so Discord never tells it that it joined.`,
        advice:
          "declare it before the start: intents: { add: ['GuildVoiceStates'] } in the group's options, or @Needs(VoiceClientJoinEvent) on a handler class.",
        context,
      });
    }
    const channel = cache.channels.get(channelId);
    const isKnownGuild = cache.guilds.get(guildId) !== undefined && cache.contents.policies.channels?.isWhole === true;
    if (channel ? !isVoiceOf(channel, guildId) : isKnownGuild) {
      return new VoiceError({
        code: 'VOICE_NO_VOICE_CHANNEL',
        kind: 'refused',
        message: channel
          ? `Channel ${channelId} ("${channel.name ?? ''}") is no voice channel of guild ${guildId}.`
          : `Guild ${guildId} has no channel ${channelId} that the bot can see.`,
        advice: 'pass the id of a voice channel or a stage of this guild, which the bot may see.',
        context,
      });
    }
    return channel && this.forbidden(guildId, channel, context);
  }

  /** Only what is known speaks against it: without the own member, its roles or the guild, Discord decides. */
  private forbidden(guildId: GuildId, channel: Channel, context: Record<string, string>): Error | undefined {
    const { cache, userId } = this.options;
    const ownId = userId();
    const permissions = ownPermissionsIn(cache, ownId, guildId, channel);
    if (!permissions) return undefined;
    const missing = (['ViewChannel', 'Connect'] as const).filter((name) => !permissions.allows(name));
    if (missing.length > 0) {
      return new VoiceError({
        code: 'VOICE_NO_PERMISSION',
        kind: 'refused',
        message: `The bot may not join "${channel.name ?? channel.id}": it lacks ${missing.join(' and ')}.`,
        advice: 'let an administrator give these permissions to the bot, in the channel or by a role.',
        context,
      });
    }
    const { userLimit = 0 } = channel;
    if (userLimit === 0 || permissions.allows('MoveMembers')) return undefined;
    const states = [...(cache.contents.places.get(guildId)?.map('voiceStates')?.values() ?? [])];
    const others = states.filter((state) => state.channel_id === channel.id);
    if (others.some(({ user_id: id }) => id === ownId) || others.length < userLimit) return undefined;
    return new VoiceError({
      code: 'VOICE_CHANNEL_FULL',
      kind: 'refused',
      message: `"${channel.name ?? channel.id}" takes ${userLimit} users, and ${others.length} are in it.`,
      advice: 'wait until somebody leaves, or give the bot the permission MoveMembers, which goes before the limit.',
      context,
      mayRetry: true,
    });
  }
}

function isVoiceOf(channel: Channel, guildId: GuildId): boolean {
  const { type } = channel;
  const isVoice = type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice;
  return isVoice && (channel.guildId === undefined || channel.guildId === guildId);
}
