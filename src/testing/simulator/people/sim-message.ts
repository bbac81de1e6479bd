/** A message as a test sees it: always as it is now. */
import { type APIMessage } from 'discord-api-types/v10';
import { isThere } from '../world/messages';
import { renderMessage } from '../world/render-message';
import { type MessageRecord } from '../world/records';
import { type World } from '../world/world';

export class SimMessage {
  constructor(
    private readonly world: World,
    private readonly record: MessageRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  get content(): string {
    return this.record.content;
  }

  get channelId(): string {
    return this.record.channel.id;
  }

  get guildId(): string | null {
    return this.record.channel.guildId;
  }

  get author(): { readonly id: string; readonly username: string; readonly name: string; readonly bot: boolean } {
    const { id, username, globalName, bot } = this.record.author;
    return { id, username, name: globalName ?? username, bot };
  }

  /** The id of the message that this one answers. */
  get replyTo(): string | null {
    return this.record.reference?.messageId ?? null;
  }

  /** Whether only one person sees it. */
  get ephemeral(): boolean {
    return this.record.visibleTo !== undefined;
  }

  get components(): NonNullable<APIMessage['components']> {
    return this.payload.components ?? [];
  }

  get pinned(): boolean {
    return this.record.pinnedAt !== null;
  }

  get edited(): boolean {
    return this.record.editedAt !== null;
  }

  get deleted(): boolean {
    return !isThere(this.world, this.record);
  }

  /** Who reacted, by emoji: unicode, or the id of a custom one. */
  get reactions(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries([...this.record.reactions].map(([key, reaction]) => [key, [...reaction.userIds]]));
  }

  /** The files that came with it. */
  get files(): readonly { readonly filename: string; readonly bytes: Buffer; readonly url: string }[] {
    return this.record.files.map(({ attachment, bytes }) => ({
      filename: attachment.filename,
      url: attachment.url,
      bytes,
    }));
  }

  get embeds(): APIMessage['embeds'] {
    return this.record.embeds;
  }

  /** Who voted for each answer of the poll, by the answers' numbers; empty without a poll. */
  get votes(): Readonly<Record<number, readonly string[]>> {
    const answers = this.record.poll?.answers ?? [];
    return Object.fromEntries(answers.map((answer) => [answer.id, [...answer.voterIds]]));
  }

  /** The webhook that wrote it. */
  get webhookId(): string | null {
    return this.record.webhook?.id ?? null;
  }

  /** The message as REST would answer with it now. */
  get payload(): APIMessage {
    return renderMessage(this.world, this.record, this.record.author.id);
  }
}
