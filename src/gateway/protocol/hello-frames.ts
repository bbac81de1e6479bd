/** The frames with which a connection introduces itself and stays alive. They hold the token: never log them. */
import { type GatewayPresence, presencePayload } from '../commands/update-presence';
import { Opcode } from './opcodes';

export interface IdentifyData {
  readonly token: string;
  readonly intents: number;
  readonly shardId: number;
  readonly shardCount: number;
  readonly largeThreshold?: number | undefined;
  readonly presence?: GatewayPresence | undefined;
}

/** https://discord.com/developers/docs/events/gateway-events#identify */
export function identifyFrame(data: IdentifyData): string {
  return JSON.stringify({
    op: Opcode.identify,
    d: {
      token: data.token,
      intents: data.intents,
      properties: { os: process.platform, browser: 'corduroy', device: 'corduroy' },
      large_threshold: data.largeThreshold,
      shard: [data.shardId, data.shardCount],
      presence: data.presence && presencePayload(data.presence),
    },
  });
}

/** https://discord.com/developers/docs/events/gateway-events#resume */
export function resumeFrame(token: string, sessionId: string, sequence: number): string {
  return JSON.stringify({ op: Opcode.resume, d: { token, session_id: sessionId, seq: sequence } });
}

/** https://discord.com/developers/docs/events/gateway-events#heartbeat */
export function heartbeatFrame(sequence: number | null): string {
  return `{"op":${Opcode.heartbeat},"d":${sequence ?? 'null'}}`;
}
