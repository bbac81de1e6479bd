/** The book of who may come into voice by which token: one grant for each bot and guild. */
import { type Grant } from './grant';

export function placeKey(guildId: string, userId: string): string {
  return `${guildId}/${userId}`;
}

const keyOf = ({ guild, userId }: Grant): string => placeKey(guild.id, userId);

export class Grants {
  private readonly current = new Map<string, Grant>();
  private readonly byToken = new Map<string, Grant>();
  /** Tokens that were replaced or taken back. */
  private readonly outdated = new Set<string>();

  of(guildId: string, userId: string): Grant | undefined {
    return this.current.get(placeKey(guildId, userId));
  }

  withToken(token: string): Grant | undefined {
    return this.byToken.get(token);
  }

  /** Whether a token let somebody in once. */
  wasToken(token: string): boolean {
    return this.outdated.has(token);
  }

  /** Whether a grant still lets somebody in. */
  isCurrent(grant: Grant): boolean {
    return !grant.spent && this.current.get(keyOf(grant)) === grant;
  }

  in(channelId: string): readonly Grant[] {
    return [...this.current.values()].filter(({ channel }) => channel.id === channelId);
  }

  /** Gives a bot a grant in place of the one that it had. */
  add(grant: Grant): void {
    const before = this.current.get(keyOf(grant));
    if (before) this.remove(before);
    this.current.set(keyOf(grant), grant);
    this.byToken.set(grant.token, grant);
  }

  remove(grant: Grant): void {
    grant.spent = true;
    this.outdated.add(grant.token);
    this.byToken.delete(grant.token);
    if (this.current.get(keyOf(grant)) === grant) this.current.delete(keyOf(grant));
  }

  clear(): void {
    this.current.clear();
    this.byToken.clear();
  }
}
