/**
 * What a close code of the voice server means for the connection.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#voice-voice-close-event-codes
 */

/**
 * What may follow a close. `resume`: the same session. `new-session`: ask the main gateway for a server again. `fault`: we
 * sent something wrong; one more try with a new session. `disconnected` and `call-terminated`: the bot was taken out, unless
 * a server is named within a few seconds: then it was moved. `rate-limited` and `dave-required`: nothing.
 */
export type AfterVoiceClose =
  'resume' | 'new-session' | 'fault' | 'disconnected' | 'call-terminated' | 'rate-limited' | 'dave-required';

/** Codes that this client sends. */
export const OwnVoiceCloseCode = {
  /** Ends the session. */
  done: 1000,
  /** Ends the socket only: the session will be resumed. Any code but 1000 and 1001 does that. */
  resumable: 4900,
} as const;

const RULES: Readonly<Record<number, AfterVoiceClose>> = {
  4001: 'fault', // unknown opcode
  4002: 'fault', // a payload that could not be read
  4003: 'fault', // a payload before Identify
  4004: 'fault', // the token was refused
  4005: 'fault', // identified twice
  4006: 'new-session', // the session is not valid any more
  4009: 'new-session', // the session timed out
  4011: 'new-session', // the voice server was not found
  4012: 'fault', // unknown protocol
  4014: 'disconnected', // kicked, or the main session was lost
  4015: 'resume', // the server crashed
  4016: 'fault', // unknown encryption mode
  4017: 'dave-required',
  4020: 'fault', // a request that makes no sense
  4021: 'rate-limited',
  4022: 'call-terminated', // the channel was deleted, or the server changes
};

/** What may follow this code. None at all, those below 4000 and unknown ones are worth a RESUME, which costs nothing. */
export function afterVoiceClose(code: number | undefined): AfterVoiceClose {
  return (code === undefined ? undefined : RULES[code]) ?? 'resume';
}
