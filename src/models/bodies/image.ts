/** Images and sounds inside bodies: Discord takes them as data URIs. https://discord.com/developers/docs/reference#image-data */
import { AttachmentFile } from './attachment-file';
import { BodyError, describeGot } from './body-error';

/** An image or sound as an author has it: its bytes, a file, or a data URI. */
export type ImageInput = string | Uint8Array | AttachmentFile;

/** A body whose named fields take images. */
export type WithImages<Written, Fields extends keyof Written> = Omit<Written, Fields> & {
  readonly [Field in Fields]:
    (undefined extends Written[Field] ? undefined : never) | (null extends Written[Field] ? null : never) | ImageInput;
} extends infer Made
  ? OptionalWhere<Made>
  : never;

/** A field that may be undefined may be left out. */
type OptionalWhere<T> = { readonly [Key in keyof T as undefined extends T[Key] ? Key : never]?: T[Key] } & {
  readonly [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
};

/** The same body once its images are data URIs. */
export type ImagesSent<Written, Fields extends keyof Written> = {
  readonly [Key in keyof Written]: Key extends Fields
    ? Exclude<Written[Key], Uint8Array | AttachmentFile>
    : Written[Key];
};

/** First bytes of each kind; `undefined` stands for any byte. */
const SIGNATURES: readonly (readonly [mime: string, bytes: readonly (number | undefined)[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [...text('RIFF'), undefined, undefined, undefined, undefined, ...text('WEBP')]],
  ['image/avif', [undefined, undefined, undefined, undefined, ...text('ftypavif')]],
  // One that moves.
  ['image/avif', [undefined, undefined, undefined, undefined, ...text('ftypavis')]],
  ['audio/ogg', text('OggS')],
  ['audio/mpeg', text('ID3')],
  // Frames of layer III, of each version of MPEG audio, with a checksum and without.
  ...[0xfb, 0xfa, 0xf3, 0xf2, 0xe3, 0xe2].map((second) => ['audio/mpeg', [0xff, second]] as const),
];

/** The media type that bytes begin like; `undefined` for none that Discord takes. */
export function sniffMediaType(bytes: Uint8Array): string | undefined {
  return SIGNATURES.find(([, signature]) =>
    signature.every((byte, at) => byte === undefined || bytes[at] === byte),
  )?.[0];
}

/**
 * A body with its images as data URIs. Reads files.
 * @throws {BodyError} BODY_INVALID for what is no image or sound, or cannot be read.
 */
export async function imagesToDataUris<Written extends object>(
  subject: string,
  body: Written,
  fields: readonly (keyof Written & string)[],
): Promise<Written> {
  let made = body;
  // Callers without types may pass anything; the rules of the body tell them.
  if ((body as unknown) === undefined || (body as unknown) === null) return body;
  for (const field of fields) {
    const value = body[field] as ImageInput | null | undefined;
    if (value === undefined || value === null) continue;
    made = { ...made, [field]: await toDataUri(subject, field, value) };
  }
  return made;
}

const DATA_URI = /^data:[\w.+-]+\/[\w.+-]+;base64,[A-Za-z0-9+/]+={0,2}$/;

async function toDataUri(subject: string, path: string, image: ImageInput): Promise<string> {
  if (typeof image === 'string') {
    return DATA_URI.test(image) ? image : refuse(subject, path, describeGot(image));
  }
  const bytes = image instanceof AttachmentFile ? await readFile(subject, path, image) : (image as unknown);
  if (!(bytes instanceof Uint8Array)) return refuse(subject, path, describeGot(image));
  const mime = sniffMediaType(bytes);
  if (mime === undefined) return refuse(subject, path, `${bytes.byteLength} bytes of another kind`);
  return `data:${mime};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;
}

/** More than Discord takes of any image or sound; it is held in memory as a whole. */
const LARGEST_BYTES = 25 * 1_024 * 1_024;
const TOO_LARGE = 'more than 25 MiB';

async function readFile(subject: string, path: string, file: AttachmentFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  try {
    if (((await file.source.sizeBytes()) ?? 0) > LARGEST_BYTES) throw new Error(TOO_LARGE);
    for await (const chunk of file.source.open()) {
      if ((count += chunk.byteLength) > LARGEST_BYTES) throw new Error(TOO_LARGE);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw unreadableFile(subject, path, cause);
  } finally {
    file.source.close();
  }
  return Buffer.concat(chunks);
}

/** A file that was meant to be sent and cannot be read. */
export function unreadableFile(subject: string, path: string, cause: unknown): BodyError {
  // Errors of the file system may come from another realm.
  const { message: got = String(cause) } = (cause ?? {}) as { readonly message?: string };
  return new BodyError(subject, [{ path, rule: 'readable', message: 'takes a file that can be read', got }]);
}

function refuse(subject: string, path: string, got: string): never {
  const message =
    'takes an image (png, jpeg, gif, webp, avif) or sound (mp3, ogg): its bytes, an Attachment file, or a data URI';
  throw new BodyError(subject, [{ path, rule: 'image', message, got }]);
}

function text(letters: string): number[] {
  return [...Buffer.from(letters, 'latin1')];
}
