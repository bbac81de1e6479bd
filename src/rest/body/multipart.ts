/**
 * Files beside a JSON body, as one stream of parts: what is read from a file goes straight to the socket.
 * https://discord.com/developers/docs/reference#uploading-files
 */
import { randomUUID } from 'node:crypto';
import { type FilePart, limitText, REQUEST_LIMIT_BYTES, UNTOLD_LIMIT_BYTES } from './file-parts';

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
    let room = REQUEST_LIMIT_BYTES;
    for (const { head, file, sizeBytes } of this.parts) {
      yield head;
      if (file) room -= yield* this.contentOf(file, sizeBytes, room);
    }
    yield this.end;
  }

  /** Returns how much it was. @param room how much of the request is left for it. */
  private async *contentOf(
    { field, file, limitBytes = REQUEST_LIMIT_BYTES }: FilePart,
    sizeBytes: number | undefined,
    room: number,
  ): AsyncGenerator<Uint8Array, number, undefined> {
    const isTold = sizeBytes !== undefined;
    const mostBytes = isTold ? limitBytes : Math.min(limitBytes, UNTOLD_LIMIT_BYTES);
    let reading: AsyncIterator<Uint8Array> | undefined;
    let count = 0;
    try {
      reading = file.source.open(sizeBytes)[Symbol.asyncIterator]();
      for (;;) {
        const read = await reading.next();
        if (read.done) break;
        count += read.value.byteLength;
        if (isTold && count > sizeBytes) throw new Error(`it has more than the ${sizeBytes} bytes told`);
        // What told its size was refused before, if it is too much.
        if (count > Math.min(mostBytes, room)) {
          const says = limitText(room < mostBytes ? REQUEST_LIMIT_BYTES : mostBytes);
          throw new Error(
            `it is too large: at most ${says}${mostBytes === limitBytes ? '' : ', or more with `sizeBytes`'}`,
          );
        }
        yield read.value;
      }
      if (isTold && count < sizeBytes) {
        throw new Error(`it has ${count} bytes, less than the ${sizeBytes} bytes told`);
      }
      return count;
    } catch (cause) {
      this.failure = { part: field, cause };
      throw cause;
    } finally {
      // Also when the try was given up in the middle.
      await reading?.return?.();
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
