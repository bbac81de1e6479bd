/**
 * Images and sounds in requests: what they are is told by their bytes, never by what the sender calls them.
 * https://discord.com/developers/docs/reference#image-data
 */
import { type FormErrors, type Rule } from './form';

export type ImageKind = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif';

export interface Image {
  readonly kind: ImageKind;
  readonly animated: boolean;
  readonly bytes: Buffer;
}

/** What the first bytes say an image is; `undefined` when it is none that Discord takes. */
export function sniffImage(bytes: Buffer): Image | undefined {
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return { kind: 'png', animated: bytes.includes('acTL'), bytes };
  if (head.startsWith('\xff\xd8\xff')) return { kind: 'jpeg', animated: false, bytes };
  if (/^GIF8[79]a/.test(head)) return { kind: 'gif', animated: true, bytes };
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') {
    return { kind: 'webp', animated: bytes.toString('latin1', 12, 64).includes('ANIM'), bytes };
  }
  if (/^avi[fs]/.test(head.slice(8)) && head.slice(4, 8) === 'ftyp') {
    return { kind: 'avif', animated: head.slice(8, 12) === 'avis', bytes };
  }
  return undefined;
}

/** Width and height of a PNG or a GIF in pixels; other kinds do not tell at a fixed place. */
export function imageSize({ kind, bytes }: Image): { width: number; height: number } | undefined {
  if (kind === 'png' && bytes.length >= 24) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (kind === 'gif' && bytes.length >= 10) return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  return undefined;
}

const KIB = 1_024;

/** An image as a data URI. */
export function image(limits: { maxBytes?: number; kinds?: readonly ImageKind[] } = {}): Rule<Image> {
  const { maxBytes = 10 * KIB * KIB, kinds = ['png', 'jpeg', 'gif', 'webp', 'avif'] } = limits;
  return (value, errors, path) => {
    const bytes = dataUri(value, 'image');
    const found = bytes && sniffImage(bytes);
    if (!found || !kinds.includes(found.kind)) {
      errors.add(path, bytes && !found ? 'IMAGE_INVALID' : 'BASE_TYPE_BAD_IMAGE', 'Invalid image data');
      return;
    }
    return fits(found, maxBytes, errors, path);
  };
}

export interface Sound {
  readonly kind: 'mp3' | 'ogg';
  readonly bytes: Buffer;
  /** `undefined` when the bytes do not tell. */
  readonly durationS: number | undefined;
}

/** A sound as a data URI. */
export function sound(limits: { maxBytes: number }): Rule<Sound> {
  return (value, errors, path) => {
    const bytes = dataUri(value, 'audio');
    const found = bytes && sniffSound(bytes);
    if (!found) {
      errors.add(path, 'BASE_TYPE_BAD_AUDIO', 'Invalid audio data');
      return;
    }
    return fits(found, limits.maxBytes, errors, path);
  };
}

function dataUri(value: unknown, family: 'image' | 'audio'): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  const comma = value.indexOf(',');
  const head = value.slice(0, comma);
  const base64 = value.slice(comma + 1);
  if (!head.startsWith(`data:${family}/`) || !head.endsWith(';base64') || base64.length === 0) return undefined;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

function fits<T extends { readonly bytes: Buffer }>(
  found: T,
  maxBytes: number,
  errors: FormErrors,
  path: Parameters<FormErrors['add']>[0],
): T | undefined {
  if (found.bytes.length <= maxBytes) return found;
  const told = `File cannot be larger than ${(maxBytes / KIB).toFixed(1)} kb.`;
  errors.add(path, 'BINARY_TYPE_MAX_SIZE', told);
  return undefined;
}

function sniffSound(bytes: Buffer): Sound | undefined {
  const head = bytes.toString('latin1', 0, 4);
  if (head === 'OggS') return { kind: 'ogg', bytes, durationS: oggDurationS(bytes) };
  const isFrame = bytes.length >= 2 && bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
  if (head.startsWith('ID3') || isFrame) return { kind: 'mp3', bytes, durationS: mp3DurationS(bytes) };
  return undefined;
}

/** The position of the last page, over the rate of its codec: Opus always counts in 48 kHz, Vorbis tells. */
function oggDurationS(bytes: Buffer): number | undefined {
  const last = bytes.lastIndexOf('OggS');
  if (bytes.length < last + 14) return undefined;
  const position = Number(bytes.readBigInt64LE(last + 6));
  const vorbis = bytes.indexOf('\x01vorbis', 0, 'latin1');
  const rate = vorbis !== -1 && bytes.length >= vorbis + 16 ? bytes.readUInt32LE(vorbis + 12) : 48_000;
  return rate === 0 ? undefined : position / rate;
}

/** Kilobits per second of MPEG 1 layer 3. */
const MP3_RATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];

/** From the first frame's rate: what is made for soundboards keeps one rate. */
function mp3DurationS(bytes: Buffer): number | undefined {
  const tagged = bytes.toString('latin1', 0, 3) === 'ID3' && bytes.length >= 10;
  const tagBytes = tagged ? 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + (bytes[at] ?? 0), 0) : 0;
  const third = bytes[tagBytes + 2];
  const rate = third === undefined ? 0 : (MP3_RATES[third >> 4] ?? 0);
  return rate === 0 ? undefined : ((bytes.length - tagBytes) * 8) / (rate * 1_000);
}
