/** In how many guilds each user is remembered as a member, so that a user is forgotten with the last of them. */

/**
 * Most users are in one guild, and that somebody is remembered says as much: only what is more than that is counted. A
 * count for everybody would take as long as everything else about a member together.
 */
export class UserRefs {
  /** Guilds beyond the first one; all of them when nothing is implied. */
  private readonly counts = new Map<string, number>();
  /** Users who are remembered and of whom no guild has a member, but for the latest. */
  private readonly alone = new Set<string>();
  /** Who became remembered last: mostly the member comes at once, and then this costs nothing. */
  private latest: string | undefined;

  /** @param isImplied whether every user is remembered for as long as anybody refers to it, which limits and filters prevent */
  constructor(private readonly isImplied: boolean) {}

  /** A user who was not remembered is so now. */
  remembered(userId: string): void {
    if (!this.isImplied) return;
    if (this.latest !== undefined) this.alone.add(this.latest);
    this.latest = userId;
  }

  /** A user is remembered no more. */
  forgotten(userId: string): void {
    if (this.latest === userId) this.latest = undefined;
    else if (this.isImplied) this.alone.delete(userId);
  }

  /** A guild has the user as a member. */
  add(userId: string): void {
    if (this.latest === userId) this.latest = undefined;
    else if (!this.isImplied || !this.alone.delete(userId)) this.counts.set(userId, (this.counts.get(userId) ?? 0) + 1);
  }

  /** A guild has the user as a member no more. */
  drop(userId: string): void {
    const count = this.counts.get(userId);
    if (count === undefined) this.remembered(userId);
    else if (count > 1) this.counts.set(userId, count - 1);
    else this.counts.delete(userId);
  }

  /** Whether any guild has a user, who is remembered, as a member. */
  has(userId: string): boolean {
    if (!this.isImplied) return this.counts.has(userId);
    return this.latest !== userId && !this.alone.has(userId);
  }
}
