/** Who and what people name in text commands: by mention, by id, or by name. */
import { type APIChannel, type APIGuildMember, type APIRole, type APIUser } from 'discord-api-types/v10';
import { type ChannelId, type GuildId, type RoleId, type UserId } from '../../models';

/** Port. Each resolves with `undefined` for what is not there, or not to be seen; what rejects fails the command. */
export interface TextLookup {
  user(id: UserId): Promise<APIUser | undefined>;
  member(guildId: GuildId, id: UserId): Promise<(APIGuildMember & { readonly user: APIUser }) | undefined>;
  /** Of this guild; of no other, whoever knows its id. */
  channel(guildId: GuildId, idOrName: ChannelId): Promise<APIChannel | undefined>;
  role(guildId: GuildId, idOrName: RoleId): Promise<APIRole | undefined>;
}
