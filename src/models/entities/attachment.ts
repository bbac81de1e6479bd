/** A file that hangs on a message. https://discord.com/developers/docs/resources/message#attachment-object */
import { basename } from 'node:path';
import { type APIAttachment, type AttachmentFlags } from 'discord-api-types/v10';
import { AttachmentFile, type AttachmentFileInfo } from '../bodies/attachment-file';
import { BlobSource, type ByteStream, MemorySource, PathSource, StreamSource } from '../bodies/byte-sources';
import { type Camel, fromWire } from '../bodies/from-wire';
import { dateOrNothing } from '../fields-of';
import { type AttachmentId, snowflakeDate } from '../ids';
import { Entity } from '../entity';
import { User } from './user';

/** The links of an attachment are signed and go stale after about a day; a message fetched again has fresh ones. */
export class Attachment extends Entity<APIAttachment> {
  /**
   * A file of the file system to send. It is read while it is sent.
   * @param info its name is the path’s unless told otherwise.
   */
  static fromPath(path: string, info: Partial<AttachmentFileInfo> = {}): AttachmentFile {
    return new AttachmentFile({ ...info, name: info.name ?? basename(path) }, new PathSource(path));
  }

  /** Bytes in memory to send. They are not copied, so do not change them before the request has its answer. */
  static fromBytes(bytes: Uint8Array, info: AttachmentFileInfo): AttachmentFile {
    return new AttachmentFile(info, new MemorySource(bytes));
  }

  /**
   * A stream to send, of Node or of the web. It can be sent once; what was read is kept until the answer is there,
   * because a request may have to be repeated.
   * @param info with `sizeBytes`, where it is known: limits are then checked before anything is sent.
   */
  static fromStream(
    stream: ByteStream,
    info: AttachmentFileInfo & { readonly sizeBytes?: number | undefined },
  ): AttachmentFile {
    return new AttachmentFile(info, new StreamSource(stream, info.sizeBytes));
  }

  /** A blob to send; a `File` brings its name. */
  static fromBlob(blob: Blob, info: Partial<AttachmentFileInfo> = {}): AttachmentFile {
    const { name = 'file' } = blob as { readonly name?: string };
    const contentType = info.contentType ?? (blob.type || undefined);
    return new AttachmentFile({ ...info, name: info.name ?? name, contentType }, new BlobSource(blob));
  }

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
}
