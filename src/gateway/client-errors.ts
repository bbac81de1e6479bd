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
