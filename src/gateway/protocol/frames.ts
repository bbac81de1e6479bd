/**
 * Frames that arrive, checked for their shape: a frame that is not what its opcode promises is told apart from one that
 * is, and never gets further.
 * https://discord.com/developers/docs/events/gateway-events#receive-events
 */
import { type DispatchPacket } from '../dispatch-sink';
import { Opcode } from './opcodes';

/** A frame that steers the connection. READY and RESUMED are dispatches that do. */
export type ControlFrame =
  | { readonly kind: 'hello'; readonly intervalMs: number }
  | { readonly kind: 'heartbeat-request' }
  | { readonly kind: 'heartbeat-ack' }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'invalid-session'; readonly resumable: boolean }
  | { readonly kind: 'ready'; readonly sessionId: string; readonly resumeUrl: string | undefined }
  | { readonly kind: 'resumed' };

/** What a parsed frame turned out to be. */
export type DecodedFrame =
  | { readonly kind: 'dispatch'; readonly packet: DispatchPacket }
  | { readonly kind: 'control'; readonly frame: ControlFrame }
  | { readonly kind: 'unknown'; readonly opcode: number }
  | { readonly kind: 'malformed'; readonly problem: string };

const CLOSING_BRACE = 0x7d;

type Loose = Readonly<Record<string, unknown>>;

/** Says what a frame's JSON value is. */
export function decodeFrame(value: unknown): DecodedFrame {
  if (!isObject(value)) return malformed('the frame is not an object');
  switch (value.op) {
    case Opcode.dispatch:
      if (typeof value.t !== 'string' || value.t === '') return malformed('a dispatch has no name');
      if (!isCount(value.s) && !isSteering(value.t)) return malformed('a dispatch has no number');
      return { kind: 'dispatch', packet: value as unknown as DispatchPacket };
    case Opcode.heartbeat:
      return control({ kind: 'heartbeat-request' });
    case Opcode.reconnect:
      return control({ kind: 'reconnect' });
    case Opcode.invalidSession:
      return control({ kind: 'invalid-session', resumable: value.d === true });
    case Opcode.hello:
      return decodeHello(value.d);
    case Opcode.heartbeatAck:
      return control({ kind: 'heartbeat-ack' });
    default:
      return typeof value.op === 'number'
        ? { kind: 'unknown', opcode: value.op }
        : malformed('the frame has no opcode');
  }
}

/**
 * The payload of a dispatch, from where it begins to the brace that ends the frame. `undefined` when there is something else:
 * then the frame as a whole has to be parsed.
 */
export function parsePayload(frame: Buffer, start: number): unknown {
  const end = frame.length - 1;
  if (start === 0 || frame[end] !== CLOSING_BRACE) return undefined;
  try {
    return JSON.parse(frame.toString('utf8', start, end));
  } catch {
    return undefined;
  }
}

/** Whether a dispatch changes the state of its own connection, so that it is read whoever wants it. */
export function isSteering(eventName: string): boolean {
  return eventName === 'READY' || eventName === 'RESUMED';
}

/** What READY says about the session, or what is wrong with it. https://discord.com/developers/docs/events/gateway-events#ready */
export function decodeReady(data: unknown): DecodedFrame {
  if (!isObject(data) || typeof data.session_id !== 'string' || data.session_id === '') {
    return malformed('READY has no session_id');
  }
  const resumeUrl = typeof data.resume_gateway_url === 'string' ? data.resume_gateway_url : undefined;
  return control({
    kind: 'ready',
    sessionId: data.session_id,
    resumeUrl: resumeUrl !== undefined && URL.canParse(resumeUrl) ? resumeUrl : undefined,
  });
}

function decodeHello(data: unknown): DecodedFrame {
  const intervalMs = isObject(data) ? data.heartbeat_interval : undefined;
  if (typeof intervalMs !== 'number' || !Number.isFinite(intervalMs) || intervalMs <= 0) {
    return malformed('HELLO has no heartbeat_interval');
  }
  return control({ kind: 'hello', intervalMs });
}

function control(frame: ControlFrame): DecodedFrame {
  return { kind: 'control', frame };
}

function malformed(problem: string): DecodedFrame {
  return { kind: 'malformed', problem };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
