/** The way of datagrams between client and voice server: by default perfect, by fault like the internet. */
import { type Clock, type Timer } from '../../../util';
import { befalls, type VoiceStruck, type VoiceWhom } from './voice-whom';

/** Seen from the voice server. */
export type Direction = 'in' | 'out';

export type NetworkFault =
  | { readonly kind: 'lose' | 'repeat' | 'swap' | 'truncate' }
  | { readonly kind: 'jitter'; readonly minMs: number; readonly maxMs: number };

export interface NetworkRule {
  readonly fault: NetworkFault;
  readonly whom: VoiceWhom;
  readonly directions: ReadonlySet<Direction>;
  /** How likely a datagram is struck, 0 to 1. */
  readonly chance: number;
  /** How many are struck before it ends. */
  left: number;
}

type Deliver = (datagram: Buffer) => void;

interface Held {
  readonly timer: Timer;
  readonly release: () => void;
}

/** How long a datagram waits for one that overtakes it. */
const SWAP_WAIT_MS = 100;

export class Network {
  private rules: NetworkRule[] = [];
  /** What waits to be overtaken, by who sends it where. */
  private readonly held = new Map<string, Held>();
  private readonly timers = new Set<Timer>();

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** Returns how to end it. */
  add(rule: NetworkRule): () => void {
    this.rules.push(rule);
    return () => {
      this.rules = this.rules.filter((each) => each !== rule);
    };
  }

  /** Hands a datagram on, in its way. @param befallen told first when it does not come as it was sent */
  pass(
    direction: Direction,
    struck: VoiceStruck,
    datagram: Buffer,
    deliver: Deliver,
    befallen: () => void = () => undefined,
  ): void {
    if (this.rules.length === 0 && this.held.size === 0) {
      deliver(datagram);
      return;
    }
    const key = `${direction} ${struck.guildId ?? ''} ${struck.userId ?? ''}`;
    const waiting = this.held.get(key);
    const fault = this.strike(direction, struck);
    if (fault) befallen();
    switch (fault?.kind) {
      case 'lose':
        return;
      case 'repeat':
        deliver(datagram);
        deliver(datagram);
        break;
      case 'truncate':
        deliver(datagram.subarray(0, Math.floor(this.random() * datagram.length)));
        break;
      case 'jitter':
        this.later(fault.minMs + this.random() * (fault.maxMs - fault.minMs), () => {
          deliver(datagram);
        });
        break;
      case 'swap':
        if (!waiting) {
          this.hold(key, () => {
            deliver(datagram);
          });
          return;
        }
        deliver(datagram);
        break;
      default:
        deliver(datagram);
    }
    if (waiting) this.release(key);
  }

  /** Ends every fault; what was held back comes now. */
  clear(): void {
    this.rules = [];
    for (const key of [...this.held.keys()]) this.release(key);
  }

  close(): void {
    this.rules = [];
    for (const { timer } of this.held.values()) timer.cancel();
    this.held.clear();
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
  }

  private strike(direction: Direction, struck: VoiceStruck): NetworkFault | undefined {
    for (const rule of this.rules) {
      if (!rule.directions.has(direction) || !befalls(rule.whom, struck)) continue;
      if (rule.chance < 1 && this.random() >= rule.chance) continue;
      rule.left -= 1;
      if (rule.left <= 0) this.rules = this.rules.filter((each) => each !== rule);
      return rule.fault;
    }
    return undefined;
  }

  private later(ms: number, act: () => void): Timer {
    const timer = this.clock.setTimer(
      ms,
      () => {
        this.timers.delete(timer);
        act();
      },
      { keepAlive: false },
    );
    this.timers.add(timer);
    return timer;
  }

  private hold(key: string, release: () => void): void {
    const timer = this.later(SWAP_WAIT_MS, () => {
      this.release(key);
    });
    this.held.set(key, { timer, release });
  }

  private release(key: string): void {
    const waiting = this.held.get(key);
    if (!waiting) return;
    this.held.delete(key);
    waiting.timer.cancel();
    this.timers.delete(waiting.timer);
    waiting.release();
  }
}
