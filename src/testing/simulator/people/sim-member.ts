/** A person (or a bot) in a guild: what most tests speak through. */
import { ChannelType } from 'discord-api-types/v10';
import { isVoice } from '../world/channels';
import { editMember, removeMember } from '../world/members';
import { createMessage } from '../world/messages';
import { permissionNames, type PermissionName } from '../world/permissions';
import { type ChannelRecord, type GuildRecord, type MemberRecord } from '../world/records';
import { setInterest } from '../world/scheduled-events';
import { playSound } from '../world/sound-effects';
import { holdsPosts, isThread, type ThreadChannel } from '../world/thread-record';
import { joinThread, leaveThread } from '../world/thread-state';
import { createLooseThread, createThread, createThreadFromMessage, threadTypeOf } from '../world/threads';
import { joinVoice, leaveVoice, sendVoiceServer, setOwnVoice, type VoiceFlags } from '../world/voice';
import { type GuestOptions } from '../world/voice-backend';
import { type World } from '../world/world';
import { type VirtualMember } from '../voice/dave/virtual-member';
import { SimulatorMisuse } from '../misuse';
import { type ChannelSelector, findGuildChannel, findMessage, type MessageSelector } from './handles';
import { SimChannel } from './sim-channel';
import { type SimMessage } from './sim-message';
import { SimStagePart } from './sim-stage-part';
import { SimUser, type Words } from './sim-user';

export interface ThreadInput {
  readonly name: string;
  /** The message that the thread hangs below. */
  readonly from?: MessageSelector;
  /** Only who is added sees it. */
  readonly isPrivate?: boolean;
  /** Names of a forum's tags. */
  readonly tags?: readonly string[];
  /** What a post of a forum begins with. Default: its name. */
  readonly content?: string;
}

function tagId(forum: ChannelRecord, name: string): string {
  const tag = forum.settings.tags.find((each) => each.name === name);
  if (tag) return tag.id;
  const known = forum.settings.tags.map((each) => `"${each.name}"`).join(', ');
  throw new SimulatorMisuse(
    `#${forum.name} has no tag "${name}"`,
    known === '' ? 'a forum with tags.' : `one of ${known}.`,
  );
}

export class SimMember extends SimUser {
  constructor(
    world: World,
    private readonly guild: GuildRecord,
    private readonly member: MemberRecord,
  ) {
    super(world, member.user);
  }

  /** The person apart from this guild: hand it to another guild's `addMember`. */
  get user(): SimUser {
    return new SimUser(this.world, this.account);
  }

  get guildId(): string {
    return this.guild.id;
  }

  get nick(): string | null {
    return this.member.nick;
  }

  /** Ids of the member's roles. */
  get roles(): readonly string[] {
    return this.member.roles;
  }

  /** When a timeout ends; null without one. */
  get timeoutUntil(): string | null {
    return this.member.timeoutUntil;
  }

  /** Whether the member is still in the guild. */
  get isIn(): boolean {
    return this.guild.members.get(this.id) === this.member;
  }

  /** Where the member is in voice. */
  get voiceChannelId(): string | null {
    return this.guild.voiceStates.get(this.id)?.channelId ?? null;
  }

  /** What the member may do in a channel. */
  permissionsIn(channel: ChannelSelector): PermissionName[] {
    return permissionNames(this.world.permissionsIn(this.id, findGuildChannel(this.guild, channel)));
  }

  /** Writes in a channel. Resolves when every session that may see the message has been sent it. */
  async say(channel: ChannelSelector, words: string | Words): Promise<SimMessage> {
    this.mustBeIn();
    const record = findGuildChannel(this.guild, channel);
    this.mustBeAllowed(record, 'ViewChannel', 'look into it');
    this.mustBeAllowed(record, 'SendMessages', 'write');
    return this.write(record, words);
  }

  /**
   * Starts a thread: below a message, in a forum as a post with first words, or by itself. Resolves with the thread.
   * A thread by itself is public unless `isPrivate`.
   */
  async startThread(channel: ChannelSelector, input: ThreadInput): Promise<SimChannel> {
    this.mustBeIn();
    const parent = findGuildChannel(this.guild, channel);
    const { from, isPrivate = false } = input;
    const isPost = holdsPosts(parent);
    const permission = isPost ? 'SendMessages' : isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads';
    this.mustBeAllowed(parent, permission, 'start threads');
    const ownType = threadTypeOf(parent);
    if (ownType === null) {
      throw new SimulatorMisuse(`#${parent.name} has no threads`, "guild.createChannel({ name, type: 'text' }).");
    }
    const draft = { name: input.name, type: isPrivate ? ChannelType.PrivateThread : ownType } as const;
    let thread: ThreadChannel;
    if (isPost) {
      const id = this.world.ids.next();
      thread = createThread(this.world, this.guild, parent, this.account, {
        ...draft,
        id,
        appliedTags: (input.tags ?? []).map((tag) => tagId(parent, tag)),
      });
      createMessage(this.world, thread, this.account, { id, content: input.content ?? input.name });
    } else if (from !== undefined) {
      const message = findMessage(this.world, from);
      thread = createThreadFromMessage(this.world, this.guild, message, this.account, draft);
    } else {
      thread = createLooseThread(this.world, this.guild, parent, this.account, draft);
    }
    await this.world.delivered();
    return new SimChannel(this.world, thread);
  }

  /** Joins a thread. */
  async joinThread(thread: ChannelSelector): Promise<void> {
    this.mustBeIn();
    const record = this.threadRecord(thread);
    this.mustBeAllowed(record, 'ViewChannel', 'look into it');
    joinThread(this.world, record, this.id);
    await this.world.delivered();
  }

  async leaveThread(thread: ChannelSelector): Promise<void> {
    this.mustBeIn();
    leaveThread(this.world, this.threadRecord(thread), this.id);
    await this.world.delivered();
  }

  /** Lets others see that the member is typing. */
  async type(channel: ChannelSelector): Promise<void> {
    this.mustBeIn();
    await this.typeIn(findGuildChannel(this.guild, channel));
  }

  /** Joins a voice channel, or moves to it. Nothing is said or heard unless {@link connectVoice} was called. */
  async joinVoice(
    channel: ChannelSelector,
    voice: Omit<VoiceFlags, 'sessionId'> & { sessionId?: string } = {},
  ): Promise<void> {
    this.mustBeIn();
    const record = findGuildChannel(this.guild, channel);
    if (!isVoice(record)) {
      throw new SimulatorMisuse(`#${record.name} is no voice channel`, "guild.createChannel({ name, type: 'voice' }).");
    }
    const moved = this.voiceChannelId !== record.id;
    joinVoice(this.world, this.guild, this.id, record, voice);
    if (moved && this.account.bot) sendVoiceServer(this.world, this.guild, this.id);
    await this.world.delivered();
  }

  /**
   * Joins a voice channel and takes part in its call: speaks packets that are known, and keeps what is heard. Moves
   * along when the member is moved, until the member leaves voice.
   */
  async connectVoice(channel: ChannelSelector, options: GuestOptions = {}): Promise<VirtualMember> {
    if (this.voiceChannelId !== findGuildChannel(this.guild, channel).id) await this.joinVoice(channel);
    const voice = await this.world.voice?.connect(this.guild, this.id, options);
    if (!voice) throw new SimulatorMisuse('there are no voice servers', 'DiscordSimulator.start().');
    return voice;
  }

  /** What {@link connectVoice} returned, as long as the member is in voice. */
  get voice(): VirtualMember | undefined {
    return this.world.voice?.guest(this.guild, this.id);
  }

  /** Mutes or deafens themselves, or switches a camera or a stream on or off. */
  async setVoice(flags: Partial<Record<'selfMute' | 'selfDeaf' | 'selfVideo' | 'selfStream', boolean>>): Promise<void> {
    const state = this.guild.voiceStates.get(this.id);
    if (!state) throw new SimulatorMisuse(`${this.name} is in no voice channel`, "member.joinVoice('Talk') first.");
    setOwnVoice(this.world, this.guild, state, flags);
    await this.world.delivered();
  }

  /** Is muted or deafened by the guild, wherever in voice they are. */
  async setServerVoice(flags: { readonly mute?: boolean; readonly deaf?: boolean }): Promise<void> {
    await this.change(flags);
  }

  /** What the member does on a stage: raises a hand, speaks, lets others speak. */
  get stage(): SimStagePart {
    return new SimStagePart(this.world, this.guild, this.account);
  }

  /** Plays a sound in the voice channel that they are in: one of the guild, or one that everybody has. */
  async playSound(sound: { readonly id: string }): Promise<void> {
    const channel = this.guild.channels.get(this.voiceChannelId ?? '');
    if (!channel || !playSound(this.world, channel, this.account, sound.id, this.guild)) {
      throw new SimulatorMisuse(`${this.name} is in no voice channel, or there is no sound ${sound.id}`, 'both.');
    }
    await this.world.delivered();
  }

  /** Leaves voice; of a bot: is thrown out of it. */
  async leaveVoice(): Promise<void> {
    leaveVoice(this.world, this.guild, this.id);
    await this.world.delivered();
  }

  /** Tells a bot about its voice server anew; `endpoint: null` says that the server is gone for now. */
  async moveVoiceServer(endpoint?: string | null): Promise<void> {
    sendVoiceServer(this.world, this.guild, this.id, endpoint);
    await this.world.delivered();
  }

  async setNick(nick: string | null): Promise<void> {
    await this.change({ nick });
  }

  async addRole(role: { readonly id: string }): Promise<void> {
    if (!this.guild.roles.has(role.id)) {
      throw new SimulatorMisuse(
        `${this.guild.name} has no role ${role.id}`,
        'a role that this guild.createRole() returned.',
      );
    }
    await this.change({ roles: [...this.member.roles, role.id] });
  }

  /** Has these roles and no others. */
  async setRoles(roles: readonly { readonly id: string }[]): Promise<void> {
    const known = roles.map(({ id }) => id).filter((id) => this.guild.roles.has(id));
    await this.change({ roles: known });
  }

  async removeRole(role: { readonly id: string }): Promise<void> {
    await this.change({ roles: this.member.roles.filter((id) => id !== role.id) });
  }

  /** Silences the member until a time (milliseconds since 1970); null ends it. */
  async setTimeoutUntil(untilMs: number | null): Promise<void> {
    await this.change({ timeoutUntil: untilMs === null ? null : this.world.timestamp(untilMs) });
  }

  /** Shows interest in an event; with an exception, in this one repetition only. */
  async interestedIn(event: { readonly id: string }, exception?: { readonly id: string }): Promise<void> {
    await this.setInterest(event, true, exception);
  }

  /** Takes the interest back. */
  async notInterestedIn(event: { readonly id: string }, exception?: { readonly id: string }): Promise<void> {
    await this.setInterest(event, false, exception);
  }

  /** Leaves the guild. */
  async leave(): Promise<void> {
    this.mustBeIn();
    if (this.guild.ownerId === this.id) {
      throw new SimulatorMisuse('the owner cannot leave the guild', 'another member.');
    }
    removeMember(this.world, this.guild, this.member);
    await this.world.delivered();
  }

  private async setInterest(
    selector: { readonly id: string },
    interested: boolean,
    exception: { readonly id: string } | undefined,
  ): Promise<void> {
    this.mustBeIn();
    const event = this.guild.scheduledEvents.get(selector.id);
    const repetition = exception && event?.exceptions.get(exception.id);
    if (!event || (exception && !repetition)) {
      throw new SimulatorMisuse(
        `${this.guild.name} has no event ${exception?.id ?? selector.id}; it may be over`,
        'what guild.settings.createScheduledEvent() or a request returned.',
      );
    }
    setInterest(this.world, this.guild, event, this.id, interested, repetition);
    await this.world.delivered();
  }

  private threadRecord(selector: ChannelSelector): ThreadChannel {
    const record = findGuildChannel(this.guild, selector);
    if (isThread(record)) return record;
    throw new SimulatorMisuse(`#${record.name} is no thread`, 'what member.startThread() returned.');
  }

  private async change(changes: Parameters<typeof editMember>[3]): Promise<void> {
    this.mustBeIn();
    editMember(this.world, this.guild, this.member, changes);
    await this.world.delivered();
  }

  protected override channelFor(bot: { readonly id: string }, selector: ChannelSelector | undefined): ChannelRecord {
    this.mustBeIn();
    if (selector !== undefined) {
      const id = typeof selector === 'string' ? selector : selector.id;
      return this.world.channels.get(id) ?? findGuildChannel(this.guild, selector);
    }
    for (const channel of this.guild.channels.values()) {
      if (channel.type === ChannelType.GuildText && this.world.maySee(this.id, channel)) return channel;
    }
    throw new SimulatorMisuse(`${this.name} sees no text channel in ${this.guild.name}`, 'a channel: { channel }.');
  }

  private mustBeIn(): void {
    if (this.isIn) return;
    throw new SimulatorMisuse(`${this.name} is no longer in ${this.guild.name}`, `guild.addMember('${this.name}').`);
  }
}
