/** Whom a fault of voice strikes: users, and guilds. */

export interface VoiceWhom {
  /** Ids of users; `undefined` stands for all. */
  readonly users: ReadonlySet<string> | undefined;
  /** Ids of guilds; `undefined` stands for all. */
  readonly guilds: ReadonlySet<string> | undefined;
}

export interface VoiceStruck {
  readonly userId: string | null;
  readonly guildId: string | null;
}

export function befalls({ users, guilds }: VoiceWhom, { userId, guildId }: VoiceStruck): boolean {
  if (users && (userId === null || !users.has(userId))) return false;
  return !guilds || (guildId !== null && guilds.has(guildId));
}
