/**
 * What Discord takes in the settings of a channel, and in the requests about one. What only some kinds of channels have,
 * or have in other bounds, is left to Discord, which alone knows the kind.
 * https://discord.com/developers/docs/resources/channel#modify-channel
 */
import {
  type ChannelPermissionBody,
  type FollowAnnouncementsBody,
  type RecipientAddBody,
  type SoundSendBody,
  type VoiceStatusBody,
} from '../bodies/channel';
import { type ChannelEditBody } from '../bodies/edits';
import { type InviteCreateBody } from '../bodies/invite';
import { bodySpec } from './body-spec';
import { Items, Nested, OneOf, Optional, Present, Text, Whole, WholeFrom } from './rules';

/** Minutes. https://discord.com/developers/docs/resources/channel#thread-metadata-object */
export const ARCHIVE_DURATIONS = [60, 1_440, 4_320, 10_080] as const;

/** Six hours, in seconds. */
export const SLOWEST_MODE = 21_600;

class ReactionEmojiRules {
  @Optional() @Text({ max: 100 }) emojiName?: unknown;
}

class ForumTagRules extends ReactionEmojiRules {
  // The documentation says 20, the schema 50.
  @Optional() @Text({ max: 50 }) name?: unknown;
}

/** Settings of channels and threads alike. */
export class ChannelEditRules {
  @Optional() @Text({ max: 100 }) name?: unknown;
  @Optional() @WholeFrom(0) position?: unknown;
  // Forums take 4096, others 1024.
  @Optional() @Text({ max: 4_096 }) topic?: unknown;
  @Optional() @WholeFrom(8_000) bitrate?: unknown;
  @Optional() @WholeFrom(0) userLimit?: unknown;
  @Optional() @Whole(0, SLOWEST_MODE) rateLimitPerUser?: unknown;
  @Optional() @Items({ max: 100 }) permissionOverwrites?: unknown;
  @Optional() @Whole(0, SLOWEST_MODE) defaultThreadRateLimitPerUser?: unknown;
  @Optional() @OneOf(ARCHIVE_DURATIONS) defaultAutoArchiveDuration?: unknown;
  @Optional() @OneOf(ARCHIVE_DURATIONS) autoArchiveDuration?: unknown;
  @Optional() @Nested(() => ReactionEmojiRules) defaultReactionEmoji?: unknown;
  @Optional() @Items({ max: 20 }) @Nested(() => ForumTagRules) availableTags?: unknown;
  @Optional() @Items({ max: 5 }) appliedTags?: unknown;
}

export const channelEditSpec = bodySpec<ChannelEditBody>('The channel', { rules: ChannelEditRules });

export const channelPermissionSpec = bodySpec<ChannelPermissionBody>('The permission');

class FollowRules {
  @Present() webhookChannelId: unknown;
}

export const followAnnouncementsSpec = bodySpec<FollowAnnouncementsBody>('The follower', { rules: FollowRules });

export const recipientAddSpec = bodySpec<RecipientAddBody>('The recipient');

class VoiceStatusRules {
  @Optional() @Text({ max: 500 }) status?: unknown;
}

export const voiceStatusSpec = bodySpec<VoiceStatusBody>('The voice status', { rules: VoiceStatusRules });

class SoundSendRules {
  @Present() soundId: unknown;
}

export const soundSendSpec = bodySpec<SoundSendBody>('The sound', { rules: SoundSendRules });

/** https://discord.com/developers/docs/resources/channel#create-channel-invite */
class InviteCreateRules {
  /** Seconds. The documentation says 604800, the schema 5184000. */
  @Optional() @Whole(0, 5_184_000) maxAge?: unknown;
  @Optional() @Whole(0, 100) maxUses?: unknown;
  @Optional() @Items({ max: 250, unique: true }) roleIds?: unknown;
}

export const inviteCreateSpec = bodySpec<Omit<InviteCreateBody, 'targetUserIds'>>('The invite', {
  rules: InviteCreateRules,
});
