/** Commands: what a bot may send over the gateway, as the text that goes out. */
import { GatewayError } from '../gateway-error';
import { Opcode } from '../protocol/opcodes';

/** A command as it goes out. https://discord.com/developers/docs/events/gateway-events#send-events */
export interface GatewayCommand {
  readonly op: number;
  readonly d: unknown;
}

/** Discord closes the connection (4002) over larger payloads. https://discord.com/developers/docs/events/gateway#sending-events */
export const MOST_COMMAND_BYTES = 4096;

/** Opcodes that belong to the connection itself. */
const RESERVED: ReadonlySet<number> = new Set([Opcode.heartbeat, Opcode.identify, Opcode.resume]);

/**
 * The text of a command.
 * @throws {GatewayError} GATEWAY_PAYLOAD_TOO_LARGE, GATEWAY_INVALID_COMMAND.
 */
export function encodeCommand(command: GatewayCommand): string {
  if (!Number.isInteger(command.op) || RESERVED.has(command.op)) {
    throw invalid(
      `Opcode ${String(command.op)} is not for a bot to send: the shard heartbeats, identifies and resumes by itself.`,
    );
  }
  let text: string;
  try {
    text = JSON.stringify({ op: command.op, d: command.d });
  } catch (cause) {
    throw invalid(`The command with opcode ${command.op} cannot be written as JSON.`, cause);
  }
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > MOST_COMMAND_BYTES) {
    throw new GatewayError({
      code: 'GATEWAY_PAYLOAD_TOO_LARGE',
      kind: 'payload-too-large',
      message: `A command with opcode ${command.op} has ${sizeBytes} bytes; Discord accepts ${MOST_COMMAND_BYTES}. It was not sent.`,
      advice: 'shorten its texts, or ask for fewer things at once.',
      context: { opcode: command.op, sizeBytes },
    });
  }
  return text;
}

function invalid(message: string, cause?: unknown): GatewayError {
  return new GatewayError({ code: 'GATEWAY_INVALID_COMMAND', kind: 'invalid-command', message, cause });
}
