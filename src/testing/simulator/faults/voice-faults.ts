/** Trouble in voice, by script: on the voice gateway, on the way of the audio, and in what is told of servers. */
import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import { type BotSelector } from '../log';
import { SimulatorMisuse } from '../misuse';
import { type Call } from '../voice/call';
import { type VoiceStep } from '../voice/conditions';
import { type VoiceConnection } from '../voice/connection';
import { type VoiceHub } from '../voice/hub';
import { type Direction, type NetworkFault } from '../voice/network';
import { type VoiceSession } from '../voice/session';
import { befalls, type VoiceWhom } from '../voice/voice-whom';

/** Whom a fault of voice strikes. */
export interface VoiceFaultTarget {
  /** One bot, or several. Default: all. */
  readonly bot?: BotSelector | readonly BotSelector[];
  /** One guild, or several. Default: all. */
  readonly guild?: { readonly id: string } | readonly { readonly id: string }[];
}

export interface CountedVoiceFault extends VoiceFaultTarget {
  /** How often it strikes. Default: once. */
  readonly times?: number;
}

/** A fault of the way that datagrams take. */
export interface DatagramFault extends VoiceFaultTarget {
  /** How likely each datagram is struck, 0 to 1. Default 1. */
  readonly chance?: number;
  /** How many are struck before it ends. Default: until `clear()`. */
  readonly times?: number;
  /** `in`: from the client, `out`: to it. Default: both. */
  readonly direction?: Direction | 'both';
}

const BOTH: readonly Direction[] = ['in', 'out'];

export class VoiceFaults {
  constructor(
    private readonly hub: VoiceHub,
    private readonly resolve: (target: VoiceFaultTarget) => VoiceWhom,
  ) {}

  // The way of the audio.

  /** Datagrams do not arrive. Returns how to end it; so do the next four. */
  lose(fault: DatagramFault = {}): () => void {
    return this.disturb({ kind: 'lose' }, fault);
  }

  /** Datagrams arrive twice. */
  repeat(fault: DatagramFault = {}): () => void {
    return this.disturb({ kind: 'repeat' }, fault);
  }

  /** Datagrams change places with the one that follows; one that nothing follows within 100 ms comes by itself. */
  swap(fault: DatagramFault = {}): () => void {
    return this.disturb({ kind: 'swap' }, fault);
  }

  /** Datagrams arrive without their end. */
  truncate(fault: DatagramFault = {}): () => void {
    return this.disturb({ kind: 'truncate' }, fault);
  }

  /** Datagrams take between `minMs` and `maxMs` longer, each for itself. */
  jitter(fault: DatagramFault & { readonly minMs: number; readonly maxMs: number }): () => void {
    return this.disturb({ kind: 'jitter', minMs: fault.minMs, maxMs: fault.maxMs }, fault);
  }

  /**
   * Sends datagrams that nobody sealed: audio in the name of everybody in the call, under numbers of no server, and
   * plain noise. Returns how many were sent.
   */
  forge(fault: VoiceFaultTarget & { readonly count?: number } = {}): number {
    const { count = 1 } = fault;
    let sent = 0;
    for (const session of this.sessions(fault)) {
      for (let index = 0; index < count; index += 1) session.sendDatagram(this.forged(session, index));
      sent += count;
    }
    return sent;
  }

  /** The next questions of IP discovery are not answered. */
  dropDiscovery(times = 1, target: VoiceFaultTarget = {}): void {
    this.hub.conditions.refuse('discovery', this.resolve(target), times);
  }

  // The voice gateway.

  /** Closes connections now. Returns how many. */
  close(code: number, target: VoiceFaultTarget = {}): number {
    return this.eachConnection(target, (connection) => {
      connection.close(mustBeCode(code), 'closed by a fault');
    });
  }

  /** Closes the next connections that come to this point. */
  closeAt(step: VoiceStep, code: number, fault: CountedVoiceFault = {}): void {
    this.hub.conditions.closeAt(step, mustBeCode(code), this.resolve(fault), fault.times ?? 1);
  }

  /** Breaks connections off without a close frame. Returns how many. */
  drop(target: VoiceFaultTarget = {}): number {
    return this.eachConnection(target, (connection) => {
      connection.terminate();
    });
  }

  /** Connections neither read nor write for so many milliseconds; audio from them and to them is lost that long. Returns how many. */
  stall(forMs: number, target: VoiceFaultTarget = {}): number {
    return this.eachConnection(target, (connection) => {
      connection.stall(forMs);
    });
  }

  /** The next attempts to resume are refused by 4006. */
  refuseResume(fault: CountedVoiceFault = {}): void {
    this.hub.conditions.refuse('resume', this.resolve(fault), fault.times ?? 1);
  }

  /** The next heartbeats are not answered. */
  withholdAcks(fault: CountedVoiceFault = {}): void {
    this.hub.conditions.refuse('acks', this.resolve(fault), fault.times ?? Infinity);
  }

  /** Sends a text as it is, however malformed. Returns to how many. */
  send(text: string, target: VoiceFaultTarget = {}): number {
    return this.eachConnection(target, (connection) => {
      connection.send(text, -1, text, undefined);
    });
  }

  /** Sends bytes as they are, however malformed. Returns to how many. */
  sendBinary(bytes: Buffer, target: VoiceFaultTarget = {}): number {
    return this.eachConnection(target, (connection) => {
      connection.send(bytes, -1, { bytes: bytes.length }, undefined);
    });
  }

  /** The next words of who speaks under which number (opcode 5) come so many milliseconds late, after the audio. */
  lateSpeaking(ms: number, fault: CountedVoiceFault = {}): void {
    this.hub.conditions.delay(VoiceOpcodes.Speaking, ms, this.resolve(fault), fault.times ?? 1);
  }

  // End-to-end encryption.

  /** The next external senders (opcode 25) come before the session description. */
  earlyExternalSender(fault: CountedVoiceFault = {}): void {
    this.hub.conditions.refuse('dave-order', this.resolve(fault), fault.times ?? 1);
  }

  /** The next orders to carry a transition out (opcode 22) come so many milliseconds late. */
  lateTransition(ms: number, fault: CountedVoiceFault = {}): void {
    this.hub.conditions.delay(VoiceOpcodes.DaveExecuteTransition, ms, this.resolve(fault), fault.times ?? 1);
  }

  /** The next commits (opcode 29) arrive broken. */
  badCommit(fault: CountedVoiceFault = {}): void {
    this.bend(VoiceOpcodes.DaveMlsAnnounceCommitTransition, lastByteTurned, fault);
  }

  /** The next Welcomes (opcode 30) arrive broken. */
  badWelcome(fault: CountedVoiceFault = {}): void {
    this.bend(VoiceOpcodes.DaveMlsWelcome, lastByteTurned, fault);
  }

  /** Proposals (opcode 27) that nobody can read, now. Returns to how many. */
  malformedProposals(target: VoiceFaultTarget = {}): number {
    const sessions = this.sessions(target);
    for (const session of sessions) session.tellBinary(VoiceOpcodes.DaveMlsProposals, Buffer.from([0, 5, 1, 2, 3]));
    return sessions.length;
  }

  /** Proposals that stand are revoked and proposed again, in every call that is meant. Returns in how many. */
  revokeProposals(target: VoiceFaultTarget = {}): number {
    return this.eachCall(target, ({ encryption }) => {
      encryption.faults.revokeNow();
    });
  }

  /** The next proposals are revoked as soon as they are told, and proposed again, in every call that is meant. */
  revokeNextProposals(fault: CountedVoiceFault = {}): number {
    return this.eachCall(fault, ({ encryption }) => {
      encryption.faults.revokeNext(fault.times);
    });
  }

  /** Everybody is made to begin anew (opcode 24 with epoch 1), in every call that is meant. Returns in how many. */
  resetEncryption(target: VoiceFaultTarget = {}): number {
    return this.eachCall(target, ({ encryption }) => {
      encryption.faults.reset();
    });
  }

  /** To the next who join, everything about encryption comes so many milliseconds late. */
  slowMember(ms: number, fault: CountedVoiceFault = {}): void {
    this.hub.conditions.slowDown(ms, this.resolve(fault), fault.times ?? 1);
  }

  // What is told of servers.

  /** The next joins are told of the server before the state. */
  reverseEvents(fault: CountedVoiceFault = {}): void {
    this.hub.conditions.refuse('event-order', this.resolve(fault), fault.times ?? 1);
  }

  /** The next bots to be told of a server are told of none first, and of it so many milliseconds later. */
  nullEndpoint(forMs: number, fault: CountedVoiceFault = {}): void {
    this.hub.conditions.withholdEndpoint(forMs, this.resolve(fault), fault.times ?? 1);
  }

  /** Ends every fault that lasts. */
  clear(): void {
    this.hub.conditions.clear();
    for (const connection of this.hub.connections) connection.resume();
  }

  private bend(op: number, bend: (payload: Buffer) => Buffer, fault: CountedVoiceFault): void {
    this.hub.conditions.bend(op, bend, this.resolve(fault), fault.times ?? 1);
  }

  private disturb(networkFault: NetworkFault, fault: DatagramFault): () => void {
    const { chance = 1, times = Infinity, direction = 'both' } = fault;
    if (!(chance >= 0 && chance <= 1)) throw new SimulatorMisuse(`a chance of ${chance}`, 'a number from 0 to 1.');
    return this.hub.conditions.network.add({
      fault: networkFault,
      whom: this.resolve(fault),
      directions: new Set(direction === 'both' ? BOTH : [direction]),
      chance,
      left: times,
    });
  }

  private sessions(target: VoiceFaultTarget): VoiceSession[] {
    const whom = this.resolve(target);
    return this.hub.sessions.filter((session) => befalls(whom, session));
  }

  /** Calls of the guilds that are meant, and of the bots: who is in them now. */
  private eachCall(target: VoiceFaultTarget, act: (call: Call) => void): number {
    const { users, guilds } = this.resolve(target);
    const struck = this.hub.calls.known.filter(
      (call) =>
        (!guilds || guilds.has(call.guildId)) &&
        (!users || call.participants.some((participant) => users.has(participant.userId))),
    );
    for (const call of struck) act(call);
    return struck.length;
  }

  private eachConnection(target: VoiceFaultTarget, act: (connection: VoiceConnection) => void): number {
    const whom = this.resolve(target);
    const struck = this.hub.connections.filter((connection) => befalls(whom, connection));
    for (const connection of struck) act(connection);
    return struck.length;
  }

  private forged(session: VoiceSession, index: number): Buffer {
    const noise = Buffer.from(Array.from({ length: 60 }, () => Math.floor(this.hub.random() * 256)));
    if (index % 3 === 2) return noise;
    const others = session.call.participants.filter((each) => each !== session);
    const known = others[index % Math.max(1, others.length)]?.ssrc ?? session.ssrc;
    noise.writeUInt16BE(0x9078, 0);
    noise.writeUInt32BE(index % 3 === 0 ? known : 0xdead_beef, 8);
    noise.writeUInt32BE(0xbede_0001, 12);
    return noise;
  }
}

function lastByteTurned(payload: Buffer): Buffer {
  const turned = Buffer.from(payload);
  const last = turned.length - 1;
  if (last >= 0) turned.writeUInt8(turned.readUInt8(last) ^ 1, last);
  return turned;
}

function mustBeCode(code: number): number {
  if (Number.isInteger(code) && code >= 1_000 && code <= 4_999 && code !== 1_005 && code !== 1_006) return code;
  throw new SimulatorMisuse(`${code} is no close code that a server can send`, 'a code like 4015, or drop() for 1006.');
}
