/** Tells whose audio comes, by the packets alone: nothing is opened for it. */
import { type UserId } from '../../models';
import { asError, type Clock, type Logger } from '../../util';
import { SILENCE_FRAME } from '../audio-frame';
import { PatientTimer } from './patient-timer';

/** So long without a packet, and somebody is silent. */
const QUIET_MS = 200;
/** Frames of silence that end a spell; they are what Discord asks for. */
const SILENCES = 5;

export type TalkListener = (userId: UserId, isTalking: boolean) => void;

interface Talker {
  lastAtMs: number;
  silences: number;
}

export class TalkWatch {
  private readonly users = new Set<UserId>();
  private readonly talkers = new Map<UserId, Talker>();
  private readonly listeners = new Set<TalkListener>();
  private readonly timer: PatientTimer;

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.timer = new PatientTimer(clock, () => {
      this.look();
    });
  }

  get talking(): ReadonlySet<UserId> {
    return this.users;
  }

  on(listener: TalkListener): () => void {
    const own: TalkListener = (userId, isTalking) => {
      listener(userId, isTalking);
    };
    this.listeners.add(own);
    return () => {
      this.listeners.delete(own);
    };
  }

  /** A packet of somebody came, as it was sent: silence stays in the clear. */
  note(userId: UserId, frame: Buffer): void {
    const isSilence = frame.length === SILENCE_FRAME.length && frame.equals(SILENCE_FRAME);
    const talker = this.talkers.get(userId);
    if (!talker) {
      if (!isSilence) this.begin(userId);
      return;
    }
    talker.lastAtMs = this.clock.now();
    talker.silences = isSilence ? talker.silences + 1 : 0;
    if (talker.silences >= SILENCES) this.end(userId);
  }

  close(): void {
    for (const userId of [...this.talkers.keys()]) this.end(userId);
    this.timer.cancel();
  }

  private begin(userId: UserId): void {
    this.talkers.set(userId, { lastAtMs: this.clock.now(), silences: 0 });
    this.users.add(userId);
    this.lookIn(QUIET_MS);
    this.tell(userId, true);
  }

  private end(userId: UserId): void {
    this.talkers.delete(userId);
    this.users.delete(userId);
    this.tell(userId, false);
  }

  private lookIn(ms: number): void {
    if (this.timer.dueAtMs === Infinity) this.timer.set(this.clock.now() + ms);
  }

  /** Ends those who have been quiet for long enough, and comes back when the next may be. */
  private look(): void {
    const nowMs = this.clock.now();
    let nextInMs = Infinity;
    for (const [userId, { lastAtMs }] of [...this.talkers]) {
      const leftMs = lastAtMs + QUIET_MS - nowMs;
      if (leftMs <= 0) this.end(userId);
      else nextInMs = Math.min(nextInMs, leftMs);
    }
    if (nextInMs < Infinity) this.lookIn(nextInMs);
  }

  private tell(userId: UserId, isTalking: boolean): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(userId, isTalking);
      } catch (error) {
        this.logger.error('a listener of who talks failed', { error: asError(error) });
      }
    }
  }
}
