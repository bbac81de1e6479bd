/** Who is in the call beside the bot, and whose audio carries which ssrc, as the voice server tells (opcodes 5, 11 and 13). */
import { type UserId } from '../../models';

/** Speakers that are remembered; a server that names more has lost its mind. */
const MOST_SPEAKERS = 10_000;

export class Participants {
  private readonly users = new Set<UserId>();
  private readonly bySsrc = new Map<number, UserId>();

  constructor(private readonly ownId: UserId) {}

  /** Everybody but the bot. */
  get userIds(): readonly UserId[] {
    return [...this.users];
  }

  get size(): number {
    return this.users.size;
  }

  /** Returns who is new. */
  join(userIds: readonly UserId[]): UserId[] {
    const fresh = userIds.filter((userId) => userId !== this.ownId && !this.users.has(userId));
    for (const userId of fresh) this.users.add(userId);
    return fresh;
  }

  /** Whether somebody left who was there. */
  leave(userId: UserId): boolean {
    for (const [ssrc, speaker] of this.bySsrc) if (speaker === userId) this.bySsrc.delete(ssrc);
    return this.users.delete(userId);
  }

  speaks(userId: UserId, ssrc: number): void {
    if (this.bySsrc.size >= MOST_SPEAKERS && !this.bySsrc.has(ssrc)) return;
    this.bySsrc.set(ssrc, userId);
  }

  userOf(ssrc: number): UserId | undefined {
    return this.bySsrc.get(ssrc);
  }

  clear(): void {
    this.users.clear();
    this.bySsrc.clear();
  }
}
