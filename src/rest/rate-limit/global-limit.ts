/**
 * The limit over all requests of a token: 50 a second, whatever their routes.
 *
 * No header tells how much of it is left, so starts are counted here: at no time are more than `limit` requests within
 * a second of each other. What counts is when the server sees a request, which is some time between start and answer;
 * so a second is counted from the answer, but from at most `skewMs` after the start, lest slow answers cost throughput.
 * Nothing is written before the program that asks lets go of the thread, be that a loop over thousands of messages: a
 * request starts when the turn ends in which it was let through.
 *
 * Who keeps to the limit alone never meets a 429 of it. One that comes all the same says that others use the token,
 * mostly further processes of the bot, and each of them would go on to fill every second by itself: of four, three
 * quarters of the requests were refused until Discord bans the address. So such a 429 halves what this process allows
 * itself, and each second after it gives a fiftieth back: processes come to share the limit without a word between them.
 * https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
 */

/** A request as the global limit sees it. */
export interface GlobalTicket {
  startedAt: number;
  /** Whether the turn is still going on in which it was let through. */
  isFresh: boolean;
}

export interface GlobalLimitOptions {
  /** Requests in a window. Default 50. */
  readonly limit?: number | undefined;
  /** Length of the window, in milliseconds. Default 1000. */
  readonly windowMs?: number | undefined;
  /** Longest time a request is taken to be on its way to the server, in milliseconds. Default 250. */
  readonly skewMs?: number | undefined;
}

/** However many share the token, so many a window are tried. */
const LEAST = 2;
/** Share of the limit that each window gives back: more, and many processes would soon be over it again. */
const REGAINED = 0.02;

export class GlobalLimit {
  private readonly limit: number;
  private readonly windowMs: number;
  private readonly skewMs: number;
  /** On their way, oldest first. */
  private readonly flying = new Set<GlobalTicket>();
  /** Those of this turn. */
  private fresh: GlobalTicket[] = [];
  /** When slots come free, earliest first: a ring as long as the limit. */
  private readonly releases: number[];
  private head = 0;
  private held = 0;
  private blockedUntil = 0;
  /** What is allowed now, `limit` at most. */
  private allowed: number;
  /** Since when it has risen by whole windows. */
  private regainedAt = 0;
  /** Refusals before this moment tell of what was sent before the last cut. */
  private cutUntil = 0;

  constructor(options: GlobalLimitOptions = {}) {
    this.limit = options.limit ?? 50;
    this.windowMs = options.windowMs ?? 1_000;
    this.skewMs = options.skewMs ?? 250;
    this.releases = new Array<number>(this.limit).fill(0);
    this.allowed = this.limit;
  }

  /** When the next request may start; `now` or earlier for at once. */
  readyAt(now: number): number {
    if (now < this.blockedUntil) return this.blockedUntil;
    this.settle(now);
    if (this.allowed < this.limit) this.regain(now);
    if (this.flying.size + this.held < this.allowed) return now;
    const [oldest] = this.flying;
    const aged = oldest ? (oldest.isFresh ? now : oldest.startedAt) + this.skewMs + this.windowMs : Infinity;
    return this.held > 0 ? Math.min(this.releases[this.head] as number, aged) : aged;
  }

  /** Returns whether it is the first of a turn, whose end {@link turnOver} wants to be told. */
  start(ticket: GlobalTicket): boolean {
    this.flying.add(ticket);
    return this.fresh.push(ticket) === 1;
  }

  /** What was let through since the last call is written now. */
  turnOver(now: number): void {
    for (const ticket of this.fresh) {
      ticket.startedAt = now;
      ticket.isFresh = false;
    }
    this.fresh = [];
  }

  /** The server has seen the request, by now at the latest. */
  seen(ticket: GlobalTicket, now: number): void {
    this.settle(now);
    if (this.flying.delete(ticket)) this.hold(now + this.windowMs);
  }

  /** The request was not sent. */
  takeBack(ticket: GlobalTicket): void {
    this.flying.delete(ticket);
  }

  /** Nothing may start before `until`: a 429 said so. Of a burst that was refused, each says so; it counts once. */
  block(until: number, now: number): void {
    this.blockedUntil = Math.max(this.blockedUntil, until);
    if (now < this.cutUntil) return;
    this.regain(now);
    this.allowed = Math.max(Math.min(LEAST, this.limit), Math.ceil(this.allowed / 2));
    this.cutUntil = Math.max(until, now + this.windowMs);
    this.regainedAt = this.cutUntil;
  }

  private regain(now: number): void {
    const windows = Math.floor((now - this.regainedAt) / this.windowMs);
    if (windows <= 0) return;
    this.regainedAt += windows * this.windowMs;
    this.allowed = Math.min(this.limit, this.allowed + windows * Math.max(1, Math.round(this.limit * REGAINED)));
  }

  private settle(now: number): void {
    while (this.held > 0 && (this.releases[this.head] as number) <= now) {
      this.head = (this.head + 1) % this.limit;
      this.held -= 1;
    }
    for (const ticket of this.flying) {
      if (ticket.isFresh) break;
      const seenAt = ticket.startedAt + this.skewMs;
      if (seenAt > now) break;
      this.flying.delete(ticket);
      if (seenAt + this.windowMs > now) this.hold(seenAt + this.windowMs);
    }
  }

  private hold(until: number): void {
    this.releases[(this.head + this.held) % this.limit] = until;
    this.held += 1;
  }
}
