/** `@OnOutcome`: one method of a group hears how every call ended. */
import { captureSpot, ownerOf, placeAt, RecordList } from '../../di';
import { type SetupPlace } from '../../errors';
import { type Invocation } from './invocation';
import { type InvocationOutcome } from './invocation-outcome';

export interface OutcomeRecord {
  readonly method: string;
  readonly place: SetupPlace;
  readonly isStatic: boolean;
}

export const outcomeRecords = new RecordList<OutcomeRecord>('outcomes');

/** Stands on a method that takes an outcome, and then the invocation; the rest is injected. */
export type OutcomeMethodDecorator = <
  // What is injected is checked when the program starts.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  F extends (outcome: InvocationOutcome, invocation: Invocation, ...rest: any[]) => unknown,
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/**
 * Calls the method when a call of the group has ended, however it did: for records of what happens. A group has one. What it
 * throws is logged and goes no further; nobody waits for it, except the group's stop.
 */
export function OnOutcome(): OutcomeMethodDecorator {
  const spot = captureSpot(OnOutcome);
  return (target: object, method: string) => {
    const { type, isStatic } = ownerOf(target, spot);
    outcomeRecords.add(type, { method, place: placeAt(spot, type.name, method), isStatic });
  };
}
