/**
 * What a gateway tells whoever subscribes with `node:diagnostics_channel`: one channel for each turn in a connection's
 * life. A channel that nobody listens to costs a look at a flag. Messages hold no token and no payload.
 */
import { channel } from 'node:diagnostics_channel';

/** What every message says. */
export interface GatewayDiagnostic {
  /** The group's name, or what the client was named. */
  readonly bot: string | undefined;
  readonly shardId: number;
  readonly shardCount: number;
}

/** `corduroy:gateway:connect`: a socket is about to open. */
export interface ConnectDiagnostic extends GatewayDiagnostic {
  readonly url: string;
}

/** `corduroy:gateway:identify`: IDENTIFY is about to be sent. */
export interface IdentifyDiagnostic extends GatewayDiagnostic {
  readonly intents: number;
}

/** `corduroy:gateway:resume`: RESUME is about to be sent. */
export interface ResumeDiagnostic extends GatewayDiagnostic {
  readonly sequence: number;
}

/** `corduroy:gateway:ready`: the shard is ready, by READY or by RESUMED. */
export interface ReadyDiagnostic extends GatewayDiagnostic {
  readonly resumed: boolean;
}

/** `corduroy:gateway:close`: a connection is gone. */
export interface CloseDiagnostic extends GatewayDiagnostic {
  /** `undefined` when it ended without a close code. */
  readonly code: number | undefined;
  readonly reason: string;
}

/** `corduroy:gateway:latency`: a heartbeat was answered. */
export interface LatencyDiagnostic extends GatewayDiagnostic {
  readonly latencyMs: number;
}

/** `corduroy:gateway:malformed`: a frame could not be understood. */
export interface MalformedDiagnostic extends GatewayDiagnostic {
  readonly problem: string;
}

interface Diagnostics {
  readonly connect: ConnectDiagnostic;
  readonly identify: IdentifyDiagnostic;
  readonly resume: ResumeDiagnostic;
  readonly ready: ReadyDiagnostic;
  readonly close: CloseDiagnostic;
  readonly latency: LatencyDiagnostic;
  readonly malformed: MalformedDiagnostic;
}

const CHANNELS = {
  connect: channel('corduroy:gateway:connect'),
  identify: channel('corduroy:gateway:identify'),
  resume: channel('corduroy:gateway:resume'),
  ready: channel('corduroy:gateway:ready'),
  close: channel('corduroy:gateway:close'),
  latency: channel('corduroy:gateway:latency'),
  malformed: channel('corduroy:gateway:malformed'),
} as const;

/** Publishes for one shard. */
export class ShardDiagnostics {
  constructor(private readonly about: GatewayDiagnostic) {}

  publish<Name extends keyof Diagnostics>(name: Name, message: Omit<Diagnostics[Name], keyof GatewayDiagnostic>): void {
    const target = CHANNELS[name];
    if (target.hasSubscribers) target.publish({ ...this.about, ...message });
  }
}
