/** A user who may not come into a guild. https://discord.com/developers/docs/resources/guild#ban-object */
import { type APIBan } from 'discord-api-types/v10';
import { type GuildId, type UserId } from '../ids';
import { guildOf } from '../relations';
import { PayloadView } from '../view';
import { type ViewContext } from '../view-context';
import { type Guild } from './guild';
import { User } from './user';

export class Ban extends PayloadView<APIBan> {
  private madeUser: User | undefined = undefined;

  /** @param guildId of the guild, which payloads of bans do not name. */
  constructor(
    raw: APIBan,
    context?: ViewContext,
    readonly guildId?: GuildId,
  ) {
    super(raw, context);
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.guildId);
  }

  get userId(): UserId {
    return this.raw.user.id;
  }

  get user(): User {
    return (this.madeUser ??= new User(this.raw.user, this.context));
  }

  /** What was given as reason. */
  get reason(): string | null {
    return this.raw.reason;
  }

  /** Same user; in which guild does not matter. */
  equals(other: { readonly userId: string }): boolean {
    return this.raw.user.id === other.userId;
  }
}
