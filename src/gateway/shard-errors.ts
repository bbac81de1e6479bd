/** The errors that a shard makes. */
import { abortReason, asError } from '../util';
import { GatewayError } from './gateway-error';
import { type ShardState } from './protocol/shard-state';

/** A shard as errors name it. */
interface Named {
  readonly id: number;
  readonly count: number;
}

export function alreadyStarted(shard: Named): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_ALREADY_STARTED',
    kind: 'already-started',
    message: `Shard ${shard.id} was started before.`,
    advice: 'make a new gateway client for a new start.',
  });
}

export function noPermit(shard: Named, cause: unknown): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_START_FAILED',
    kind: 'start-failed',
    message: `Shard ${shard.id} got no permit to identify: ${asError(cause).message}`,
    cause,
    mayRetry: true,
  });
}

export function startTimeout(shard: Named, limitMs: number, state: ShardState): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_START_TIMEOUT',
    kind: 'deadline',
    message: `Shard ${shard.id} of ${shard.count} was not ready within ${limitMs} ms: ${state.reason || state.phase}.`,
    advice: 'check that this machine reaches the gateway, and Discord’s status at https://discordstatus.com.',
    context: { shardId: shard.id, state: state.phase },
    mayRetry: true,
    canResume: state.session !== undefined,
  });
}

export function startAborted(shard: Named, signal: AbortSignal): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_ABORTED',
    kind: 'aborted',
    message: `The start of shard ${shard.id} was aborted.`,
    cause: abortReason(signal),
    mayRetry: true,
  });
}

export function shardClosed(shard: Named, state: ShardState): GatewayError {
  return new GatewayError({
    code: 'GATEWAY_CLOSED',
    kind: 'closed',
    message: `Shard ${shard.id} was closed.`,
    canResume: state.session !== undefined,
  });
}
