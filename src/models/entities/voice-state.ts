/** Where a user is in voice, and who hears it. https://discord.com/developers/docs/resources/voice#voice-state-object */
import { type APIVoiceState } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { dateOrNothing } from '../fields-of';
import { type ChannelId, type GuildId, type UserId } from '../ids';
import { Entity } from '../entity';
import { type ViewContext } from '../view-context';
import { Channel } from './channel';
import { Guild } from './guild';
import { lateClasses } from './late-classes';
import { Member } from './member';
import { User } from './user';
import { refuseIncomplete } from '../incomplete';
import { type MemberEditBody } from '../bodies/edits';
import { type VoiceStateEditBody } from '../bodies/voice-state';
import { idOf, type Target } from './targets';

export class VoiceState extends Entity<APIVoiceState, 'guildId' | 'userId'> {
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

  /** Where the user is in voice now. When that is nowhere, Discord answers 404. */
  fetch(options?: ActionOptions): Promise<VoiceState> {
    return this.context.actions.voice.getState(this.knownGuild(), this.raw.user_id, options);
  }

  /** Lets the user speak on the stage, or only listen. */
  edit(body: VoiceStateEditBody, options?: ActionOptions): Promise<void> {
    return this.context.actions.voice.editState(this.knownGuild(), this.raw.user_id, body, options);
  }

  /** Makes a speaker of the stage listen only, or lets a listener speak. */
  setSuppressed(suppress: boolean, options?: ActionOptions): Promise<void> {
    return this.edit({ channelId: this.raw.channel_id ?? undefined, suppress }, options);
  }

  /** Moves the user into another voice channel. */
  moveTo(channel: Target<ChannelId>, options?: ActionOptions): Promise<Member> {
    return this.editMember({ channelId: idOf(channel) }, options);
  }

  /** Takes the user out of voice. */
  disconnect(options?: ActionOptions): Promise<Member> {
    return this.editMember({ channelId: null }, options);
  }

  /** Mutes the user for everybody, or no more. */
  setMute(mute: boolean, options?: ActionOptions): Promise<Member> {
    return this.editMember({ mute }, options);
  }

  /** Keeps the user from hearing, or no more. */
  setDeaf(deaf: boolean, options?: ActionOptions): Promise<Member> {
    return this.editMember({ deaf }, options);
  }

  private editMember(body: MemberEditBody, options?: ActionOptions): Promise<Member> {
    return this.context.actions.members.edit(this.knownGuild(), this.raw.user_id, body, options);
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE */
  private knownGuild(): GuildId {
    return (
      this.guildId ??
      refuseIncomplete('which guild this voice state is of', 'calls outside of guilds cannot be managed.')
    );
  }

  protected override get identifiedBy(): readonly ('guildId' | 'userId')[] {
    return ['guildId', 'userId'];
  }

  protected override known(): readonly unknown[] {
    return [this.knownGuildId];
  }
}

lateClasses.VoiceState = VoiceState;
