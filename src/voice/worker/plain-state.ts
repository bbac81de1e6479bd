/** A connection's state as plain data: all of it is but the error of a command that could not be sent. */
import { type ConnectionState } from '../connection/connection-state';
import { decodeError, encodeError, type PlainError } from './plain-error';

export function encodeState(state: ConnectionState): ConnectionState {
  return withError(state, (error) => encodeError(error));
}

export function decodeState(state: ConnectionState): ConnectionState {
  return withError(state, (error) => decodeError(error as unknown as PlainError));
}

function withError(state: ConnectionState, change: (error: Error) => Error): ConnectionState {
  const { failure } = state;
  return failure?.kind === 'not-sent' ? { ...state, failure: { ...failure, error: change(failure.error) } } : state;
}
