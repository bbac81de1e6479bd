/** A channel as a test sees it. */
import { type ChannelType } from 'discord-api-types/v10';
import {
  deleteChannel,
  editChannel,
  moveChannel,
  removeOverwrite,
  setOverwrite,
  setVoiceStatus,
} from '../world/channels';
import { permissionBits, type PermissionsInput } from '../world/permissions';
import { type ChannelRecord, type UserRecord } from '../world/records';
import { type World } from '../world/world';
import { isThread, type ThreadChannel } from '../world/thread-record';
import { deleteThread, editThread } from '../world/threads';
import { createWebhook } from '../world/webhooks';
import { SimulatorMisuse } from '../misuse';
import { type ChannelSelector, findGuildChannel } from './handles';
import { SimMessage } from './sim-message';

/** An exception to what roles allow, for a role or a member. */
export interface OverwriteInput {
  /** A role (`guild.everyone`, a SimRole), a member, or an id with `type`. */
  readonly for: { readonly id: string };
  /** Default: told by the id, a role when the guild has one of it. */
  readonly type?: 'role' | 'member';
  readonly allow?: PermissionsInput;
  readonly deny?: PermissionsInput;
}

export interface ChannelChanges {
  readonly name?: string;
  readonly topic?: string | null;
  readonly nsfw?: boolean;
  readonly rtcRegion?: string | null;
  readonly userLimit?: number;
  readonly bitrate?: number;
  /** How long one waits between two messages, in seconds. */
  readonly slowmodeS?: number;
  /** The category; `null` for none. */
  readonly parent?: ChannelSelector | null;
}

export class SimChannel {
  constructor(
    private readonly world: World,
    private readonly record: ChannelRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
  }

  get type(): ChannelType {
    return this.record.type;
  }

  get guildId(): string | null {
    return this.record.guildId;
  }

  get topic(): string | null {
    return this.record.topic;
  }

  get parentId(): string | null {
    return this.record.parentId;
  }

  /** Whether it is a thread that has been archived. */
  get archived(): boolean {
    return this.record.thread?.archived === true;
  }

  /** Who is in the thread, in the order they came; nobody is in other channels. */
  get threadMembers(): readonly string[] {
    return [...(this.record.thread?.members.keys() ?? [])];
  }

  /** All messages, oldest first. */
  get messages(): SimMessage[] {
    return [...this.record.messages.values()].map((message) => new SimMessage(this.world, message));
  }

  /** The newest message. */
  get lastMessage(): SimMessage | undefined {
    return this.messages.at(-1);
  }

  /** How a text mentions this channel. */
  get mention(): string {
    return `<#${this.id}>`;
  }

  /** Changes the channel; of a thread only the name and the slowmode can be changed so. */
  async edit(changes: ChannelChanges): Promise<void> {
    const { world, record } = this;
    if (isThread(record)) {
      const { name, slowmodeS, ...others } = changes;
      const [other] = Object.keys(others);
      if (other !== undefined) throw new SimulatorMisuse(`a thread has no ${other}`, 'name or slowmodeS.');
      editThread(world, record, this.threadOwner(record), { name, slowmodeS });
    } else {
      const { parent, ...others } = changes;
      const guild = world.guildOf(record);
      const found = parent && guild ? findGuildChannel(guild, parent).id : null;
      editChannel(world, record, { ...others, ...(parent === undefined ? {} : { parentId: found }) });
    }
    await world.delivered();
  }

  /** Puts the channel in another place, the first being 0; the others make room. */
  async move(position: number): Promise<void> {
    this.mustBeNoThread('moved');
    const guild = this.world.guildOf(this.record);
    if (guild) moveChannel(this.world, guild, this.record, position);
    await this.world.delivered();
  }

  /** Archives a thread, or brings it back. */
  async setArchived(archived: boolean): Promise<void> {
    const thread = this.threadRecord();
    editThread(this.world, thread, this.threadOwner(thread), { archived });
    await this.world.delivered();
  }

  /** Locks a thread, or unlocks it. */
  async setLocked(locked: boolean): Promise<void> {
    const thread = this.threadRecord();
    editThread(this.world, thread, this.threadOwner(thread), { locked });
    await this.world.delivered();
  }

  /** What the people in a voice channel say they do. */
  async setVoiceStatus(status: string | null): Promise<void> {
    setVoiceStatus(this.world, this.record, status);
    await this.world.delivered();
  }

  /** Makes a webhook that belongs to the guild's owner. */
  async createWebhook(name: string): Promise<{ readonly id: string; readonly token: string | null }> {
    const guild = this.world.guildOf(this.record);
    const owner = this.world.users.get(guild?.ownerId ?? '');
    if (!guild || !owner) throw new SimulatorMisuse('only channels of guilds have webhooks', 'guild.channel(name).');
    const { id, token } = createWebhook(this.world, guild, this.record, owner, { name });
    await this.world.delivered();
    return { id, token };
  }

  /** Makes an exception for a role or a member. */
  async overwrite(input: OverwriteInput): Promise<void> {
    this.mustBeNoThread('given exceptions');
    setOverwrite(this.world, this.record, overwriteRecord(this.world, this.record.guildId ?? '', input));
    await this.world.delivered();
  }

  /** Takes the exception for a role or a member away. */
  async removeOverwrite(target: { readonly id: string }): Promise<void> {
    this.mustBeNoThread('rid of exceptions');
    removeOverwrite(this.world, this.record, target.id);
    await this.world.delivered();
  }

  async delete(): Promise<void> {
    if (isThread(this.record)) deleteThread(this.world, this.record);
    else deleteChannel(this.world, this.record);
    await this.world.delivered();
  }

  private threadRecord(): ThreadChannel {
    if (isThread(this.record)) return this.record;
    throw new SimulatorMisuse(`#${this.name} is no thread`, 'what member.startThread() returned.');
  }

  /** Who changes a thread where nobody is named. */
  private threadOwner({ thread, guildId }: ThreadChannel): UserRecord {
    const { users, guilds } = this.world;
    const user = users.get(thread.ownerId) ?? users.get(guilds.get(guildId)?.ownerId ?? '');
    if (user) return user;
    throw new SimulatorMisuse('nobody owns that thread', 'a thread of a guild that still is.');
  }

  private mustBeNoThread(deed: string): void {
    if (!isThread(this.record)) return;
    throw new SimulatorMisuse(
      `a thread cannot be ${deed} from outside`,
      'a request of a bot, or the channel around it.',
    );
  }
}

/** An exception as the world keeps it. */
export function overwriteRecord(
  world: World,
  guildId: string,
  input: OverwriteInput,
): { id: string; type: 0 | 1; allow: bigint; deny: bigint } {
  const isRole =
    input.type === undefined ? world.guilds.get(guildId)?.roles.has(input.for.id) === true : input.type === 'role';
  return {
    id: input.for.id,
    type: isRole ? 0 : 1,
    allow: permissionBits(input.allow ?? 0n),
    deny: permissionBits(input.deny ?? 0n),
  };
}
