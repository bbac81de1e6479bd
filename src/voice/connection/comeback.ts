/**
 * How a connection comes to be, and comes back: by opcode 4, by a new session on a known server, or by a RESUME.
 *
 * Opcode 4 is the dear one: the main gateway takes 120 commands a minute for everything a shard serves, and ends a session
 * that sends more. So no failure leads to it without a wait, five failures in a row end the connection with an error, only
 * half a minute of being ready lets them be forgotten, and above all stands a budget that all connections share.
 */
import { type ChannelId } from '../../models';
import { backoffMs } from '../../util';
import { OwnVoiceCloseCode } from './close-codes';
import {
  type ConnectionState,
  type NextTry,
  type ReconnectReason,
  type ServerAddress,
  type VoiceAction,
  type VoiceFacts,
  type VoiceFailure,
  type VoiceStep,
} from './connection-state';
import { isOut, reasonOfExclusion, stop } from './ending';
import { STILL_VOICE_HEART } from './heartbeat';
import { type VoiceLimits } from './limits';
import { dropSocket, enter, setTimer } from './steps';

/** RESUMEs that may fail in a row before a new session is begun. */
export const MOST_RESUMES = 5;
/** New sessions that may fail in a row. */
export const MOST_TRIES = 5;
/** From this failure on the known server is not tried again without asking for one. */
const ASKS_FROM = 3;
/** With jitter: 1 to 2 s before the first retry, then 2 to 4 s, up to a minute. */
const BACKOFF = { baseMs: 2_000, capMs: 60_000 } as const;

/** Asks the main gateway for a place in a channel. */
export function signal(
  state: ConnectionState,
  channelId: ChannelId,
  facts: VoiceFacts,
  limits: VoiceLimits,
  before: readonly VoiceAction[] = [],
): VoiceStep {
  // Discord need not repeat what has not changed: the own state is known where the bot is in that channel already.
  const isThere = state.channelId === channelId && state.mainSessionId === facts.mainSessionId;
  return {
    state: enter(state, 'signalling', facts, {
      ...NO_SESSION,
      wanted: channelId,
      channelId: state.channelId ?? undefined,
      channelBefore: state.channelId,
      mainSessionId: facts.mainSessionId,
      server: undefined,
      isSent: false,
      heardState: isThere && state.sessionId !== undefined,
      heardServer: false,
      rejoin: 'none',
    }),
    actions: [
      ...before,
      ...endSession(state),
      { type: 'signal', channelId },
      setTimer('deadline', limits.signalMs),
      setTimer('rejoin', limits.rejoinMs),
    ],
  };
}

/** Begins a session on a server. */
export function connect(
  state: ConnectionState,
  server: ServerAddress,
  facts: VoiceFacts,
  limits: VoiceLimits,
  before: readonly VoiceAction[] = [],
): VoiceStep {
  return {
    state: enter(state, 'opening', facts, { ...NO_SESSION, server, reconnects: countConnection(state) }),
    actions: [
      ...before,
      ...endSession(state),
      { type: 'open', endpoint: server.endpoint },
      setTimer('deadline', limits.openMs),
    ],
  };
}

/** Opens a socket for the session that there is. */
function reopen(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  return {
    state: enter(state, 'opening', facts, { heart: STILL_VOICE_HEART, reconnects: countConnection(state) }),
    actions: [
      ...dropSocket(state, OwnVoiceCloseCode.resumable),
      { type: 'open', endpoint: state.server?.endpoint ?? '' },
      setTimer('deadline', limits.openMs),
    ],
  };
}

/** Counts a failure and tries again after a while, or gives up. */
export function retry(
  state: ConnectionState,
  facts: VoiceFacts,
  limits: VoiceLimits,
  loss: {
    readonly next: NextTry;
    readonly reason: ReconnectReason;
    readonly failure: VoiceFailure;
  },
): VoiceStep {
  const { next: asked, reason, failure } = loss;
  // Discord took the bot out, and the hooks let the call run on: what ends it now must not bring the bot back uninvited.
  if (isOut(state)) return stop({ ...state, failure }, facts, reasonOfExclusion(state));
  const resumes = asked === 'resume' ? state.resumes + 1 : state.resumes;
  const resumed = asked === 'resume' && resumes <= MOST_RESUMES && state.canResume;
  const attempt = resumed ? state.attempt : state.attempt + 1;
  const lost = { ...state, failure };
  if (attempt > MOST_TRIES) return stop(lost, facts, endOf(failure));

  const next: NextTry = resumed ? 'resume' : askAgain(lost, asked, attempt) ? 'signal' : 'identify';
  const tries = resumed ? resumes - 2 : attempt - 1;
  const random = (): number => facts.random;
  const wait = tries < 0 ? 0 : backoffMs(tries, { ...BACKOFF, random });
  const delayMs = next === 'signal' ? Math.max(wait, facts.signalWaitMs) : wait;
  const closeCode = failure.kind === 'close' ? failure.code : undefined;
  const told: VoiceAction[] = [
    {
      type: 'log',
      level: 'warn',
      message: 'the voice connection failed and will be tried again',
      fields: { reason, closeCode, next, attempt, inMs: Math.round(delayMs) },
    },
    { type: 'reconnecting', reason, next, attempt: resumed ? resumes : attempt, delayMs, closeCode },
  ];
  const booked = { ...lost, resumes: resumed ? resumes : 0, attempt, next };
  const patch = resumed ? { heart: STILL_VOICE_HEART } : NO_SESSION;
  const ended = resumed ? dropSocket(state, OwnVoiceCloseCode.resumable) : endSession(state);
  const waiting = enter(booked, 'backoff', facts, patch);
  if (delayMs > 0) return { state: waiting, actions: [...ended, ...told, setTimer('retry', delayMs)] };
  const step = goOn(waiting, facts, limits);
  return { state: step.state, actions: [...ended, ...told, ...step.actions] };
}

/** The backoff is over. */
export function goOn(state: ConnectionState, facts: VoiceFacts, limits: VoiceLimits): VoiceStep {
  const { next, server, wanted } = state;
  if (next === 'resume' && server) return reopen(state, facts, limits);
  if (next === 'identify' && server) return connect(state, server, facts, limits);
  if (wanted === undefined) return stop(state, facts, 'unreachable');
  if (facts.signalWaitMs > 0) {
    // Others have used the budget meanwhile.
    return { state, actions: [setTimer('retry', facts.signalWaitMs)] };
  }
  return signal(state, wanted, facts, limits);
}

/** What a session leaves behind when it ends. */
export function endSession(state: ConnectionState): VoiceAction[] {
  return [...dropSocket(state, OwnVoiceCloseCode.done), { type: 'drop-session' }];
}

/** Takes up a wait, for a server, for a main session or for an explanation, with its limit. */
export function waitFor(
  state: ConnectionState,
  phase: 'waiting-server' | 'waiting-session' | 'lingering' | 'signalling',
  limitMs: number,
  facts: VoiceFacts,
  patch: Partial<ConnectionState> = {},
): VoiceStep {
  return {
    state: enter(state, phase, facts, { ...NO_SESSION, ...patch }),
    actions: [...endSession(state), setTimer('deadline', limitMs)],
  };
}

const NO_SESSION: Partial<ConnectionState> = {
  heart: STILL_VOICE_HEART,
  canResume: false,
  sessionChannelId: undefined,
  mode: undefined,
  discoveries: 0,
};

function countConnection(state: ConnectionState): number {
  return state.everReady ? state.reconnects + 1 : state.reconnects;
}

/** Whether the server that is known is not worth another try, or there is none. */
function askAgain(state: ConnectionState, asked: NextTry, attempt: number): boolean {
  return asked === 'signal' || attempt >= ASKS_FROM || !state.server;
}

function endOf(failure: VoiceFailure): 'no-answer' | 'udp-blocked' | 'dave-failed' | 'unreachable' {
  switch (failure.kind) {
    case 'unanswered':
    case 'not-sent':
      return 'no-answer';
    case 'udp':
      return 'udp-blocked';
    case 'dave':
      return 'dave-failed';
    default:
      return 'unreachable';
  }
}
