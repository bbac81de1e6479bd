/** What a session remembers, how frames are written, and how a slow link keeps their order. */
import { once } from 'node:events';
import { type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { ManualClock } from '../../../src/util';
import {
  PayloadEncoder,
  STREAM_ENCODERS,
  StreamEncoder,
  zlibStream,
} from '../../../src/testing/simulator/gateway/encoder';
import { dispatchFrame, frame, RECONNECT } from '../../../src/testing/simulator/gateway/frames';
import { IdentifyGate } from '../../../src/testing/simulator/gateway/identify-gate';
import { ALL_INTENTS, mayHear } from '../../../src/testing/simulator/gateway/intents';
import { Outbox } from '../../../src/testing/simulator/gateway/outbox';
import { Session } from '../../../src/testing/simulator/gateway/session';
import { type BotRecord } from '../../../src/testing/simulator/world/records';
import { EVERY_INTENT } from './support';

const { constants, createDeflate, createInflate, inflateSync } = zlib;
const BOT = { user: { id: '1' }, name: 'Alpha' } as unknown as BotRecord;

function session(memory: number, shard: readonly [number, number] = [0, 1]): Session {
  return new Session({ id: 's', bot: BOT, intents: 0, shard, largeThreshold: 50, resumePath: '/resume/s' }, memory);
}

describe('a session', () => {
  it('numbers events from 1 and replays what came after a number, in order', () => {
    const own = session(10);
    const sent: string[] = [];
    own.carrier = { sendDispatch: (text) => sent.push(text) };
    own.dispatch('A', '{}');
    own.carrier = undefined;
    own.dispatch('B', '{}');
    own.dispatch('C', '{}');
    expect(sent).toEqual(['{"t":"A","s":1,"op":0,"d":{}}']);
    expect(own.since(1)).toEqual(['{"t":"B","s":2,"op":0,"d":{}}', '{"t":"C","s":3,"op":0,"d":{}}']);
    expect(own.since(3)).toEqual([]);
  });

  it('knows when it has forgotten part of what was missed', () => {
    const own = session(3);
    for (let index = 0; index < 5; index += 1) own.dispatch(`E${index}`, '{}');
    expect(own.since(1)).toBeUndefined();
    expect(own.since(2)).toHaveLength(3);
  });

  it('covers the guilds whose time bits fall on its shard', () => {
    const guildId = (5n << 22n).toString();
    expect(session(1, [1, 4]).covers(guildId)).toBe(true);
    expect(session(1, [0, 4]).covers(guildId)).toBe(false);
  });
});

describe('frames', () => {
  it('have no spaces, and the keys t, s, op, d in this order', () => {
    expect(dispatchFrame('X', 7, '{"a":1}')).toBe('{"t":"X","s":7,"op":0,"d":{"a":1}}');
    expect(frame(10, { heartbeat_interval: 1 })).toBe('{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":1}}');
    expect(RECONNECT).toBe('{"t":null,"s":null,"op":7,"d":null}');
  });

  it('share one deflate context with zlib-stream: each ends in a sync flush, and later ones need the earlier', async () => {
    const encoder = zlibStream();
    const texts = [`{"big":"${'x'.repeat(200_000)}"}`, '{"t":"A"}', `{"noise":"${[...Array(30_000).keys()].join()}"}`];
    const inflate = createInflate();
    let heard = '';
    inflate.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    for (const text of texts) {
      const bytes = await encoder.encode(text);
      expect(bytes.subarray(-4).toString('hex')).toBe('0000ffff');
      await new Promise<void>((resolve) => {
        inflate.write(bytes);
        inflate.flush(constants.Z_SYNC_FLUSH, () => setImmediate(resolve));
      });
    }
    expect(heard).toBe(texts.join(''));
    const alone = await encoder.encode('{}');
    expect(() => inflateSync(alone)).toThrow();
    encoder.close();
  });

  it('are the same through a stream of its own, however large, and one after the other', async () => {
    const encoder = new StreamEncoder(createDeflate(), constants.Z_SYNC_FLUSH);
    const texts = ['{"t":"A"}', Array.from({ length: 90_000 }, (_none, index) => index * 7_919).join(), '{}'];
    const parts: Buffer[] = [];
    for (const text of texts) parts.push(await encoder.encode(text));
    expect(parts.every((part) => part.subarray(-4).toString('hex') === '0000ffff')).toBe(true);
    const read = inflateSync(Buffer.concat(parts), { finishFlush: constants.Z_SYNC_FLUSH });
    expect(read.toString()).toBe(texts.join(''));
    encoder.close();
  });

  const zstd = zlib as unknown as { readonly createZstdDecompress?: () => Transform };

  it('are spoken in zstd where this Node can, and refused as an unknown compression where it cannot', async () => {
    const makeEncoder = STREAM_ENCODERS.get('zstd-stream');
    expect(makeEncoder !== undefined).toBe(zstd.createZstdDecompress !== undefined);
    if (!makeEncoder || !zstd.createZstdDecompress) return;
    const encoder = makeEncoder();
    const decompress = zstd.createZstdDecompress();
    const texts = ['{"t":"A"}', Array.from({ length: 90_000 }, (_none, index) => index * 7_919).join(), '{}'];
    for (const text of texts) {
      decompress.write(await encoder.encode(text));
      let heard = '';
      while (heard.length < text.length) {
        const chunk = decompress.read() as Buffer | null;
        if (chunk) heard += chunk.toString();
        else await once(decompress, 'readable');
      }
      // Each frame can be read before the next one comes.
      expect(heard).toBe(text);
    }
    encoder.close();
  });

  it('stand alone when payloads are compressed', () => {
    expect(inflateSync(new PayloadEncoder().encode('{"t":null}')).toString()).toBe('{"t":null}');
  });
});

describe('the outbox', () => {
  it('keeps order although each frame takes its own time', async () => {
    const clock = new ManualClock();
    const delays = [50, 10, 0];
    const done: number[] = [];
    const outbox = new Outbox(clock, () => delays.shift() ?? 0);
    for (const index of [0, 1, 2]) outbox.add(() => void done.push(index));
    await clock.advance(49);
    expect(done).toEqual([]);
    await clock.advance(1);
    expect(done).toEqual([0, 1, 2]);
  });

  it('tells when everything is written, and forgets the rest when it is closed', async () => {
    const clock = new ManualClock();
    const outbox = new Outbox(clock, () => 100);
    let flushed = 0;
    outbox.add(() => undefined);
    void outbox.flushed().then(() => (flushed += 1));
    await clock.advance(99);
    expect(flushed).toBe(0);
    await clock.advance(1);
    expect(flushed).toBe(1);
    outbox.add(() => {
      throw new Error('must not run');
    });
    outbox.close();
    await outbox.flushed();
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('IDENTIFY', () => {
  it('is granted once in five seconds for each concurrency key', async () => {
    const clock = new ManualClock();
    const gate = new IdentifyGate(clock, 2, {});
    expect([0, 1, 2, 3].map((shard) => gate.take(BOT, shard))).toEqual(['granted', 'granted', 'too-soon', 'too-soon']);
    await clock.advance(5_000);
    expect(gate.take(BOT, 2)).toBe('granted');
  });

  it('is counted against a budget that fills up again', async () => {
    const clock = new ManualClock();
    const gate = new IdentifyGate(clock, 1, { total: 10, remaining: 1, resetAfterMs: 60_000 });
    expect(gate.limit(BOT)).toEqual({ total: 10, remaining: 1, reset_after: 60_000, max_concurrency: 1 });
    expect(gate.take(BOT, 0)).toBe('granted');
    expect(gate.take(BOT, 0)).toBe('exhausted');
    await clock.advance(60_000);
    expect(gate.limit(BOT).remaining).toBe(10);
  });
});

describe('intents', () => {
  it.each([
    ['MESSAGE_CREATE', 'guild', 1 << 9],
    ['MESSAGE_CREATE', 'direct', 1 << 12],
    ['MESSAGE_REACTION_ADD', 'guild', 1 << 10],
    ['MESSAGE_REACTION_ADD', 'direct', 1 << 13],
    ['TYPING_START', 'guild', 1 << 11],
    ['TYPING_START', 'direct', 1 << 14],
    ['CHANNEL_PINS_UPDATE', 'guild', 1 << 0],
    ['CHANNEL_PINS_UPDATE', 'direct', 1 << 12],
    ['GUILD_CREATE', 'guild', 1 << 0],
    ['GUILD_MEMBER_ADD', 'guild', 1 << 1],
    ['GUILD_BAN_ADD', 'guild', 1 << 2],
    ['VOICE_STATE_UPDATE', 'guild', 1 << 7],
    ['PRESENCE_UPDATE', 'guild', 1 << 8],
  ] as const)('%s in a %s channel needs its own bit and no other', (name, place, bit) => {
    expect(mayHear(bit, name, place)).toBe(true);
    expect(mayHear(EVERY_INTENT & ~bit, name, place)).toBe(false);
  });

  it('are not needed for what every session is sent', () => {
    for (const name of ['READY', 'USER_UPDATE', 'VOICE_SERVER_UPDATE', 'INTERACTION_CREATE', 'GUILD_MEMBERS_CHUNK']) {
      expect(mayHear(0, name, 'guild')).toBe(true);
    }
  });

  it('are 21 bits', () => {
    expect(ALL_INTENTS).toBe(EVERY_INTENT);
    expect(ALL_INTENTS.toString(2).replace(/0/g, '')).toHaveLength(21);
  });
});
