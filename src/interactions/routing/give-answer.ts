/** What a method returned becomes an answer: a reply, a change of the message that it hangs on, a form, or a message that grows. */
import { type InjectedCall, type Payload } from '../../dispatcher';
import { type InteractionMessageBody, Message } from '../../models';
import { isEphemeral, isForm, isStream, withoutEphemeral } from '../answers/reply-body';
import { type Answer, type Reply } from '../answers/reply-value';
import { type Responder } from '../answers/responder';
import { streamAnswer } from '../answers/stream-answer';
import { type AnyContext } from '../context/any-context';
import { type ComponentContext } from '../context/components';
import { type ModalContext } from '../context/forms';
import { type AnswerOptions } from '../metadata/records';

/** One interaction on its way through a handler. */
export interface Run {
  readonly call: InjectedCall;
  readonly context: AnyContext;
  readonly responder: Responder;
  /** Reads options, form or id: the payload, or what does not fit. */
  readonly decode: (() => Payload | PromiseLike<Payload>) | undefined;
  readonly answer: AnswerOptions;
}

/** A message that the context itself sent is no answer: it is there already. */
export function giveAnswer(run: Run, answer: NonNullable<Answer>): Promise<unknown> | undefined {
  const { context, responder } = run;
  if (typeof answer === 'string') return giveReply(run, answer);
  if (answer instanceof Message && responder.isAnswered) return undefined;
  if (isForm(answer)) return context.showForm(answer);
  if (isStream(answer)) return giveStream(run, answer);
  return giveReply(run, answer);
}

function giveReply(run: Run, reply: Reply): Promise<unknown> {
  const { context } = run;
  return isChange(run, reply, context) ? context.update(openly(reply)) : context.reply(reply);
}

async function giveStream(run: Run, stream: AsyncIterable<Reply>): Promise<void> {
  const { context } = run;
  let edit: ((reply: Reply) => Promise<unknown>) | undefined;
  await streamAnswer(stream, async (reply) => {
    if (edit) {
      await edit(reply);
      return;
    }
    const before = context.acknowledgement;
    const isPromised = before.kind === 'deferred' && before.as === 'reply';
    // Where something was answered or promised before, a reply is a further message, and grows there.
    const isFurther = before.kind !== 'none' && !isPromised && !isChange(run, reply, context);
    const sent = await giveReply(run, reply);
    edit =
      isFurther && sent instanceof Message
        ? (next) => context.editFollowUp(sent.id, next)
        : (next) => context.edit(next);
  });
}

/**
 * Whether a reply changes the message that the component hangs on. That is not possible any more once there was a reply, or one was
 * promised. And what is for one person only must not be written where all read it, unless the message is for one person as well.
 */
function isChange(run: Run, reply: Reply, context: AnyContext): context is ComponentContext | ModalContext {
  const { acknowledgement } = context;
  if (!run.responder.hasMessage) return false;
  const mayUpdate =
    acknowledgement.kind === 'none' ||
    acknowledgement.kind === 'updated' ||
    (acknowledgement.kind === 'deferred' && acknowledgement.as === 'update');
  return mayUpdate && (!isWhisper(run, reply) || isEphemeral(messageOf(context)));
}

/** Whether a reply is for who acted only: it says so itself, or the decorator does. */
function isWhisper({ answer }: Run, reply: Reply): boolean {
  if (answer.ephemeral === true) return true;
  return typeof reply === 'object' && isEphemeral(reply as { readonly flags?: number | null });
}

/** The message that the component hangs on, or whose component showed the form. */
function messageOf({ event }: AnyContext): { readonly flags?: number } {
  return (event.raw as { readonly message?: { readonly flags?: number } }).message ?? {};
}

/** A change does not say who sees it. */
function openly(reply: Reply): Reply {
  return typeof reply === 'object' ? (withoutEphemeral(reply as InteractionMessageBody) as Reply) : reply;
}
