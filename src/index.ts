/* The public face: what a bot author needs. Other rooms by subpath: corduroy/rest, corduroy/gateway, corduroy/testing, … */
export * from './cache';
export * from './di';
export * from './dispatcher';
export * from './errors';
export * from './hub';
export * from './interactions';
export * from './models';
export * from './texts';
export { ConsoleLogger, type LogFields, type LogLevel, Logger, nullLogger, type PinoLike, PinoLogger } from './util';
export {
  BearerToken,
  BotToken,
  createPkce,
  type Credentials,
  OAuth2Client,
  OAuth2Tokens,
  Pages,
  RestClient,
  type RestClientOptions,
  RestError,
  RestRequest,
} from './rest';
export { GatewayClient, GatewayError, type GatewayHealth, type Shard } from './gateway';
export {
  type AudioSource,
  Effect,
  type JoinOptions,
  type LoopMode,
  type OwnVoiceFlags,
  type Playback,
  type PlaybackEnd,
  type PlayOptions,
  type Recording,
  type RecordingEnd,
  type RecordOptions,
  Source,
  type Track,
  type TrackEnd,
  type TrackQueue,
  type VoiceCall,
  type VoiceCalls,
  type VoiceClient,
  VoiceClients,
  type VoiceClientEvents,
  VoiceController,
  type VoiceEnd,
  VoiceError,
  type VoiceHost,
  VoiceTrackEndEvent,
  VoiceTrackStartEvent,
} from './voice';
