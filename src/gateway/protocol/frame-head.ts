/**
 * Reads the name and the number of a dispatch from the first bytes of its frame, without parsing the frame.
 *
 * Discord writes dispatches as `{"t":"NAME","s":12,"op":0,"d":…}`. Most events that a busy bot is sent are of no interest
 * to it, and parsing is most of what an event costs; so the name decides first, and of an event that is wanted only the
 * payload is left to parse. Nothing is allocated here: a head that was seen before is found by a hash over a few of its
 * bytes, compared as a whole, and its name returned as the one string made for it. What does not begin like this is left
 * to the parser.
 */

const PREFIX = '{"t":"';
/** Between the name and the number. */
const MIDDLE = '","s":';
/** Between the number and the payload. */
const REST = Buffer.from(',"op":0,"d":');
const NAME_START = PREFIX.length;

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;

const LONGEST_NAME = 64;
/** A number of more digits may not be exact. */
const MOST_DIGITS = 15;
const SLOTS = 512;
/** Names come from outside, so the table must not grow without end; Discord has about 80. */
const MOST_NAMES = 512;

interface KnownHead {
  /** Everything before the number. */
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** The heads seen so far, shared by all connections of the process. */
const slots: KnownHead[][] = Array.from({ length: SLOTS }, () => []);
let knownHeads = 0;

/** Holds what {@link FrameHead.read} found. One is made per connection and used for every frame. */
export class FrameHead {
  /** Name of the event. */
  name = '';
  /** Its sequence number. */
  sequence = 0;
  /** Where its payload begins; 0 when something else comes before it. */
  payloadStart = 0;

  /** Whether the frame begins like a dispatch; then `name`, `sequence` and `payloadStart` are set. */
  read(frame: Buffer): boolean {
    const nameLimit = Math.min(frame.length - MIDDLE.length, NAME_START + LONGEST_NAME);
    let nameEnd = NAME_START;
    while (nameEnd < nameLimit && frame[nameEnd] !== QUOTE) nameEnd++;
    if (nameEnd >= nameLimit) return false;

    const name = knownName(frame, nameEnd) ?? learnName(frame, nameEnd);
    if (name === undefined) return false;

    const digitsStart = nameEnd + MIDDLE.length;
    let at = digitsStart;
    let sequence = 0;
    for (; at < frame.length; at++) {
      const digit = (frame[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      sequence = sequence * 10 + digit;
    }
    const digits = at - digitsStart;
    if (digits === 0 || digits > MOST_DIGITS || frame[at] !== COMMA) return false;
    // JSON has no such number as 012.
    if (digits > 1 && frame[digitsStart] === ZERO) return false;

    this.name = name;
    this.sequence = sequence;
    this.payloadStart = holds(frame, at, REST) ? at + REST.length : 0;
    return true;
  }
}

function knownName(frame: Buffer, nameEnd: number): string | undefined {
  for (const { bytes, name } of slotOf(frame, nameEnd)) {
    if (bytes.length === nameEnd + MIDDLE.length && holds(frame, 0, bytes)) return name;
  }
  return undefined;
}

/** `undefined` unless the frame begins as a dispatch does. */
function learnName(frame: Buffer, nameEnd: number): string | undefined {
  const head = frame.toString('latin1', 0, nameEnd + MIDDLE.length);
  const name = head.slice(NAME_START, nameEnd);
  // Anything else in a name (an escape, say) is the parser's business.
  if (!head.startsWith(PREFIX) || !head.endsWith(MIDDLE) || !/^[A-Z_0-9]+$/.test(name)) return undefined;
  if (knownHeads < MOST_NAMES) {
    knownHeads += 1;
    slotOf(frame, nameEnd).push({ bytes: Uint8Array.from(frame.subarray(0, head.length)), name });
  }
  return name;
}

/**
 * Discord's names differ in their lengths, their first letters, and in the first letter of what happened (`…_CREATE`,
 * `…_UPDATE`): enough to tell almost all of them apart. Of a name that is shorter than that, the byte lies in the prefix.
 */
function slotOf(frame: Buffer, nameEnd: number): KnownHead[] {
  const first = frame[NAME_START] as number;
  const sixthLast = frame[nameEnd - 6] as number;
  return slots[(nameEnd * 31 + first * 17 + sixthLast * 131) & (SLOTS - 1)] as KnownHead[];
}

/** Whether these bytes are in the frame at this place. */
function holds(frame: Buffer, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== frame[at + i]) return false;
  return true;
}
