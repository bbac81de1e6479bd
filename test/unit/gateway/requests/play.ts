/** Plays callers, a shard and Discord against the machine of requests, and holds every settlement against the rules. */
import { GatewayError } from '../../../../src/gateway';
import { type Ask, isFull, keyOf } from '../../../../src/gateway/requests/ask';
import { readPart } from '../../../../src/gateway/requests/member-part';
import { type RequestAction } from '../../../../src/gateway/requests/request-actions';
import { RequestMachine } from '../../../../src/gateway/requests/request-machine';

export const GUILDS = ['1000', '2000'] as const;

/** Things to ask; the same index is the same ask. */
export const ASKS: readonly Ask[] = GUILDS.flatMap((guildId): Ask[] => [
  { kind: 'members', guildId, limit: 0, presences: false },
  { kind: 'members', guildId, limit: 0, presences: true },
  { kind: 'members', guildId, limit: 5, query: 'ali', presences: false },
  { kind: 'members', guildId, limit: 0, userIds: ['1', '2'], presences: false },
  { kind: 'sounds', guildId },
  { kind: 'channel-info', guildId },
]);

interface Send {
  readonly flight: number;
  readonly nonce: string;
  readonly ask: Ask;
}

interface Caller {
  readonly ask: Ask;
  readonly keeps: boolean;
  outcome: 'answered' | 'refused' | 'left' | undefined;
  /** `nonce/index` of the members that a reader got. */
  readonly read: Set<string>;
}

/** An event that Discord has ready. */
type Event = () => void;

export class Play {
  readonly machine = new RequestMachine('play');
  readonly callers: Caller[] = [];
  private nowMs = 0;
  private sends: Send[] = [];
  private events: Event[] = [];
  private readonly timers = new Map<number, number>();
  private readonly counts = new Map<string, number>();
  private readonly lastFullMs = new Map<string, number>();
  private next = 0;

  ask(index: number, keeps: boolean): void {
    const ask = ASKS[index % ASKS.length] as Ask;
    this.callers.push({ ask, keeps: keeps || ask.kind !== 'members', outcome: undefined, read: new Set() });
    const id = this.callers.length - 1;
    this.run(this.machine.ask(ask, id, (this.callers[id] as Caller).keeps, this.nowMs));
  }

  leave(index: number): void {
    const waiting = this.callers.filter((caller) => caller.outcome === undefined);
    const caller = waiting[index % Math.max(1, waiting.length)];
    if (!caller) return;
    caller.outcome = 'left';
    this.run(this.machine.leave(this.callers.indexOf(caller)));
  }

  /** The oldest command leaves; `lost` when the socket dies under it, `limited` when Discord refuses it. */
  write(how: 'answered' | 'lost' | 'limited' | 'limited without nonce', parts: number): void {
    const send = this.sends.shift();
    if (!send) return;
    const { nonce, ask } = send;
    if (isFull(ask) && !how.startsWith('limited')) this.lastFullMs.set(ask.guildId, this.nowMs);
    this.run(this.machine.written(nonce, ask, this.nowMs));
    if (how === 'answered') this.prepareAnswer(send, parts);
    if (how !== 'limited' && how !== 'limited without nonce') return;
    const opcode = ask.kind === 'members' ? 8 : 31;
    this.events.push(() => {
      const notice = {
        opcode,
        retryAfterMs: 5_000,
        guildId: ask.guildId,
        nonce: how === 'limited' ? nonce : undefined,
      };
      this.run(this.machine.rateLimited(notice, this.nowMs));
    });
  }

  /** The oldest command is not sent. */
  fail(kind: 'not-ready' | 'payload-too-large'): void {
    const send = this.sends.shift();
    const code = kind === 'not-ready' ? 'GATEWAY_NOT_READY' : 'GATEWAY_PAYLOAD_TOO_LARGE';
    if (send) this.run(this.machine.failed(send.nonce, new GatewayError({ code, kind, message: 'x' }), this.nowMs));
  }

  /** The oldest command is not sent because its shard has ended. */
  strand(): void {
    const send = this.sends.shift();
    if (send) this.run(this.machine.stranded(send.nonce));
  }

  follow(): void {
    this.run(this.machine.shardsFollowed(this.nowMs));
  }

  /** One of the events that are ready arrives; it may arrive again later. */
  deliver(index: number, again: boolean): void {
    const at = index % Math.max(1, this.events.length);
    this.events[at]?.();
    if (!again) this.events.splice(at, 1);
  }

  /** Parts that nobody asked for, or of a guild that it was not about. */
  strange(index: number): void {
    const nonces = ['elsewhere-1', ...this.counts.keys()];
    const payload = { guild_id: '666', members: [{ user: { id: 'x/0' } }], chunk_index: 0, chunk_count: 1 };
    const part = readPart({ ...payload, nonce: nonces[index % nonces.length] });
    if (part) this.run(this.machine.part(part));
  }

  newSession(): void {
    this.events = [];
    this.run(this.machine.sessionBegan(() => true, this.nowMs));
  }

  resumed(): void {
    this.run(this.machine.sessionResumed(() => true));
  }

  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let due = this.nextTimer(); due && due[1] <= untilMs; due = this.nextTimer()) {
      this.timers.delete(due[0]);
      this.nowMs = Math.max(this.nowMs, due[1]);
      this.run(this.machine.timer(due[0], this.nowMs));
    }
    this.nowMs = untilMs;
  }

  close(error: Error): void {
    this.run(this.machine.close(error));
  }

  /** Everything works from now on: what still waits must come to an end. */
  calm(): void {
    this.follow();
    for (let round = 0; round < 50 && this.machine.size > 0; round += 1) {
      while (this.sends.length > 0) this.write('answered', 2);
      while (this.events.length > 0) this.deliver(0, false);
      this.pass(11_000);
    }
  }

  get pendingTimers(): number {
    return this.timers.size;
  }

  private nextTimer(): [number, number] | undefined {
    return [...this.timers].sort((a, b) => a[1] - b[1])[0];
  }

  private prepareAnswer({ nonce, ask }: Send, parts: number): void {
    if (ask.kind !== 'members') {
      this.events.push(() => {
        const { guildId } = ask;
        const answer =
          ask.kind === 'sounds'
            ? ({ kind: 'sounds', sounds: [] } as const)
            : ({ kind: 'channel-info', channels: [{ id: '7' }] } as const);
        this.run(this.machine.guildAnswer(guildId, answer));
      });
      return;
    }
    this.counts.set(nonce, parts);
    for (let index = 0; index < parts; index += 1) {
      const members = [{ user: { id: `${nonce}/${index}` }, about: keyOf(ask) }];
      const payload = { guild_id: ask.guildId, members, chunk_index: index, chunk_count: parts, nonce };
      this.events.push(() => {
        const part = readPart(payload);
        if (part) this.run(this.machine.part(part));
      });
    }
  }

  private run(actions: readonly RequestAction[]): void {
    for (const action of actions) this.perform(action);
  }

  private perform(action: RequestAction): void {
    switch (action.type) {
      case 'send': {
        const { ask, nonce } = action;
        expect(Buffer.byteLength(nonce)).toBeLessThanOrEqual(32);
        if (isFull(ask)) {
          expect(this.nowMs - (this.lastFullMs.get(ask.guildId) ?? -Infinity)).toBeGreaterThanOrEqual(30_000);
        }
        this.sends.push(action);
        return;
      }
      case 'set-timer':
        this.timers.set(action.flight, this.nowMs + action.delayMs);
        return;
      case 'clear-timer':
        this.timers.delete(action.flight);
        return;
      case 'over':
        this.timers.delete(action.flight);
        // A command that waits is withdrawn, unless it has left unseen.
        this.next += 1;
        if (this.next % 2 === 0) this.sends = this.sends.filter((send) => send.flight !== action.flight);
        return;
      case 'part':
        for (const id of action.waiters) {
          const caller = this.callers[id] as Caller;
          expect(caller.outcome).toBeUndefined();
          for (const member of action.part.members) {
            expect(serves(member, caller.ask)).toBe(true);
            caller.read.add(member.user.id);
          }
        }
        return;
      case 'answer':
        for (const id of action.waiters) {
          const caller = this.callers[id] as Caller;
          expect(caller.outcome).toBeUndefined();
          caller.outcome = 'answered';
          expect(action.answer.kind).toBe(caller.ask.kind);
          if (action.answer.kind !== 'members') continue;
          if (caller.keeps) this.checkWhole(action.answer.found.members, caller.ask);
          else this.checkRead(caller);
        }
        return;
      case 'refuse':
        for (const id of action.waiters) {
          const caller = this.callers[id] as Caller;
          expect(caller.outcome).toBeUndefined();
          caller.outcome = 'refused';
        }
    }
  }

  /** One answer, all of it, in order, and to this ask. */
  private checkWhole(members: readonly { readonly user: { readonly id: string } }[], ask: Ask): void {
    const nonce = members[0]?.user.id.split('/')[0] ?? '';
    const whole = Array.from({ length: this.counts.get(nonce) ?? 0 }, (_, index) => `${nonce}/${index}`);
    expect(members.map(({ user }) => user.id)).toEqual(whole);
    for (const member of members) expect(serves(member, ask)).toBe(true);
  }

  /** Among what was read is one answer, all of it. */
  private checkRead({ read }: Caller): void {
    const isWhole = [...this.counts].some(([nonce, count]) =>
      Array.from({ length: count }, (_, index) => `${nonce}/${index}`).every((id) => read.has(id)),
    );
    expect(isWhole).toBe(true);
  }
}

function serves(member: object, ask: Ask): boolean {
  const { about } = member as { about?: string };
  return about === keyOf(ask) || (ask.kind === 'members' && about === keyOf({ ...ask, presences: true }));
}
