/** 1 for a join, -1 for a departure. */
export type Move = 1 | -1;

/** Who joined or left lately: nobody can join twice without leaving between, so a second time is the same event again. */
export class RecentMoves {
  /** The oldest first. */
  private readonly moves = new Map<string, Move>();

  constructor(private readonly max = 256) {}

  /** Notes a move. @returns whether it is the person's last one again, whatever number its event came under */
  isRepeated(guildId: string, userId: string, by: Move): boolean {
    const key = `${guildId} ${userId}`;
    const isRepeated = this.moves.get(key) === by;
    this.moves.delete(key);
    this.moves.set(key, by);
    if (this.moves.size > this.max) this.forgetOldest();
    return isRepeated;
  }

  /** What the last ones of a guild did, the oldest first, by their ids. */
  of(guildId: string): [userId: string, by: Move][] {
    const start = `${guildId} `;
    const moves: [string, Move][] = [];
    for (const [key, by] of this.moves) if (key.startsWith(start)) moves.push([key.slice(start.length), by]);
    return moves;
  }

  /** What was missed of a guild that comes whole is unknown. */
  forgetGuild(guildId: string): void {
    for (const key of this.moves.keys()) if (key.startsWith(`${guildId} `)) this.moves.delete(key);
  }

  private forgetOldest(): void {
    const { value: oldest } = this.moves.keys().next();
    if (oldest !== undefined) this.moves.delete(oldest);
  }
}
