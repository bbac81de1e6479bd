/** A file on its way to Discord: where its bytes come from, and what is said about it. */
import { inspect } from 'node:util';

/** What is said about a file besides its bytes. */
export interface AttachmentFileInfo {
  /** As Discord shows it, with its extension. */
  readonly name: string;
  /** Text for those who do not see it, up to 1,024 characters. */
  readonly description?: string | undefined;
  /** Media type, `image/png`. Default: left to Discord, which looks at the name. */
  readonly contentType?: string | undefined;
  /** Covers it until it is clicked. */
  readonly spoiler?: boolean | undefined;
  /** Of a voice message: its length in seconds. */
  readonly durationSecs?: number | undefined;
  /** Of a voice message: its preview, base64 of up to 256 bytes. */
  readonly waveform?: string | undefined;
}

/** Where bytes come from. Each `open` begins at the first byte, so that a request can be repeated. */
export interface ByteSource {
  /** Size in bytes, when it is known before reading. Rejects when there is nothing to read. */
  sizeBytes(): Promise<number | undefined>;
  /** @param sizeBytes what was told before: of a file that has grown since, only so much is read. */
  open(sizeBytes?: number): AsyncIterable<Uint8Array>;
  /** Called when the request has its outcome. */
  close(): void;
}

const SPOILER = 'SPOILER_';

/**
 * A file to send, made by `Attachment.fromPath`, `fromBytes`, `fromStream` or `fromBlob`. One made from a stream can be
 * sent once, the others as often as you like.
 * https://discord.com/developers/docs/reference#uploading-files
 */
export class AttachmentFile {
  /** Shown before the click is a cover when the name begins so; Discord knows spoilers by it. */
  readonly name: string;
  readonly description: string | undefined;
  readonly contentType: string | undefined;
  readonly durationSecs: number | undefined;
  readonly waveform: string | undefined;
  readonly source: ByteSource;

  constructor(info: AttachmentFileInfo, source: ByteSource) {
    this.name = info.spoiler && !info.name.startsWith(SPOILER) ? SPOILER + info.name : info.name;
    this.description = info.description;
    this.contentType = info.contentType;
    this.durationSecs = info.durationSecs;
    this.waveform = info.waveform;
    this.source = source;
  }

  /** `attachment://name`, which shows the file in an embed or a component of the same message. */
  get url(): string {
    return `attachment://${this.name}`;
  }

  get isSpoiler(): boolean {
    return this.name.startsWith(SPOILER);
  }

  [inspect.custom](): string {
    return `AttachmentFile '${this.name}'`;
  }
}
