/** A file that hangs on a message. https://discord.com/developers/docs/resources/message#attachment-object */
import { type APIAttachment, type AttachmentFlags } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { dateOrNothing } from '../fields-of';
import { type AttachmentId, snowflakeDate } from '../ids';
import { PayloadView } from '../view';
import { User } from './user';

/** The links of an attachment are signed and go stale after about a day; a message fetched again has fresh ones. */
export class Attachment extends PayloadView<APIAttachment> {
  private madeClipParticipants: readonly User[] | undefined = undefined;

  get id(): AttachmentId {
    return this.raw.id;
  }

  get filename(): string {
    return this.raw.filename;
  }

  get title(): string | undefined {
    return this.raw.title;
  }

  get description(): string | undefined {
    return this.raw.description;
  }

  /** Media type, `image/png`. */
  get contentType(): string | undefined {
    return this.raw.content_type;
  }

  get sizeBytes(): number {
    return this.raw.size;
  }

  get url(): string {
    return this.raw.url;
  }

  get proxyUrl(): string {
    return this.raw.proxy_url;
  }

  /** Pixels, of images and videos. */
  get height(): number | null | undefined {
    return this.raw.height;
  }

  /** Pixels, of images and videos. */
  get width(): number | null | undefined {
    return this.raw.width;
  }

  /** ThumbHash of an image. */
  get placeholder(): string | undefined {
    return this.raw.placeholder;
  }

  get placeholderVersion(): number | undefined {
    return this.raw.placeholder_version;
  }

  /** Whether it will be removed after a while. */
  get ephemeral(): boolean {
    return this.raw.ephemeral ?? false;
  }

  /** Length in seconds, of voice messages. */
  get durationSecs(): number | undefined {
    return this.raw.duration_secs;
  }

  /** Base64 samples, of voice messages. */
  get waveform(): string | undefined {
    return this.raw.waveform;
  }

  get flags(): AttachmentFlags | undefined {
    return this.raw.flags;
  }

  get clipParticipants(): readonly User[] | undefined {
    return (this.madeClipParticipants ??= this.raw.clip_participants?.map((user) => new User(user, this.context)));
  }

  get clipCreatedAt(): Date | undefined {
    return dateOrNothing(this.raw.clip_created_at);
  }

  /** The application that a clip shows. */
  get application(): Camel<APIAttachment['application']> {
    return fromWire(this.raw.application);
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  equals(other: { readonly id: string }): boolean {
    return this.raw.id === other.id;
  }
}
