/**
 * Files beside a JSON body, as one stream of parts: what is read from a file goes straight to the socket.
 * https://discord.com/developers/docs/reference#uploading-files
 */
import { randomUUID } from 'node:crypto';
import { type FilePart } from './file-parts';

interface Part {
  readonly head: Buffer;
  readonly file: FilePart | undefined;
  readonly sizeBytes: number | undefined;
}

/** A multipart form that can be read more than once. */
export class MultipartBody implements AsyncIterable<Uint8Array> {
  readonly contentType: string;
  /** Size of it all; `undefined` when a file’s is not known. */
  readonly sizeBytes: number | undefined;
  /** Why reading a file failed, if it did. */
  failure: { readonly part: string; readonly cause: unknown } | undefined = undefined;
  private readonly parts: readonly Part[];
  private readonly end: Buffer;

  /**
   * @param fields text parts, which come first.
   * @param sizes of the files, in bytes, where they are known.
   */
  constructor(
    fields: readonly (readonly [name: string, value: string, type?: string])[],
    files: readonly FilePart[],
    sizes: readonly (number | undefined)[] = [],
  ) {
    const boundary = `corduroy-${randomUUID()}`;
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    const line = (at: number): string => `${at === 0 ? '' : '\r\n'}--${boundary}\r\n`;
    this.parts = [
      ...fields.map(([name, value, type], index) => ({
        head: Buffer.from(`${line(index)}${disposition(name)}${typeLine(type)}\r\n\r\n${value}`),
        file: undefined,
        sizeBytes: 0,
      })),
      ...files.map((file, index) => ({
        head: Buffer.from(
          `${line(fields.length + index)}${disposition(file.field, file.file.name)}` +
            `${typeLine(file.file.contentType ?? 'application/octet-stream')}\r\n\r\n`,
        ),
        file,
        sizeBytes: sizes[index],
      })),
    ];
    this.end = Buffer.from(`\r\n--${boundary}--\r\n`);
    this.sizeBytes = this.measure();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (const { head, file } of this.parts) {
      yield head;
      if (file) yield* this.contentOf(file);
    }
    yield this.end;
  }

  private async *contentOf({ field, file }: FilePart): AsyncGenerator<Uint8Array, void, undefined> {
    const reading = file.source.open()[Symbol.asyncIterator]();
    try {
      for (;;) {
        const read = await reading.next().catch((cause: unknown) => {
          this.failure = { part: field, cause };
          throw cause;
        });
        if (read.done) return;
        yield read.value;
      }
    } finally {
      // Also when the try was given up in the middle.
      await reading.return?.();
    }
  }

  private measure(): number | undefined {
    let size = this.end.length;
    for (const { head, sizeBytes } of this.parts) {
      if (sizeBytes === undefined) return undefined;
      size += head.length + sizeBytes;
    }
    return size;
  }
}

function disposition(name: string, filename?: string): string {
  const shown = filename === undefined ? '' : `; filename="${quoted(filename)}"`;
  return `Content-Disposition: form-data; name="${quoted(name)}"${shown}`;
}

function typeLine(type: string | undefined): string {
  return type === undefined ? '' : `\r\nContent-Type: ${type.replace(/[\r\n]/g, ' ')}`;
}

/** As browsers do it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function quoted(text: string): string {
  return text.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}
