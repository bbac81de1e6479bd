/** Answers for tests: remembers what was said, as Discord would have it, and can be late or refuse. */
import { type APIMessage } from 'discord-api-types/v10';
import {
  type InteractionMessageBody,
  type InteractionReplyBody,
  Message,
  type MessageId,
  type WebhookMessageEditBody,
} from '../../models';
import { deferred, type Deferred } from '../../util';
import { type Answers } from './answers';

/** One thing that was said. */
export type Said =
  | { readonly how: 'first'; readonly body: InteractionReplyBody }
  | { readonly how: 'edit'; readonly body: WebhookMessageEditBody }
  | { readonly how: 'follow-up'; readonly body: InteractionMessageBody }
  | { readonly how: 'edit-follow-up'; readonly messageId: MessageId; readonly body: WebhookMessageEditBody }
  | { readonly how: 'delete' }
  | { readonly how: 'delete-follow-up'; readonly messageId: MessageId };

export class FakeAnswers implements Answers {
  readonly said: Said[] = [];
  /** What the next call rejects with. */
  failure: Error | undefined;
  private gate: Deferred<void> | undefined;
  private nextId = 1;

  /** Everything waits until it is released. */
  hold(): void {
    this.gate ??= deferred();
  }

  release(): void {
    this.gate?.resolve();
    this.gate = undefined;
  }

  async first(body: InteractionReplyBody): Promise<Message | undefined> {
    await this.say({ how: 'first', body });
    return undefined;
  }

  async original(): Promise<Message> {
    await this.pass();
    return this.message('the first answer');
  }

  async editOriginal(body: WebhookMessageEditBody): Promise<Message> {
    await this.say({ how: 'edit', body });
    return this.message(body.content);
  }

  deleteOriginal(): Promise<void> {
    return this.say({ how: 'delete' });
  }

  async followUp(body: InteractionMessageBody): Promise<Message> {
    await this.say({ how: 'follow-up', body });
    return this.message((body as { content?: string }).content);
  }

  async editFollowUp(messageId: MessageId, body: WebhookMessageEditBody): Promise<Message> {
    await this.say({ how: 'edit-follow-up', messageId, body });
    return this.message(body.content);
  }

  deleteFollowUp(messageId: MessageId): Promise<void> {
    return this.say({ how: 'delete-follow-up', messageId });
  }

  private async say(said: Said): Promise<void> {
    this.said.push(said);
    await this.pass();
  }

  private async pass(): Promise<void> {
    const { failure } = this;
    this.failure = undefined;
    if (this.gate) await this.gate.promise;
    if (failure) throw failure;
  }

  private message(content: string | null | undefined): Message {
    const raw: Partial<APIMessage> = { id: String(this.nextId++), channel_id: '1', content: content ?? '' };
    return new Message(raw as APIMessage);
  }
}
