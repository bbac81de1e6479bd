/** Calls as guards see them, and random numbers that are the same in every run. */
import { type Actor, Invocation, type InvocationInit, type Verdict } from '../../../../src/dispatcher';
import { createEvent } from '../../../../src/models';

export const NOBODY: Actor = {
  userId: undefined,
  guildId: undefined,
  channelId: undefined,
  roleIds: undefined,
  permissions: undefined,
  appPermissions: undefined,
  isNsfw: undefined,
  locale: undefined,
};

export const ALICE: Actor = { ...NOBODY, userId: '1', guildId: '10', channelId: '100' };

/** A call of `Moderation.ban` by Alice, unless said otherwise. */
export function call(actor: Partial<Actor> = {}, init: Partial<InvocationInit> = {}): Invocation {
  const event = createEvent('TYPING_START', {});
  return new Invocation({
    kind: 'command',
    label: 'Moderation.ban',
    owner: Moderation,
    method: 'ban',
    group: 'alpha',
    event,
    subject: event,
    actor: () => ({ ...ALICE, ...actor }),
    ...init,
  });
}

export class Moderation {}

/** The one reason of a verdict; `undefined` when the call may happen. */
export function reasonOf(verdict: Verdict): string | undefined {
  return verdict && 'reason' in verdict ? verdict.reason : verdict?.map(({ reason }) => reason).join(', ');
}

/** Mulberry32: numbers from 0 to below 1. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
