/** A recording on real sockets, with encryption from end to end: what people say in a call is what the files hold. */
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Source } from '../../src';
import { loadOpus, type Playback, type VoiceClientsOptions } from '../../src/voice';
import { checkOgg, ffmpegComplaints, hasFfmpeg, measureTone, oggOpus, soundings, tone } from '../support/audio';
import { IN_WORKER } from '../support/in-worker';
import { eventually, VoiceParty } from '../support/voice-party/voice-party';

const PAUSE_MS = 1_500;
/** What two busy cores may be late by, beside the 20 ms that silence is counted in. */
const BUSY_MS = 150;

async function said(hz: number, ms: number): Promise<Buffer[]> {
  const encoder = (await loadOpus()).encoder();
  for (let index = 0; index < 2; index += 1) encoder.encode(Buffer.alloc(3_840));
  const pcm = tone(hz, ms);
  return Array.from({ length: ms / 20 }, (_, index) =>
    encoder.encode(pcm.subarray(index * 3_840, (index + 1) * 3_840)),
  );
}

async function played(path: string): Promise<Buffer> {
  const decoder = (await loadOpus()).decoder();
  return Buffer.concat(checkOgg(await readFile(path)).packets.map((packet) => decoder.decode(packet))).subarray(
    312 * 4,
  );
}

it('a call is recorded packet for packet, speakers in step, across a resume, and ends with the call', async () => {
  await using party = await VoiceParty.open({ bots: ['alpha'] });
  const folder = await mkdtemp(join(tmpdir(), 'recorded-'));
  const voice = await party.join(party.bot('alpha'));
  const alice = await party.guest('alice');
  const recording = voice.record({ to: folder });
  const mixed = voice.record({ to: join(folder, 'all.ogg'), mix: true });
  const heard = voice.listenAll();
  const bob = await party.guest('bob');
  await party.inOrder([alice, bob]);

  const [low, high] = [await said(440, 1_000), await said(660, 1_000)];
  const startedAt = performance.now();
  await alice.speak(low);
  party.discord.faults.voice.drop({ bot: 'alpha' });
  await pause(PAUSE_MS);
  const pausedMs = performance.now() - startedAt - 1_000;
  await bob.speak(high);
  await pause(300);
  await voice.disconnect();

  const ends = [await recording.ended, await mixed.ended];
  expect(ends.map(({ reason, error }) => [reason, error])).toEqual(Array(2).fill(['call-ended', undefined]));
  const files = ends.flatMap((end) => end.files);
  const pathOf = (userId: string | undefined): string => files.find((file) => file.userId === userId)?.path as string;
  const paths = [pathOf(alice.userId), pathOf(bob.userId), pathOf(undefined)] as const;
  for (const [index, words] of [low, high].entries()) {
    const { packets } = checkOgg(await readFile(paths[index] as string));
    const first = packets.findIndex((packet) => packet.equals(words[0] as Buffer));
    expect(Buffer.concat(packets.slice(first, first + 50)).equals(Buffer.concat(words))).toBe(true);
  }
  const [ofAlice, ofBob, ofBoth] = await Promise.all(paths.map(played));
  const [[a], [b]] = [soundings(ofAlice as Buffer, { joinMs: 60 }), soundings(ofBob as Buffer, { joinMs: 60 })];
  const both = soundings(ofBoth as Buffer, { joinMs: 60 });
  expect(both).toHaveLength(2);
  for (const gap of [(b?.fromMs ?? 0) - (a?.toMs ?? 0), (both[1]?.fromMs ?? 0) - (both[0]?.toMs ?? 0)]) {
    expect(Math.abs(gap - pausedMs)).toBeLessThan(BUSY_MS);
  }
  const voiceOfAlice = (ofAlice as Buffer).subarray(Math.ceil(a?.fromMs ?? 0) * 192, Math.floor(a?.toMs ?? 0) * 192);
  expect(Math.abs(measureTone(voiceOfAlice).hz - 440)).toBeLessThan(0.1);
  if (hasFfmpeg()) for (const path of paths) expect(ffmpegComplaints(path)).toBe('');

  const frames: string[] = [];
  for await (const { userId } of heard) frames.push(userId);
  expect([alice, bob].map(({ userId }) => frames.filter((one) => one === userId).length)).toEqual([50, 50]);
  await rm(folder, { recursive: true });
}, 60_000);

it('a recording keeps time through a network that loses every tenth packet and swaps others', async () => {
  await using party = await VoiceParty.open({ bots: ['alpha'] });
  const folder = await mkdtemp(join(tmpdir(), 'recorded-'));
  const voice = await party.join(party.bot('alpha'));
  const alice = await party.guest('alice');
  await party.inOrder([alice]);
  const { faults } = party.discord;
  const ends = [
    faults.voice.lose({ chance: 0.1, direction: 'out' }),
    faults.voice.swap({ chance: 0.1, direction: 'out' }),
  ];
  const recordings = [voice.record({ to: folder }), voice.record({ to: folder, format: 'wav' })];
  // No two packets of this tone are the same.
  const words = await said(443.7, 2_000);
  await alice.speak(words);
  await pause(400);
  for (const end of ends) end();
  const [ogg, wav] = (await Promise.all(recordings.map((one) => one.stop()))).map(
    ({ files }) => files[0]?.path as string,
  );

  const { packets } = checkOgg(await readFile(ogg as string));
  const places = words.map((word) => packets.findIndex((packet) => packet.equals(word)));
  const arrived = places.filter((place) => place >= 0);
  expect(arrived.length).toBeGreaterThan(70);
  expect(arrived.length).toBeLessThan(100);
  // Whatever was lost, each packet is where it belongs: its number after the first of all.
  const begin = places[0] === -1 ? (arrived[0] ?? 0) - places.indexOf(arrived[0] ?? 0) : (places[0] ?? 0);
  expect(places.filter((place, index) => place >= 0 && place !== begin + index)).toEqual([]);
  for (const pcm of [await played(ogg as string), (await readFile(wav as string)).subarray(44)]) {
    const heard = soundings(pcm, { joinMs: 200 });
    expect(heard).toHaveLength(1);
    const [{ fromMs, toMs } = { fromMs: 0, toMs: 0 }] = heard;
    expect(Math.abs(toMs - fromMs - 2_000)).toBeLessThan(100);
  }
  if (hasFfmpeg()) expect(ffmpegComplaints(ogg as string)).toBe('');
  await rm(folder, { recursive: true });
}, 60_000);

/** Files below a folder that this process has open, where the system tells. */
async function openFiles(folder: string): Promise<string[]> {
  const handles = await readdir('/proc/self/fd').catch(() => []);
  const paths = await Promise.all(handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')));
  return paths.filter((path) => path.startsWith(folder));
}

it.each<[string, Pick<VoiceClientsOptions, 'worker'>]>([
  ['in this thread', {}],
  ['in a worker', IN_WORKER],
])(
  'a hub that stops amid speech and music ends what is recorded and played %s, and leaves files that are closed and play',
  async (_, voiceOptions) => {
    await using party = await VoiceParty.open({ bots: ['alpha'], voice: voiceOptions });
    const folder = await mkdtemp(join(tmpdir(), 'recorded-'));
    const voice = await party.join(party.bot('alpha'));
    const alice = await party.guest('alice');
    await party.inOrder([alice]);
    const words = await said(440, 4_000);
    await writeFile(join(folder, 'song.ogg'), oggOpus(words));
    const recordings = [
      voice.record({ to: join(folder, 'each') }),
      voice.record({ to: join(folder, 'all.ogg'), mix: true }),
      voice.record({ to: join(folder, 'all.wav'), mix: true, format: 'wav' }),
    ];
    const heard = voice.listenAll({ as: 'pcm' });
    voice.queue.add([Source.file(join(folder, 'song.ogg')), Source.file(join(folder, 'song.ogg'))]);
    const playback = voice.player.current as Playback;
    const hush = new AbortController();
    const speaking = alice.speak(words, { signal: hush.signal });
    const isAmid = (): boolean =>
      playback.state === 'playing' && playback.positionMs > 400 && recordings.every(({ files }) => files.length === 1);
    await eventually('it plays, and something was said', isAmid);
    await pause(400);

    let ended = 0;
    for (const { ended: end } of [...recordings, playback]) void end.then(() => (ended += 1));
    const startedAt = performance.now();
    await party.hub.stop();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    // Nothing of it is still to come when the stop says that it is done.
    expect([ended, voice.player.current, await openFiles(folder)]).toEqual([4, undefined, []]);
    hush.abort();
    await speaking;
    expect((await playback.ended).reason).toBe('stopped');
    const ends = await Promise.all(recordings.map((one) => one.ended));
    expect(ends.map(({ reason, error }) => [reason, error])).toEqual(Array(3).fill(['call-ended', undefined]));
    const [each, ogg, wav] = ends.map(({ files }) => files[0]?.path as string) as [string, string, string];
    const bytes = await readFile(wav);
    expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([bytes.length - 8, bytes.length - 44]);
    for (const pcm of [await played(each), await played(ogg), bytes.subarray(44)]) {
      const [spoken, ...more] = soundings(pcm, { joinMs: 200 });
      expect(more).toEqual([]);
      expect((spoken?.toMs ?? 0) - (spoken?.fromMs ?? 0)).toBeGreaterThan(400);
      // To the last moment.
      expect(pcm.length / 192 - (spoken?.toMs ?? 0)).toBeLessThan(BUSY_MS + 200);
    }
    if (hasFfmpeg()) for (const path of [each, ogg]) expect(ffmpegComplaints(path)).toBe('');
    let frames = 0;
    for await (const { pcm } of heard) frames += pcm.length > 0 ? 1 : 0;
    expect(frames).toBeGreaterThan(20);
    await rm(folder, { recursive: true });
  },
  60_000,
);
