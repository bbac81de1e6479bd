/**
 * The inside of a voice worker: makes calls as they are asked for, hands them their messages, and tells the main thread how they
 * stand. What changes is told at once where an event says so; the rest, positions above all, is looked at a few times a second.
 */
import { asError, type Timer } from '../../../util';
import { type OpusLibrary } from '../../codec/opus-codec';
import { SignalBudget } from '../../connection/signal-budget';
import { type DaveProvider } from '../../dave/dave-provider';
import { Ticker } from '../../player/ticker';
import { type CallNumber, type FromWorker, type MakeCall, type ToWorker } from '../messages';
import { encodeError } from '../plain-error';
import { clockOrigin } from '../shared-time';
import { HostCall, type HostParts } from './host-call';
import { HostLogger } from './host-log';

export interface WorkerHostOptions extends Omit<HostParts, 'ticker'> {
  readonly loadDave: () => Promise<DaveProvider>;
  readonly opus: () => Promise<OpusLibrary>;
  readonly post: (message: FromWorker, transfer?: readonly ArrayBuffer[]) => void;
  /** Default: what the clock says. */
  readonly originMs?: number | undefined;
}

/** Between two looks at everything. */
const LOOK_MS = 100;
/** Every so many looks, positions and counts are told as well. */
const FULL_LOOK = 5;

export class WorkerHost {
  private readonly calls = new Map<CallNumber, HostCall>();
  private readonly budgets = new Map<number, SignalBudget>();
  private readonly ticker: Ticker;
  private readonly logger: HostLogger;
  private dave: DaveProvider | undefined;
  private looks = 0;
  private timer: Timer | undefined;

  constructor(private readonly options: WorkerHostOptions) {
    const { clock, originMs = clockOrigin(clock) } = options;
    this.logger = new HostLogger((entry) => {
      options.post({ from: 'log', call: undefined, entry });
    });
    this.ticker = new Ticker({ clock, logger: this.logger });
    options.post({ from: 'worker', type: 'hello', originMs });
  }

  /** How many calls there are. */
  get size(): number {
    return this.calls.size;
  }

  /** A call that is told what it cannot bear is not to end the others. */
  hear(message: ToWorker): void {
    try {
      this.take(message);
    } catch (error) {
      this.logger.error('a message of the main thread could not be followed', { error });
    }
  }

  private take(message: ToWorker): void {
    if (message.to === 'call') {
      const { call, message: told } = message;
      if (told.type === 'make') this.make(call, told.about);
      else this.tell(call, told);
      return;
    }
    switch (message.type) {
      case 'load':
        void this.load(message.request);
        return;
      case 'ping':
        this.options.post({ from: 'worker', type: 'pong', nonce: message.nonce });
        return;
      case 'booked':
        this.budgetOf(message.bot).book(message.guildId, message.mainSessionId, message.atMs);
    }
  }

  /** Gives everything up, where the thread goes on without it. */
  close(): void {
    this.timer?.cancel();
    this.ticker.close();
    for (const call of this.calls.values()) call.hear({ type: 'drop' });
  }

  private tell(number: CallNumber, message: Parameters<HostCall['hear']>[0]): void {
    const call = this.calls.get(number);
    if (call) call.hear(message);
    // Of a call that is over, the audio is.
    else if (message.type === 'close-audio' || message.type === 'verify') {
      const { request } = message;
      this.options.post({ from: 'call', call: number, message: { type: 'answer', request } });
    }
  }

  private async load(request: number): Promise<void> {
    try {
      this.dave ??= await this.options.loadDave();
      this.options.post({ from: 'worker', type: 'loaded', request });
    } catch (error) {
      this.options.post({ from: 'worker', type: 'loaded', request, error: encodeError(asError(error)) });
    }
  }

  private make(number: CallNumber, about: MakeCall): void {
    const { options, ticker } = this;
    const { clock, sockets, udp, random, opus, post } = options;
    const call = new HostCall({
      ...{ clock, ticker, sockets, udp, random, opus, about },
      // A call is only made after it was loaded.
      dave: this.dave as DaveProvider,
      budget: this.budgetOf(about.bot),
      logger: new HostLogger((entry) => {
        post({ from: 'log', call: number, entry });
      }),
      say: (message, transfer) => {
        post({ from: 'call', call: number, message }, transfer);
      },
      gone: () => {
        this.calls.delete(number);
      },
    });
    this.calls.set(number, call);
    this.schedule();
  }

  private budgetOf(bot: number): SignalBudget {
    const budget = this.budgets.get(bot) ?? new SignalBudget();
    this.budgets.set(bot, budget);
    return budget;
  }

  private schedule(): void {
    this.timer ??= this.options.clock.setTimer(LOOK_MS, () => {
      this.timer = undefined;
      this.look();
      if (this.calls.size > 0) this.schedule();
    });
  }

  private look(): void {
    this.looks += 1;
    const isFull = this.looks % FULL_LOOK === 0;
    const snapshots = [];
    for (const [number, call] of this.calls) {
      call.look(isFull);
      for (const snapshot of call.snapshots(isFull)) snapshots.push({ call: number, snapshot });
    }
    if (snapshots.length > 0) this.options.post({ from: 'playbacks', snapshots });
  }
}
