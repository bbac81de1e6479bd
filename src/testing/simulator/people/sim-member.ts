/** A person (or a bot) in a guild: what most tests speak through. */
import { isVoice } from '../world/channels';
import { editMember, removeMember } from '../world/members';
import { permissionNames, type PermissionName } from '../world/permissions';
import { type GuildRecord, type MemberRecord } from '../world/records';
import { joinVoice, leaveVoice, sendVoiceServer, type VoiceFlags } from '../world/voice';
import { type World } from '../world/world';
import { SimulatorMisuse } from '../misuse';
import { type ChannelSelector, findGuildChannel } from './handles';
import { type SimMessage } from './sim-message';
import { SimUser, type Words } from './sim-user';

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

  /** Lets others see that the member is typing. */
  async type(channel: ChannelSelector): Promise<void> {
    this.mustBeIn();
    await this.typeIn(findGuildChannel(this.guild, channel));
  }

  /** Joins a voice channel, or moves to it. Only states are played, no sound. */
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

  async removeRole(role: { readonly id: string }): Promise<void> {
    await this.change({ roles: this.member.roles.filter((id) => id !== role.id) });
  }

  /** Silences the member until a time (milliseconds since 1970); null ends it. */
  async setTimeoutUntil(untilMs: number | null): Promise<void> {
    await this.change({ timeoutUntil: untilMs === null ? null : this.world.timestamp(untilMs) });
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

  private async change(changes: Parameters<typeof editMember>[3]): Promise<void> {
    this.mustBeIn();
    editMember(this.world, this.guild, this.member, changes);
    await this.world.delivered();
  }

  private mustBeIn(): void {
    if (this.isIn) return;
    throw new SimulatorMisuse(`${this.name} is no longer in ${this.guild.name}`, `guild.addMember('${this.name}').`);
  }
}
