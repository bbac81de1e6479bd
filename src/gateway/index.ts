export * from './codes';
export * from './commands/command';
export { type CommandWait } from './commands/command-queue';
export { type GatewayPresence } from './commands/update-presence';
export { type VoiceFlags } from './commands/update-voice-state';
export * from './compression/choose-compression';
export * from './compression/create-inflater';
export * from './compression/handle-inflater';
export * from './compression/inflater';
export * from './compression/plain-inflater';
export * from './compression/window-inflater';
export * from './compression/zstd-inflater';
export * from './deadlines';
export {
  type CloseDiagnostic,
  type ConnectDiagnostic,
  type GatewayDiagnostic,
  type IdentifyDiagnostic,
  type LatencyDiagnostic,
  type MalformedDiagnostic,
  type ReadyDiagnostic,
  type ResumeDiagnostic,
} from './diagnostics';
export * from './dispatch-sink';
export * from './gateway-client';
export * from './gateway-client-options';
export * from './gateway-error';
export * from './gateway-info';
export { type FrameCounts } from './health/frame-tally';
export { type GatewayHealth, type HealthStatus, type ShardHealth } from './health/health';
export { type LatencySample, type LatencySummary } from './health/latency-history';
export * from './identify/budget-store';
export * from './identify/file-budget-store';
export * from './identify/identify-queue';
export * from './identify/memory-budget-store';
export * from './identify/memory-identify-queue';
export { DEFAULT_REQUEST_TIMEOUT_MS } from './requests/gateway-requests';
export { afterClose, OwnCloseCode } from './protocol/close-codes';
export { type Compression } from './protocol/connect-url';
export { type ShardPhase } from './protocol/shard-state';
export * from './session/file-session-store';
export * from './session/memory-session-store';
export * from './session/session-key';
export * from './session/session-store';
export * from './shard';
export * from './shard-options';
export * from './shards/local-orchestrator';
export { shardIdOf } from './shards/plan';
export { type ShardChoice } from './shards/shard-count';
export * from './shards/shard-orchestrator';
export * from './socket/fake-socket';
export * from './socket/socket';
export * from './socket/ws-socket';
