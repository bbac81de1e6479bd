/** Somebody in a call who needs no socket: speaks packets that are known, and keeps what it hears of others. */
import { type Clock, systemClock } from '../../../../util';
import { type CallPacket, type Participant } from '../participant';
import { isSilence, parseDaveFrame } from './frame-codec';
import { type HeardFrame, type Hearing } from './hearing';
import { MemberCrypto, loadDavey } from './member-crypto';
import { type VirtualCall } from './virtual-call';

const FRAME_MS = 20;
/** Samples per millisecond. */
const SAMPLE_RATE_KHZ = 48;
const SPEAKING = 5;
const MICROPHONE = 1;

export interface VirtualMemberOptions {
  readonly userId: string;
  readonly ssrc: number;
  readonly clock?: Clock;
  /** 0 for somebody who has no encryption. Default 1. */
  readonly maxDaveProtocolVersion?: number;
  /** Processes commits as late as opcode 22, so that nobody hears it with a key they do not have. Default false: as davey does. */
  readonly defersCommits?: boolean;
  /** Where sequence numbers begin. Default 0. */
  readonly firstSequence?: number;
}

export interface SpeakOptions {
  /** Time between two packets. Default 20. */
  readonly intervalMs?: number;
  readonly signal?: AbortSignal;
}

/** What became of packets that were to be spoken. */
export interface Spoken {
  /** In their order. */
  readonly sent: readonly Buffer[];
  /** How many were not sent because there was no key yet. */
  readonly held: number;
}

interface Ear {
  readonly frames: HeardFrame[];
  readonly undecryptableAtMs: number[];
}

export class VirtualMember implements Participant {
  readonly userId: string;
  readonly ssrc: number;
  readonly maxDaveProtocolVersion: number;
  private readonly clock: Clock;
  private readonly ears = new Map<string, Ear>();
  private call: VirtualCall | undefined;
  private crypto: MemberCrypto | undefined;
  private sequence: number;
  private timestamp = 0;
  private speaks = false;
  /** Counts comings and goings: who left while still about to come in stays away. */
  private turn = 0;

  constructor(private readonly options: VirtualMemberOptions) {
    this.userId = options.userId;
    this.ssrc = options.ssrc;
    this.maxDaveProtocolVersion = options.maxDaveProtocolVersion ?? 1;
    this.clock = options.clock ?? systemClock;
    this.sequence = options.firstSequence ?? 0;
  }

  /** Takes part in a call. Resolves when it is in; audio is understood a little later, see {@link ready}. */
  async join(call: VirtualCall): Promise<void> {
    this.leave();
    const { turn } = this;
    const library = await loadDavey();
    if (turn !== this.turn) return;
    this.call = call;
    this.crypto = new MemberCrypto(library, {
      userId: this.userId,
      channelId: call.channelId,
      defersCommits: this.options.defersCommits ?? false,
      send: (op, payload) => {
        if (this.call === call) call.receive(this.userId, op, payload);
      },
    });
    call.join(this);
  }

  leave(): void {
    this.turn += 1;
    const { call } = this;
    this.call = undefined;
    this.crypto = undefined;
    this.speaks = false;
    call?.leave(this.userId);
  }

  /** Whether it could speak: it is in a group, or the call is not encrypted. */
  get ready(): boolean {
    return this.crypto !== undefined && (this.crypto.version === 0 || this.crypto.ready);
  }

  /** The version of DAVE that it speaks in. */
  get daveProtocolVersion(): number {
    return this.crypto?.version ?? 0;
  }

  /** 0 while it is in no group. */
  get epoch(): number {
    return this.crypto?.epoch ?? 0;
  }

  get leafIndex(): number | undefined {
    return this.crypto?.leafIndex;
  }

  /** Who is in its group, as it sees it. */
  get groupUserIds(): readonly string[] {
    return this.crypto?.groupUserIds ?? [];
  }

  /** How often it could not process what the voice server told it. */
  get failures(): number {
    return this.crypto?.failures ?? 0;
  }

  get privacyCode(): string | undefined {
    return this.crypto?.privacyCode;
  }

  async verificationCode(userId: string): Promise<string | undefined> {
    return this.crypto?.verificationCode(userId);
  }

  /** Speaks these packets, one each 20 ms, the first at once; resolves when all were spoken, the signal fired, or it left. */
  speak(frames: readonly Buffer[], options: SpeakOptions = {}): Promise<Spoken> {
    const { intervalMs = FRAME_MS, signal } = options;
    const sent: Buffer[] = [];
    const { call } = this;
    let held = 0;
    let index = 0;
    const startedAt = this.clock.now();
    return new Promise((resolve) => {
      const next = (): void => {
        const frame = frames[index];
        if (!frame || signal?.aborted || !call || this.call !== call) {
          resolve({ sent, held });
          return;
        }
        if (this.speakOne(call, frame, intervalMs)) sent.push(frame);
        else held += 1;
        index += 1;
        this.clock.setTimer(startedAt + index * intervalMs - this.clock.now(), next);
      };
      next();
    });
  }

  /** What it has heard of somebody since it was made, in the order of arrival. Silence is not kept. */
  heard(userId: string): Hearing {
    const { frames, undecryptableAtMs } = this.earFor(userId);
    return { frames: [...frames], undecryptable: undecryptableAtMs.length, undecryptableAtMs: [...undecryptableAtMs] };
  }

  /** Forgets what it has heard. */
  forget(): void {
    this.ears.clear();
  }

  tell(op: number, d: unknown): void {
    this.crypto?.hear(op, d);
  }

  tellBinary(op: number, payload: Buffer): void {
    this.crypto?.hearBinary(op, payload);
  }

  hear(packet: CallPacket, fromUserId: string): void {
    if (isSilence(packet.payload)) return;
    const ear = this.earFor(fromUserId);
    const opus = this.crypto?.open(fromUserId, packet.payload);
    const arrivedAtMs = this.clock.now();
    if (!opus) {
      ear.undecryptableAtMs.push(arrivedAtMs);
      return;
    }
    const { sequence, timestamp } = packet;
    const sealed = parseDaveFrame(packet.payload) !== undefined;
    ear.frames.push({ opus, sequence, timestamp, arrivedAtMs, sealed });
  }

  private speakOne(call: VirtualCall, opus: Buffer, intervalMs: number): boolean {
    const payload = this.crypto?.seal(opus);
    this.timestamp = (this.timestamp + intervalMs * SAMPLE_RATE_KHZ) >>> 0;
    if (!payload) return false;
    if (!this.speaks) call.receive(this.userId, SPEAKING, { speaking: MICROPHONE, delay: 0, ssrc: this.ssrc });
    this.speaks = true;
    this.sequence = (this.sequence + 1) & 0xffff;
    call.transmit({ ssrc: this.ssrc, sequence: this.sequence, timestamp: this.timestamp, payload }, this.userId);
    return true;
  }

  private earFor(userId: string): Ear {
    let ear = this.ears.get(userId);
    if (!ear) {
      ear = { frames: [], undecryptableAtMs: [] };
      this.ears.set(userId, ear);
    }
    return ear;
  }
}
