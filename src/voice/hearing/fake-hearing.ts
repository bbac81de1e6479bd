/** Ears without a call: a test says who says what, and when. */
import { type UserId } from '../../models';
import { FRAME_MS, SAMPLE_RATE, SILENCE_FRAME } from '../audio-frame';
import { type CallHearing, type CallHearingStats } from './call-hearing';
import { FrameStream } from './frame-stream';
import { type HeardFrame, type HeardOpus, type HeardPcm, type HeardStream, type ListenOptions } from './heard-audio';
import { callIsOver, resolveListenOptions } from './listen-options';

const NOTHING = Buffer.alloc(0);
const BYTES_PER_MS = (SAMPLE_RATE / 1_000) * 4;

/** What somebody says. */
export interface FakeWords {
  /** Default: silence. */
  readonly opus?: Buffer | undefined;
  /** What listeners for PCM get. Default: zeros of the length. */
  readonly pcm?: Buffer | undefined;
  /** Default 20. */
  readonly durationMs?: number | undefined;
  /** When, by the clock that `atMs` of a frame is told in. Default: right after what this user said last; at first 0. */
  readonly atMs?: number | undefined;
  /** It never came. */
  readonly isLost?: boolean | undefined;
}

interface FakePacket extends HeardOpus {
  readonly pcm: Buffer;
}

interface FakeEar {
  readonly userId: UserId;
  readonly stream: FrameStream<HeardFrame>;
  firstAtMs: number | undefined;
  lost: number;
}

export class FakeHearing implements CallHearing {
  readonly talking = new Set<UserId>();
  stats: CallHearingStats = { unknownPackets: 0, malformedPackets: 0 };
  isClosed = false;
  private readonly ears = new Set<FakeEar>();
  private readonly nextAtMs = new Map<UserId, number>();
  private readonly listeners = new Set<(userId: UserId, isTalking: boolean) => void>();

  /** Somebody says something: packets, or no more than that time passes. Who listens has it at once. */
  hear(userId: UserId, words: FakeWords = {}): void {
    const { durationMs = FRAME_MS, isLost = false } = words;
    const atMs = words.atMs ?? this.nextAtMs.get(userId) ?? 0;
    this.nextAtMs.set(userId, atMs + durationMs);
    const opus = isLost ? NOTHING : (words.opus ?? SILENCE_FRAME);
    const pcm = words.pcm ?? Buffer.alloc(Math.round(durationMs * BYTES_PER_MS));
    for (const ear of [...this.ears]) {
      if (ear.userId !== userId) continue;
      ear.firstAtMs ??= atMs;
      if (isLost) ear.lost += 1;
      const packet: FakePacket = { userId, positionMs: atMs - ear.firstAtMs, atMs, durationMs, isLost, opus, pcm };
      ear.stream.push(packet);
    }
  }

  /** Somebody says nothing for a while: the next piece comes so much later. */
  pause(userId: UserId, ms: number): void {
    this.nextAtMs.set(userId, (this.nextAtMs.get(userId) ?? 0) + ms);
  }

  /** Somebody's audio begins or ends. */
  talks(userId: UserId, isTalking = true): void {
    if (this.talking.has(userId) === isTalking) return;
    if (isTalking) this.talking.add(userId);
    else this.talking.delete(userId);
    for (const listener of [...this.listeners]) listener(userId, isTalking);
  }

  /** How many streams there are of a user. */
  listenersOf(userId: UserId): number {
    return [...this.ears].filter((ear) => ear.userId === userId).length;
  }

  listen(userId: UserId, options: ListenOptions & { readonly as: 'pcm' }): HeardStream<HeardPcm>;
  listen(userId: UserId, options?: ListenOptions & { readonly as?: 'opus' | undefined }): HeardStream<HeardOpus>;
  listen(userId: UserId, options: ListenOptions = {}): HeardStream {
    const { as, capacity, signal, jitterMs } = resolveListenOptions(userId, options);
    if (this.isClosed) throw callIsOver('a fake call');
    const read = as === 'pcm' ? (packet: HeardOpus): HeardFrame => asPcm(packet as FakePacket) : asOpus;
    const stream = new FrameStream<HeardFrame>({
      ...{ userId, capacity, read },
      counts: () => ({ lost: ear.lost, late: 0, duplicates: 0, unopened: 0, jitterMs }),
      ended: () => {
        this.ears.delete(ear);
      },
    });
    const ear: FakeEar = { userId, stream, firstAtMs: undefined, lost: 0 };
    this.ears.add(ear);
    stream.endBy(signal);
    return stream;
  }

  onTalking(listener: (userId: UserId, isTalking: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const { stream } of [...this.ears]) stream.close();
    for (const userId of [...this.talking]) this.talks(userId, false);
  }
}

function asOpus({ userId, positionMs, atMs, durationMs, isLost, opus }: HeardOpus): HeardOpus {
  return { userId, positionMs, atMs, durationMs, isLost, opus };
}

function asPcm({ userId, positionMs, atMs, durationMs, isLost, pcm }: FakePacket): HeardPcm {
  return { userId, positionMs, atMs, durationMs, isLost, pcm };
}
