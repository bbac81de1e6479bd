/** Noise into the simulator's voice servers, by WebSocket, UDP and bare TCP: they stay up, and other calls go on. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type RawVoice } from '../support/raw-voice';
import { VoiceBench } from '../support/voice-bench';
import { VoiceNoise } from '../support/voice-noise';

/** `FUZZ_SEED=7 npx jest voice-fuzz` tries other noise; a failure tells the seed. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_130);
/** What a client may say: to be closed by the server at some point is right. */
const COMMANDS = [0, 1, 3, 5, 7, 12, 16, 23, 31, 2, 4, 8, 99, -1];
const BINARY_COMMANDS = [26, 28, 26, 28, 25, 27, 0, 255];

let bench: VoiceBench;
let noise: VoiceNoise;
let unhandled: unknown[];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeEach(async () => {
  unhandled = [];
  process.on('unhandledRejection', onUnhandled);
  process.on('uncaughtExceptionMonitor', onUnhandled);
  noise = new VoiceNoise(SEED);
  bench = await VoiceBench.open({}, ['weaver', 'spinner', 'vandal']);
});
afterEach(async () => {
  await bench.close();
  process.off('unhandledRejection', onUnhandled);
  process.off('uncaughtExceptionMonitor', onUnhandled);
  expect(unhandled).toEqual([]);
});

/** Two bots in an encrypted call, who hear each other. */
async function callOfTwo(): Promise<readonly [RawVoice, RawVoice]> {
  const first = await bench.bot(0).voice();
  await first.connect();
  const second = await bench.bot(1).voice();
  await second.connect();
  await first.op(22);
  await second.op(22);
  for (const each of [first, second]) each.speak();
  await first.op(5);
  await second.op(5);
  return [first, second];
}

/** What somebody left behind may be a change of keys, in which single words are lost. */
async function expectTheyHearEachOther([first, second]: readonly [RawVoice, RawVoice], round: number): Promise<void> {
  for (const [from, to] of [
    [first, second],
    [second, first],
  ] as const) {
    const word = `round ${round} of seed ${SEED}`;
    const isHeard = (): boolean => to.heard.some(({ payload }) => payload.toString() === word);
    for (let tries = 0; !isHeard(); tries += 1) {
      if (tries > 300) throw new Error(`nobody heard ${word}`);
      from.say(Buffer.from(word));
      await pause(20);
    }
  }
}

/** Says something to the server that was never said this way. */
function vandalize(vandal: RawVoice): void {
  if (noise.oneIn(4)) {
    const real = Buffer.from(vandal.binaries.length > 0 ? noise.pick(vandal.binaries).payload : noise.bytes(200));
    vandal.sendBinary(noise.pick(BINARY_COMMANDS), noise.oneIn(2) ? noise.damaged(real) : noise.bytes(400));
  } else if (noise.oneIn(5)) {
    const { data, isBinary } = noise.message();
    if (isBinary) vandal.sendBinary(data[0] ?? 0, data.subarray(1, 60_000));
    else vandal.sendText(data.toString().slice(0, 60_000));
  } else {
    const d = noise.pick<unknown>([
      noise.value(),
      { t: noise.value(), seq_ack: noise.pick([noise.value(), 3]) },
      {
        protocol: 'udp',
        data: {
          address: noise.pick(['127.0.0.1', '255.255.255.255', noise.value()]),
          port: noise.pick([9, noise.value()]),
          mode: 'aead_aes256_gcm_rtpsize',
        },
      },
      { speaking: noise.below(9), delay: 0, ssrc: noise.pick([vandal.ssrc, noise.value()]) },
      { transition_id: noise.pick([noise.below(65_536), noise.value()]) },
      { ...vandal.who, server_id: vandal.who.guildId, session_id: vandal.who.sessionId, seq_ack: noise.value() },
    ]);
    vandal.send(noise.pick(COMMANDS), d);
  }
}

it('a vandal in the call, by frames and datagrams, does not end it for others', async () => {
  const others = await callOfTwo();
  for (let round = 0; round < 30; round += 1) {
    const vandal = await bench.bot(2).voice();
    await vandal.op(8);
    // Into each stage of a session: before Identify, after it, and in the midst of the call.
    const stage = noise.below(3);
    if (stage === 1) await vandal.ready();
    else if (stage === 2) await vandal.connect();
    const right = others[0].datagrams.slice(-5);
    for (let count = 0; count < 20; count += 1) {
      if (vandal.closed === undefined) vandalize(vandal);
      if (stage > 0) vandal.sendDatagram(noise.datagram(right));
    }
    await pause(1);
    if (noise.oneIn(2)) vandal.terminate();
    else vandal.hangUp(noise.pick([1000, 1001, 4000]));
    await pause(5);
    vandal.dispose();
    bench.bot(2).place(null);
    if (round % 5 === 0) await expectTheyHearEachOther(others, round);
  }
  await bench.bot(2).gateway.event('VOICE_STATE_UPDATE');
  await pause(50);
  await expectTheyHearEachOther(others, 30);
  expect(others.map(({ closed }) => closed)).toEqual([undefined, undefined]);
}, 60_000);

it('strangers who speak no protocol at all are no trouble', async () => {
  const others = await callOfTwo();
  const [host, port] = others[0].who.endpoint.split(':') as [string, string];
  const { d } = await others[0].op(2);
  const right = [...others[0].datagrams, ...others[1].datagrams];
  const udp = createSocket('udp4');
  for (let count = 0; count < 2_000; count += 1) {
    const datagram = noise.datagram(right);
    // Some bear the ssrc of who is in the call.
    if (datagram.length >= 12 && noise.oneIn(2)) datagram.writeUInt32BE(noise.pick(others).ssrc, 8);
    udp.send(datagram, d.port as number, d.ip as string);
    if (count % 50 === 0) await pause(1);
  }
  const upgrade = 'GET /?v=8 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
  const keyed = `${upgrade}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
  for (let count = 0; count < 60; count += 1) {
    const socket = connect(Number(port), host);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const words = ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', `${upgrade}\r\n`, keyed, keyed.replace('/?v=8', '//['), ''];
    socket.write(Buffer.concat([Buffer.from(noise.pick(words)), noise.bytes(200)]));
    await pause(1);
    if (noise.oneIn(3)) socket.destroy();
    else socket.end();
  }
  udp.close();
  await expectTheyHearEachOther(others, 0);
  expect(others.map(({ closed }) => closed)).toEqual([undefined, undefined]);
}, 30_000);
