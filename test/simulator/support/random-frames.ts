/** Frames that a broken or hostile server might send, made from a seed. None of them asks for another connection. */

/** Numbers in [0, 1). https://en.wikipedia.org/wiki/Linear_congruential_generator */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface RandomFrame {
  readonly bytes: Buffer;
  readonly isBinary: boolean;
  /** Whether it is an event with the number that was next. */
  readonly counts: boolean;
}

const EVENTS = [
  'MESSAGE_CREATE',
  'GUILD_CREATE',
  'PRESENCE_UPDATE',
  'TYPING_START',
  'VOICE_STATE_UPDATE',
  'GUILD_MEMBERS_CHUNK',
];
const ODD_EVENTS = [
  '',
  'NEVER_HEARD_OF',
  'message_create',
  'Ä',
  '__proto__',
  'constructor',
  'X'.repeat(300),
  'A"B',
  'RESUMED',
];
/** Opcodes that end no connection: 7 and 9 do. */
const OPCODES = [0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 31, 43, 99, -1, 1.5, 2 ** 40];

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const int = (random: Random, below: number): number => Math.floor(random() * below);

/** Any JSON value, nested at random. */
function value(random: Random, depth = 0): unknown {
  const kind = int(random, depth > 4 ? 7 : 10);
  switch (kind) {
    case 0:
      return null;
    case 1:
      return random() < 0.5;
    case 2:
      return pick(random, [0, -1, 1.5, 1e308, 2 ** 53, -0, int(random, 1_000)]);
    case 3:
      return pick(random, ['', 'x', '123456789012345678', '\u0000', '😀', '\ud800', '"', '\\', 'null']);
    case 4:
      return [];
    case 5:
      return {};
    case 6:
      return 'y'.repeat(int(random, 200));
    case 7:
      return Array.from({ length: int(random, 5) }, () => value(random, depth + 1));
    default: {
      const entries = Array.from({ length: int(random, 6) }, () => {
        const key = pick(random, [
          'id',
          'user',
          'guild_id',
          'session_id',
          'heartbeat_interval',
          '__proto__',
          'toString',
          '',
        ]);
        return [key, value(random, depth + 1)] as const;
      });
      // fromEntries keeps "__proto__" a key of its own.
      return Object.fromEntries(entries);
    }
  }
}

function text(json: string, counts = false): RandomFrame {
  return { bytes: Buffer.from(json), isBinary: false, counts };
}

function frame(payload: unknown): RandomFrame {
  return text(JSON.stringify(payload));
}

/** A number that is wrong for an event: none, a repeated one, one from nowhere. */
function oddSequence(random: Random, next: number): unknown {
  return pick(random, [
    undefined,
    null,
    0,
    -1,
    1,
    next - 1,
    Math.max(0, next - int(random, 500) - 1),
    2 ** 31,
    Number.MAX_SAFE_INTEGER,
    1e300,
    1.5,
    String(next),
    [next],
    {},
    true,
  ]);
}

/** @param next the number that an honest server would give its next event. */
export function randomFrame(random: Random, next: number): RandomFrame {
  switch (int(random, 13)) {
    case 0:
    case 1:
    case 2:
      // As Discord writes it.
      return text(JSON.stringify({ t: pick(random, EVENTS), s: next, op: 0, d: value(random) }), true);
    case 3:
      // The same in another order, which no shortcut knows.
      return text(JSON.stringify({ op: 0, d: value(random), s: next, t: pick(random, EVENTS) }), true);
    case 4:
      return frame({ t: pick(random, EVENTS), s: oddSequence(random, next), op: 0, d: value(random) });
    case 5:
      return frame({ t: pick(random, ODD_EVENTS), s: oddSequence(random, next), op: 0, d: value(random) });
    case 6:
      return frame({ t: value(random), s: oddSequence(random, next), op: pick(random, OPCODES), d: value(random) });
    case 7:
      return frame({ op: pick(random, [null, '0', [], {}, true, undefined, ...OPCODES]), d: value(random) });
    case 8: {
      const whole = JSON.stringify({
        t: pick(random, EVENTS),
        s: 3_000_000_000,
        op: 0,
        d: { content: 'cut', more: value(random) },
      });
      return text(whole.slice(0, 1 + int(random, whole.length - 2)));
    }
    case 9:
      return {
        bytes: Buffer.from(Array.from({ length: int(random, 300) }, () => int(random, 256))),
        isBinary: true,
        counts: false,
      };
    case 10:
      return frame(value(random));
    case 11:
      return rare(random, next);
    default:
      return text(
        pick(random, [
          '',
          ' ',
          '{',
          '{}',
          '[]',
          'null',
          '0',
          '"',
          '\u0000',
          '{"t":"',
          '{"t":"A","s":',
          '{"op":',
          '{"op":0}',
          '{"t":"READY","s":1,"op":0,"d":null}',
          '{"t":"READY","s":1,"op":0,"d":{"session_id":7}}',
        ]),
      );
  }
}

/** What is large or deep, and so not too often. */
function rare(random: Random, next: number): RandomFrame {
  const kind = int(random, 60);
  if (kind === 0) return frame({ t: 'GUILD_CREATE', s: 0, op: 0, d: { name: 'x'.repeat(1_500_000) } });
  if (kind === 1) return text('['.repeat(50_000));
  if (kind === 2)
    return text(`{"t":"GUILD_CREATE","s":${next},"op":0,"d":${'{"a":'.repeat(2_000)}null${'}'.repeat(2_000)}}`, true);
  if (kind === 3) return { bytes: Buffer.alloc(1_100_000, 0xff), isBinary: true, counts: false };
  return frame({ op: pick(random, OPCODES), s: null, t: null, d: value(random) });
}
