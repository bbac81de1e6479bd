/** Answers to what an HTTP request brought: the first is the response, all others are requests with the interaction’s token. */
import {
  type ActionOptions,
  type InteractionCreateEvent,
  type InteractionMessageBody,
  type InteractionReplyBody,
  type Message,
  type MessageId,
  type WebhookMessageEditBody,
} from '../../models';
import { type InteractionsResource, RestError } from '../../rest';
import { type Clock, sleep } from '../../util';
import { type Answers } from '../answers/answers';
import { RestAnswers } from '../answers/rest-answers';
import { type FirstAnswer } from './first-answer';

/** Discord’s word for an interaction that it has no first answer to. */
const UNKNOWN_WEBHOOK = 10_015;
/** How long Discord may take to read a response that is out, and the pauses in which it is asked whether it has. */
const UNREAD_MS = 3_000;
const PAUSES_MS = [50, 100, 200, 400, 800] as const;

export interface HttpAnswersInit {
  readonly event: InteractionCreateEvent;
  readonly interactions: InteractionsResource;
  readonly first: FirstAnswer;
  readonly clock: Clock;
}

export class HttpAnswers implements Answers {
  private readonly rest: RestAnswers;
  /** When the response was out. */
  private sentAtMs = -Infinity;

  constructor(private readonly init: HttpAnswersInit) {
    this.rest = new RestAnswers(init.interactions, init.event);
  }

  async first(
    body: InteractionReplyBody,
    { wantsMessage = false, ...options }: ActionOptions & { readonly wantsMessage?: boolean } = {},
  ): Promise<Message | undefined> {
    const { event, interactions, first, clock } = this.init;
    const request = interactions.replyRequest(event.id, event.token, body);
    try {
      if (request.files.length > 0) await request.measureFiles();
      const wire = request.wireBody();
      if (wire) await first.give(wire);
    } finally {
      request.closeFiles();
    }
    this.sentAtMs = clock.now();
    return wantsMessage ? this.original(options) : undefined;
  }

  original(options?: ActionOptions): Promise<Message> {
    return this.afterFirst(() => this.rest.original(options));
  }

  editOriginal(body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message> {
    return this.withFiles(body, options, () => this.rest.editOriginal(body, options));
  }

  deleteOriginal(options?: ActionOptions): Promise<void> {
    return this.afterFirst(() => this.rest.deleteOriginal(options));
  }

  followUp(body: InteractionMessageBody, options?: ActionOptions): Promise<Message> {
    return this.withFiles(body, options, () => this.rest.followUp(body, options));
  }

  editFollowUp(messageId: MessageId, body: WebhookMessageEditBody, options?: ActionOptions): Promise<Message> {
    return this.withFiles(body, options, () => this.rest.editFollowUp(messageId, body, options));
  }

  deleteFollowUp(messageId: MessageId, options?: ActionOptions): Promise<void> {
    return this.afterFirst(() => this.rest.deleteFollowUp(messageId, options));
  }

  /** There is nobody here who answers it. */
  unanswered(): void {
    this.init.first.refuse('unanswered');
  }

  /**
   * A response that is out may not be read yet when the next request arrives, over another connection: Discord then knows of
   * no answer. It is asked again until it has had the time.
   */
  private async afterFirst<T>(act: () => Promise<T>): Promise<T> {
    const { clock } = this.init;
    for (const pauseMs of PAUSES_MS) {
      try {
        return await act();
      } catch (error) {
        const isUnread = error instanceof RestError && error.discordCode === UNKNOWN_WEBHOOK;
        if (!isUnread || clock.now() - this.sentAtMs > UNREAD_MS) throw error;
      }
      await sleep(clock, pauseMs, { keepAlive: false });
    }
    return act();
  }

  /** Files can be read once, so these requests are not tried in vain: Discord is asked first whether it has the answer. */
  private async withFiles<T>(body: object, options: ActionOptions | undefined, act: () => Promise<T>): Promise<T> {
    const { files } = body as { readonly files?: unknown };
    const isNew = this.init.clock.now() - this.sentAtMs <= UNREAD_MS;
    if (!isNew || !Array.isArray(files) || files.length === 0) return this.afterFirst(act);
    await this.original(options);
    return act();
  }
}
