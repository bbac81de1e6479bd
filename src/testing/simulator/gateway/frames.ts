/** Frames as Discord writes them: no spaces, and the keys in the order t, s, op, d. */
import { GatewayOpcodes } from 'discord-api-types/v10';

/** A dispatch; `json` is the payload as text, so that sessions can share the work of writing it. */
export function dispatchFrame(name: string, sequence: number, json: string): string {
  return `{"t":${JSON.stringify(name)},"s":${sequence},"op":0,"d":${json}}`;
}

/** Any frame that is no dispatch. */
export function frame(op: number, data: unknown): string {
  return `{"t":null,"s":null,"op":${op},"d":${JSON.stringify(data)}}`;
}

export const HEARTBEAT_ACK = frame(GatewayOpcodes.HeartbeatAck, null);
export const HEARTBEAT_REQUEST = frame(GatewayOpcodes.Heartbeat, null);
export const RECONNECT = frame(GatewayOpcodes.Reconnect, null);
