/**
 * Keeps a connection below 120 sends in 60 seconds, and always leaves room for its heartbeats.
 *
 * Discord closes a connection that sends more. A bot that sends in bursts must not use up what the next heartbeat needs,
 * so a command goes out only while the beats that are still to come within the window would fit as well. Beats are
 * never asked to wait. The window slides, and is a little longer than Discord's because the network may squeeze sends
 * together.
 * https://discord.com/developers/docs/events/gateway#rate-limiting
 */
const MOST_SENDS = 120;
const WINDOW_MS = 60_500;
/** However often a server wants beats, some commands get through. */
const LARGEST_RESERVE = 90;

interface Send {
  readonly atMs: number;
  readonly isBeat: boolean;
}

export class CommandLimiter {
  private readonly sends: Send[] = [];
  private beats = 0;
  /** Until HELLO tells the interval: Discord's own is above 40 seconds. */
  private reserve = 3;

  /** Reserves room for the beats of this interval. */
  reserveBeats(intervalMs: number): void {
    // One more than can fall into a window, for the beat that the clock and the network bring closer.
    this.reserve = Math.min(LARGEST_RESERVE, Math.floor(WINDOW_MS / intervalMs) + 2);
  }

  /** Counts a scheduled heartbeat. */
  takeBeat(nowMs: number): void {
    this.forget(nowMs);
    this.beats += 1;
    this.sends.push({ atMs: nowMs, isBeat: true });
  }

  /** Whether something else than a scheduled beat may be sent now. */
  hasRoom(nowMs: number): boolean {
    this.forget(nowMs);
    return this.sends.length + Math.max(0, this.reserve - this.beats) < MOST_SENDS;
  }

  /** {@link hasRoom}; counts it if so. */
  take(nowMs: number): boolean {
    if (!this.hasRoom(nowMs)) return false;
    this.sends.push({ atMs: nowMs, isBeat: false });
    return true;
  }

  /** How long until {@link take} is worth another question, in milliseconds. */
  waitMs(nowMs: number): number {
    this.forget(nowMs);
    const oldest = this.sends[0];
    return oldest ? oldest.atMs + WINDOW_MS - nowMs : 0;
  }

  private forget(nowMs: number): void {
    let old = 0;
    for (let send = this.sends[old]; send && send.atMs <= nowMs - WINDOW_MS; send = this.sends[++old]) {
      if (send.isBeat) this.beats -= 1;
    }
    if (old > 0) this.sends.splice(0, old);
  }
}
