/** Makes the bodies of answers from what authors write. */
import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import { type InteractionMessageBody, type WebhookMessageEditBody } from '../../models';
import { LocalisedText, type LocaleSource } from '../../texts';
import { InteractionError } from '../interaction-error';
import { type Answer, type LocalisedBody, type Reply, type ShownForm } from './reply-value';

/**
 * The body of a message for `who` acted. With components of the second version the flag that they need is added.
 * @param flags to add besides.
 */
export function replyBody(reply: Reply, who: LocaleSource, flags: MessageFlags | 0 = 0): InteractionMessageBody {
  if (typeof reply === 'string') return flags === 0 ? { content: reply } : { content: reply, flags };
  if (reply instanceof LocalisedText) return replyBody(reply.for(who), who, flags);
  if (!isObject(reply) || Array.isArray(reply)) throw notAReply(reply);
  const body = localised(reply, who);
  const { components } = body as { components?: unknown };
  const added = isNewComponents(components) ? flags | MessageFlags.IsComponentsV2 : flags;
  return added === 0 ? body : withFlags(body, added);
}

/** A text as who acted reads it. */
export function wordsFor(text: string | LocalisedText, who: LocaleSource): string {
  return text instanceof LocalisedText ? text.for(who) : text;
}

function localised(body: InteractionMessageBody | LocalisedBody, who: LocaleSource): InteractionMessageBody {
  const { content } = body as { content?: unknown };
  return content instanceof LocalisedText ? { ...body, content: content.for(who) } : (body as InteractionMessageBody);
}

export function isForm(answer: unknown): answer is ShownForm {
  return isObject(answer) && isObject((answer as Partial<ShownForm>).form);
}

/** The body of a message as authors write it: a plain object, no view of a message that was sent. */
export function isBody(answer: unknown): answer is InteractionMessageBody {
  if (!isObject(answer) || Object.getPrototypeOf(answer) !== Object.prototype) return false;
  return BODY_FIELDS.some((field) => field in answer);
}

const BODY_FIELDS = ['content', 'embeds', 'components', 'files', 'poll', 'stickerIds'];

export function isStream(answer: unknown): answer is AsyncIterable<Reply> {
  return isObject(answer) && typeof (answer as Partial<AsyncIterable<Reply>>)[Symbol.asyncIterator] === 'function';
}

/** Whether only the person who acted is to see the message. */
export function isEphemeral({ flags }: { readonly flags?: number | null | undefined }): boolean {
  return ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

/** @throws {InteractionError} INTERACTION_ANSWER_INVALID. */
export function checkAnswer(answer: unknown, handler: string): Answer {
  if (answer === undefined || answer === null) return undefined;
  if (typeof answer === 'string' || isObject(answer)) return answer as Answer;
  throw notAReply(answer, handler);
}

function notAReply(answer: unknown, handler?: string): InteractionError {
  const what = Array.isArray(answer) ? 'a list' : `a value of type ${typeof answer}`;
  return new InteractionError({
    code: 'INTERACTION_ANSWER_INVALID',
    kind: 'answer',
    message: `${handler ?? 'A handler'} answered with ${what}, which is no message.`,
    advice:
      'answer with a text, with message(…), or with the body of a message; nothing means that you have answered by ctx.reply(…).',
  });
}

/** Any component but an action row belongs to the second version of components. */
function isNewComponents(components: unknown): boolean {
  if (!Array.isArray(components)) return false;
  return components.some((component) => {
    const type: unknown = (component as { type?: unknown } | null)?.type;
    return typeof type === 'number' && type !== (ComponentType.ActionRow as number);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** With these bits as well. Flags are bits; only the types take them for single values. */
export function withFlags<Body extends { readonly flags?: unknown }>(body: Body, added: number): Body {
  const { flags } = body;
  return { ...body, flags: (typeof flags === 'number' ? flags : 0) | added };
}

/** For an edit: they take other flags than creates, and who sees a message is fixed by then. */
export function withoutEphemeral(body: InteractionMessageBody): WebhookMessageEditBody {
  const { flags } = body as { readonly flags?: number | null };
  if (!isEphemeral({ flags })) return body;
  const others: number = (flags ?? 0) & ~(MessageFlags.Ephemeral as number);
  const silent = { ...body, flags: undefined };
  return others === 0 ? silent : withFlags(silent, others);
}
