/** Keeps order where it matters: runs of one subscription that share a key come one after another. */
import { type AnyEvent, eventNameOf, UnknownDispatchEvent } from '../../models';
import { Fifo } from './fifo';

/** What runs are kept in order by. */
export type SequenceScope = 'guild' | 'channel' | 'user';

/** Events whose payload is the thing itself: its own `id` is the key. */
const OWN_ID: Readonly<Record<SequenceScope, ReadonlySet<string>>> = {
  guild: new Set(['GUILD_CREATE', 'GUILD_UPDATE', 'GUILD_DELETE']),
  channel: new Set([
    'CHANNEL_CREATE',
    'CHANNEL_UPDATE',
    'CHANNEL_DELETE',
    'THREAD_CREATE',
    'THREAD_UPDATE',
    'THREAD_DELETE',
    'THREAD_MEMBER_UPDATE',
    'THREAD_MEMBERS_UPDATE',
    'VOICE_CHANNEL_STATUS_UPDATE',
    'VOICE_CHANNEL_START_TIME_UPDATE',
  ]),
  user: new Set(['USER_UPDATE']),
};

/** The fields that a key is read from. Payloads come from outside, so none of them is certain. */
interface KeyedPayload {
  readonly id?: unknown;
  readonly guild_id?: unknown;
  readonly channel_id?: unknown;
  readonly user_id?: unknown;
  readonly author?: { readonly id?: unknown } | null;
  readonly user?: { readonly id?: unknown } | null;
  readonly member?: { readonly user?: { readonly id?: unknown } | null } | null;
}

/** The key of an event, or `undefined` when it has none (a direct message has no guild): then it need not wait. */
export function sequenceKey(event: AnyEvent, scope: SequenceScope): string | undefined {
  const raw = (event instanceof UnknownDispatchEvent ? event.data : event.raw) as KeyedPayload | null | undefined;
  if (typeof raw !== 'object' || raw === null) return undefined;
  const key = readKey(raw, scope) ?? (OWN_ID[scope].has(eventNameOf(event) ?? '') ? raw.id : undefined);
  return typeof key === 'string' ? key : undefined;
}

function readKey(raw: KeyedPayload, scope: SequenceScope): unknown {
  if (scope === 'guild') return raw.guild_id;
  if (scope === 'channel') return raw.channel_id;
  return raw.author?.id ?? raw.user?.id ?? raw.user_id ?? raw.member?.user?.id;
}

/** The keys of one subscription that have a run under way, and the events that wait behind it. Idle keys are forgotten. */
export class Sequence {
  private readonly lines = new Map<string, Fifo<AnyEvent> | undefined>();

  constructor(readonly scope: SequenceScope) {}

  /** How many keys have a run under way. */
  get busyKeys(): number {
    return this.lines.size;
  }

  keyOf(event: AnyEvent): string | undefined {
    return sequenceKey(event, this.scope);
  }

  isBusy(key: string): boolean {
    return this.lines.has(key);
  }

  /** A run has begun: whatever comes next for this key waits. */
  hold(key: string): void {
    if (!this.lines.has(key)) this.lines.set(key, undefined);
  }

  wait(key: string, event: AnyEvent): void {
    let line = this.lines.get(key);
    if (!line) {
      line = new Fifo();
      this.lines.set(key, line);
    }
    line.push(event);
  }

  /** The run of a key is over: whose turn it is now. With nobody waiting the key is free. */
  next(key: string): AnyEvent | undefined {
    const event = this.lines.get(key)?.shift();
    if (!event) this.lines.delete(key);
    return event;
  }
}
