/** What a connection's end, or a join that did not come to one, is called when it is thrown. */
import { type CallState } from '../call/call-connection';
import { type ChannelId, type GuildId } from '../../models';
import { type VoiceEndReason, type VoiceFailure } from './connection-state';
import { isQueued } from './steps';
import { VoiceError, type VoiceErrorInit } from '../voice-error';

/** Where it happened. */
export interface ErrorPlace {
  readonly guildId: GuildId;
  readonly channelId: ChannelId | undefined;
}

type Told = Pick<VoiceErrorInit, 'code' | 'kind' | 'message' | 'advice' | 'mayRetry'>;

/** The error of an end that nobody on this side wanted; `undefined` for a leave. */
export function endError(
  reason: VoiceEndReason,
  failure: VoiceFailure | undefined,
  place: ErrorPlace,
): VoiceError | undefined {
  const told = tellEnd(reason, failure, place);
  return told && make(told, failure, place);
}

/** The error of a join that was given up because its time was over: what it was waiting for says what may be wrong. */
export function joinTimeout(state: CallState, waitedMs: number, place: ErrorPlace): VoiceError {
  const failure: VoiceFailure | undefined =
    state.phase === 'signalling'
      ? { kind: 'unanswered', heardState: state.heardState, heardServer: state.heardServer }
      : state.failure;
  if (isQueued(state)) return make(tellQueued(waitedMs, place), undefined, place);
  if (state.phase === 'discovering') {
    return make(tellUdp(`it did not answer within ${waitedMs} ms`, place), { kind: 'udp', problem: '' }, place);
  }
  if (state.phase === 'waiting-server') return make(tellServerGone(place), failure, place);
  if (failure?.kind === 'unanswered') return make(tellUnanswered(failure, waitedMs, place), failure, place);
  if (failure?.kind === 'udp') return make(tellUdp(failure.problem, place), failure, place);
  const last = failure ? `; before that, ${describe(failure)}` : '';
  return make(
    {
      code: 'VOICE_JOIN_TIMEOUT',
      kind: 'timeout',
      message: `Joining ${name(place)} took longer than ${waitedMs} ms: the connection is ${state.phase}${last}.`,
      advice: 'join again, or give the join more time by timeoutMs; if it is always this slow, look at the network.',
      mayRetry: true,
    },
    failure,
    place,
  );
}

/** Opcode 4 could not be sent. */
export function notSentError(cause: Error, place: ErrorPlace): VoiceError {
  return new VoiceError({ ...tellNotSent(cause, place), context: { ...place }, cause });
}

export function closedError(place: ErrorPlace): VoiceError {
  return make(
    {
      code: 'VOICE_CLOSED',
      kind: 'ended',
      message: `The call in ${name(place)} was ended by the bot itself while something was waiting for it.`,
      advice: 'join again.',
    },
    undefined,
    place,
  );
}

/** The bot takes no joins any more. */
export function stoppingError(place: ErrorPlace): VoiceError {
  return make(
    {
      code: 'VOICE_CLOSED',
      kind: 'ended',
      message: `The bot cannot join ${name(place)}: its calls are closed, because its group stops or has stopped.`,
      advice: 'join before the stop, or in a group that runs.',
    },
    undefined,
    place,
  );
}

export function abortedError(cause: unknown, place: ErrorPlace): VoiceError {
  return new VoiceError({
    code: 'VOICE_ABORTED',
    kind: 'aborted',
    message: `Joining ${name(place)} was aborted by its signal.`,
    context: { ...place },
    cause,
    mayRetry: true,
  });
}

/** Somebody wanted the bot to be in another channel before it was there. */
export function overtakenError(by: ChannelId, place: ErrorPlace): VoiceError {
  return new VoiceError({
    code: 'VOICE_ABORTED',
    kind: 'aborted',
    message: `Joining ${name(place)} was overtaken by a join of channel ${by}: a bot is in one channel of a guild at a time.`,
    advice: 'look at where the bot is (group.voice.get(guildId)), and join again if it is to be moved.',
    context: { ...place, overtakenBy: by },
    mayRetry: true,
  });
}

function tellEnd(reason: VoiceEndReason, failure: VoiceFailure | undefined, place: ErrorPlace): Told | undefined {
  switch (reason) {
    case 'left':
      return undefined;
    case 'join-given-up':
      return {
        code: 'VOICE_CLOSED',
        kind: 'ended',
        message: `The join of ${name(place)} was given up by who had asked for it.`,
        mayRetry: true,
      };
    case 'kicked':
      return {
        code: 'VOICE_KICKED',
        kind: 'ended',
        message: `The bot was taken out of ${name(place)}.`,
        advice: 'ask whoever moderates the server; a bot that comes back by itself is kicked again.',
      };
    case 'channel-deleted':
      return {
        code: 'VOICE_KICKED',
        kind: 'ended',
        message: `The call ended because ${name(place)} was deleted.`,
        advice: 'join another channel.',
      };
    case 'session-lost':
      return {
        code: 'VOICE_KICKED',
        kind: 'ended',
        message: `The call in ${name(place)} ended with the bot’s main session, and no new one came in time.`,
        advice: 'look at the health of the gateway, and join again when it is ready.',
        mayRetry: true,
      };
    case 'rate-limited':
      return {
        code: 'VOICE_RATE_LIMITED',
        kind: 'refused',
        message: `The voice server of ${name(place)} closed the connection because of too many requests.`,
        advice: 'wait for minutes before the next join, and find out what joins so often.',
        mayRetry: true,
      };
    case 'dave-required':
      return {
        code: 'VOICE_DAVE_REQUIRED',
        kind: 'encryption',
        message: `The call in ${name(place)} demands end-to-end encryption of another version than was offered.`,
        advice: 'update Corduroy and @snazzah/davey: npm ls @snazzah/davey shows what is installed.',
      };
    case 'dave-failed':
      return {
        code: 'VOICE_DAVE_FAILED',
        kind: 'encryption',
        message: `The call in ${name(place)} did not agree on its end-to-end encryption${waited(failure)}, twice in a row.`,
        advice:
          'join again; if it happens always, somebody in the call may use a client that does not work on the agreement.',
        mayRetry: true,
      };
    case 'call-terminated':
      return {
        code: 'VOICE_CALL_TERMINATED',
        kind: 'ended',
        message: `Discord ended the call in ${name(place)}, and named no other server for it.`,
        advice: 'join again if the channel still exists.',
        mayRetry: true,
      };
    case 'server-gone':
      return tellServerGone(place);
    case 'protocol':
      return {
        code: 'VOICE_PROTOCOL',
        kind: 'protocol',
        message: `The voice server of ${name(place)} refused what was sent to it, twice in a row: ${describe(failure)}.`,
        advice:
          'update Corduroy; if it is current, report this with the message: it is a fault of Corduroy or of Discord.',
      };
    case 'udp-blocked':
      return tellUdp(failure?.kind === 'udp' ? failure.problem : 'it did not answer', place);
    case 'no-cipher':
      return {
        code: 'VOICE_NO_CIPHER',
        kind: 'encryption',
        message: `The voice server of ${name(place)} offers no encryption that Corduroy speaks: ${offered(failure)}.`,
        advice: 'update Corduroy; on a Node without aes-256-gcm and chacha20-poly1305, use another build of Node.',
      };
    case 'unreachable':
      return {
        code: 'VOICE_UNREACHABLE',
        kind: 'network',
        message: `The voice server of ${name(place)} could not be reached, however often it was tried; last, ${describe(failure)}.`,
        advice:
          'let TCP and UDP to Discord out of this machine, look at https://discordstatus.com, and join again later.',
        mayRetry: true,
      };
    case 'worker-died':
      return {
        code: 'VOICE_WORKER_DIED',
        kind: 'ended',
        message: `The worker of the call in ${name(place)} died, and so did those that took its place.`,
        advice:
          'look into the log for why; give the workers more memory or fewer calls, or do without: voice: { worker: false }.',
        mayRetry: true,
      };
    case 'no-answer':
      return failure?.kind === 'not-sent'
        ? tellNotSent(failure.error, place)
        : tellUnanswered(failure, undefined, place);
  }
}

function tellNotSent(error: Error, place: ErrorPlace): Told {
  return {
    code: 'VOICE_JOIN_TIMEOUT',
    kind: 'timeout',
    message: `Discord could not be asked for a place in ${name(place)}: ${error.message}`,
    advice: 'look at the health of the gateway; a join needs a ready session.',
    mayRetry: true,
  };
}

function tellServerGone(place: ErrorPlace): Told {
  return {
    code: 'VOICE_SERVER_GONE',
    kind: 'timeout',
    message: `The voice server of ${name(place)} went away, and Discord named no other in time.`,
    advice: 'join again in a few minutes; until Discord has a server for the region, nobody can talk there.',
    mayRetry: true,
  };
}

function tellUdp(problem: string, place: ErrorPlace): Told {
  return {
    code: 'VOICE_UDP_BLOCKED',
    kind: 'network',
    message: `The voice server of ${name(place)} could not be reached over UDP: ${problem}.`,
    advice:
      'let UDP to Discord, ports 50000 to 65535, out of this machine: look at its firewall, its router, and the network of its container.',
    mayRetry: true,
  };
}

function tellQueued(waitedMs: number, place: ErrorPlace): Told {
  return {
    code: 'VOICE_JOIN_TIMEOUT',
    kind: 'timeout',
    message: `The join of ${name(place)} waited ${waitedMs} ms for its turn, and Discord has not been asked yet: the shard has no ready session, or has sent as many commands as it may.`,
    advice:
      'look at the health of the gateway; when many channels are joined at once, join fewer at a time or give them more time by timeoutMs: a shard takes some hundred commands a minute.',
    mayRetry: true,
  };
}

/** Opcode 4 has no error answer, so what did not come has to speak. */
function tellUnanswered(failure: VoiceFailure | undefined, waitedMs: number | undefined, place: ErrorPlace): Told {
  const within = waitedMs === undefined ? '' : ` within ${waitedMs} ms`;
  const heard = failure?.kind === 'unanswered' ? failure : undefined;
  if (heard?.heardServer && !heard.heardState) {
    return {
      code: 'VOICE_INTENT_MISSING',
      kind: 'refused',
      message: `Discord named a voice server for ${name(place)}, but never told the bot its own voice state${within}.`,
      advice: 'add the intent GuildVoiceStates: without it Discord does not send voice states.',
    };
  }
  if (heard?.heardState) {
    return {
      code: 'VOICE_JOIN_TIMEOUT',
      kind: 'timeout',
      message: `The bot is in ${name(place)}, but Discord named no voice server${within}.`,
      advice:
        'join again; if the default hook voiceServerUpdate was replaced, it has to hand the event to createSocket of the call.',
      mayRetry: true,
    };
  }
  return {
    code: 'VOICE_JOIN_TIMEOUT',
    kind: 'timeout',
    message: `Discord did not answer the join of ${name(place)}${within}.`,
    advice:
      'it stays silent for a channel that is full and for one that the bot may not see or connect to: look at the user limit and at ' +
      'ViewChannel and Connect; it also stays silent without the intent GuildVoiceStates.',
    mayRetry: true,
  };
}

function describe(failure: VoiceFailure | undefined): string {
  switch (failure?.kind) {
    case undefined:
      return 'nothing is known';
    case 'close': {
      const code = failure.code === undefined ? 'the socket ended without a close code' : `close code ${failure.code}`;
      const reason = failure.reason ? ` ("${failure.reason}")` : '';
      return `${code}${reason} after "${failure.lastSent}" was sent`;
    }
    case 'silence':
      return `silence for ${failure.waitedMs} ms while ${failure.phase}, after "${failure.lastSent}" was sent`;
    case 'unanswered':
      return 'the main gateway did not answer';
    case 'not-sent':
      return failure.error.message;
    case 'udp':
      return failure.problem;
    case 'no-cipher':
      return `it offers ${offered(failure)}`;
    case 'dave':
      return `the encryption was not agreed on${waited(failure)}`;
  }
}

function offered(failure: VoiceFailure | undefined): string {
  return (failure?.kind === 'no-cipher' && failure.offered.join(', ')) || 'none at all';
}

function waited(failure: VoiceFailure | undefined): string {
  return failure?.kind === 'dave' ? ` within ${failure.waitedMs} ms` : '';
}

function name({ channelId, guildId }: ErrorPlace): string {
  return channelId === undefined ? `guild ${guildId}` : `voice channel ${channelId} of guild ${guildId}`;
}

function make(told: Told, failure: VoiceFailure | undefined, place: ErrorPlace): VoiceError {
  const isClose = failure?.kind === 'close';
  return new VoiceError({
    ...told,
    context: { ...place, ...(isClose ? { closeCode: failure.code, lastSent: failure.lastSent } : {}) },
    closeCode: isClose ? failure.code : undefined,
    cause: failure?.kind === 'not-sent' ? failure.error : undefined,
  });
}
