/** Writes what we say to the voice gateway: text for JSON, bytes for the two frames that carry MLS messages. */
import { type ClientFrame } from './frames';
import { VoiceOpcode } from './opcodes';

/** Unlike those of the server, binary messages of a client have no number: the opcode comes first. */
export function writeFrame(frame: ClientFrame): string | Buffer {
  switch (frame.kind) {
    case 'identify':
      return json(VoiceOpcode.identify, {
        server_id: frame.guildId,
        user_id: frame.userId,
        session_id: frame.sessionId,
        token: frame.token,
        max_dave_protocol_version: frame.maxDaveProtocolVersion,
      });
    case 'resume':
      return json(VoiceOpcode.resume, {
        server_id: frame.guildId,
        session_id: frame.sessionId,
        token: frame.token,
        seq_ack: frame.sequence,
      });
    case 'select-protocol':
      return json(VoiceOpcode.selectProtocol, {
        protocol: 'udp',
        data: { address: frame.address, port: frame.port, mode: frame.mode },
      });
    case 'heartbeat':
      return json(VoiceOpcode.heartbeat, { t: frame.nonce, seq_ack: frame.sequence });
    case 'speaking':
      return json(VoiceOpcode.speaking, { speaking: frame.flags, delay: 0, ssrc: frame.ssrc });
    case 'transition-ready':
      return json(VoiceOpcode.transitionReady, { transition_id: frame.transitionId });
    case 'invalid-commit-welcome':
      return json(VoiceOpcode.invalidCommitWelcome, { transition_id: frame.transitionId });
    case 'key-package':
      return binary(VoiceOpcode.keyPackage, frame.payload);
    case 'commit-welcome':
      return binary(VoiceOpcode.commitWelcome, frame.payload);
  }
}

function json(op: number, d: unknown): string {
  return JSON.stringify({ op, d });
}

function binary(op: number, payload: Buffer): Buffer {
  const message = Buffer.allocUnsafe(1 + payload.length);
  message.writeUInt8(op, 0);
  payload.copy(message, 1);
  return message;
}
