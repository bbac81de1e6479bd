/** A user who may not come into a guild. https://discord.com/developers/docs/resources/guild#ban-object */
import { type APIBan } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { type GuildId, type UserId } from '../ids';
import { guildOf } from '../relations';
import { Entity } from '../entity';
import { idOf, viewOf } from '../fields-of';
import { type ViewContext } from '../view-context';
import { type Guild } from './guild';
import { User } from './user';
import { refuseIncomplete } from '../incomplete';

export class Ban extends Entity<APIBan, 'guildId' | 'userId'> {
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
    return idOf(this.raw.user);
  }

  get user(): User {
    return (this.madeUser ??= viewOf(this.raw.user, (user) => new User(user, this.context)));
  }

  /** What was given as reason. */
  get reason(): string | null {
    return this.raw.reason;
  }

  /**
   * Lifts the ban.
   * @throws {FrameworkError} VIEW_INCOMPLETE when it is not known of which guild it is.
   */
  lift(options?: ActionOptions): Promise<void> {
    const guildId =
      this.guildId ??
      refuseIncomplete('which guild this ban is of', 'build the ban with its guild: new Ban(raw, context, guildId).');
    return this.context.actions.bans.remove(guildId, this.userId, options);
  }

  protected override alsoKnown(): object {
    return { guild_id: this.guildId };
  }

  protected override get identifiedBy(): readonly ('guildId' | 'userId')[] {
    return ['guildId', 'userId'];
  }

  protected override known(): readonly unknown[] {
    return [this.guildId];
  }
}
