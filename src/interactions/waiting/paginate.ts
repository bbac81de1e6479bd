/** Turns pages: one message, and buttons that change it. */
import { MessageFlags } from 'discord-api-types/v10';
import {
  type InteractionMessageBody,
  type InteractionUpdateBody,
  type Message,
  type WebhookMessageEditBody,
} from '../../models';
import { replyBody } from '../answers/reply-body';
import { type Reply } from '../answers/reply-value';
import { button } from '../components/buttons';
import { row } from '../components/row';
import { type AnyContext } from '../context/any-context';
import { InteractionError } from '../interaction-error';
import { type ClickContext } from './component-waits';
import { SendingWait } from './sending-wait';
import { checkTimeout, checkWhole } from './wait-errors';

export interface PaginateOptions {
  /** Only who acted sees the pages. Default: as the decorator says. */
  readonly ephemeral?: boolean | undefined;
  /** Who may turn pages. Default `actor`. */
  readonly who?: 'actor' | 'anybody' | undefined;
  /** The page that is shown first, counted from 0. Default 0. */
  readonly start?: number | undefined;
  /** How long after the last turn the buttons stay, in milliseconds. Default 120 000; an interaction can be answered for 15 minutes. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Pages that are made when they are shown: how many there are, and each by its number. */
export interface PageMaker {
  readonly count: number;
  page(index: number): Reply | Promise<Reply>;
}

const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Shows a page with buttons to the first, the one before, the next and the last. Resolves when nobody turned for a while, by the
 * signal, or when the bot stops: then the buttons are gone. A single page has none, and is over at once.
 * @throws {InteractionError} INTERACTION_ANSWER_INVALID without a page, INTERACTION_WAIT_OPTIONS, and what answers throw
 */
export async function paginate(
  ctx: AnyContext,
  pages: readonly Reply[] | PageMaker,
  options: PaginateOptions = {},
): Promise<void> {
  const maker: PageMaker = isMaker(pages) ? pages : { count: pages.length, page: (index) => pages[index] as Reply };
  const { count } = maker;
  const { start = 0, ephemeral, who = 'actor', timeoutMs = DEFAULT_TIMEOUT_MS, signal } = options;
  checkWhole(ctx, 'count of paginate()', count, 'count the pages that there are: Math.ceil(items.length / onAPage).');
  checkWhole(ctx, 'start of paginate()', start, 'give the number of a page, counted from 0, or leave start out.');
  checkTimeout(ctx, 'paginate()', timeoutMs);
  if (count <= 0) throw noPages(ctx);
  let current = Math.min(Math.max(0, start), count - 1);
  const ids = ['first', 'previous', 'next', 'last'].map((name) => `page-${name}-${ctx.id}`);
  const make = async (): Promise<InteractionMessageBody> =>
    replyBody(made(ctx, current, await maker.page(current)), ctx);
  const withTurns = (body: InteractionMessageBody): InteractionMessageBody => {
    const components = [...(body.components ?? []), turns(ids, current, count)];
    return { ...body, components } as InteractionMessageBody;
  };
  let page = await make();
  if (count === 1) {
    await ctx.reply(page, { ephemeral });
    return;
  }
  const sending = new SendingWait(signal);
  const clicks = ctx.components({ customIds: ids, who, timeoutMs, signal: sending.signal });
  let clicked = clicks.next();
  const sent = await sending.send(() => ctx.reply(withTurns(page), { ephemeral }), clicked);
  let lastClick: ClickContext | undefined;
  try {
    for (let step = await clicked; step.done !== true; step = await clicked) {
      const click = step.value;
      current = turned(ids.indexOf(click.customId), current, count);
      const next = await make();
      await click.update(inPlace(withTurns(next)));
      page = next;
      lastClick = click;
      clicked = clicks.next();
    }
  } catch (error) {
    // The signal, or the end of the bot: whoever leafed is not waited for any more.
    if (!(error instanceof InteractionError && error.code === 'INTERACTION_WAIT_ENDED')) throw error;
  } finally {
    sending.release();
    // Also where a page could not be made: later clicks are nobody's.
    await clicks.return();
    await takeAway(ctx, sent, lastClick, { components: page.components ?? [] });
  }
}

/** In place of the page before it, of which an edit would leave what the new one does not name. */
function inPlace(body: InteractionMessageBody): InteractionUpdateBody {
  const { content, embeds, attachments } = body as WebhookMessageEditBody;
  const flags: number = (body as { readonly flags?: number | null }).flags ?? 0;
  // Of messages that are laid out by components alone the components are all there is to replace.
  const isLayout = (flags & MessageFlags.IsComponentsV2) !== 0;
  return {
    ...body,
    ...(isLayout ? {} : { content: content ?? '', embeds: embeds ?? [] }),
    attachments: attachments ?? [],
  };
}

/** For the look of it only: what was deleted has no buttons. The last click can be answered for longer than what it all began with. */
async function takeAway(
  ctx: AnyContext,
  sent: Message | undefined,
  lastClick: ClickContext | undefined,
  gone: WebhookMessageEditBody,
): Promise<void> {
  try {
    if (lastClick) await lastClick.edit(gone);
    else if (sent) await ctx.editFollowUp(sent.id, gone);
    else await ctx.edit(gone);
  } catch {
    return;
  }
}

function turns([first, previous, next, last]: readonly string[], current: number, count: number): object {
  const atStart = current === 0;
  const atEnd = current === count - 1;
  return row(
    button('«', first as string, { disabled: atStart }),
    button('‹', previous as string, { disabled: atStart }),
    button(`${current + 1} / ${count}`, `page-here-${first as string}`, { disabled: true }),
    button('›', next as string, { disabled: atEnd }),
    button('»', last as string, { disabled: atEnd }),
  );
}

function turned(which: number, current: number, count: number): number {
  const wanted = [0, current - 1, current + 1, count - 1][which] ?? current;
  return Math.min(Math.max(0, wanted), count - 1);
}

function isMaker(pages: readonly Reply[] | PageMaker): pages is PageMaker {
  return !Array.isArray(pages);
}

function made(ctx: AnyContext, index: number, page: Reply | undefined): Reply {
  // Callers without types may forget to return it.
  if (page !== undefined) return page;
  throw new InteractionError({
    code: 'INTERACTION_ANSWER_INVALID',
    kind: 'answer',
    message: `Page ${index} of ${ctx.what} is undefined, which is no message.`,
    advice: `let page(${index}) return a text, message(…), or the body of a message.`,
  });
}

function noPages(ctx: AnyContext): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_ANSWER_INVALID',
    kind: 'answer',
    message: `There are no pages to show for ${ctx.what}.`,
    advice: 'say in a message of your own that there is nothing.',
  });
}
