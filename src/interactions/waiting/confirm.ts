/** Asks who acted whether they mean it. */
import { type Message } from '../../models';
import { type LocalisedText } from '../../texts';
import { wordsFor } from '../answers/reply-body';
import { type AnyContext } from '../context/any-context';
import { button } from '../components/buttons';
import { message } from '../components/message';
import { row } from '../components/row';
import { InteractionError } from '../interaction-error';
import { SendingWait } from './sending-wait';
import { checkTimeout } from './wait-errors';

export interface ConfirmOptions {
  /** Label of the button that agrees. Default `Yes`. */
  readonly yes?: string | LocalisedText | undefined;
  /** Default `No`. */
  readonly no?: string | LocalisedText | undefined;
  /** Whether agreeing cannot be undone: the button is red. Default `false`. */
  readonly danger?: boolean | undefined;
  /** Only who acted sees the question. Default `true`. */
  readonly ephemeral?: boolean | undefined;
  /** Default 60 000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks with two buttons, and takes them away afterwards. Nobody else can answer.
 * @returns whether they agreed; `undefined` when they did neither in time, or deleted the question
 * @throws {InteractionError} INTERACTION_WAIT_ENDED by the signal or the bot's stop, and what answers throw
 */
export async function confirm(
  ctx: AnyContext,
  question: string | LocalisedText,
  options: ConfirmOptions = {},
): Promise<boolean | undefined> {
  const { yes = 'Yes', no = 'No', danger = false, ephemeral = true, timeoutMs, signal } = options;
  checkTimeout(ctx, 'confirm()', timeoutMs);
  const [agree, refuse] = [`yes-${ctx.id}`, `no-${ctx.id}`];
  const buttons = row(
    button(wordsFor(yes, ctx), agree, { style: danger ? 'Danger' : 'Success' }),
    button(wordsFor(no, ctx), refuse),
  );
  const sending = new SendingWait(signal);
  const clicked = ctx.awaitComponent({ customIds: [agree, refuse], timeoutMs, signal: sending.signal });
  const sent = await sending.send(() => ctx.reply(message(wordsFor(question, ctx), buttons), { ephemeral }), clicked);
  try {
    const click = await clicked;
    await click.update({ components: [] });
    return click.customId === agree;
  } catch (error) {
    const isOver = error instanceof InteractionError && error.code === 'INTERACTION_WAIT_TIMEOUT';
    // A question that was deleted took its buttons along.
    if (!isOver || error.kind !== 'gone') await takeAway(ctx, sent);
    if (isOver) return undefined;
    throw error;
  } finally {
    sending.release();
  }
}

/** For the look of it only: a question that is gone, dismissed by who was asked, has no buttons any more. */
async function takeAway(ctx: AnyContext, sent: Message | undefined): Promise<void> {
  try {
    // The first answer is edited as such, a further message by its id.
    if (sent) await ctx.editFollowUp(sent.id, { components: [] });
    else await ctx.edit({ components: [] });
  } catch {
    return;
  }
}
