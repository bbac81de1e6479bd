/**
 * Snowflakes: 42 bits of milliseconds since 2015, then worker, process and a counter.
 * https://discord.com/developers/docs/reference#snowflakes
 */
import { type Clock } from '../../../util';

const EPOCH_MS = 1_420_070_400_000;
/** Where invented accounts and guilds were "created": between 2017 and 2024. */
const PAST_FROM_MS = Date.UTC(2017, 0, 1);
const PAST_TO_MS = Date.UTC(2024, 0, 1);

/** The time in milliseconds since 1970 that an id carries. */
export function snowflakeMs(id: string): number {
  return Number(BigInt(id) >> 22n) + EPOCH_MS;
}

/** The first id of a time, in milliseconds since 1970. */
export function snowflakeOf(atMs: number): string {
  return (BigInt(Math.max(0, Math.floor(atMs) - EPOCH_MS)) << 22n).toString();
}

/** Whether a text has the form of a snowflake. Discord takes any 64-bit number. */
export function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/.test(text) && BigInt(text) < 1n << 64n;
}

/** Orders ids by age without turning them into numbers. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The shard that a guild's events go to. */
export function shardOf(guildId: string, shardCount: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** Makes ids that are never the same twice. */
export class SnowflakeSource {
  private last = 0n;
  private readonly used = new Set<string>();

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** An id of now; each is greater than the one before. */
  next(): string {
    const now = BigInt(Math.max(0, Math.floor(this.clock.wallMs()) - EPOCH_MS)) << 22n;
    this.last = now > this.last ? now : this.last + 1n;
    return this.last.toString();
  }

  /** An id of some day in the past: what accounts and guilds have. Their times differ, so guilds spread over shards. */
  past(): string {
    for (;;) {
      const ms = Math.floor(PAST_FROM_MS + this.random() * (PAST_TO_MS - PAST_FROM_MS));
      const id = ((BigInt(ms - EPOCH_MS) << 22n) | BigInt(Math.floor(this.random() * 4_194_304))).toString();
      if (this.used.has(id)) continue;
      this.used.add(id);
      return id;
    }
  }
}
