/**
 * When a group as a whole is ready: READY is told by each shard, and before the guilds are there. It hears what the shards
 * hear and tells once all of them, and their guilds, have come.
 */
import { shardIdOf } from '../gateway';
import { type GroupReadyPayload } from '../models';
import { type Clock, type Timer } from '../util';

export interface GroupReadinessOptions {
  readonly shardIds: () => readonly number[];
  /** Guilds that are known without READY, when a session goes on. */
  readonly knownGuildIds: () => readonly string[];
  /** Guilds that a session of an earlier run had still to be sent. */
  readonly awaitedGuildIds: () => readonly string[];
  readonly clock: Clock;
  /** How long guilds may take to come once all shards are ready. */
  readonly limitMs: number;
  readonly tell: (payload: GroupReadyPayload) => void;
}

/** What is read of a packet. */
interface Told {
  readonly t: string;
  readonly d: unknown;
}

interface TellingShard {
  readonly id: number;
  readonly count: number;
}

/** The dispatches that it has to hear. */
export const READINESS_DISPATCHES = ['READY', 'RESUMED', 'GUILD_CREATE', 'GUILD_DELETE'] as const;

export class GroupReadiness {
  /** Shards whose session began, or went on for the first time, since the group was last ready. */
  private readonly begun = new Set<number>();
  private readonly everBegun = new Set<number>();
  private readonly expected = new Map<string, number>();
  private readonly present = new Set<string>();
  private readonly unavailable = new Set<string>();
  private timer: Timer | undefined;

  constructor(private readonly options: GroupReadinessOptions) {}

  hear({ t, d }: Told, shard: TellingShard): void {
    const data = (typeof d === 'object' && d !== null ? d : {}) as Readonly<Record<string, unknown>>;
    switch (t) {
      case 'READY':
        this.begin(shard, data.guilds);
        break;
      case 'RESUMED':
        this.goOn(shard.id);
        break;
      case 'GUILD_CREATE':
        this.guild(data.id, data.unavailable === true ? 'away' : 'here');
        break;
      case 'GUILD_DELETE':
        this.guild(data.id, data.unavailable === true ? 'away' : 'gone');
        break;
      default:
    }
    this.check();
  }

  close(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.begun.clear();
  }

  private begin(shard: TellingShard, guilds: unknown): void {
    this.begun.add(shard.id);
    this.everBegun.add(shard.id);
    for (const [id, owner] of this.expected) if (owner === shard.id) this.expected.delete(id);
    if (!Array.isArray(guilds)) return;
    for (const guild of guilds as readonly ({ id?: unknown } | null)[]) {
      if (typeof guild?.id === 'string') this.expected.set(guild.id, shard.id);
    }
    // The session names all of its guilds: others were left while nobody heard of it.
    for (const known of [this.present, this.unavailable]) {
      for (const id of known) if (!this.expected.has(id) && isServedBy(id, shard)) known.delete(id);
    }
  }

  /** A session of an earlier run that goes on brings no READY. */
  private goOn(shardId: number): void {
    if (this.everBegun.has(shardId)) return;
    this.begun.add(shardId);
    this.everBegun.add(shardId);
    for (const id of this.options.knownGuildIds()) if (!this.unavailable.has(id)) this.present.add(id);
    for (const id of this.options.awaitedGuildIds()) if (!this.unavailable.has(id)) this.expected.set(id, shardId);
  }

  private guild(id: unknown, state: 'here' | 'away' | 'gone'): void {
    if (typeof id !== 'string') return;
    this.expected.delete(id);
    if (state === 'here') this.present.add(id);
    else this.present.delete(id);
    if (state === 'away') this.unavailable.add(id);
    else this.unavailable.delete(id);
  }

  private check(): void {
    const { shardIds, clock, limitMs } = this.options;
    const ids = shardIds();
    if (ids.length === 0 || !ids.every((id) => this.begun.has(id))) return;
    if (this.expected.size === 0) this.tell();
    else {
      this.timer ??= clock.setTimer(
        limitMs,
        () => {
          this.tell();
        },
        { keepAlive: false },
      );
    }
  }

  private tell(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.begun.clear();
    this.options.tell({
      shard_ids: this.options.shardIds(),
      guild_ids: [...this.present],
      unavailable_guild_ids: [...this.unavailable],
      missing_guild_ids: [...this.expected.keys()],
    });
  }
}

function isServedBy(guildId: string, { id, count }: TellingShard): boolean {
  return count === 1 || (/^\d{1,20}$/.test(guildId) && shardIdOf(guildId, count) === id);
}
