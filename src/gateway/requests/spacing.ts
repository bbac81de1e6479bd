/**
 * From when on Discord takes a request again.
 *
 * The whole member list is given once per guild and bot in 30 seconds; who asks sooner is told RATE_LIMITED, with the time
 * to wait. Other programs with the same token count too, so Discord's word goes before our own counting.
 * https://discord.com/developers/docs/events/gateway-events#rate-limited
 */
import { type Ask, isFull, opcodeOf } from './ask';

export class Spacing {
  /** By what is limited. What has passed is dropped whenever something is added. */
  private readonly until = new Map<string, number>();

  /** From when on an ask may be sent. */
  allowedAt(ask: Ask, nowMs: number): number {
    const opcode = opcodeOf(ask);
    const all = this.until.get(keyOf(opcode, undefined)) ?? nowMs;
    const ofGuild = this.until.get(keyOf(opcode, ask.guildId)) ?? nowMs;
    const full = isFull(ask) ? (this.until.get(fullKey(ask.guildId)) ?? nowMs) : nowMs;
    return Math.max(nowMs, all, ofGuild, full);
  }

  /** Whole lists of a guild are held back. What was said before about them is of no account any more. */
  holdFull(guildId: string, untilMs: number, nowMs: number): void {
    this.until.delete(fullKey(guildId));
    this.hold(fullKey(guildId), untilMs, nowMs);
  }

  /** Everything with an opcode is held back, in one guild or (`undefined`) in all. */
  holdOpcode(opcode: number, guildId: string | undefined, untilMs: number, nowMs: number): void {
    this.hold(keyOf(opcode, guildId), untilMs, nowMs);
  }

  private hold(key: string, untilMs: number, nowMs: number): void {
    for (const [other, passesMs] of this.until) if (passesMs <= nowMs) this.until.delete(other);
    this.until.set(key, Math.max(untilMs, this.until.get(key) ?? 0));
  }
}

function keyOf(opcode: number, guildId: string | undefined): string {
  return `${opcode} ${guildId ?? 'everywhere'}`;
}

function fullKey(guildId: string): string {
  return `full ${guildId}`;
}
