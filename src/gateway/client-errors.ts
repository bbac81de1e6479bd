/** The errors that a gateway client makes. */
import { abortReason, asError } from '../util';
import { GatewayError } from './gateway-error';

export function clientAlreadyStarted(): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_ALREADY_STARTED',
    kind: 'already-started',
    message: 'This gateway client was started before.',
    advice: 'make a new one for a new start.',
  });
}

export function infoUnavailable(cause: unknown): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_INFO_UNAVAILABLE',
    kind: 'gateway-info',
    message: `The gateway’s address could not be read: ${asError(cause).message}`,
    cause,
    // Whoever asked knows best whether asking again can help; an error that does not say so is taken to pass.
    mayRetry: (cause as { readonly mayRetry?: boolean } | undefined)?.mayRetry !== false,
  });
}

export function clientStartAborted(signal: AbortSignal): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_ABORTED',
    kind: 'aborted',
    message: 'The start of the gateway client was aborted.',
    cause: abortReason(signal),
    mayRetry: true,
  });
}

export function startFailed(cause: unknown): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_START_FAILED',
    kind: 'start-failed',
    message: `The shards could not be started: ${asError(cause).message}`,
    cause,
  });
}

export function clientClosed(): GatewayError {
  return new GatewayError({ code: 'GATEWAY_CLOSED', kind: 'closed', message: 'The gateway client was closed.' });
}

export function clientNotStarted(): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_NOT_STARTED',
    kind: 'not-started',
    message: 'The gateway client has no shards yet: how many there are is known once it has been started.',
    advice: 'wait for start(); an onReady hook and every handler come after it.',
    mayRetry: true,
  });
}

/** A plan that its author fixed and Discord refuses. It keeps the code of the refusal. */
export function fixedCountRefused(refusal: GatewayError, count: number, recommended: number): GatewayError {
  const asked =
    recommended > count
      ? `Discord recommends ${recommended} shards, and the program asks for ${count}.`
      : `The program asks for ${count} shards; Discord recommends ${recommended}, of which a large bot must run a multiple.`;
  return new GatewayError({
    code: refusal.code,
    kind: 'fatal-close',
    message: `${firstLine(refusal)} ${asked}`,
    advice:
      "leave the number of shards to Discord (`shards: 'auto'`, the default), or raise it: a shard serves at most 2500 guilds.",
    context: { ...refusal.context, recommended },
    cause: refusal,
    closeCode: refusal.closeCode,
  });
}

/** Every plan that was tried was refused. */
export function plansRefused(refusal: GatewayError, count: number, tried: number): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_PLANS_REFUSED',
    kind: 'fatal-close',
    message: `Discord refused ${tried + 1} numbers of shards within a day, the last of them ${count}; each try costs sessions, so no other is tried. ${firstLine(refusal)}`,
    advice:
      'look up the number that GET /gateway/bot recommends, and give it as `shards`; a large bot must run a multiple of what Discord assigned to it.',
    context: { shardCount: count, closeCode: refusal.closeCode },
    cause: refusal,
    closeCode: refusal.closeCode,
  });
}

/** The message without its advice. */
function firstLine(error: GatewayError): string {
  const [first = error.message] = error.message.split('\n');
  return first;
}
