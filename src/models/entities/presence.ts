/** Someone's status and activities. https://discord.com/developers/docs/events/gateway-events#presence */
import { type APIUser, type GatewayPresenceUpdate } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { idOf } from '../fields-of';
import { type GuildId, type UserId } from '../ids';
import { Entity } from '../entity';
import { type ViewContext } from '../view-context';
import { Guild } from './guild';
import { lateClasses } from './late-classes';
import { Member } from './member';
import { User } from './user';

/** A presence as any payload gives it: inside the payload of its guild it does not name the guild. */
export type PresencePayload = Omit<GatewayPresenceUpdate, 'guild_id'> & { readonly guild_id?: string };

/** Of the user it says the id, and of the rest only what changed. */
export class Presence extends Entity<PresencePayload, 'guildId' | 'userId'> {
  /** @param knownGuildId of a presence inside the payload of its guild, which does not repeat the guild's id. */
  constructor(
    raw: PresencePayload,
    context?: ViewContext,
    private readonly knownGuildId?: GuildId,
  ) {
    super(raw, context);
  }

  get guildId(): GuildId {
    return this.raw.guild_id ?? this.knownGuildId ?? '';
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    const guild = this.context.relations.guild(this.guildId);
    return guild && new Guild(guild, this.context);
  }

  get userId(): UserId {
    return idOf(this.raw.user);
  }

  /** The user, when the payload brings all of it or it is remembered. */
  get user(): User | undefined {
    const user = this.raw.user as PresencePayload['user'] | undefined;
    const known = user?.username === undefined ? this.context.relations.user(this.userId) : (user as APIUser);
    return known && new User(known, this.context);
  }

  /** The member, when it is remembered. */
  get member(): Member | undefined {
    const member = this.context.relations.member(this.guildId, this.userId);
    return member && new Member(member, this.context, this.guildId);
  }

  get status(): GatewayPresenceUpdate['status'] {
    return this.raw.status;
  }

  get activities(): Camel<NonNullable<GatewayPresenceUpdate['activities']>> {
    return this.raw.activities ? fromWire(this.raw.activities) : [];
  }

  /** The status on each kind of device. */
  get clientStatus(): Camel<GatewayPresenceUpdate['client_status']> {
    return fromWire(this.raw.client_status);
  }

  protected override get identifiedBy(): readonly ('guildId' | 'userId')[] {
    return ['guildId', 'userId'];
  }

  protected override known(): readonly unknown[] {
    return [this.knownGuildId];
  }
}

lateClasses.Presence = Presence;
