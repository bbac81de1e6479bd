/** Drives one shard: the machine decides, this owns the connection, the timers, the stored session and the queue of commands. */
import { asError, type Logger, withLimit } from '../../util';
import { CommandQueue } from '../commands/command-queue';
import { ShardDiagnostics } from '../diagnostics';
import { type DispatchPacket } from '../dispatch-sink';
import { type GatewayError } from '../gateway-error';
import { type ShardHealth } from '../health/health';
import { ShardWatch } from '../health/shard-watch';
import { fatalCloseError } from '../protocol/close-codes';
import { resumeFrame } from '../protocol/hello-frames';
import { step } from '../protocol/machine';
import { Sequence } from '../protocol/sequence';
import {
  type Facts,
  IDLE_STATE,
  type ShardAction,
  type ShardFailure,
  type ShardInput,
  type ShardState,
} from '../protocol/shard-state';
import { SessionKeeper } from '../session/session-keeper';
import { SessionSaver } from '../session/session-saver';
import { shardClosed } from '../shard-errors';
import { type ShardOptions } from '../shard-options';
import { PermitRequest } from './permit-request';
import { Pulse } from './pulse';
import { ShardLink } from './shard-link';
import { ShardTimers } from './shard-timers';

/** What the driven shard tells and is told. */
export interface DrivenShard {
  /** The frame that begins a session. */
  identify(): string;
  deliver(packet: DispatchPacket): void;
  ready(): void;
  /** It has ended for good. `refusal` is what is told to whoever wants something of it. */
  stopped(error: GatewayError | undefined, refusal: GatewayError): void;
}

export class ShardDriver {
  readonly commands: CommandQueue;
  readonly watch: ShardWatch;
  private machine: ShardState = IDLE_STATE;
  private readonly inputs: ShardInput[] = [];
  private isStepping = false;
  private readonly sequence = new Sequence();
  private readonly diagnostics: ShardDiagnostics;
  private readonly keeper: SessionKeeper;
  private readonly saver: SessionSaver;
  private readonly pulse: Pulse;
  private readonly link: ShardLink;
  private readonly timers: ShardTimers;
  private readonly permit: PermitRequest;

  constructor(
    private readonly options: ShardOptions,
    private readonly shard: DrivenShard,
    private readonly logger: Logger,
  ) {
    const { id, count, bot, clock, limits, intents } = options;
    this.commands = new CommandQueue(clock, limits.commandMs, id);
    this.watch = new ShardWatch({ id, clock, commands: this.commands, redAfterMs: limits.redAfterMs });
    this.diagnostics = new ShardDiagnostics({ bot, shardId: id, shardCount: count });
    this.keeper = new SessionKeeper(options.sessionStore, options.sessionKey, id, logger);
    const { keeper, sequence, watch, diagnostics } = this;
    const waiting = (): number => options.sink.waiting?.() ?? 0;
    this.saver = new SessionSaver({ keeper, sequence, waiting, clock, shardCount: count, intents });
    // What a crash would cost stays small, and a silence is noticed.
    this.pulse = new Pulse(clock, limits.pulseMs, () => {
      watch.look(sequence.last);
      this.saver.saveIfNew(this.machine);
    });
    const input = (what: ShardInput): void => {
      this.input(what);
    };
    const deliver = (packet: DispatchPacket): void => {
      this.deliver(packet);
    };
    this.link = new ShardLink({ shard: options, sequence, watch, diagnostics, logger, deliver, input });
    this.timers = new ShardTimers(clock, limits.drainMs, () => this.link.current);
    this.permit = new PermitRequest(options, {
      granted: () => {
        input({ type: 'permit-granted' });
      },
      refused: (error) => {
        watch.refused(error);
        input({ type: 'permit-refused', error, retryAfterMs: error.retryAfterMs });
      },
    });
  }

  get state(): ShardState {
    return this.machine;
  }

  health(): ShardHealth {
    return this.watch.health(this.machine, this.sequence.last);
  }

  /** Begins: with the session that an earlier run left, where that can go on. Never rejects. */
  async begin(): Promise<void> {
    const { clock, count, intents, gatewayUrl } = this.options;
    const found = await this.storeAnswer(this.keeper.load(), 'the stored session could not be read');
    // RESUME can change neither the plan nor the intents of a session.
    const usable = found?.shardCount === count && found.intents === intents() ? found : undefined;
    if (usable) {
      this.sequence.last = usable.sequence;
      this.saver.begin(usable.sequence);
    }
    this.input({
      type: 'start',
      gatewayUrl: gatewayUrl(),
      stored: usable && {
        session: { id: usable.sessionId, resumeUrl: usable.resumeUrl },
        ageMs: Math.max(0, clock.wallMs() - usable.aliveAtMs),
      },
    });
  }

  /** Begins to end; `stopped` is told. */
  close(resumable: boolean): void {
    this.input({ type: 'close', resumable });
  }

  /** Resolves when the session is stored, or the store takes too long. */
  async settled(): Promise<void> {
    await this.storeAnswer(this.keeper.settled(), 'the session may not be stored');
  }

  /** A store that hangs must keep a shard neither from connecting nor from ending. */
  private async storeAnswer<T>(answer: Promise<T>, otherwise: string): Promise<T | undefined> {
    const { clock, limits } = this.options;
    const late = (): Error => new Error(`the session store did not answer within ${limits.storeMs} ms`);
    try {
      return await withLimit(clock, answer, limits.storeMs, late);
    } catch (error) {
      this.logger.warn(otherwise, { error: asError(error).message });
      return undefined;
    }
  }

  /** Feeds the machine. What an action causes at once waits until the actions before it are done. */
  private input(input: ShardInput): void {
    this.inputs.push(input);
    if (this.isStepping) return;
    this.isStepping = true;
    try {
      for (let next = this.inputs.shift(); next; next = this.inputs.shift()) {
        const { state, actions } = step(this.machine, next, this.facts(), this.options.limits);
        const before = this.machine;
        this.machine = state;
        this.moved(before, next);
        for (const action of actions) this.perform(action);
      }
    } finally {
      this.isStepping = false;
    }
  }

  private facts(): Facts {
    const { clock, random } = this.options;
    const nowMs = clock.now();
    const isLimited = this.link.current?.limiter.hasRoom(nowMs) === false;
    return { nowMs, random: random(), sequence: this.sequence.last, isLimited };
  }

  /** What follows from every step, whatever it asks for. */
  private moved(before: ShardState, input: ShardInput): void {
    const { machine, watch } = this;
    watch.moved(before, machine);
    if (before.phase === 'ready' && machine.phase !== 'ready') {
      this.commands.pause();
      this.pulse.stop();
    }
    const isAck = input.type === 'frame' && input.frame.kind === 'heartbeat-ack';
    const { latencyMs } = machine.heart;
    if (!isAck || before.heart.sentAtMs === undefined || latencyMs === undefined) return;
    watch.answered(latencyMs);
    this.diagnostics.publish('latency', { latencyMs });
  }

  private perform(action: ShardAction): void {
    const { link } = this;
    switch (action.type) {
      case 'connect':
        link.open(action.url);
        return;
      case 'send-heartbeat':
        link.current?.heartbeat(action.sequence, action.requested);
        return;
      case 'send-identify':
        this.diagnostics.publish('identify', { intents: this.options.intents() });
        link.current?.introduce(this.shard.identify());
        return;
      case 'send-resume':
        this.diagnostics.publish('resume', { sequence: action.sequence });
        link.current?.introduce(resumeFrame(this.options.token(), action.sessionId, action.sequence));
        return;
      case 'request-permit':
        this.permit.ask();
        return;
      case 'cancel-permit':
        this.permit.cancel();
        return;
      case 'drain':
        this.timers.afterReading(() => {
          this.input({ type: 'drained' });
        });
        return;
      case 'close':
        link.close(action.code);
        return;
      case 'terminate':
        link.terminate();
        return;
      case 'set-timer':
        this.timers.set(action.name, action.delayMs, () => {
          this.input({ type: 'timer', name: action.name });
        });
        return;
      case 'clear-timer':
        this.timers.clear(action.name);
        return;
      case 'reset-sequence':
        this.sequence.last = null;
        this.saver.begin(null);
        return;
      case 'save-session':
        this.saver.save(this.machine);
        return;
      case 'clear-session':
        this.keeper.keep(undefined);
        return;
      case 'ready':
        this.becomeReady(action.resumed);
        return;
      case 'stopped':
        this.stopped(action.failure);
        return;
      case 'log':
        this.logger[action.level](action.message, action.fields);
    }
  }

  private deliver(packet: DispatchPacket): void {
    this.watch.tally.delivered += 1;
    try {
      this.shard.deliver(packet);
    } catch (error) {
      this.logger.error('the receiver of events failed', { event: packet.t, error: asError(error) });
    }
  }

  private becomeReady(resumed: boolean): void {
    this.diagnostics.publish('ready', { resumed });
    if (this.link.current) this.commands.open(this.link.current);
    this.pulse.start();
    this.shard.ready();
  }

  private stopped(failure: ShardFailure | undefined): void {
    this.pulse.stop();
    this.permit.cancel();
    this.link.terminate();
    const error = failure && this.failureOf(failure);
    if (error) this.logger.error('the shard has stopped for good', { error: error.message });
    const refusal = error ?? shardClosed(this.options, this.machine);
    this.commands.close(refusal);
    this.shard.stopped(error, refusal);
  }

  private failureOf(failure: ShardFailure): GatewayError {
    if (failure.kind === 'refused') return failure.error;
    const { intents, id, count } = this.options;
    const { code, reason } = failure;
    return fatalCloseError(code, { intents: intents(), shardId: id, shardCount: count, reason });
  }
}
