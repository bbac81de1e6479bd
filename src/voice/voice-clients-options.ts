/** What the calls of a bot are made of; everything but the link has a default. */
import { type Clock, type Logger, nullLogger, systemClock } from '../util';
import { DEFAULT_VOICE_LIMITS, type VoiceLimits } from './connection/limits';
import { loadOpus } from './codec/load-opus';
import { type DaveProvider, loadDaveProvider } from './dave/dave-provider';
import { type VoiceLink } from './link';
import { createVoiceAudio } from './player/create-voice-audio';
import { Ticker } from './player/ticker';
import { type Track, type TrackEnd } from './player/track';
import { type VoiceAudioFactory } from './player/voice-audio';
import { type VoiceSocketFactory } from './signalling/voice-socket';
import { WsVoiceSocketFactory } from './signalling/ws-voice-socket';
import { NodeUdpSocketFactory } from './transport/node-udp';
import { type VoiceRequests } from './stage/voice-requests';
import { type UdpSocketFactory } from './transport/udp-socket';
import { type VoiceClient } from './voice-client';
import { type VoiceError } from './voice-error';
import { type VoiceWorkerOptions, workerOptionErrors } from './worker/worker-options';

export interface VoiceClientsOptions {
  readonly link: VoiceLink;
  /**
   * Who hands voice servers to the calls. `heard`: `hearServer` does. `handed`: it does not; a hook hands them on by the
   * `createSocket` of a call, if it wants to. Default `heard`.
   */
  readonly servers?: 'heard' | 'handed' | undefined;
  /** What stages and soundboards need. Without it their methods reject. */
  readonly requests?: VoiceRequests | undefined;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
  /** Whether voice servers are spoken to over TLS. Only a simulated one is not. Default `true`. */
  readonly secure?: boolean | undefined;
  /** Numbers in [0, 1). */
  readonly random?: (() => number) | undefined;
  readonly sockets?: VoiceSocketFactory | undefined;
  readonly udp?: UdpSocketFactory | undefined;
  /** Loads end-to-end encryption, at the first join. Without it Discord lets nobody into a voice channel. */
  readonly loadDave?: (() => Promise<DaveProvider>) | undefined;
  readonly makeAudio?: VoiceAudioFactory | undefined;
  readonly limits?: Partial<VoiceLimits> | undefined;
  /**
   * Lets the calls work in a worker thread, so that they keep their pace while this one is busy. Excludes `sockets`, `udp`,
   * `clock`, `random`, `loadDave` and `makeAudio`. Default `false`.
   */
  readonly worker?: boolean | VoiceWorkerOptions | undefined;
  /** That a track of a call's queue began; with `end`, that it ended. Errors are logged. */
  readonly onTrack?: ((client: VoiceClient, track: Track, end?: TrackEnd) => void) | undefined;
}

export type ResolvedVoiceOptions = Readonly<
  Required<Omit<VoiceClientsOptions, 'limits' | 'requests' | 'onTrack' | 'worker'>>
> &
  Pick<VoiceClientsOptions, 'requests' | 'onTrack'> & {
    readonly limits: VoiceLimits;
    readonly worker: VoiceWorkerOptions | undefined;
  };

/** Everything that is wrong with options of calls: what `VoiceClients` would throw the first of. @internal */
export function voiceOptionErrors(options: Omit<VoiceClientsOptions, 'link'>): VoiceError[] {
  const worker = workerOf(options);
  return worker ? workerOptionErrors(options, worker) : [];
}

function workerOf({ worker }: Pick<VoiceClientsOptions, 'worker'>): VoiceWorkerOptions | undefined {
  return worker === true ? {} : worker === false ? undefined : worker;
}

/** Fills in what was left out. @throws {VoiceError} VOICE_INVALID_OPTIONS for what does not go with workers. */
export function resolveVoiceOptions(options: VoiceClientsOptions): ResolvedVoiceOptions {
  const worker = workerOf(options);
  const [problem] = voiceOptionErrors(options);
  if (problem) throw problem;
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? nullLogger;
  const random = options.random ?? Math.random;
  return {
    link: options.link,
    servers: options.servers ?? 'heard',
    clock,
    logger,
    random,
    secure: options.secure ?? true,
    sockets: options.sockets ?? new WsVoiceSocketFactory(),
    udp: options.udp ?? new NodeUdpSocketFactory(),
    loadDave: options.loadDave ?? loadDaveProvider,
    makeAudio: options.makeAudio ?? defaultAudio(clock, logger, random),
    limits: { ...DEFAULT_VOICE_LIMITS, ...options.limits },
    requests: options.requests,
    worker,
    onTrack: options.onTrack,
  };
}

/** One for all calls of the process that go by the system's clock. What it has to say, the first of the bots writes down. */
let systemTicker: Ticker | undefined;

function defaultAudio(clock: Clock, logger: Logger, random: () => number): VoiceAudioFactory {
  const ticker =
    clock === systemClock ? (systemTicker ??= new Ticker({ clock, logger })) : new Ticker({ clock, logger });
  return createVoiceAudio({ ticker, clock, logger, random, opus: () => loadOpus() });
}
