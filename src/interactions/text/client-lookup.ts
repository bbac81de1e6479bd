/** Looks up who and what text commands name: what is remembered first, then by a request. */
import { type APIChannel, type APIGuildMember, type APIRole, type APIUser, ChannelType } from 'discord-api-types/v10';
import { FrameworkError } from '../../errors';
import {
  Channel,
  type ChannelId,
  type GuildId,
  type MessageCreateEvent,
  type RoleId,
  type UserId,
  type ViewContext,
} from '../../models';
import { type RestClient, RestError } from '../../rest';
import { type TextLookup } from './text-lookup';

type FoundMember = APIGuildMember & { readonly user: APIUser };

export class ClientLookup implements TextLookup {
  constructor(
    private readonly client: RestClient,
    private readonly context: ViewContext,
    private readonly event: MessageCreateEvent,
  ) {}

  async user(id: UserId): Promise<APIUser | undefined> {
    const mentioned = this.event.raw.mentions.find((each) => each.id === id);
    return mentioned ?? this.context.relations.user(id) ?? (await found(this.client.users.get(id)))?.raw;
  }

  async member(guildId: GuildId, id: UserId): Promise<FoundMember | undefined> {
    const mentioned = this.event.raw.mentions.find((each) => each.id === id);
    if (mentioned?.member) return { ...mentioned.member, user: mentioned };
    const known = this.context.relations.member(guildId, id);
    // A record that is remembered may be without its user.
    const user = (known as Partial<FoundMember> | undefined)?.user ?? this.context.relations.user(id);
    if (known && user) return { ...known, user };
    const fetched = (await found(this.client.members.get(guildId, id)))?.raw as APIGuildMember | undefined;
    return fetched?.user ? fetched : undefined;
  }

  async channel(guildId: GuildId, idOrName: ChannelId): Promise<APIChannel | undefined> {
    const channel = await this.channelOf(guildId, idOrName);
    return channel && !this.isHidden(channel) ? channel : undefined;
  }

  private async channelOf(guildId: GuildId, idOrName: ChannelId): Promise<APIChannel | undefined> {
    const { relations } = this.context;
    const known = relations.channel(idOrName);
    if (known) return isOf(known, guildId) ? known : undefined;
    for (const kind of ['channels', 'threads'] as const) {
      for (const each of relations.ofGuild(guildId, kind).values()) {
        if (isNamed(each, idOrName) && !this.isHidden(each)) return each;
      }
    }
    if (!isId(idOrName)) return undefined;
    const fetched = (await found(this.client.channels.get(idOrName)))?.raw;
    return fetched && isOf(fetched, guildId) ? fetched : undefined;
  }

  async role(guildId: GuildId, idOrName: RoleId): Promise<APIRole | undefined> {
    const fits = (role: APIRole): boolean => role.id === idOrName || isNamed(role, idOrName);
    const known = remembered(() => this.context.relations.guild(guildId)?.roles);
    if (known) return known.find(fits);
    return (await found(this.client.roles.list(guildId)))?.map(({ raw }) => raw).find(fits);
  }

  /** Discord offers people only what they can see. Where guild or channel are not remembered nobody can tell. */
  private isHidden(channel: APIChannel): boolean {
    const { member, channelId } = this.event;
    if (!member || channel.id === channelId) return false;
    const permissions = remembered(() => member.permissionsIn(new Channel(channel, this.context)));
    if (!permissions) return false;
    if (!permissions.has('ViewChannel')) return true;
    return channel.type === ChannelType.PrivateThread && !permissions.has('ManageThreads');
  }
}

const FORGOTTEN: ReadonlySet<string> = new Set(['VIEW_INCOMPLETE', 'CACHE_FIELD_DROPPED']);

/** What is remembered; undefined where the group's cache does not keep what it takes. */
function remembered<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FrameworkError && FORGOTTEN.has(error.code)) return undefined;
    throw error;
  }
}

/** What is not there, or not to be seen, is no failure. */
async function found<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RestError && (error.status === 404 || error.status === 403)) return undefined;
    throw error;
  }
}

/** Whoever knows the id of a channel elsewhere must not reach it from here. */
function isOf(channel: APIChannel, guildId: GuildId): boolean {
  return (channel as { readonly guild_id?: string }).guild_id === guildId;
}

function isNamed(record: { readonly name?: string | null }, name: string): boolean {
  const own = record.name?.toLowerCase();
  const wanted = name.toLowerCase();
  // The role of all is called “@everyone”.
  return own === wanted || own === `@${wanted}`;
}

function isId(text: string): boolean {
  // Discord refuses to look for what is larger than any id can be.
  return /^\d{15,20}$/.test(text) && BigInt(text) < 2n ** 63n;
}
