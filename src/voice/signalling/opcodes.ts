/** The voice gateway's opcodes, version 8. Those from 25 to 30 travel as binary messages, all others as JSON. */

/**
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#voice, and of 21 and above
 * https://daveprotocol.com/#voice-gateway-opcodes
 */
export const VoiceOpcode = {
  identify: 0,
  selectProtocol: 1,
  ready: 2,
  heartbeat: 3,
  sessionDescription: 4,
  speaking: 5,
  heartbeatAck: 6,
  resume: 7,
  hello: 8,
  resumed: 9,
  clientsConnect: 11,
  clientDisconnect: 13,
  prepareTransition: 21,
  executeTransition: 22,
  transitionReady: 23,
  prepareEpoch: 24,
  externalSender: 25,
  keyPackage: 26,
  proposals: 27,
  commitWelcome: 28,
  announceCommit: 29,
  welcome: 30,
  invalidCommitWelcome: 31,
} as const;
