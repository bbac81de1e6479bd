/** A coder that keeps every sample, and sources of tones: what a line carries can be measured, and seams looked at sample by sample. */
import {
  type AudioFrame,
  type AudioReader,
  type AudioSource,
  type FakeAudioOutput,
  type OpenOptions,
  type OpusLibrary,
} from '../../../../src/voice';
import { tone } from '../../../support/audio';

const SOURCE = 0x78;
const ENCODED = 0xee;

/** "Opus" that is PCM behind one byte, which tells whether a source or an encoder made it. */
export class ClearOpus implements OpusLibrary {
  readonly name = 'clear';
  /** Coders that are not closed. */
  open = 0;
  isBroken = false;

  encoder(): ReturnType<OpusLibrary['encoder']> {
    this.open += 1;
    return {
      encode: (pcm) => {
        if (this.isBroken) throw new Error('out of order');
        return Buffer.concat([Buffer.from([ENCODED]), pcm]);
      },
      setBitrate: () => undefined,
      close: () => {
        this.open -= 1;
      },
    };
  }

  decoder(): ReturnType<OpusLibrary['decoder']> {
    this.open += 1;
    return {
      decode: (packet) => packet.subarray(1),
      close: () => {
        this.open -= 1;
      },
    };
  }
}

export interface ToneSourceOptions {
  readonly hz: number;
  readonly ms: number;
  readonly level?: number;
  readonly kind?: 'opus' | 'pcm';
  /** Samples of a packet. Default 960. */
  readonly samples?: number;
  readonly knowsDuration?: boolean;
  readonly isRepeatable?: boolean;
}

/** A tone whose phase tells its place. */
export class ToneSource implements AudioSource {
  readonly label: string;
  readonly isRepeatable: boolean;
  readonly packets: Buffer[];

  constructor(private readonly options: ToneSourceOptions) {
    this.label = `${options.hz} Hz`;
    this.isRepeatable = options.isRepeatable ?? true;
    const pcm = tone(options.hz, options.ms, { level: options.level ?? 0.25 });
    const bytes = (options.samples ?? 960) * 4;
    this.packets = Array.from({ length: Math.floor(pcm.length / bytes) }, (_, index) =>
      Buffer.concat([Buffer.from([SOURCE]), pcm.subarray(index * bytes, (index + 1) * bytes)]),
    );
  }

  async open({ startMs = 0 }: OpenOptions = {}): Promise<AudioReader> {
    const { packets, options } = this;
    const samples = options.samples ?? 960;
    let next = Math.floor((startMs * 48) / samples);
    const take = (): Buffer | undefined => packets[next++];
    const shared = {
      durationMs: options.knowsDuration === false ? undefined : (packets.length * samples) / 48,
      close: async () => undefined,
    };
    if (options.kind === 'pcm') return { ...shared, kind: 'pcm', read: async () => take()?.subarray(1) ?? null };
    return {
      ...shared,
      kind: 'opus',
      read: async () => {
        const data = take();
        return data ? { data, samples } : null;
      },
    };
  }

  /** How far two neighbouring samples of it are apart at most. */
  get slope(): number {
    return ((this.options.level ?? 0.25) * 32_767 * 2 * Math.PI * this.options.hz) / 48_000;
  }
}

export function isPassed(frame: AudioFrame): boolean {
  return frame.data[0] === SOURCE;
}

/** What a listener hears of the frames, one after the other. */
export function heard(output: FakeAudioOutput): Buffer {
  return Buffer.concat(output.frames.map(({ data }) => data.subarray(1)));
}

/** How far two neighbouring samples are apart at most. */
export function largestStep(pcm: Buffer): number {
  let most = 0;
  for (let at = 4; at + 1 < pcm.length; at += 4) {
    most = Math.max(most, Math.abs(pcm.readInt16LE(at) - pcm.readInt16LE(at - 4)));
  }
  return most;
}

/** The mean power of each 20 ms. */
export function powers(pcm: Buffer): number[] {
  return Array.from({ length: Math.floor(pcm.length / 3_840) }, (_, frame) => {
    let sum = 0;
    for (let at = frame * 3_840; at < (frame + 1) * 3_840; at += 4) sum += (pcm.readInt16LE(at) / 32_767) ** 2;
    return sum / 960;
  });
}
