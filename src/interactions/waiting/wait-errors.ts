/** How waits end that nobody has answered, in words. */
import { describeGot } from '../../models';
import { type AnyContext } from '../context/any-context';
import { InteractionError } from '../interaction-error';

export function timedOut(of: AnyContext, timeoutMs: number): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_WAIT_TIMEOUT',
    kind: 'wait',
    message: `Nobody acted on the answer to ${of.what} within ${timeoutMs} ms.`,
    advice:
      of.acknowledgement.kind === 'none'
        ? 'there was no answer to act on: reply with components first, ctx.reply(message(…, row(button(…)))).'
        : 'catch this and say so, or take the components away: ctx.edit({ components: [] }).',
    context: { interaction: of.id },
  });
}

/** The same code: to whoever waits it is the same, only sooner. @param what was deleted: `message`, `channel`. */
export function vanished(of: AnyContext, what: string): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_WAIT_TIMEOUT',
    kind: 'gone',
    message: `Nobody can act on the answer to ${of.what} any more: its ${what} was deleted.`,
    advice: 'catch this like a wait whose time is over; there is no message left to change.',
    context: { interaction: of.id },
  });
}

export function ended(of: AnyContext, reason: unknown): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_WAIT_ENDED',
    kind: 'wait',
    message: `Waiting for a click on the answer to ${of.what} was given up by its signal.`,
    context: { interaction: of.id },
    cause: reason,
  });
}

export function stopped(): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_WAIT_ENDED',
    kind: 'stop',
    message: 'The bot stops, so nobody waits for clicks any more.',
    advice: 'let a typed custom id and a method answer what must survive a restart.',
  });
}

/** @param what `awaitComponent()` @throws {InteractionError} INTERACTION_WAIT_OPTIONS for what is no time. */
export function checkTimeout(of: AnyContext, what: string, timeoutMs: number | undefined): void {
  if (timeoutMs === undefined || (typeof timeoutMs === 'number' && timeoutMs >= 0)) return;
  throw wrongOption(
    of,
    `timeoutMs of ${what} takes milliseconds from 0 on, and got ${describeGot(timeoutMs)}`,
    'give a number, or leave timeoutMs out.',
  );
}

/** @throws {InteractionError} INTERACTION_WAIT_OPTIONS for what is none. */
export function checkWhole(of: AnyContext, what: string, value: number, advice: string): void {
  if (Number.isInteger(value)) return;
  throw wrongOption(of, `${what} takes a whole number, and got ${describeGot(value)}`, advice);
}

function wrongOption(of: AnyContext, message: string, advice: string): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_WAIT_OPTIONS',
    kind: 'wait',
    message: `${message}, for ${of.what}.`,
    advice,
    context: { interaction: of.id },
  });
}
