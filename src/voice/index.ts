export * from './audio-frame';
export * from './codec/load-opus';
export * from './codec/opus-codec';
export * from './codec/opus-frame-size-error';
export * from './codec/opus-packet';
export * from './codes';
export * from './connection/limits';
export * from './controller';
export * from './dave/dave-library';
export * from './dave/dave-provider';
export * from './dave/dave-session';
export * from './dave/davey-library';
export * from './dave/fake-dave';
export * from './dave/fake-dave-library';
export * from './dave/mls-dave-session';
export * from './effects/effect';
export { type CompressorOptions, type EffectKind, type EqualiserBand } from './effects/effect-data';
export * from './encryption/aes256-gcm';
export * from './encryption/choose';
export * from './encryption/cipher';
export * from './encryption/xchacha20';
export * from './fake-voice-calls';
export * from './fake-voice-link';
export * from './hearing/call-hearing';
export * from './hearing/fake-hearing';
export * from './hearing/heard-audio';
export * from './host';
export * from './join-options';
export * from './link';
export * from './player/audio-output';
export * from './player/create-voice-audio';
export * from './player/fake-audio-output';
export * from './player/listeners';
export * from './player/play-options';
export * from './player/playback';
export * from './player/player-controls';
export * from './player/queue';
export { type QueuedPlayback, type QueuePlayer, type StartOptions } from './player/queue-player';
export * from './player/ticker';
export * from './player/track';
export * from './player/voice-audio';
export * from './recording/recording';
export * from './signalling/fake-voice-socket';
export * from './signalling/frames';
export * from './signalling/voice-socket';
export * from './signalling/ws-voice-socket';
export * from './sources/audio-source';
export * from './sources/source';
export * from './stage/fake-voice-requests';
export * from './stage/stage-options';
export * from './stage/voice-requests';
export * from './states';
export * from './track-events';
export * from './transport/fake-udp';
export * from './transport/node-udp';
export * from './transport/udp-socket';
export * from './voice-client';
export * from './voice-client-events';
export * from './voice-clients';
export * from './voice-clients-options';
export * from './voice-error';
export { FakeWorker, FakeWorkerLauncher, type FakeWorkerOptions } from './worker/fake-worker';
export { type VoiceWorkerOptions } from './worker/worker-options';
export { type WorkerLauncher, type WorkerThread, type WorkerThreadEvents } from './worker/worker-thread';
export { type AudioFormat } from './sources/sniff';
export { type AudioOptions } from './sources/open-audio';
export { type ByteStream } from './sources/bytes/stream-input';
export { type FfmpegOptions } from './sources/ffmpeg/ffmpeg-options';
export { type HttpLimits } from './sources/bytes/http-request';
export { type HttpOptions } from './sources/bytes/http-input';
export { type OpusFrames } from './sources/frames';
export { type SampleFormat } from './sources/pcm/sample-format';
export { type HeardStreams } from './recording/heard-crowd';
export {
  type ListenAllOptions,
  type RecordingFormat,
  type RecordOptions,
  type WhichUsers,
} from './recording/record-options';
export { type Reconnecting, type VoiceEnd, type VoiceStats } from './connection/connection-options';
export {
  type NextTry,
  type ReconnectReason,
  type VoiceEndReason,
  type VoicePhase,
} from './connection/connection-state';
