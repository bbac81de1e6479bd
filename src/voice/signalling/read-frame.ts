/**
 * Reads what the voice gateway sends. Nothing here throws: what cannot be read becomes a frame of its own kind, which says
 * what is wrong with it but repeats nothing of its content, because that may be a key.
 */
import { type NumberedFrame, type ServerFrame } from './frames';
import { bytes, entries, type Fields, fieldsOf, id, text, wholeNumber } from './json-fields';
import { VoiceOpcode } from './opcodes';

const U16 = 0xffff;
const U32 = 0xffff_ffff;

/** Beats are not further apart than this, whatever is asked for: only a beat finds out that a connection is dead. */
const LONGEST_BEAT_MS = 60_000;

/** Bytes of the key that both ciphers take. */
const SECRET_KEY_BYTES = 32;

/** Number and opcode before the content of a binary message. */
const BINARY_HEAD_BYTES = 3;

/** A text message: JSON with `op`, `d`, and `seq` where it is numbered. */
export function readText(message: string): NumberedFrame {
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return { frame: malformed('a text message is no JSON'), sequence: undefined };
  }
  const envelope = fieldsOf(parsed);
  if (!envelope) return { frame: malformed('a text message is no JSON object'), sequence: undefined };
  const sequence = wholeNumber(envelope.seq, 0, U16);
  const op = wholeNumber(envelope.op, 0, Number.MAX_SAFE_INTEGER);
  if (op === undefined) return { frame: malformed('a text message has no opcode'), sequence };
  return { frame: readJson(op, envelope.d), sequence };
}

/** A binary message: a number of two bytes, an opcode of one, and the content. The payload shares the memory of `data`. */
export function readBinary(data: Buffer): NumberedFrame {
  const problem = `a binary message has ${data.length} bytes, which is not even a head`;
  if (data.length < BINARY_HEAD_BYTES) return { frame: malformed(problem), sequence: undefined };
  const op = data.readUInt8(2);
  return { frame: readBinaryContent(op, data.subarray(BINARY_HEAD_BYTES)), sequence: data.readUInt16BE(0) };
}

function readJson(op: number, d: unknown): ServerFrame {
  // The one frame whose content may be missing altogether.
  if (op === VoiceOpcode.resumed) return { kind: 'resumed' };
  if (op === VoiceOpcode.heartbeatAck) return readHeartbeatAck(d);
  const reader = jsonReaders.get(op);
  if (!reader) return isBinary(op) ? malformed(`opcode ${op} came as text`) : { kind: 'unknown', op };
  const fields = fieldsOf(d);
  if (!fields) return malformed(`opcode ${op} has no object as its content`);
  const read = reader(fields);
  return typeof read === 'string' ? malformed(`opcode ${op}: ${read}`) : read;
}

/** Reads the content of one opcode, or says which field is wrong. */
type JsonReader = (d: Fields) => ServerFrame | string;

const jsonReaders: ReadonlyMap<number, JsonReader> = new Map<number, JsonReader>([
  [VoiceOpcode.hello, readHello],
  [VoiceOpcode.ready, readReady],
  [VoiceOpcode.sessionDescription, readSessionDescription],
  [VoiceOpcode.speaking, readSpeaking],
  [VoiceOpcode.clientsConnect, readClientsConnect],
  [VoiceOpcode.clientDisconnect, readClientDisconnect],
  [VoiceOpcode.prepareTransition, readPrepareTransition],
  [VoiceOpcode.executeTransition, readExecuteTransition],
  [VoiceOpcode.prepareEpoch, readPrepareEpoch],
]);

function readHello(d: Fields): ServerFrame | string {
  const interval = d.heartbeat_interval;
  // Has been seen with a fraction. An interval of nothing would be an endless loop of heartbeats.
  if (typeof interval !== 'number' || !(interval >= 1)) return 'heartbeat_interval is no interval';
  return { kind: 'hello', heartbeatIntervalMs: Math.min(interval, LONGEST_BEAT_MS) };
}

function readReady(d: Fields): ServerFrame | string {
  const ssrc = wholeNumber(d.ssrc, 0, U32);
  if (ssrc === undefined) return 'ssrc is no number of 32 bits';
  const address = text(d.ip);
  if (address === undefined) return 'ip is missing';
  const port = wholeNumber(d.port, 1, U16);
  if (port === undefined) return 'port is no port';
  const modes = entries(d.modes, text);
  if (modes === undefined) return 'modes is no list';
  return { kind: 'ready', ssrc, address, port, modes };
}

function readSessionDescription(d: Fields): ServerFrame | string {
  const mode = text(d.mode);
  if (mode === undefined) return 'mode is missing';
  const secretKey = bytes(d.secret_key, SECRET_KEY_BYTES);
  if (secretKey === undefined) return `secret_key is no list of ${SECRET_KEY_BYTES} bytes`;
  const daveProtocolVersion = wholeNumber(d.dave_protocol_version ?? 0, 0, U16);
  if (daveProtocolVersion === undefined) return 'dave_protocol_version is no version';
  return { kind: 'session-description', mode, secretKey, daveProtocolVersion };
}

/** Version 8 wraps the nonce in an object; older versions did not. A lost nonce costs a measurement, not the connection. */
function readHeartbeatAck(d: unknown): ServerFrame {
  return { kind: 'heartbeat-ack', nonce: wholeNumber(fieldsOf(d)?.t ?? d, 0, Number.MAX_SAFE_INTEGER) };
}

function readSpeaking(d: Fields): ServerFrame | string {
  const userId = id(d.user_id);
  if (userId === undefined) return 'user_id is no id';
  const ssrc = wholeNumber(d.ssrc, 0, U32);
  if (ssrc === undefined) return 'ssrc is no number of 32 bits';
  // Before it was a set of bits it was a truth value.
  const flags = typeof d.speaking === 'boolean' ? Number(d.speaking) : wholeNumber(d.speaking ?? 0, 0, U32);
  if (flags === undefined) return 'speaking is no set of bits';
  return { kind: 'speaking', userId, ssrc, flags };
}

function readClientsConnect(d: Fields): ServerFrame | string {
  const userIds = entries(d.user_ids, id);
  return userIds ? { kind: 'clients-connect', userIds } : 'user_ids is no list';
}

function readClientDisconnect(d: Fields): ServerFrame | string {
  const userId = id(d.user_id);
  return userId === undefined ? 'user_id is no id' : { kind: 'client-disconnect', userId };
}

function readPrepareTransition(d: Fields): ServerFrame | string {
  const transitionId = wholeNumber(d.transition_id, 0, U16);
  if (transitionId === undefined) return 'transition_id is no number of 16 bits';
  const protocolVersion = wholeNumber(d.protocol_version, 0, U16);
  if (protocolVersion === undefined) return 'protocol_version is no version';
  return { kind: 'prepare-transition', transitionId, protocolVersion };
}

function readExecuteTransition(d: Fields): ServerFrame | string {
  const transitionId = wholeNumber(d.transition_id, 0, U16);
  if (transitionId === undefined) return 'transition_id is no number of 16 bits';
  return { kind: 'execute-transition', transitionId };
}

function readPrepareEpoch(d: Fields): ServerFrame | string {
  const epoch = wholeNumber(d.epoch, 0, Number.MAX_SAFE_INTEGER);
  if (epoch === undefined) return 'epoch is no number';
  const protocolVersion = wholeNumber(d.protocol_version, 0, U16);
  if (protocolVersion === undefined) return 'protocol_version is no version';
  return { kind: 'prepare-epoch', epoch, protocolVersion };
}

function isBinary(op: number): boolean {
  return op >= VoiceOpcode.externalSender && op <= VoiceOpcode.welcome;
}

function readBinaryContent(op: number, content: Buffer): ServerFrame {
  switch (op) {
    case VoiceOpcode.externalSender:
      return content.length === 0 ? malformed(`opcode ${op} is empty`) : { kind: 'external-sender', payload: content };
    case VoiceOpcode.proposals:
      return readProposals(content);
    case VoiceOpcode.announceCommit:
    case VoiceOpcode.welcome:
      if (content.length <= 2) return malformed(`opcode ${op} ends before its content`);
      return {
        kind: op === VoiceOpcode.welcome ? 'welcome' : 'commit',
        transitionId: content.readUInt16BE(0),
        payload: content.subarray(2),
      };
    default:
      return jsonReaders.has(op) ? malformed(`opcode ${op} came as a binary message`) : { kind: 'unknown', op };
  }
}

function readProposals(content: Buffer): ServerFrame {
  const operation = content[0];
  if (operation === undefined || content.length === 1) return malformed('opcode 27 ends before its content');
  if (operation > 1) return malformed(`opcode 27 has the operation ${operation}; known are 0 (append) and 1 (revoke)`);
  return { kind: 'proposals', operation: operation === 0 ? 'append' : 'revoke', payload: content.subarray(1) };
}

function malformed(problem: string): ServerFrame {
  return { kind: 'malformed', problem };
}
