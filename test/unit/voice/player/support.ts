/** Sources and an Opus library whose every frame can be told from every other. */
import {
  type AudioFrame,
  type AudioReader,
  type AudioSource,
  createVoiceAudio,
  FakeAudioOutput,
  type OpenOptions,
  type OpusLibrary,
  type Playback,
  PCM_FRAME_BYTES,
  Ticker,
  type VoiceAudio,
  VoiceError,
} from '../../../../src/voice';
import { type Logger, ManualClock, nullLogger } from '../../../../src/util';
import { Player, type PlayerOptions } from '../../../../src/voice/player/player';
import { HostPlayer } from '../../../../src/voice/worker/host/host-player';
import { LentSources } from '../../../../src/voice/worker/host/lent-source';
import { Lender } from '../../../../src/voice/worker/lender';
import { type FromCall, type ToCall } from '../../../../src/voice/worker/messages';
import { decodeError } from '../../../../src/voice/worker/plain-error';
import { remoteAudio } from '../../../../src/voice/worker/remote-call';
import { RemotePlayer } from '../../../../src/voice/worker/remote-player';

/** A packet that says which track it is of and which frame. */
export function packet(track: number, index: number, samples = 960): AudioFrame {
  const data = Buffer.from([0x78, track, 0, 0]);
  data.writeUInt16BE(index, 2);
  return { data, samples };
}

/** `track:index` of each frame, in order. */
export function names(frames: readonly AudioFrame[]): string[] {
  return frames.map(({ data }) =>
    data[0] === 0x78 ? `${data[1]}:${data.readUInt16BE(2)}` : `encoded ${data.readInt16LE(2)}`,
  );
}

export function range(track: number, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `${track}:${from + index}`);
}

export interface ListSourceOptions {
  readonly track?: number;
  readonly frames: number;
  readonly samples?: number;
  readonly kind?: 'opus' | 'pcm';
  /** Every sample of PCM. */
  readonly level?: number;
  readonly isRepeatable?: boolean;
  readonly isSeekable?: boolean;
  readonly knowsDuration?: boolean;
  /** Frames that may be read at first; more by `release`. */
  readonly available?: number;
  /** The frame whose reading fails. */
  readonly failsAt?: number;
  readonly openError?: Error;
  /** Opening waits for `open()`. */
  readonly opensLater?: boolean;
}

/** A source of numbered frames that can be slow, fail, or refuse to seek. */
export class ListSource implements AudioSource {
  readonly label: string;
  readonly isRepeatable: boolean;
  /** How often it was opened, and how many of those are open. */
  opened = 0;
  openReaders = 0;
  private available: number;
  private readonly waiting = new Set<() => void>();
  private readonly openers = new Set<() => void>();
  private mayOpen: boolean;

  constructor(private readonly options: ListSourceOptions) {
    this.label = `track ${options.track ?? 1}`;
    this.isRepeatable = options.isRepeatable ?? true;
    this.available = options.available ?? Infinity;
    this.mayOpen = !options.opensLater;
  }

  /** Lets so many more frames be read. */
  release(frames = Infinity): void {
    this.available += frames;
    for (const go of [...this.waiting]) go();
  }

  /** Lets whoever opens it from now on wait for `letOpen`. */
  holdOpens(): void {
    this.mayOpen = false;
  }

  letOpen(): void {
    this.mayOpen = true;
    for (const go of [...this.openers]) go();
    this.openers.clear();
  }

  async open({ startMs = 0, signal }: OpenOptions = {}): Promise<AudioReader> {
    const { options } = this;
    this.opened += 1;
    if (!this.mayOpen) {
      await new Promise<void>((resolve, reject) => {
        this.openers.add(resolve);
        signal?.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    }
    if (options.openError) throw options.openError;
    if (startMs > 0 && options.isSeekable === false) {
      throw new VoiceError({ code: 'VOICE_NOT_SEEKABLE', kind: 'source', message: 'not this one' });
    }
    this.openReaders += 1;
    const samples = options.samples ?? 960;
    const frameMs = samples / 48;
    let next = Math.floor(startMs / frameMs);
    let isClosed = false;
    let wake: (() => void) | undefined;
    const read = async (): Promise<number | null> => {
      while (!isClosed && next >= this.available && next < options.frames) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          this.waiting.add(resolve);
        });
      }
      if (isClosed || next >= options.frames) return null;
      if (next === options.failsAt) {
        throw new VoiceError({ code: 'VOICE_SOURCE_FAILED', kind: 'source', message: 'the disk is on fire' });
      }
      next += 1;
      return next - 1;
    };
    const shared = {
      durationMs: (options.knowsDuration ?? true) ? options.frames * frameMs : undefined,
      close: async () => {
        if (!isClosed) this.openReaders -= 1;
        isClosed = true;
        wake?.();
      },
    };
    if (options.kind === 'pcm') {
      return {
        ...shared,
        kind: 'pcm',
        read: async () => ((await read()) === null ? null : pcmOf(options.level ?? 1_000)),
      };
    }
    return {
      ...shared,
      kind: 'opus',
      read: async () => {
        const index = await read();
        return index === null ? null : packet(options.track ?? 1, index, samples);
      },
    };
  }
}

export function pcmOf(level: number, bytes = PCM_FRAME_BYTES): Buffer {
  const pcm = Buffer.alloc(bytes);
  for (let offset = 0; offset < bytes; offset += 2) pcm.writeInt16LE(level, offset);
  return pcm;
}

/** Decodes every packet to the same level and encodes PCM as its first and last sample. */
export class FakeOpus implements OpusLibrary {
  readonly name = 'fake';
  readonly bitrates: number[] = [];
  /** Encoders and decoders that are not closed. */
  open = 0;
  /** Decoders that were ever made. */
  decoders = 0;
  /** Frames that encoders made. */
  encoded = 0;
  /** Packets that decoders were given, by name. */
  readonly decoded: string[] = [];
  /** Whether decoding fails. */
  isBroken = false;

  constructor(
    readonly level = 1_000,
    readonly samples = 960,
  ) {}

  encoder(): ReturnType<OpusLibrary['encoder']> {
    this.open += 1;
    return {
      encode: (pcm) => {
        if (pcm.length !== PCM_FRAME_BYTES) throw new RangeError(`${pcm.length} bytes`);
        this.encoded += 1;
        const data = Buffer.from([0xee, 0, 0, 0, 0, 0]);
        data.writeInt16LE(pcm.readInt16LE(0), 2);
        data.writeInt16LE(pcm.readInt16LE(pcm.length - 2), 4);
        return data;
      },
      setBitrate: (bitrate) => this.bitrates.push(bitrate),
      close: () => {
        this.open -= 1;
      },
    };
  }

  decoder(): ReturnType<OpusLibrary['decoder']> {
    this.open += 1;
    this.decoders += 1;
    return {
      decode: (data) => {
        if (this.isBroken) throw new VoiceError({ code: 'VOICE_OPUS_FAILED', kind: 'codec', message: 'no Opus' });
        this.decoded.push(...names([{ data, samples: this.samples }]));
        return pcmOf(this.level, this.samples * 4);
      },
      close: () => {
        this.open -= 1;
      },
    };
  }
}

/** First and last sample of encoded frames. */
export function levels(frames: readonly AudioFrame[]): (readonly [number, number])[] {
  return frames.map(({ data }) => [data.readInt16LE(2), data.readInt16LE(4)] as const);
}

/** A clock whose time can pass without its timers, as when something blocks the event loop. */
export class StallingClock extends ManualClock {
  private stalledMs = 0;

  override now(): number {
    return super.now() + this.stalledMs;
  }

  stall(ms: number): void {
    this.stalledMs += ms;
  }

  /** Done whenever the time has moved on. */
  afterwards: (() => void) | undefined;

  override async advance(byMs: number): Promise<void> {
    await super.advance(byMs);
    if (!this.afterwards) return;
    this.afterwards();
    await super.advance(0);
  }
}

export interface Stage {
  readonly clock: StallingClock;
  readonly ticker: Ticker;
  readonly output: FakeAudioOutput;
  readonly audio: VoiceAudio;
  readonly opus: FakeOpus;
}

export function stage(
  options: {
    readonly opus?: () => Promise<OpusLibrary>;
    readonly logger?: Logger;
    readonly random?: () => number;
  } = {},
): Stage {
  const clock = new StallingClock();
  const logger = options.logger ?? nullLogger;
  const ticker = new Ticker({ clock, logger });
  const output = new FakeAudioOutput(clock);
  const opus = new FakeOpus();
  const parts = {
    ...{ ticker, clock, logger },
    opus: options.opus ?? (() => Promise.resolve(opus)),
    random: options.random ?? (() => 0),
  };
  const audio = place === 'in a worker' ? audioInWorker(output, clock, parts) : createVoiceAudio(parts)(output);
  return { clock, ticker, output, audio, opus };
}

/** Where the player of a stage works. */
export const PLACES = ['in this thread', 'in a worker'] as const;

let place: (typeof PLACES)[number] = PLACES[0];

/** Stages from now on play there. */
export function playsIn(wanted: (typeof PLACES)[number]): void {
  place = wanted;
}

/** Tests of what begins at the very same time: a clock that counts no turns of the event loop cannot give sources that to cross. */
export function itWithoutCrossing(name: string, run: () => Promise<void>): void {
  if (place === 'in this thread') it(name, run);
}

/** A player behind messages, without the rest of a worker. */
function audioInWorker(
  output: FakeAudioOutput,
  clock: StallingClock,
  parts: Omit<PlayerOptions, 'output'> & { readonly random: () => number },
): VoiceAudio {
  const { logger } = parts;
  const crossing = <M>(arrive: (message: M) => void) => {
    return (message: M, transfer: readonly ArrayBuffer[] = []): void => {
      const crossed = structuredClone(message, { transfer: [...transfer] });
      queueMicrotask(() => {
        arrive(crossed);
      });
    };
  };
  const say = crossing<FromCall>((message) => {
    if (message.type === 'player') player.hear(message.news);
    else if (message.type === 'answer') player.hearAnswer(message.request);
    else if (message.type === 'sought') {
      player.hearSought(message.request, message.snapshot, message.error && decodeError(message.error));
    } else if (message.type.startsWith('lent')) lender.hear(message as Parameters<Lender['hear']>[0]);
  });
  const lent = new LentSources(say);
  const host = new HostPlayer({ player: new Player({ output, ...parts }), lent, clock, say });
  const post = crossing<ToCall>((message) => {
    if (message.type === 'player') host.ask(message.playback, message.number, message.request);
    else if (message.type === 'priority') host.setPriority(message.hasPriority);
    else if (message.type === 'crossfade') host.setCrossfade(message.ms);
    else if (message.type === 'close-audio') {
      void host.close().then(() => {
        say({ type: 'answer', request: message.request });
      });
    } else lent.hear(message as Parameters<LentSources['hear']>[0]);
  });
  const lender = new Lender({ logger, post });
  const player: RemotePlayer = new RemotePlayer({
    ...{ clock, logger, post },
    cross: (playback, source) => lender.cross(playback, source),
    release: (playback) => {
      lender.release(playback);
    },
  });
  player.begun();
  clock.afterwards = () => {
    for (const snapshot of structuredClone(host.snapshots(true))) player.hearSnapshot(snapshot);
  };
  return remoteAudio(player, parts);
}

/** The state is read anew, which the compiler does not expect of a property. */
export function stateOf(playback: Playback): string {
  return playback.state;
}

/** A sequence of numbers from 0 to 1 that is the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
