/**
 * A voice session: one bot in one call. It outlives its connection for a while, remembers the numbered messages that the
 * bot has not acknowledged, and goes on carrying audio, which takes a way of its own.
 */
import { type RemoteInfo } from 'node:dgram';
import { VoiceCloseCodes } from 'discord-api-types/voice/v8';
import { type Timer } from '../../../util';
import { type Call } from './call';
import { type VoiceConnection } from './connection';
import { CounterSet } from './counter-set';
import { isSilence, parseDaveFrame } from './dave/frame-codec';
import { type VoiceProblemName } from './entries';
import { type Grant } from './grant';
import { type VoiceMode } from './options';
import { type CallPacket, type Participant } from './participant';
import { PacketOrder } from './packet-order';
import { draftRtp, payloadOf, readRtp } from './rtp';
import { TransportCipher } from './transport-cipher';
import { type VoiceHub } from './hub';

/** Audio and messages take different ways: Speaking that was said before a packet may come so much later. */
const SPEAKING_GRACE_MS = 250;
/** Packets that are kept until then. */
const MOST_EARLY = 25;

interface Numbered {
  readonly sequence: number;
  readonly data: string | Buffer;
}

interface Transport {
  readonly cipher: TransportCipher;
  readonly address: string;
  readonly port: number;
}

export class VoiceSession implements Participant {
  connection: VoiceConnection | undefined;
  /** Ends the session when nobody resumes it in time. */
  expiry: Timer | undefined;
  ended = false;
  /** What was said last by Speaking; `undefined` before it. Without a mode nobody may send audio. */
  private flags: number | undefined;
  private isAnnounced = false;
  private quietSinceMs = 0;
  private numbered = false;
  /** Audio that came before Speaking. */
  private early: (() => void)[] = [];
  private transport: Transport | undefined;
  private lastSequence: number;
  private readonly memory: Numbered[] = [];
  private readonly order = new PacketOrder();
  /** Counters that sealed a packet under the running key. */
  private readonly spentCounters = new CounterSet();
  private lastDatagramMs: number;

  constructor(
    readonly hub: VoiceHub,
    readonly grant: Grant,
    readonly call: Call,
    readonly ssrc: number,
    readonly maxDaveProtocolVersion: number,
  ) {
    this.lastSequence = hub.settings.firstSequence - 1;
    this.lastDatagramMs = hub.clock.now();
  }

  get userId(): string {
    return this.grant.userId;
  }

  get guildId(): string {
    return this.grant.guild.id;
  }

  get botName(): string | null {
    return this.hub.world.bots.get(this.userId)?.name ?? null;
  }

  /** The number of the newest message; -1 before the first. */
  get sequence(): number {
    return this.lastSequence;
  }

  /** Whether there was a numbered message. */
  get hasNumbered(): boolean {
    return this.numbered;
  }

  /** Whether Speaking was said. */
  get announced(): boolean {
    return this.flags !== undefined;
  }

  /** Speaking was said: with a mode, what came before it counts now. */
  announce(flags: number): void {
    if (flags === 0) this.quietSinceMs = this.hub.clock.now();
    else this.isAnnounced = true;
    this.flags = flags;
    this.call.speak(this, flags);
    if (flags !== 0) for (const hear of this.early.splice(0)) hear();
  }

  /** Whether audio is in order now; what was sent before Speaking was ended may come a little later. */
  private get maySpeak(): boolean {
    if (this.flags !== 0) return this.flags !== undefined;
    return this.isAnnounced && this.hub.clock.now() - this.quietSinceMs <= SPEAKING_GRACE_MS;
  }

  tell(op: number, d: unknown): void {
    const delayMs = this.hub.conditions.takeDelayMs(op, this);
    if (delayMs === 0) this.sendNumbered(op, d);
    else {
      this.hub.later(delayMs, () => {
        if (!this.ended) this.sendNumbered(op, d);
      });
    }
  }

  tellBinary(op: number, payload: Buffer): void {
    if (this.ended) return;
    const sequence = this.nextSequence();
    const head = Buffer.alloc(3);
    head.writeUInt16BE(sequence, 0);
    head.writeUInt8(op, 2);
    const data = Buffer.concat([head, this.hub.conditions.bent(op, payload, this)]);
    this.remember({ sequence, data });
    this.connection?.send(data, op, { bytes: payload.length }, sequence);
  }

  hear(packet: CallPacket): void {
    const { transport, hub } = this;
    if (!transport || this.ended || this.isStalled) return;
    if (hub.clock.now() - this.lastDatagramMs > hub.settings.silentAfterMs) return;
    const padding = hub.random() < hub.settings.paddingChance ? 1 + Math.floor(hub.random() * 8) : 0;
    const { clear, plain } = draftRtp(packet, padding);
    this.sendDatagram(transport.cipher.seal(clear, plain));
  }

  /** Sends to where the client said it listens, through whatever the network does. */
  sendDatagram(datagram: Buffer): void {
    const { transport } = this;
    if (!transport) return;
    this.hub.conditions.network.pass('out', this, datagram, (passed) => {
      this.grant.server.sendDatagram(passed, transport.port, transport.address);
    });
  }

  /** Select Protocol was answered: from here on audio flows. */
  open(mode: VoiceMode, key: Buffer, address: string, port: number): void {
    this.transport = { cipher: new TransportCipher(mode, key), address, port };
    this.spentCounters.clear();
  }

  isAt({ address, port }: RemoteInfo): boolean {
    return this.transport?.address === address && this.transport.port === port;
  }

  get isOpen(): boolean {
    return this.transport !== undefined;
  }

  /** Whether a fault stands in both ways of its audio. */
  get isStalled(): boolean {
    return this.connection?.isStalled === true;
  }

  /** Some datagram came: the client is there. */
  noteDatagram(): void {
    this.lastDatagramMs = this.hub.clock.now();
  }

  /** A datagram of the client does not come as it was sent, or not at all, and that is not the client's doing. */
  noteStruck(datagram: Buffer): void {
    const header = readRtp(datagram);
    if (header) this.order.strike(header.sequence);
  }

  /** An audio packet that bears this session's SSRC. */
  receiveAudio(datagram: Buffer, remote: RemoteInfo): void {
    const header = readRtp(datagram);
    const { transport } = this;
    if (!header || !transport) {
      this.problem('no-packet', transport ? 'no audio packet' : 'audio before a key was agreed on');
      return;
    }
    if (!this.isAt(remote)) {
      this.problem('wrong-address', `audio from port ${remote.port}, which Select Protocol did not name`);
      return;
    }
    const opened = transport.cipher.open(datagram, header.clearBytes);
    const payload = opened && payloadOf(header, opened.plain);
    if (!opened || !payload) {
      this.problem('not-sealed', `packet ${header.sequence} was not sealed with this session's key`);
      return;
    }
    this.noteDatagram();
    if (!this.maySpeak) {
      const isKept = this.awaitSpeaking(() => {
        this.receiveAudio(datagram, remote);
      });
      if (!isKept) this.noteStruck(datagram);
      return;
    }
    if (!this.spentCounters.add(opened.counter)) {
      if (this.order.isStruck(header.sequence)) return;
      this.problem('nonce-reused', `the counter ${opened.counter} sealed two packets`);
      return;
    }
    this.judge(header.sequence, header.timestamp, payload);
    const { sequence, timestamp, ssrc } = header;
    this.call.relay(this, { ssrc, sequence, timestamp, payload });
  }

  /** The numbered messages behind one, oldest first; `undefined` when they are not all remembered. */
  since(sequence: number): readonly (string | Buffer)[] | undefined {
    // Numbers go round: what is less than half the circle ahead is newer.
    const ahead = (this.lastSequence - sequence) & 0xffff;
    if (ahead >= 0x8000 || ahead > this.memory.length) return undefined;
    return this.memory.slice(this.memory.length - ahead).map(({ data }) => data);
  }

  /** Forgets what the client has. `false` when it has what was never sent. */
  acknowledge(sequence: number): boolean {
    const ahead = (this.lastSequence - sequence) & 0xffff;
    if (ahead >= 0x8000) return false;
    if (ahead < this.memory.length) this.memory.splice(0, this.memory.length - ahead);
    return true;
  }

  problem(problem: VoiceProblemName, detail: string): void {
    this.hub.journal.problem(problem, this, detail);
  }

  /** @returns whether the packet is kept until then. */
  private awaitSpeaking(hear: () => void): boolean {
    if (this.early.length === 0) this.expectSpeaking();
    if (this.early.length >= MOST_EARLY) return false;
    this.early.push(hear);
    return true;
  }

  private expectSpeaking(): void {
    this.hub.later(SPEAKING_GRACE_MS, () => {
      // After a process was blocked, its timers fire before its sockets are read: it may lie there.
      setImmediate(() => {
        setImmediate(() => {
          this.missSpeaking();
        });
      });
    });
  }

  private missSpeaking(): void {
    if (this.early.length === 0 || this.ended) return;
    // What a fault holds back is not missing.
    if (this.isStalled) {
      this.expectSpeaking();
      return;
    }
    this.early = [];
    this.problem('before-speaking', `audio ${this.isAnnounced ? 'after Speaking ended' : 'before the first Speaking'}`);
    if (!this.isAnnounced) this.connection?.close(VoiceCloseCodes.BadRequest, 'Invalid SSRC.');
  }

  private judge(sequence: number, timestamp: number, payload: Buffer): void {
    if (this.call.encryption.forbidsPlaintext && !isSilence(payload) && !isWhollySealed(payload)) {
      this.problem('plaintext', `packet ${sequence} is not encrypted end to end`);
    }
    for (const { problem, detail } of this.order.judge(sequence, timestamp)) this.problem(problem, detail);
  }

  private sendNumbered(op: number, d: unknown): void {
    if (this.ended) return;
    const sequence = this.nextSequence();
    const data = JSON.stringify({ op, d, seq: sequence });
    this.remember({ sequence, data });
    this.connection?.send(data, op, d, sequence);
  }

  private nextSequence(): number {
    this.numbered = true;
    this.lastSequence = (this.lastSequence + 1) & 0xffff;
    return this.lastSequence;
  }

  private remember(message: Numbered): void {
    this.memory.push(message);
    if (this.memory.length > this.hub.settings.resumeBufferSize) this.memory.shift();
  }
}

/** Of Opus nothing is left in the clear. */
function isWhollySealed(payload: Buffer): boolean {
  return parseDaveFrame(payload)?.ranges.length === 0;
}
