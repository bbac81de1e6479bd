/** Our own calls against the simulator's voice servers, over real sockets: from a join to audio that arrives, and through trouble. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AudioOutput,
  createVoiceAudio,
  Ticker,
  type VoiceClient,
  type VoiceClientsOptions,
} from '../../src/voice';
import { nullLogger, systemClock } from '../../src/util';
import { BenchVoice } from '../support/linked-voice';
import { VoiceBench } from '../support/voice-bench';

let bench: VoiceBench;
let voices: BenchVoice[] = [];

afterEach(async () => {
  await Promise.all(voices.map(({ clients }) => clients.close()));
  voices = [];
  await bench.close();
});

/** A call whose output the test sends to. */
interface Speaker {
  readonly voice: BenchVoice;
  readonly output: () => AudioOutput;
}

function speaker(index: number, options: Partial<VoiceClientsOptions> = {}): Speaker {
  const outputs: AudioOutput[] = [];
  const ticker = new Ticker({ clock: systemClock });
  const opus = (): Promise<never> => Promise.reject(new Error('no Opus here'));
  const audio = createVoiceAudio({ ticker, clock: systemClock, logger: nullLogger, random: Math.random, opus });
  const voice = new BenchVoice(bench.bot(index), {
    makeAudio: (output) => {
      outputs.push(output);
      return audio(output);
    },
    ...options,
  });
  voices.push(voice);
  return { voice, output: () => outputs.at(-1) as AudioOutput };
}

const talk = (): string => bench.guild.channel('Talk').id;
const tea = (): string => bench.guild.channel('Tea').id;

async function until(what: string, isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (isTrue()) return;
    await pause(10);
  }
  throw new Error(`not in time: ${what}`);
}

/** Sends numbered frames at their pace; a frame that is refused is sent again, as a player does. */
async function say({ output }: Speaker, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    const data = Buffer.from(`opus frame ${index}`);
    for (let tries = 0; !output().send({ data, samples: 960 }); tries += 1) {
      if (tries > 2_000) throw new Error(`frame ${index} was never taken`);
      await pause(5);
    }
    await pause(5);
  }
}

function said(index: number): { readonly texts: string[]; readonly missing: number } {
  const { packets, missing } = bench.discord.voice.sent(bench.bot(index), bench.guild);
  return { texts: packets.map(({ payload }) => payload.toString('latin1')), missing };
}

describe('a call of ours', () => {
  it.each(['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const)(
    'is joined, carries audio by %s, and is left [seed 114]',
    async (mode) => {
      bench = await VoiceBench.open({ voice: { daveVersion: 0, modes: [mode] } });
      const one = speaker(0);
      const client = await one.voice.clients.join(bench.guild.id, talk());
      await say(one, 0, 20);
      await until('all arrived', () => said(0).texts.length === 20);
      expect(said(0).texts).toEqual(Array.from({ length: 20 }, (_, index) => `opus frame ${index}`));
      await client.disconnect();
      expect(one.voice.signals).toEqual([talk(), null]);
      expect(bench.discord.voice.calls).toEqual([]);
      expect(bench.discord.log.voiceProblems()).toEqual([]);
    },
  );

  it('agrees on keys with the others, and sends nothing in the clear [seed 115]', async () => {
    bench = await VoiceBench.open();
    const [one, two] = [speaker(0), speaker(1)];
    const first = await one.voice.clients.join(bench.guild.id, talk());
    await say(one, 0, 5);
    expect(first.stats()).toMatchObject({ sent: 0, unheard: 5 });
    const second = await two.voice.clients.join(bench.guild.id, talk());
    await until('both have keys', () => [first, second].every(({ encryption }) => encryption.phase === 'active'));
    expect(second.privacyCode).toBe(first.privacyCode);
    await say(one, 5, 20);
    await until('all arrived', () => said(0).texts.length === 20);
    expect(said(0).texts.join()).not.toContain('opus');
    await until('all are heard', () => second.stats().received >= 20);
    expect(bench.discord.log.voiceProblems()).toEqual([]);
  });

  it.each([
    ['a broken connection', () => bench.discord.faults.voice.drop({ bot: 'weaver' })],
    ['a crashed server', () => bench.discord.faults.voice.close(4_015, { bot: 'weaver' })],
    ['an invalid session', () => bench.discord.faults.voice.close(4_006, { bot: 'weaver' })],
    ['a server that is not found', () => bench.discord.faults.voice.close(4_011, { bot: 'weaver' })],
    ['a timeout', () => bench.discord.faults.voice.close(4_009, { bot: 'weaver' })],
    ['a call that moves to another server', () => bench.discord.voice.moveCall({ id: talk() })],
    ['a call that moves, closed by 4014', () => bench.discord.voice.moveCall({ id: talk() }, { code: 4_014 })],
  ])(
    'loses no frame over %s [seed 116]',
    async (_name, strike) => {
      bench = await VoiceBench.open();
      const [one, two] = [speaker(0), speaker(1)];
      const first = await one.voice.clients.join(bench.guild.id, talk());
      const second = await two.voice.clients.join(bench.guild.id, talk());
      await until('both have keys', () => [first, second].every(({ encryption }) => encryption.phase === 'active'));
      await say(one, 0, 10);
      await until('the first half arrived', () => said(0).texts.length === 10);
      const interruptions: string[] = [];
      first.on('reconnecting', ({ reason }) => interruptions.push(reason));
      await strike();
      await until('the interruption is noticed', () => interruptions.length > 0);
      await say(one, 10, 20);
      await until('all arrived', () => said(0).texts.length === 30);
      expect(said(0).missing).toBe(0);
      expect(first.isReady).toBe(true);
      expect(bench.discord.log.voiceProblems()).toEqual([]);
    },
    30_000,
  );

  it('moves, by itself and by a moderator [seed 98]', async () => {
    bench = await VoiceBench.open();
    const one = speaker(0);
    const client = await one.voice.clients.join(bench.guild.id, talk());
    await client.moveTo(tea());
    expect(client.channelId).toBe(tea());
    await bench.guild.member(bench.bot(0).bot).joinVoice('Talk');
    await until('the moderator’s move is followed', () => client.channelId === talk() && client.isReady);
    expect(one.voice.signals).toEqual([talk(), tea()]);
    expect(bench.discord.log.voiceProblems()).toEqual([]);
  });

  it('ends when it is kicked, without a word', async () => {
    bench = await VoiceBench.open();
    const one = speaker(0);
    const client = await one.voice.clients.join(bench.guild.id, talk());
    await bench.guild.member(bench.bot(0).bot).leaveVoice();
    expect(await client.ended).toMatchObject({ reason: 'kicked', error: { code: 'VOICE_KICKED' } });
    expect(one.voice.signals).toEqual([talk()]);
  });

  it('is joined although the first requests for the own address are lost', async () => {
    bench = await VoiceBench.open();
    bench.discord.faults.voice.dropDiscovery(2);
    const client = await speaker(0).voice.clients.join(bench.guild.id, talk());
    expect(client.isReady).toBe(true);
  });

  it('needs no encryption on a stage', async () => {
    bench = await VoiceBench.open();
    const one = speaker(0);
    const client: VoiceClient = await one.voice.clients.join(bench.guild.id, bench.guild.channel('Stage').id);
    expect(client.encryption).toMatchObject({ phase: 'off', protocolVersion: 0 });
    expect(one.output().canSend).toBe(true);
  });

  it('ends with an error, after few joins, at a server that closes after Identify', async () => {
    bench = await VoiceBench.open();
    bench.discord.faults.voice.closeAt('identify', 4_004, { times: 100 });
    const one = speaker(0);
    await expect(one.voice.clients.join(bench.guild.id, talk())).rejects.toMatchObject({ code: 'VOICE_PROTOCOL' });
    expect(one.voice.signals.length).toBeLessThanOrEqual(4);
  });

  it('survives forged and broken datagrams, and frames of any kind', async () => {
    bench = await VoiceBench.open();
    const [one, two] = [speaker(0), speaker(1)];
    const first = await one.voice.clients.join(bench.guild.id, talk());
    const second = await two.voice.clients.join(bench.guild.id, talk());
    await until('both have keys', () => [first, second].every(({ encryption }) => encryption.phase === 'active'));
    await say(one, 0, 5);
    const { voice } = bench.discord.faults;
    voice.forge({ count: 50 });
    voice.malformedProposals();
    for (const text of ['', '{', 'null', '{"op":4,"d":{}}', '{"op":27,"d":{}}']) voice.send(text);
    for (const bytes of [[], [0], [0, 1, 27], [0, 2, 99, 1], [255, 255, 30, 0, 0]])
      voice.sendBinary(Buffer.from(bytes));
    await until('the forged are counted', () => second.stats().unauthenticated + second.stats().foreign > 0);
    await say(one, 5, 20);
    await until('all are heard', () => second.stats().received >= 25);
    expect([first.state, second.state]).toEqual(['ready', 'ready']);
  });
});
