import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import {
  audioSourceContract,
  type AudioSourceContractOptions,
  type SourceSubject,
} from '../../src/testing/contracts/audio-source';
import { type AudioSource, Source } from '../../src/voice';
import {
  fakeFfmpeg,
  hasFfmpeg,
  numberedPackets,
  oggOpus,
  pieces,
  serveFile,
  tone,
  toneSamples,
  wav,
  webmOpus,
} from '../support/audio';

const packets = numberedPackets(100);
const ogg = oggOpus(packets, { preSkip: 0 });
const webm = webmOpus(packets, { cues: true });
const sound = wav(toneSamples(440, 2_000, { sampleRate: 44_100 }), { sampleRate: 44_100 });

function runs(
  name: string,
  make: () => AudioSource | SourceSubject | Promise<SourceSubject>,
  options: Partial<AudioSourceContractOptions> = {},
): void {
  describe(name, () => {
    const subject = async (): Promise<SourceSubject> => {
      const made = await make();
      return 'source' in made ? made : { source: made };
    };
    const cases = audioSourceContract(subject, { kind: 'opus', durationMs: 2_000, ...options });
    for (const one of cases) it(one.name, () => one.run());
  });
}

async function file(bytes: Buffer): Promise<SourceSubject> {
  const folder = await mkdtemp(join(tmpdir(), 'source-'));
  const path = join(folder, 'sound');
  await writeFile(path, bytes);
  return { source: Source.file(path), dispose: () => rm(folder, { recursive: true, force: true }) };
}

async function served(bytes: Buffer, ranges: boolean): Promise<SourceSubject> {
  const server = await serveFile(bytes, { ranges });
  return { source: Source.url(`${server.url}/sound?key=secret`), dispose: server.close };
}

const pcm = { kind: 'pcm' } as const;

runs('an Ogg file', () => file(ogg));
runs('a WebM file', () => file(webm));
runs('a WebM file without an index', () => file(webmOpus(packets)));
runs('a WAV file', () => file(sound), pcm);
runs('Ogg in memory', () => Source.buffer(ogg));
runs('chained Ogg', () =>
  Source.buffer(
    Buffer.concat([
      oggOpus(packets.slice(0, 50), { serial: 1, preSkip: 0 }),
      oggOpus(packets.slice(50), { serial: 2, preSkip: 0 }),
    ]),
  ),
);
runs('a Node stream', () => Source.stream(Readable.from(pieces(ogg, 700, 3))));
runs('a stream that is made anew each time', () => Source.stream(() => Readable.from(pieces(webm, 999))));
runs('a web stream', () => Source.stream(ReadableStream.from(pieces(ogg, 1_234)) as ReadableStream<Uint8Array>));
runs('an async iterable', () =>
  Source.stream(
    (async function* () {
      yield* pieces(ogg, 77);
    })(),
  ),
);
runs('a web address with ranges', () => served(ogg, true));
runs('a web address without ranges', () => served(webm, false));
runs('Opus packets in an array', () => Source.frames(packets));
runs('Opus packets of a generator', () =>
  Source.frames(
    (function* () {
      yield* packets;
    })(),
  ),
);
runs('raw PCM in memory', () => Source.pcm(tone(440, 2_000)), pcm);
runs(
  'raw PCM of a stream, at another rate',
  () =>
    Source.pcm(Readable.from(pieces(tone(440, 2_000, { sampleRate: 16_000, channels: 1 }), 501)), {
      sampleRate: 16_000,
      channels: 1,
    }),
  pcm,
);

/** The stand-in writes what it reads, whatever it is told about places. */
describe('a stand-in for ffmpeg', () => {
  const cases = audioSourceContract(
    async () => {
      const ffmpeg = await fakeFfmpeg();
      return { source: Source.ffmpeg(ogg, { path: ffmpeg.path }), dispose: ffmpeg.dispose };
    },
    { kind: 'opus', durationMs: 2_000 },
  );
  for (const one of cases.filter(({ name }) => !name.includes('begin'))) it(one.name, () => one.run());
});

if (hasFfmpeg()) {
  const flac = (): Buffer => sound;
  runs('the real ffmpeg, where it is on PATH, to Opus', () => Source.ffmpeg(flac()), { toleranceMs: 60 });
  runs('the real ffmpeg, where it is on PATH, to PCM', () => Source.ffmpeg(flac(), { output: 'pcm' }), {
    ...pcm,
    toleranceMs: 60,
  });
}
