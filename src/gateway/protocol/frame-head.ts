/**
 * Reads the name and the number of a dispatch from the first bytes of its frame, without parsing the frame.
 *
 * Discord writes dispatches as `{"t":"NAME","s":12,…`. Most events that a busy bot is sent are of no interest to it, and
 * parsing is most of what an event costs; so the name decides first. Nothing is allocated here: known names are found
 * by a hash over their bytes and returned as the one string made for them. What does not begin like this is left to
 * the parser.
 */

const PREFIX = Buffer.from('{"t":"');
/** After the name. */
const MIDDLE = Buffer.from('","s":');

const LONGEST_NAME = 64;
const SLOTS = 1024;
/** Names come from outside, so the table must not grow without end; Discord has about 80. */
const MOST_NAMES = 512;

interface KnownName {
  readonly bytes: Buffer;
  readonly name: string;
}

/** The names seen so far, shared by all connections of the process. */
const slots: (KnownName[] | undefined)[] = new Array<KnownName[] | undefined>(SLOTS);
let knownNames = 0;

/** Holds what {@link FrameHead.read} found. One is made per connection and used for every frame. */
export class FrameHead {
  /** Name of the event. */
  name = '';
  /** Its sequence number. */
  sequence = 0;

  /** Whether the frame begins like a dispatch; then `name` and `sequence` are set. */
  read(frame: Buffer): boolean {
    const length = frame.length;
    if (length < 20) return false;
    for (let i = 0; i < PREFIX.length; i++) if (frame[i] !== PREFIX[i]) return false;

    const nameStart = PREFIX.length;
    const nameLimit = Math.min(length, nameStart + LONGEST_NAME);
    let at = nameStart;
    let hash = 0;
    for (; at < nameLimit; at++) {
      const byte = frame[at] as number;
      if (byte === 0x22) break;
      // Upper-case letters, digits and underscores: anything else (an escape, say) is the parser's business.
      if (!((byte >= 0x41 && byte <= 0x5a) || byte === 0x5f || (byte >= 0x30 && byte <= 0x39))) return false;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const nameEnd = at;
    if (nameEnd === nameStart || nameEnd + MIDDLE.length >= length) return false;
    for (let i = 0; i < MIDDLE.length; i++) if (frame[nameEnd + i] !== MIDDLE[i]) return false;

    at = nameEnd + MIDDLE.length;
    const digitsStart = at;
    let sequence = 0;
    for (; at < length; at++) {
      const digit = (frame[at] as number) - 0x30;
      if (digit < 0 || digit > 9) break;
      sequence = sequence * 10 + digit;
    }
    if (at === digitsStart || at - digitsStart > 15 || frame[at] !== 0x2c) return false;

    this.sequence = sequence;
    this.name = nameOf(frame, nameStart, nameEnd, hash);
    return true;
  }
}

function nameOf(frame: Buffer, start: number, end: number, hash: number): string {
  const slot = (hash ^ (hash >>> 10)) & (SLOTS - 1);
  const candidates = slots[slot];
  if (candidates) {
    for (const known of candidates) {
      if (known.bytes.length === end - start && sameBytes(known.bytes, frame, start)) return known.name;
    }
  }
  const name = frame.toString('latin1', start, end);
  if (knownNames < MOST_NAMES) {
    knownNames += 1;
    (slots[slot] ??= []).push({ bytes: Buffer.from(name, 'latin1'), name });
  }
  return name;
}

function sameBytes(bytes: Buffer, frame: Buffer, start: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== frame[start + i]) return false;
  return true;
}
