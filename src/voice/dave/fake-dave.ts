/** End-to-end encryption without a library: a test says in which phase it is, and sees what it was told. */
import { type ChannelId, type UserId } from '../../models';
import { type DaveServerFrame } from '../signalling/frames';
import { type DaveProvider, type DaveSessionOptions } from './dave-provider';
import { type DavePhase, type DaveSession, type DaveStats, type Sealed } from './dave-session';

/** Before what a fake session has sealed. */
const SEAL = Buffer.from('sealed:');

export class FakeDaveSession implements DaveSession {
  phase: DavePhase = 'idle';
  protocolVersion = 0;
  epoch: number | undefined;
  privacyCode: string | undefined;
  readonly received: DaveServerFrame[] = [];
  readonly others = new Set<UserId>();
  channelId: ChannelId | undefined;
  isClosed = false;
  readonly stats: DaveStats = { sealed: 0, held: 0, opened: 0, failed: 0, refused: 0, recoveries: 0 };

  constructor(readonly options: DaveSessionOptions) {}

  get alone(): boolean {
    return this.others.size === 0;
  }

  /** Changes the phase, as an agreement does. */
  goes(phase: DavePhase, epoch?: number): void {
    this.phase = phase;
    this.epoch = epoch;
    this.privacyCode = phase === 'active' ? `code-${epoch ?? 0}` : undefined;
    this.options.onChange();
  }

  begin(protocolVersion: number, channelId: ChannelId): void {
    this.protocolVersion = protocolVersion;
    this.channelId = channelId;
    this.goes(protocolVersion === 0 ? 'off' : 'pending');
  }

  receive(frame: DaveServerFrame): void {
    this.received.push(frame);
  }

  usersJoined(userIds: readonly UserId[]): void {
    for (const userId of userIds) if (userId !== this.options.userId) this.others.add(userId);
  }

  userLeft(userId: UserId): void {
    this.others.delete(userId);
  }

  seal(opus: Buffer): Sealed {
    if (this.phase === 'off') return opus;
    return this.phase === 'active' ? Buffer.concat([SEAL, opus]) : 'held';
  }

  open(_userId: UserId, frame: Buffer): Buffer | undefined {
    if (this.phase === 'off') return frame;
    return frame.subarray(0, SEAL.length).equals(SEAL) ? frame.subarray(SEAL.length) : undefined;
  }

  verificationCode(userId: UserId): Promise<string | undefined> {
    return Promise.resolve(this.others.has(userId) ? `code-of-${userId}` : undefined);
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Remembers every session that was made. */
export class FakeDaveProvider implements DaveProvider {
  readonly maxProtocolVersion = 1;
  readonly sessions: FakeDaveSession[] = [];

  /** The session that was made last. */
  get last(): FakeDaveSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('no session was made');
    return session;
  }

  session(options: DaveSessionOptions): FakeDaveSession {
    const session = new FakeDaveSession(options);
    this.sessions.push(session);
    return session;
  }
}
