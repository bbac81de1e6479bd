/** What a test may want otherwise about the voice servers. */

/** Names of the ways to encrypt between a client and a voice server. */
export type VoiceMode = 'aead_aes256_gcm_rtpsize' | 'aead_xchacha20_poly1305_rtpsize';

export interface VoiceOptions {
  /** Voice gateways speak `wss`, with a certificate that they signed themselves. Default `false`: `ws`. */
  readonly tls?: boolean;
  /** What Ready offers, the preferred first. Default: both. */
  readonly modes?: readonly VoiceMode[];
  /** 0: calls have no end-to-end encryption, and nobody is asked for it. Default 1. */
  readonly daveVersion?: 0 | 1;
  /** What Hello tells, in milliseconds. Default 13 750. */
  readonly heartbeatMs?: number;
  /** How many heartbeat intervals a client may stay silent. Default 2. */
  readonly heartbeatIntervalsAllowed?: number;
  /** How long a transition of end-to-end encryption waits for members that are not ready, in milliseconds. Default 2000. */
  readonly transitionTimeoutMs?: number;
  /** Who sends no datagram for so many milliseconds is sent no audio any more. Default 300 000. */
  readonly silentAfterMs?: number;
  /** How likely a packet to a client has padding, 0 to 1. Default 0.03. */
  readonly paddingChance?: number;
  /** How VOICE_SERVER_UPDATE names this machine. Default `127.0.0.1`. */
  readonly endpointHost?: string;
  /** How long a voice session that lost its connection waits to be resumed, in milliseconds. Default 60 000. */
  readonly resumeWindowMs?: number;
  /** How many messages a voice session remembers for a resume. Default 1000. */
  readonly resumeBufferSize?: number;
  /** How long a connection may stay without identifying, in milliseconds. Default 15 000. */
  readonly identifyTimeoutMs?: number;
  /** The number of a session's first numbered message, for tests of what happens behind 65 535. Default 1. */
  readonly firstSequence?: number;
  /** How long a guild is without a voice server when its call moves to another, in milliseconds. Default 100. */
  readonly serverMoveMs?: number;
  /**
   * Where clients are told to send their audio instead of to the server; each to one of these. Whoever listens there answers IP discovery;
   * the server hears nothing of it. For benches that look at packets in a process of their own. Default: the server itself.
   */
  readonly audioAt?: readonly AudioAddress[];
}

/** An IPv4 address and a UDP port. */
export interface AudioAddress {
  readonly address: string;
  readonly port: number;
}

/** The same with nothing left open. */
export type VoiceSettings = Required<VoiceOptions>;

export function voiceSettings(options: VoiceOptions): VoiceSettings {
  return {
    tls: options.tls ?? false,
    modes: options.modes ?? ['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'],
    daveVersion: options.daveVersion ?? 1,
    heartbeatMs: options.heartbeatMs ?? 13_750,
    heartbeatIntervalsAllowed: options.heartbeatIntervalsAllowed ?? 2,
    transitionTimeoutMs: options.transitionTimeoutMs ?? 2_000,
    silentAfterMs: options.silentAfterMs ?? 300_000,
    paddingChance: options.paddingChance ?? 0.03,
    endpointHost: options.endpointHost ?? '127.0.0.1',
    resumeWindowMs: options.resumeWindowMs ?? 60_000,
    resumeBufferSize: options.resumeBufferSize ?? 1_000,
    identifyTimeoutMs: options.identifyTimeoutMs ?? 15_000,
    firstSequence: options.firstSequence ?? 1,
    serverMoveMs: options.serverMoveMs ?? 100,
    audioAt: options.audioAt ?? [],
  };
}
