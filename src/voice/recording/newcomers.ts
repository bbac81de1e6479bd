/** Finds everybody in a call who is meant: who is there, who comes, and who is heard before anybody told of them. */
import { type UserId } from '../../models';
import { type CallHearing } from '../hearing/call-hearing';
import { type WhichUsers } from './record-options';
import { badRecordOption } from './recording-errors';

/** Port: who is in a call, as the voice server tells. */
export interface CallCompany {
  readonly userIds: readonly UserId[];
  /** Returns how to stop listening. */
  onJoined(listener: (userIds: readonly UserId[]) => void): () => void;
}

export interface NewcomersOptions {
  readonly hearing: CallHearing;
  readonly company: CallCompany;
  readonly users: WhichUsers;
  /** Called once for each user, and again for one that was forgotten. */
  readonly found: (userId: UserId) => void;
  /** What the author's predicate threw. */
  readonly failed: (error: unknown) => void;
}

export class Newcomers {
  private readonly known = new Set<UserId>();
  private ends: (() => void)[] = [];

  constructor(private readonly options: NewcomersOptions) {}

  start(): void {
    const { hearing, company, users } = this.options;
    if (typeof users !== 'function') {
      for (const userId of users) this.add(userId);
      return;
    }
    // A user who is listened to before they speak loses no beginning.
    this.ends = [
      company.onJoined((userIds) => {
        for (const userId of userIds) this.ask(userId, users);
      }),
      hearing.onTalking((userId, isTalking) => {
        if (isTalking) this.ask(userId, users);
      }),
    ];
    for (const userId of [...company.userIds, ...hearing.talking]) this.ask(userId, users);
  }

  /** Has gone, and is found again when they come back. */
  forget(userId: UserId): void {
    this.known.delete(userId);
  }

  stop(): void {
    for (const end of this.ends.splice(0)) end();
  }

  /** Who was not wanted is asked about again at every word: the answer may depend on anything. */
  private ask(userId: UserId, isWanted: (userId: UserId) => boolean): void {
    if (this.known.has(userId)) return;
    try {
      const answer: unknown = isWanted(userId);
      // A promise would be taken for a yes, and somebody recorded who never agreed to it.
      if (answer instanceof Promise) {
        answer.catch(() => undefined);
        throw badRecordOption(
          '`users` answered with a promise.',
          'let it answer true or false at once; who gets a no is asked about again at their next word.',
        );
      }
      if (answer) this.add(userId);
    } catch (error) {
      this.options.failed(error);
    }
  }

  private add(userId: UserId): void {
    if (this.known.has(userId)) return;
    this.known.add(userId);
    this.options.found(userId);
  }
}
