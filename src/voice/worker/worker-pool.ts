/**
 * The voice workers of a process, and which call works in which. A call goes to the worker with the fewest; when all have as many
 * as they should, another one is started. A worker that dies, or does not answer, is replaced, and its calls go over to the new
 * one; when that happens again and again, they end: what kills a worker may be one of them.
 */
import { asError, type Clock, deferred, type Deferred, type Timer, withLimit } from '../../util';
import { VoiceError } from '../voice-error';
import {
  type CallNumber,
  type FromCall,
  type FromWorker,
  type LogEntry,
  type PlaybackSnapshot,
  type ToCall,
  type ToWorker,
} from './messages';
import { decodeError } from './plain-error';
import { type WorkerLauncher, type WorkerThread } from './worker-thread';

/** The way of one call to its worker. */
export interface WorkerLine {
  /** What to add to the worker's times to have ours. */
  readonly shiftMs: number;
  post(message: ToCall, transfer?: readonly ArrayBuffer[]): void;
}

/** A call, as the pool sees it. */
export interface PooledCall {
  readonly number: CallNumber;
  /** There is a worker for it, which has never heard of it. */
  attached(line: WorkerLine): void;
  hear(message: FromCall): void;
  hearSnapshot(snapshot: PlaybackSnapshot): void;
  log(entry: LogEntry): void;
  /** Its worker is gone; another one comes. */
  interrupted(): void;
  /** There will be none any more. */
  failed(error: VoiceError): void;
}

/** Whoever has calls in workers. */
export interface PoolUser {
  log(level: 'info' | 'warn' | 'error', message: string, fields: Readonly<Record<string, unknown>>): void;
  /** A new worker is about to serve calls of this user. */
  greet(post: (message: ToWorker) => void, shiftMs: number): void;
}

export interface WorkerPoolOptions {
  readonly launcher: WorkerLauncher;
  readonly clock: Clock;
  /** Calls in a worker before another one is started. */
  readonly perWorker: number;
}

const PING_MS = 1_000;
/** Pings in a row without an answer after which a worker counts as dead. */
const MOST_SILENT = 5;
/** Deaths within {@link DEATHS_MS} after which the calls of a worker are given up. */
const MOST_DEATHS = 3;
const DEATHS_MS = 60_000;
/** For a worker to start and to load its libraries. */
const LOAD_MS = 30_000;
/** For a thread to end. One that is stuck in native code does not, and keeps nobody waiting. */
const END_MS = 5_000;

interface Place {
  readonly call: PooledCall;
  readonly user: PoolUser;
}

/** One worker, and those that took its place. */
interface Slot {
  readonly places: Map<CallNumber, Place>;
  readonly greeted: Set<PoolUser>;
  thread: WorkerThread | undefined;
  shiftMs: number;
  isLoaded: boolean;
  loading: Deferred<void> | undefined;
  /** When workers of this slot died, as far as that counts. */
  deaths: number[];
  /** Pings since the last answer. */
  silent: number;
}

export class WorkerPool {
  private readonly slots = new Set<Slot>();
  private readonly users = new Set<PoolUser>();
  private pinging: Timer | undefined;
  private requests = 0;

  constructor(private readonly options: WorkerPoolOptions) {}

  /** How many calls each worker has. */
  get sizes(): readonly number[] {
    return [...this.slots].map(({ places }) => places.size);
  }

  enter(user: PoolUser): void {
    this.users.add(user);
  }

  /** Ends the workers with the last user. Its calls have to be over. */
  async leave(user: PoolUser): Promise<void> {
    this.users.delete(user);
    for (const slot of this.slots) slot.greeted.delete(user);
    if (this.users.size > 0) return;
    const slots = [...this.slots];
    this.slots.clear();
    this.pinging?.cancel();
    this.pinging = undefined;
    await Promise.all(slots.map((slot) => this.end(slot)));
  }

  /** Makes sure that there is a worker with room, which has loaded what calls need. @throws what it could not load. */
  async load(): Promise<void> {
    const slot = this.roomiest() ?? this.open();
    await this.loaded(slot);
  }

  /** Gives a call to a worker, now or as soon as there is one. */
  attach(call: PooledCall, user: PoolUser): void {
    const slot = this.roomiest((each) => each.isLoaded) ?? this.roomiest() ?? this.open();
    slot.places.set(call.number, { call, user });
    slot.thread?.hold(true);
    this.ping();
    if (slot.isLoaded) this.seat(slot, { call, user });
    // What it cannot load, its calls are told of.
    else this.loaded(slot).catch(() => undefined);
  }

  detach(call: PooledCall): void {
    for (const slot of this.slots) {
      if (slot.places.delete(call.number) && slot.places.size === 0) slot.thread?.hold(false);
    }
  }

  /** Tells all workers that serve calls of a user, but that of one call. */
  broadcast(user: PoolUser, except: PooledCall, make: (shiftMs: number) => ToWorker): void {
    for (const slot of this.slots) {
      if (slot.isLoaded && slot.greeted.has(user) && !slot.places.has(except.number)) {
        slot.thread?.post(make(slot.shiftMs));
      }
    }
  }

  private roomiest(isGood: (slot: Slot) => boolean = () => true): Slot | undefined {
    const slot = this.emptiest(isGood);
    return slot && slot.places.size < this.options.perWorker ? slot : undefined;
  }

  private emptiest(isGood: (slot: Slot) => boolean = () => true): Slot | undefined {
    let best: Slot | undefined;
    for (const slot of this.slots) {
      if (isGood(slot) && (!best || slot.places.size < best.places.size)) best = slot;
    }
    return best;
  }

  private open(): Slot {
    const slot: Slot = {
      ...{ places: new Map(), greeted: new Set(), thread: undefined, shiftMs: 0, isLoaded: false },
      ...{ loading: undefined, deaths: [], silent: 0 },
    };
    this.launch(slot);
    this.slots.add(slot);
    return slot;
  }

  private launch(slot: Slot): void {
    const thread: WorkerThread = this.options.launcher.launch({
      message: (message) => {
        if (slot.thread === thread) this.hear(slot, message);
      },
      died: (error) => {
        if (slot.thread === thread) this.died(slot, error);
      },
    });
    slot.thread = thread;
    slot.isLoaded = false;
    slot.silent = 0;
    slot.greeted.clear();
    thread.hold(slot.places.size > 0);
  }

  /** Asks a worker to load; everybody who waits shares the answer. */
  private loaded(slot: Slot): Promise<void> {
    if (slot.isLoaded) return Promise.resolve();
    if (slot.loading) return slot.loading.promise;
    const loading = (slot.loading = deferred());
    loading.promise.catch(() => undefined);
    const timer = this.options.clock.setTimer(LOAD_MS, () => {
      this.kill(slot, new Error(`it did not start within ${LOAD_MS} ms`));
    });
    const done = (): void => {
      timer.cancel();
      if (slot.loading === loading) slot.loading = undefined;
      slot.thread?.hold(slot.places.size > 0);
    };
    loading.promise.then(done, done);
    slot.thread?.hold(true);
    this.requests += 1;
    slot.thread?.post({ to: 'worker', type: 'load', request: this.requests });
    return loading.promise;
  }

  private seat(slot: Slot, { call, user }: Place): void {
    const { thread, shiftMs } = slot;
    if (!thread) return;
    if (!slot.greeted.has(user)) {
      slot.greeted.add(user);
      user.greet((message) => {
        thread.post(message);
      }, shiftMs);
    }
    call.attached({
      shiftMs,
      post: (message, transfer) => {
        if (slot.thread === thread) thread.post({ to: 'call', call: call.number, message }, transfer);
      },
    });
  }

  private hear(slot: Slot, message: FromWorker): void {
    switch (message.from) {
      case 'call':
        slot.places.get(message.call)?.call.hear(message.message);
        return;
      case 'playbacks':
        for (const { call, snapshot } of message.snapshots) slot.places.get(call)?.call.hearSnapshot(snapshot);
        return;
      case 'log':
        this.log(slot, message.call, message.entry);
        return;
      case 'worker':
        this.hearWorker(slot, message);
    }
  }

  private hearWorker(slot: Slot, message: Extract<FromWorker, { from: 'worker' }>): void {
    switch (message.type) {
      case 'hello':
        // Both origins lead to the same time: what is added to theirs less what is added to ours.
        slot.shiftMs = message.originMs - this.options.launcher.originMs;
        return;
      case 'pong':
        slot.silent = 0;
        return;
      case 'loaded': {
        const error = message.error && decodeError(message.error);
        if (error) {
          slot.loading?.reject(error);
          this.giveUp(slot, error);
          return;
        }
        slot.isLoaded = true;
        slot.silent = 0;
        slot.loading?.resolve();
        for (const place of [...slot.places.values()]) this.seat(slot, place);
      }
    }
  }

  private log(slot: Slot, number: CallNumber | undefined, entry: LogEntry): void {
    if (number !== undefined) {
      slot.places.get(number)?.call.log(entry);
      return;
    }
    const users = new Set([...slot.places.values()].map(({ user }) => user));
    const level = entry.level === 'debug' ? 'info' : entry.level;
    const [first] = users.size > 0 ? users : this.users;
    first?.log(level, `voice worker: ${entry.message}`, entry.fields);
  }

  /** The worker is gone by itself: another one takes its place, unless that has happened too often. */
  private died(slot: Slot, reason: Error): void {
    const { clock } = this.options;
    slot.thread = undefined;
    slot.isLoaded = false;
    const nowMs = clock.now();
    slot.deaths = [...slot.deaths.filter((at) => nowMs - at < DEATHS_MS), nowMs];
    const isHopeless = slot.deaths.length >= MOST_DEATHS;
    const users = new Set([...slot.places.values()].map(({ user }) => user));
    const fields = { error: reason, calls: slot.places.size, deaths: slot.deaths.length };
    const what = isHopeless ? 'and its calls end: it happens again and again' : 'and is replaced; its calls go on';
    for (const user of users) user.log('error', `a voice worker died, ${what}`, fields);
    slot.loading?.reject(startError(reason));
    slot.loading = undefined;
    for (const { call } of [...slot.places.values()]) call.interrupted();
    if (isHopeless || slot.places.size === 0) {
      this.slots.delete(slot);
      this.giveUp(slot, diedError(reason));
      return;
    }
    try {
      this.launch(slot);
    } catch (error) {
      this.slots.delete(slot);
      this.giveUp(slot, asError(error));
      return;
    }
    // What it cannot load, the calls are told of.
    void this.loaded(slot).catch(() => undefined);
  }

  private giveUp(slot: Slot, reason: Error): void {
    const error = reason instanceof VoiceError ? reason : diedError(reason);
    const places = [...slot.places.values()];
    slot.places.clear();
    slot.thread?.hold(false);
    for (const { call } of places) call.failed(error);
  }

  private async end(slot: Slot): Promise<void> {
    const { thread } = slot;
    slot.thread = undefined;
    slot.isLoaded = false;
    slot.loading?.reject(startError(new Error('the calls are being closed')));
    this.giveUp(slot, diedError(new Error('the calls were closed')));
    if (!thread) return;
    thread.hold(false);
    const late = (): Error => new Error(`it did not end within ${END_MS} ms`);
    await withLimit(this.options.clock, thread.terminate(), END_MS, late).catch(() => undefined);
  }

  private kill(slot: Slot, reason: Error): void {
    slot.thread?.hold(false);
    void slot.thread?.terminate();
    this.died(slot, reason);
  }

  /** A worker that hangs is no better than a dead one. One without a call is left in peace, unless it owes an answer. */
  private ping(): void {
    this.pinging ??= this.options.clock.setTimer(
      PING_MS,
      () => {
        this.pinging = undefined;
        const busy = [...this.slots].filter(({ places, silent }) => places.size > 0 || silent > 0);
        for (const slot of busy) this.look(slot);
        if (busy.length > 0) this.ping();
      },
      { keepAlive: false },
    );
  }

  private look(slot: Slot): void {
    const { thread } = slot;
    // One that starts is being waited for with a limit of its own.
    if (!thread || (!slot.isLoaded && slot.loading)) return;
    if (slot.silent >= MOST_SILENT) {
      this.kill(slot, new Error(`it did not answer for ${MOST_SILENT} seconds`));
      return;
    }
    slot.silent += 1;
    thread.post({ to: 'worker', type: 'ping', nonce: slot.silent });
  }
}

function diedError(reason: Error): VoiceError {
  return new VoiceError({
    code: 'VOICE_WORKER_DIED',
    kind: 'ended',
    message: `The worker of the call died, and so did those that took its place: ${reason.message}`,
    advice:
      'look into the log for why; give the workers more memory or fewer calls, or do without: voice: { worker: false }.',
    cause: reason,
    mayRetry: true,
  });
}

function startError(reason: Error): VoiceError {
  return new VoiceError({
    code: 'VOICE_WORKER_DIED',
    kind: 'ended',
    message: `A voice worker could not be started: ${reason.message}`,
    advice: 'join again; if it happens always, look into the log for why.',
    cause: reason,
    mayRetry: true,
  });
}
