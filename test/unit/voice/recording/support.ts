/** A call that is recorded, over fakes: a test says who speaks and when, and the files are real. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeHearing, loadOpus, type OpusLibrary, type RecordOptions, type Recording } from '../../../../src/voice';
import { CallRecordings } from '../../../../src/voice/recording/call-recordings';
import { ManualClock } from '../../../../src/util';
import { checkOgg, tone } from '../../../support/audio';

export const ALICE = '100';
export const BOB = '200';

export class RecordedCall {
  readonly clock = new ManualClock(Date.UTC(2026, 2, 4, 5, 6, 7));
  readonly hearing = new FakeHearing();
  readonly recordings: CallRecordings;
  readonly userIds: string[] = [];
  private readonly listeners = new Set<(userIds: readonly string[]) => void>();

  private constructor(
    readonly folder: string,
    opus: () => Promise<OpusLibrary>,
  ) {
    const { hearing, clock, userIds, listeners } = this;
    const onJoined = (listener: (userIds: readonly string[]) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    this.recordings = new CallRecordings(
      { hearing, clock, opus, onJoined, connection: { userIds } },
      'The call of guild 1',
    );
  }

  static async open(opus: () => Promise<OpusLibrary> = loadOpus): Promise<RecordedCall> {
    return new RecordedCall(await mkdtemp(join(tmpdir(), 'recording-')), opus);
  }

  record(options: Partial<RecordOptions> = {}): Recording {
    return this.recordings.record({ to: this.folder, ...options });
  }

  joins(...userIds: string[]): void {
    this.userIds.push(...userIds);
    for (const listener of this.listeners) listener(userIds);
  }

  leaves(userId: string): void {
    this.userIds.splice(this.userIds.indexOf(userId), 1);
  }

  /** Time in which nobody says anything. */
  pass(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /** Somebody says packets (and their PCM), one after the other, in time. `undefined`: one that is lost. */
  async says(userId: string, words: readonly Words[], lateMs = 0): Promise<void> {
    this.hearing.talks(userId);
    for (const one of words) {
      const atMs = this.clock.now();
      await this.clock.advance(20);
      this.hearing.hear(userId, { ...one, atMs: atMs - lateMs });
    }
    await this.clock.advance(0);
    this.hearing.talks(userId, false);
  }

  ends(): void {
    this.hearing.close();
    this.recordings.callEnded();
  }

  names(): Promise<string[]> {
    return readdir(this.folder).then((names) => names.sort());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.ends();
    await this.recordings.settled();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export interface Words {
  readonly opus?: Buffer;
  readonly pcm?: Buffer;
  readonly isLost?: boolean;
}

/** A tone, as Opus and as what a decoder would make of it. The microphone was open before: so the tone begins sharply. */
export async function toneWords(hz: number, ms: number, level = 0.25): Promise<Words[]> {
  const library = await loadOpus();
  const [encoder, decoder] = [library.encoder(), library.decoder()];
  const pcm = tone(hz, ms, { level });
  for (let index = 0; index < 2; index += 1) decoder.decode(encoder.encode(Buffer.alloc(3_840)));
  const words = Array.from({ length: ms / 20 }, (_, index) => {
    const opus = encoder.encode(pcm.subarray(index * 3_840, (index + 1) * 3_840));
    return { opus, pcm: decoder.decode(opus) };
  });
  encoder.close();
  decoder.close();
  return words;
}

/** What a player makes of a recorded Ogg file: what it leaves out at both ends is left out. */
export async function playedOgg(path: string): Promise<Buffer> {
  const { packets, preSkip, durationMs } = checkOgg(await readFile(path));
  const decoder = (await loadOpus()).decoder();
  const pcm = Buffer.concat(packets.map((packet) => decoder.decode(packet)));
  decoder.close();
  return pcm.subarray(preSkip * 4, preSkip * 4 + Math.round(durationMs * 48) * 4);
}

export async function playedWav(path: string): Promise<Buffer> {
  return (await readFile(path)).subarray(44);
}
