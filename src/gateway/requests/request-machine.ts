/**
 * Requests through the gateway without sockets and clocks: what happened goes in with the time, what to do comes out.
 *
 * A request is a command and events that answer it some time later, in parts, or never. Discord names no failure: a guild
 * that the bot has left, a command that a dying socket swallowed, all look like silence. So a request that nothing comes
 * for is sent again, three times at most. Each sending has a nonce of its own, by which parts of two answers are told
 * apart; the sending before may still be answered late, and whichever is whole first counts. A resumed session repeats
 * what was missed, so requests only go on waiting; a new session knows nothing of them, so they are sent again. Where
 * Discord wants another number of shards, all of them end: requests wait for the shard that has their guild then.
 *
 * The same thing asked for twice is one request with two waiters. Unlike the shard's machine this one changes in place: a
 * large guild's answer has hundreds of parts, and nothing may be copied for each.
 * https://discord.com/developers/docs/events/gateway-events#request-guild-members
 */
import { GatewayError } from '../gateway-error';
import { type Ask, isFull, keyOf, opcodeOf } from './ask';
import { Attempt } from './attempt';
import { Flight } from './flight';
import { type MemberPart } from './member-part';
import { type RateLimitNotice } from './answers';
import { type RequestAction, type RequestAnswer } from './request-actions';
import { requestTimeout, type Shortfall } from './request-errors';
import { Spacing } from './spacing';

export interface RequestTimes {
  /** How long nothing may come before a request is sent again. */
  readonly silenceMs: number;
  /** Between two requests for the whole list of a guild. */
  readonly spacingMs: number;
}

export const DEFAULT_REQUEST_TIMES: RequestTimes = { silenceMs: 10_000, spacingMs: 30_000 };

/** Sendings that nothing comes for before Discord is taken to be silent for good. */
const MOST_SILENCES = 3;
/** The network may squeeze sends together, and the clocks of both sides differ. */
const MARGIN_MS = 250;

export class RequestMachine {
  private readonly flights = new Map<number, Flight>();
  /** The newest flight of each key. */
  private readonly byKey = new Map<string, Flight>();
  private readonly byNonce = new Map<string, Flight>();
  private readonly byWaiter = new Map<number, Flight>();
  private readonly spacing = new Spacing();
  private made = 0;
  private actions: RequestAction[] = [];

  /** @param prefix of the nonces, different in each run: a resumed session may answer the run before. */
  constructor(
    private readonly prefix: string,
    private readonly times: RequestTimes = DEFAULT_REQUEST_TIMES,
  ) {}

  /** How many requests are under way. */
  get size(): number {
    return this.flights.size;
  }

  /** Somebody asks. @param keeps whether for the answer in one piece. */
  ask(ask: Ask, waiter: number, keeps: boolean, nowMs: number): RequestAction[] {
    const found = this.joinable(ask);
    const flight = found ?? this.makeFlight(ask, nowMs);
    if (found && !keeps) {
      for (const attempt of found.attempts) {
        for (const part of attempt.keptParts) this.do({ type: 'part', waiters: [waiter], part });
      }
    }
    flight.join(waiter, keeps);
    this.byWaiter.set(waiter, flight);
    if (!found) this.send(flight, nowMs);
    return this.flush();
  }

  /** Somebody waits no longer. */
  leave(waiter: number): RequestAction[] {
    const flight = this.byWaiter.get(waiter);
    this.byWaiter.delete(waiter);
    flight?.leave(waiter);
    if (flight?.isAbandoned) this.end(flight);
    return this.flush();
  }

  /** What somebody who gives up has missed. */
  shortfall(waiter: number, nowMs: number): Shortfall {
    const flight = this.byWaiter.get(waiter);
    return flight ? shortfallOf(flight, nowMs) : { waitedMs: 0, parts: 0, heldMs: undefined };
  }

  /** A command was written to the socket. The flight may be over by now; Discord counts it all the same. */
  written(nonce: string, ask: Ask, nowMs: number): RequestAction[] {
    const flight = this.sendingOf(nonce);
    if (isFull(ask)) {
      this.spacing.holdFull(ask.guildId, nowMs + this.times.spacingMs + MARGIN_MS, nowMs);
    }
    if (flight) this.listen(flight);
    return this.flush();
  }

  /** A command could not be sent. */
  failed(nonce: string, error: Error, nowMs: number): RequestAction[] {
    const flight = this.sendingOf(nonce);
    // One that has been out before waits for its shard to come back, as long as its callers do.
    if (flight && flight.sends > 1 && error instanceof GatewayError && error.kind === 'not-ready')
      this.send(flight, nowMs);
    else if (flight) this.refuse(flight, error);
    return this.flush();
  }

  /** A command could not be sent because its shard has ended, and others take the place of all of them. */
  stranded(nonce: string): RequestAction[] {
    const flight = this.sendingOf(nonce);
    if (flight?.current) {
      this.forget(flight, flight.current);
      flight.phase = 'stranded';
    }
    return this.flush();
  }

  /** Other shards took the place of those that have ended. */
  shardsFollowed(nowMs: number): RequestAction[] {
    for (const flight of this.flights.values()) if (flight.phase === 'stranded') this.send(flight, nowMs);
    return this.flush();
  }

  /** A flight's timer fired. */
  timer(id: number, nowMs: number): RequestAction[] {
    const flight = this.flights.get(id);
    if (flight?.phase === 'held') {
      this.send(flight, nowMs);
    } else if (flight?.phase === 'sent') {
      flight.silences += 1;
      if (flight.silences < MOST_SILENCES) this.send(flight, nowMs);
      else this.refuse(flight, requestTimeout(flight.ask, shortfallOf(flight, nowMs)));
    }
    return this.flush();
  }

  /** Members came. */
  part(part: MemberPart): RequestAction[] {
    const flight = this.byNonce.get(part.nonce);
    const attempt = flight?.attempts.find(({ nonce }) => nonce === part.nonce);
    if (!flight || !attempt || flight.ask.guildId !== part.guildId) return [];
    const progress = attempt.take(part, flight.keeps);
    if (progress !== 'repeated') {
      const { readers } = flight;
      if (readers.length > 0) this.do({ type: 'part', waiters: readers, part });
    }
    if (progress === 'whole') {
      this.answer(flight, { kind: 'members', found: attempt.joined() });
    } else {
      flight.silences = 0;
      // Also one that was about to be sent again: its answer was only late.
      if (flight.phase !== 'sending' && flight.phase !== 'stranded') this.listen(flight);
    }
    return this.flush();
  }

  /** Sounds or channel information of a guild came. */
  guildAnswer(guildId: string, answer: Exclude<RequestAnswer, { readonly kind: 'members' }>): RequestAction[] {
    const flight = this.byKey.get(keyOf({ kind: answer.kind, guildId }));
    if (flight) this.answer(flight, answer);
    return this.flush();
  }

  /** Discord refused a command for now. */
  rateLimited(notice: RateLimitNotice, nowMs: number): RequestAction[] {
    const { opcode, guildId, nonce } = notice;
    const untilMs = nowMs + (notice.retryAfterMs ?? this.times.spacingMs) + MARGIN_MS;
    if (nonce !== undefined) {
      const flight = this.byNonce.get(nonce);
      if (flight?.isFull) this.spacing.holdFull(flight.ask.guildId, untilMs, nowMs);
      const attempt = flight?.attempts.find((each) => each.nonce === nonce);
      if (flight && attempt) this.postpone(flight, attempt, untilMs, nowMs);
      return this.flush();
    }
    this.spacing.holdOpcode(opcode, guildId, untilMs, nowMs);
    for (const flight of this.flights.values()) {
      const concerned = opcodeOf(flight.ask) === opcode && (guildId ?? flight.ask.guildId) === flight.ask.guildId;
      // What is being answered was not refused.
      if (concerned && flight.current?.parts === 0) this.postpone(flight, flight.current, untilMs, nowMs);
    }
    return this.flush();
  }

  /** A shard has a new session, which knows nothing of what the old one was asked. */
  sessionBegan(serves: (guildId: string) => boolean, nowMs: number): RequestAction[] {
    for (const flight of [...this.flights.values()]) {
      if (!serves(flight.ask.guildId)) continue;
      for (const attempt of flight.attempts) {
        // A command that is still on its way goes to the new session.
        if (flight.phase !== 'sending' || attempt !== flight.current) this.forget(flight, attempt);
      }
      flight.silences = 0;
      if (flight.phase === 'sent') this.send(flight, nowMs);
    }
    return this.flush();
  }

  /** A shard took its session up again, and what was missed has been repeated. */
  sessionResumed(serves: (guildId: string) => boolean): RequestAction[] {
    for (const flight of this.flights.values()) {
      if (flight.phase === 'sent' && serves(flight.ask.guildId)) this.listen(flight);
    }
    return this.flush();
  }

  /** Nothing is asked and answered any more. */
  close(error: Error): RequestAction[] {
    for (const flight of [...this.flights.values()]) this.refuse(flight, error);
    return this.flush();
  }

  private joinable(ask: Ask): Flight | undefined {
    // An answer with presences serves who wants none.
    const richer =
      ask.kind === 'members' && !ask.presences ? this.byKey.get(keyOf({ ...ask, presences: true })) : undefined;
    return [this.byKey.get(keyOf(ask)), richer].find((flight) => flight?.canBeJoined);
  }

  private makeFlight(ask: Ask, nowMs: number): Flight {
    const flight = new Flight((this.made += 1), ask, nowMs);
    this.flights.set(flight.id, flight);
    this.byKey.set(flight.key, flight);
    return flight;
  }

  /** Sends as soon as Discord takes it. */
  private send(flight: Flight, nowMs: number): void {
    const allowedMs = Math.max(flight.notBeforeMs, this.spacing.allowedAt(flight.ask, nowMs));
    if (allowedMs > nowMs) {
      flight.phase = 'held';
      flight.heldUntilMs = allowedMs;
      this.do({ type: 'set-timer', flight: flight.id, delayMs: allowedMs - nowMs });
      return;
    }
    const attempt = new Attempt(`${this.prefix}-${(this.made += 1).toString(36)}`);
    for (const old of flight.begin(attempt)) this.byNonce.delete(old.nonce);
    this.byNonce.set(attempt.nonce, flight);
    flight.phase = 'sending';
    flight.sends += 1;
    this.do({ type: 'clear-timer', flight: flight.id });
    this.do({ type: 'send', flight: flight.id, nonce: attempt.nonce, ask: flight.ask });
  }

  private listen(flight: Flight): void {
    flight.phase = 'sent';
    this.do({ type: 'set-timer', flight: flight.id, delayMs: this.times.silenceMs });
  }

  private postpone(flight: Flight, refused: Attempt, untilMs: number, nowMs: number): void {
    const isCurrent = refused === flight.current;
    this.forget(flight, refused);
    if (!isCurrent) return;
    flight.notBeforeMs = Math.max(flight.notBeforeMs, untilMs);
    this.send(flight, nowMs);
  }

  private forget(flight: Flight, attempt: Attempt): void {
    this.byNonce.delete(attempt.nonce);
    flight.drop(attempt);
  }

  /** The flight whose newest command this is and has not been heard of. */
  private sendingOf(nonce: string): Flight | undefined {
    const flight = this.byNonce.get(nonce);
    return flight?.phase === 'sending' && flight.current?.nonce === nonce ? flight : undefined;
  }

  private answer(flight: Flight, answer: RequestAnswer): void {
    const { waiters } = flight;
    this.end(flight);
    this.do({ type: 'answer', waiters, answer });
  }

  private refuse(flight: Flight, error: Error): void {
    const { waiters } = flight;
    this.end(flight);
    this.do({ type: 'refuse', waiters, error });
  }

  private end(flight: Flight): void {
    this.flights.delete(flight.id);
    if (this.byKey.get(flight.key) === flight) this.byKey.delete(flight.key);
    for (const { nonce } of flight.attempts) this.byNonce.delete(nonce);
    for (const waiter of flight.waiters) this.byWaiter.delete(waiter);
    this.do({ type: 'over', flight: flight.id });
  }

  private do(action: RequestAction): void {
    this.actions.push(action);
  }

  private flush(): RequestAction[] {
    const { actions } = this;
    this.actions = [];
    return actions;
  }
}

function shortfallOf(flight: Flight, nowMs: number): Shortfall {
  return {
    waitedMs: nowMs - flight.bornMs,
    parts: flight.parts,
    heldMs: flight.phase === 'held' && flight.heldUntilMs > nowMs ? flight.heldUntilMs - nowMs : undefined,
  };
}
