/** A bot in one guild that joins, plays in every way there is, and leaves, until it may rest. */
import { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClientGroup, Source, VoiceError } from '../../../../src';
import { Effect, type HeardStream, type VoiceClient } from '../../../../src/voice';
import { realAudio } from '../../voice-party/real-audio';
import { type Any } from '../../world/any';
import { type BotPlace } from './messages';

const CHUNK_BYTES = 2_000;
const MOST_DEEDS = 8;

/** Half a second, and ten. */
export interface Files {
  readonly short: Buffer;
  readonly long: Buffer;
}

export async function makeFiles(): Promise<Files> {
  const [short, long] = [await realAudio(25), await realAudio(500)];
  return { short: short.file, long: long.file };
}

interface Chance {
  readonly any: Any;
  readonly place: BotPlace;
  readonly files: Files;
}

/** Something to do in a call. New kinds of audio are added here. */
type Deed = (voice: VoiceClient, chance: Chance) => Promise<unknown>;

const DEEDS: readonly Deed[] = [
  // To its end.
  (voice, { files }) => voice.play(Source.buffer(files.short)).ended,
  async (voice, { any, files }) => {
    const playback = voice.play(Source.buffer(files.long));
    await pause(100 + any.number(600));
    playback.stop();
    await playback.ended;
  },
  // From a stream of the author's, which is read in the main thread.
  async (voice, { any, files }) => {
    const playback = voice.play(Source.stream(() => Readable.from(chunksOf(files.long))));
    await pause(50 + any.number(500));
    voice.play(Source.buffer(files.short));
    await playback.ended;
  },
  // Decoded and encoded.
  async (voice, { any, files }) => {
    const playback = voice.play(Source.buffer(files.long), { volume: 0.5 });
    await pause(100 + any.number(300));
    playback.setVolume(1);
    await pause(60);
    playback.stop();
  },
  async (voice, { any, files }) => {
    const playback = voice.play(Source.buffer(files.long));
    await pause(100);
    playback.pause();
    await pause(any.number(100));
    playback.resume();
    await playback.seek(2_000).catch(() => undefined);
    await pause(100);
    playback.stop();
  },
  async (voice, { any, files }) => {
    for (let count = 0; count < 3; count += 1) voice.queue.add(Source.buffer(files.short));
    await pause(any.number(400));
    voice.queue.skip();
    await pause(any.number(400));
    voice.queue.stop();
    voice.queue.clear();
  },
  async (voice, { any, place: { talkId, teaId }, files }) => {
    voice.play(Source.buffer(files.long));
    await voice.moveTo(voice.channelId === teaId ? talkId : teaId);
    await pause(any.number(200));
  },
  async (voice, { any, files }) => {
    const playback = voice.play(Source.buffer(files.long), {
      effects: [Effect.echo({ ms: 120, decay: 0.4 })],
      fadeInMs: 60,
    });
    await pause(any.number(200));
    await voice.play(Source.buffer(files.short), { beside: true, duck: 0.3 }).ended;
    playback.stop();
  },
  (voice, { any, place }) => hearFor(voice.listen(place.aliceId), any.number(500)),
  (voice, { any, place }) => hearFor(voice.listen(place.aliceId, { as: 'pcm' }), any.number(500)),
  async (voice, { any }) => {
    await drain(voice.listenAll({ as: 'pcm', signal: AbortSignal.timeout(100 + any.number(400)) }));
  },
  async (voice, { any }) => {
    const recording = voice.record({ to: () => nowhere(), format: any.of(['ogg', 'wav'] as const) });
    await pause(any.number(500));
    await recording.stop();
  },
  async (voice, { any, files }) => {
    const recording = voice.record({ to: () => nowhere(), format: any.of(['ogg', 'wav'] as const), mix: true });
    voice.play(Source.buffer(files.short));
    await pause(any.number(500));
    await recording.stop();
  },
];

export class Restless {
  joins = 0;
  leaves = 0;
  plays = 0;
  readonly refusals = new Map<string, number>();
  readonly wrong: string[] = [];
  private mayRest = false;
  private voice: VoiceClient | undefined;
  private working: Promise<void> | undefined;

  constructor(
    private readonly group: ClientGroup,
    private readonly place: BotPlace,
    private readonly any: Any,
    private readonly files: Files,
  ) {}

  work(): void {
    this.mayRest = false;
    this.working ??= this.run();
  }

  /** Resolves when it is out of its call. */
  async rest(): Promise<void> {
    this.mayRest = true;
    // What plays in a call that has been lost for a while would be waited for.
    await this.voice?.disconnect();
    await this.working;
    this.working = undefined;
  }

  private async run(): Promise<void> {
    while (!this.mayRest) {
      await this.once();
      await pause(this.any.number(200));
    }
  }

  private async once(): Promise<void> {
    const { group, place, any, files } = this;
    let voice: VoiceClient | undefined;
    try {
      voice = await group.voice.join(place.guildId, place.talkId);
      this.voice = voice;
      this.joins += 1;
      for (let left = 1 + any.number(MOST_DEEDS); left > 0 && !this.mayRest && !voice.isEnding; left -= 1) {
        this.plays += 1;
        await any.of(DEEDS)?.(voice, { any, place, files });
      }
    } catch (error) {
      this.note(error);
    } finally {
      await voice?.disconnect();
      this.voice = undefined;
      if (voice) this.leaves += 1;
    }
  }

  /** Calls are disturbed all the time, so much is refused; but only in the library's own words. */
  private note(error: unknown): void {
    const { code } = error as { code?: string };
    if (error instanceof VoiceError || code?.startsWith('GATEWAY')) {
      this.refusals.set(String(code), (this.refusals.get(String(code)) ?? 0) + 1);
    } else this.wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** Reads what somebody says for a while. */
async function hearFor(stream: HeardStream, ms: number): Promise<void> {
  const limit = setTimeout(() => {
    stream.close();
  }, ms);
  await drain(stream);
  clearTimeout(limit);
}

async function drain(frames: AsyncIterable<unknown>): Promise<void> {
  const iterator = frames[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

function nowhere(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
}

function* chunksOf(file: Buffer): Iterable<Buffer> {
  for (let at = 0; at < file.length; at += CHUNK_BYTES) yield file.subarray(at, at + CHUNK_BYTES);
}
