/** A call in memory: sessions of ours as participants of the simulator's delivery service, with nothing between them. */
import { type Participant } from '../../../src/testing/simulator/voice/participant';
import { type DaveEvent } from '../../../src/testing/simulator/voice/dave/dave-event';
import { DeliveryService } from '../../../src/testing/simulator/voice/dave/delivery-service';
import { ManualClock } from '../../../src/util';
import {
  type DaveClientFrame,
  type DaveLibrary,
  type DaveServerFrame,
  MlsDaveSession,
  type MlsDaveSessionOptions,
} from '../../../src/voice';

export const CHANNEL = '81384788765712384';

/** How a participant differs from the usual one. */
export interface JoinOptions extends Partial<MlsDaveSessionOptions> {
  /** 0: somebody who speaks no DAVE. */
  readonly maxDaveProtocolVersion?: number;
  /** Opcode 25 comes before opcode 4. */
  readonly earlySender?: boolean;
  /** The server tells nobody of this participant: opcode 11 is missing. */
  readonly hidden?: boolean;
}

export class CallMember implements Participant {
  readonly ssrc: number;
  readonly maxDaveProtocolVersion: number;
  readonly session: MlsDaveSession;
  /** What our side said. */
  readonly sent: DaveClientFrame[] = [];
  /** What the server said. */
  readonly heard: DaveServerFrame[] = [];
  changes = 0;
  private readonly waiting: DaveClientFrame[] = [];
  private seated = false;

  constructor(
    readonly userId: string,
    private readonly call: DaveCall,
    options: JoinOptions = {},
  ) {
    this.ssrc = Number(userId);
    this.maxDaveProtocolVersion = options.maxDaveProtocolVersion ?? 1;
    this.session = new MlsDaveSession({
      library: call.library,
      userId,
      clock: call.clock,
      send: (frame) => {
        this.sent.push(frame);
        if (this.seated) this.deliver(frame);
        else this.waiting.push(frame);
      },
      onChange: () => this.changes++,
      ...options,
    });
  }

  /** The server seats who was told of opcode 4 at once; what is answered to that comes after. */
  seat(): void {
    this.call.service.join(this);
    this.seated = true;
    for (const frame of this.waiting) this.deliver(frame);
  }

  tell(op: number, d: unknown): void {
    const frame = frameOf(op, d as Body);
    if (frame) this.give(frame);
  }

  tellBinary(op: number, payload: Buffer): void {
    const frame = binaryFrameOf(op, payload);
    if (frame) this.give(frame);
  }

  hear(): void {
    throw new Error('there is no audio here');
  }

  private deliver(frame: DaveClientFrame): void {
    const { op, payload } = wireOf(frame);
    this.call.service.receive(this.userId, op, payload);
  }

  give(frame: DaveServerFrame): void {
    this.heard.push(frame);
    if (this.maxDaveProtocolVersion > 0) this.session.receive(frame);
  }

  /** What the server said last of this kind. */
  last<K extends DaveServerFrame['kind']>(kind: K): DaveServerFrame & { readonly kind: K } {
    const found = this.heard.findLast((frame) => frame.kind === kind);
    if (!found) throw new Error(`${this.userId} never heard ${kind}`);
    return found as DaveServerFrame & { readonly kind: K };
  }
}

export class DaveCall {
  readonly clock = new ManualClock();
  readonly events: DaveEvent[] = [];
  readonly members: CallMember[] = [];
  readonly service: DeliveryService;

  constructor(
    readonly library: DaveLibrary,
    protocolVersion = 1,
  ) {
    this.service = new DeliveryService({
      channelId: CHANNEL,
      clock: this.clock,
      random: () => 0.25,
      protocolVersion,
      log: (event) => this.events.push(event),
    });
  }

  async join(userId: string, options: JoinOptions = {}): Promise<CallMember> {
    const member = this.enter(userId, options);
    await this.settle();
    return member;
  }

  /** Joins without waiting for anything. */
  enter(userId: string, options: JoinOptions = {}): CallMember {
    const member = new CallMember(userId, this, options);
    if (!options.hidden) for (const other of this.members) other.session.usersJoined([userId]);
    member.session.usersJoined(this.members.map((other) => other.userId));
    if (options.earlySender) this.service.introduce(member);
    this.members.push(member);
    if (member.maxDaveProtocolVersion > 0) member.session.begin(this.service.versionWith(member), CHANNEL);
    member.seat();
    return member;
  }

  async leave(member: CallMember): Promise<void> {
    this.members.splice(this.members.indexOf(member), 1);
    for (const other of this.members) other.session.userLeft(member.userId);
    member.session.close();
    this.service.leave(member.userId);
    await this.settle();
  }

  /** Long enough for a commit and its execution, not for any limit. */
  async settle(): Promise<void> {
    for (let round = 0; round < 8; round++) await this.clock.advance(100);
  }

  get phases(): readonly string[] {
    return this.members.map(({ session }) => session.phase);
  }

  get privacyCodes(): ReadonlySet<string | undefined> {
    return new Set(this.members.map(({ session }) => session.privacyCode));
  }

  /** Everybody says something that everybody else hears, and nobody else could have heard. */
  talk(): void {
    for (const from of this.members) {
      const opus = Buffer.from(`what ${from.userId} says`);
      const sealed = from.session.seal(opus);
      if (sealed === 'held') throw new Error(`${from.userId} holds its audio back`);
      for (const to of this.members) {
        if (to === from) continue;
        const heard = to.session.open(from.userId, sealed);
        if (!heard?.equals(opus)) throw new Error(`${to.userId} does not hear ${from.userId}`);
      }
    }
  }
}

interface Body {
  readonly transition_id: number;
  readonly protocol_version: number;
  readonly epoch: number;
}

function frameOf(op: number, d: Body): DaveServerFrame | undefined {
  const transitionId = d.transition_id;
  const protocolVersion = d.protocol_version;
  if (op === 21) return { kind: 'prepare-transition', transitionId, protocolVersion };
  if (op === 22) return { kind: 'execute-transition', transitionId };
  if (op === 24) return { kind: 'prepare-epoch', epoch: d.epoch, protocolVersion };
  return undefined;
}

function binaryFrameOf(op: number, bytes: Buffer): DaveServerFrame | undefined {
  if (op === 25) return { kind: 'external-sender', payload: bytes };
  if (op === 27) {
    return { kind: 'proposals', operation: bytes[0] === 0 ? 'append' : 'revoke', payload: bytes.subarray(1) };
  }
  const transitionId = bytes.readUInt16BE();
  if (op === 29) return { kind: 'commit', transitionId, payload: bytes.subarray(2) };
  if (op === 30) return { kind: 'welcome', transitionId, payload: bytes.subarray(2) };
  return undefined;
}

function wireOf(frame: DaveClientFrame): { readonly op: number; readonly payload: unknown } {
  switch (frame.kind) {
    case 'transition-ready':
      return { op: 23, payload: { transition_id: frame.transitionId } };
    case 'key-package':
      return { op: 26, payload: frame.payload };
    case 'commit-welcome':
      return { op: 28, payload: frame.payload };
    case 'invalid-commit-welcome':
      return { op: 31, payload: { transition_id: frame.transitionId } };
  }
}
