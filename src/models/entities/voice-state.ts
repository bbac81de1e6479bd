/** Where a user is in voice, and who hears it. https://discord.com/developers/docs/resources/voice#voice-state-object */
import { type APIVoiceState } from 'discord-api-types/v10';
import { dateOrNothing } from '../fields-of';
import { type ChannelId, type GuildId, type UserId } from '../ids';
import { PayloadView } from '../view';
import { type ViewContext } from '../view-context';
import { Channel } from './channel';
import { Guild } from './guild';
import { lateClasses } from './late-classes';
import { Member } from './member';
import { User } from './user';

export class VoiceState extends PayloadView<APIVoiceState> {
  private madeMember: Member | undefined = undefined;

  /** @param knownGuildId of a voice state inside the payload of its guild, which does not repeat the guild's id. */
  constructor(
    raw: APIVoiceState,
    context?: ViewContext,
    private readonly knownGuildId?: GuildId,
  ) {
    super(raw, context);
  }

  get guildId(): GuildId | undefined {
    return this.raw.guild_id ?? this.knownGuildId;
  }

  /** `null` when the user left. */
  get channelId(): ChannelId | null {
    return this.raw.channel_id;
  }

  get userId(): UserId {
    return this.raw.user_id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    const { guildId, context } = this;
    const guild = guildId === undefined ? undefined : context.relations.guild(guildId);
    return guild && new Guild(guild, context);
  }

  /** The channel, when the user is in one and it is remembered. */
  get channel(): Channel | undefined {
    const channel = this.raw.channel_id === null ? undefined : this.context.relations.channel(this.raw.channel_id);
    return channel && new Channel(channel, this.context, this.guildId);
  }

  /** The user, when the payload brings it or it is remembered. */
  get user(): User | undefined {
    const user = this.raw.member?.user ?? this.context.relations.user(this.raw.user_id);
    return user && new User(user, this.context);
  }

  /** The member, when the payload brings it or it is remembered. */
  get member(): Member | undefined {
    if (this.madeMember) return this.madeMember;
    const { guildId, context } = this;
    if (this.raw.member) return (this.madeMember = new Member(this.raw.member, context, guildId));
    const member = guildId === undefined ? undefined : context.relations.member(guildId, this.raw.user_id);
    return member && new Member(member, context, guildId);
  }

  /** Id of the user's session; of the bot's own, a voice connection needs it. */
  get sessionId(): string {
    return this.raw.session_id;
  }

  /** Deafened by the guild. */
  get deaf(): boolean {
    return this.raw.deaf;
  }

  /** Muted by the guild. */
  get mute(): boolean {
    return this.raw.mute;
  }

  get selfDeaf(): boolean {
    return this.raw.self_deaf;
  }

  get selfMute(): boolean {
    return this.raw.self_mute;
  }

  /** Whether the user shares a screen. */
  get selfStream(): boolean {
    return this.raw.self_stream ?? false;
  }

  /** Whether the camera is on. */
  get selfVideo(): boolean {
    return this.raw.self_video;
  }

  /** Whether the user may only listen, on a stage. */
  get suppress(): boolean {
    return this.raw.suppress;
  }

  /** Since when the user asks to speak, on a stage. */
  get requestToSpeakTimestamp(): Date | null {
    return dateOrNothing(this.raw.request_to_speak_timestamp);
  }
}

lateClasses.VoiceState = VoiceState;
