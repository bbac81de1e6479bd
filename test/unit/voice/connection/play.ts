/** Plays inputs into the machine of a voice connection, and brings it into each of its states. */
import {
  type ConnectionState,
  IDLE_CONNECTION,
  type VoiceAction,
  type VoiceFacts,
  type VoiceInput,
  type VoicePhase,
} from '../../../../src/voice/connection/connection-state';
import { DEFAULT_VOICE_LIMITS } from '../../../../src/voice/connection/limits';
import { step } from '../../../../src/voice/connection/machine';

export const LIMITS = DEFAULT_VOICE_LIMITS;
export const A = '20';
export const B = '21';

export const JOIN: VoiceInput = { type: 'join', channelId: A };
export const state = (channelId: string | null, sessionId = 'session'): VoiceInput => ({
  type: 'state',
  channelId,
  sessionId,
});
export const server = (token: string, endpoint: string | null = 'one.test:443'): VoiceInput => ({
  type: 'server',
  endpoint,
  token,
});
export const SENT: VoiceInput = { type: 'signal-sent' };
export const STATE = state(A);
export const SERVER = server('first');
export const HELLO: VoiceInput = { type: 'frame', frame: { kind: 'hello', intervalMs: 40_000 } };
export const READY: VoiceInput = {
  type: 'frame',
  frame: { kind: 'ready', ssrc: 7, address: '10.0.0.1', port: 50_000, mode: 'mode', offered: ['mode'] },
};
export const DISCOVERED: VoiceInput = { type: 'discovered', address: '8.8.8.8', port: 4_000 };
export const DESCRIPTION: VoiceInput = { type: 'frame', frame: { kind: 'session-description' } };
export const RESUMED: VoiceInput = { type: 'frame', frame: { kind: 'resumed' } };
export const LEAVE: VoiceInput = { type: 'leave', reason: 'left' };
export const timer = (name: Extract<VoiceInput, { type: 'timer' }>['name']): VoiceInput => ({ type: 'timer', name });
export const DEADLINE = timer('deadline');
export const closed = (code?: number, reason = ''): VoiceInput => ({ type: 'closed', code, reason });
export const ack = (nonce?: number): VoiceInput => ({ type: 'frame', frame: { kind: 'heartbeat-ack', nonce } });

/** From the opening of a socket to `ready`. */
export const SESSION: readonly VoiceInput[] = [HELLO, READY, DISCOVERED, DESCRIPTION];

export class Play {
  state: ConnectionState = IDLE_CONNECTION;
  /** Of the last input. */
  actions: readonly VoiceAction[] = [];
  /** Of all inputs. */
  readonly log: VoiceAction[] = [];
  facts: VoiceFacts = {
    nowMs: 1_000_000,
    random: 0.5,
    sequence: -1,
    lastSent: 'identify',
    mainSessionId: 'main',
    signalWaitMs: 0,
  };

  feed(...inputs: VoiceInput[]): this {
    for (const input of inputs) {
      const next = step(this.state, input, this.facts, LIMITS);
      this.state = next.state;
      this.actions = next.actions;
      this.log.push(...next.actions);
    }
    return this;
  }

  wait(ms: number): this {
    return this.know({ nowMs: this.facts.nowMs + ms });
  }

  know(facts: Partial<VoiceFacts>): this {
    this.facts = { ...this.facts, ...facts };
    return this;
  }

  of<T extends VoiceAction['type']>(
    type: T,
    from: readonly VoiceAction[] = this.actions,
  ): Extract<VoiceAction, { type: T }>[] {
    return from.filter((action): action is Extract<VoiceAction, { type: T }> => action.type === type);
  }

  /** Every opcode 4 so far. */
  get signals(): (string | null)[] {
    return this.of('signal', this.log).map(({ channelId }) => channelId);
  }

  timer(name: string): number | undefined {
    return this.of('set-timer').find((action) => action.name === name)?.delayMs;
  }
}

export const play = (): Play => new Play();

/** A connection that has been ready for a minute, and is stable. */
export function readyPlay(): Play {
  return play()
    .feed(JOIN, STATE, SERVER, ...SESSION)
    .wait(60_000)
    .feed(timer('stable'));
}

/** One connection in each state. */
export const IN_STATE: Readonly<Record<VoicePhase, () => Play>> = {
  idle: play,
  signalling: () => play().feed(JOIN),
  'waiting-server': () => readyPlay().feed(server('gone', null)),
  'waiting-session': () => readyPlay().know({ mainSessionId: undefined }).feed(closed(4014)),
  opening: () => play().feed(JOIN, STATE, SERVER),
  identifying: () => play().feed(JOIN, STATE, SERVER, HELLO),
  discovering: () => play().feed(JOIN, STATE, SERVER, HELLO, READY),
  selecting: () => play().feed(JOIN, STATE, SERVER, HELLO, READY, DISCOVERED),
  resuming: () => readyPlay().feed(closed(1006), HELLO),
  ready: readyPlay,
  backoff: () => readyPlay().feed(closed(4006)),
  lingering: () => readyPlay().feed(closed(4014)),
  stopped: () => readyPlay().feed(LEAVE),
};
