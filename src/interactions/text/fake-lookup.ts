/** Who and what there is, for tests: kept in memory, by guild. */
import { type APIChannel, type APIGuildMember, type APIRole, type APIUser } from 'discord-api-types/v10';
import { type ChannelId, type GuildId, type RoleId, type UserId } from '../../models';
import { type TextLookup } from './text-lookup';

type FoundMember = APIGuildMember & { readonly user: APIUser };

/** What is in one guild. */
export interface KnownInGuild {
  readonly members?: readonly FoundMember[];
  readonly channels?: readonly APIChannel[];
  readonly roles?: readonly APIRole[];
}

export class FakeLookup implements TextLookup {
  /** @param users who is in no guild. */
  constructor(
    private readonly guilds: Readonly<Record<GuildId, KnownInGuild>> = {},
    private readonly users: readonly APIUser[] = [],
  ) {}

  user(id: UserId): Promise<APIUser | undefined> {
    const members = Object.values(this.guilds).flatMap(({ members = [] }) => members);
    return Promise.resolve([...this.users, ...members.map(({ user }) => user)].find((user) => user.id === id));
  }

  member(guildId: GuildId, id: UserId): Promise<FoundMember | undefined> {
    return Promise.resolve(this.guilds[guildId]?.members?.find(({ user }) => user.id === id));
  }

  channel(guildId: GuildId, idOrName: ChannelId): Promise<APIChannel | undefined> {
    return Promise.resolve(called(this.guilds[guildId]?.channels, idOrName));
  }

  role(guildId: GuildId, idOrName: RoleId): Promise<APIRole | undefined> {
    return Promise.resolve(called(this.guilds[guildId]?.roles, idOrName));
  }
}

function called<T extends { readonly id: string; readonly name?: string | null }>(
  all: readonly T[] | undefined,
  idOrName: string,
): T | undefined {
  const wanted = idOrName.toLowerCase();
  const found = all?.find(({ id }) => id === idOrName);
  return found ?? all?.find(({ name }) => name?.toLowerCase() === wanted);
}
