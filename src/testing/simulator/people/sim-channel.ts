/** A channel as a test sees it. */
import { type ChannelType } from 'discord-api-types/v10';
import { deleteChannel, editChannel, setOverwrite } from '../world/channels';
import { permissionBits, type PermissionsInput } from '../world/permissions';
import { type ChannelRecord } from '../world/records';
import { type World } from '../world/world';
import { isThread } from '../world/thread-record';
import { deleteThread } from '../world/threads';
import { SimulatorMisuse } from '../misuse';
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

  async edit(changes: {
    name?: string;
    topic?: string | null;
    nsfw?: boolean;
    rtcRegion?: string | null;
    userLimit?: number;
  }): Promise<void> {
    this.mustBeNoThread('edited');
    editChannel(this.world, this.record, changes);
    await this.world.delivered();
  }

  /** Makes an exception for a role or a member. */
  async overwrite(input: OverwriteInput): Promise<void> {
    this.mustBeNoThread('given exceptions');
    setOverwrite(this.world, this.record, overwriteRecord(this.world, this.record.guildId ?? '', input));
    await this.world.delivered();
  }

  async delete(): Promise<void> {
    if (isThread(this.record)) deleteThread(this.world, this.record);
    else deleteChannel(this.world, this.record);
    await this.world.delivered();
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
