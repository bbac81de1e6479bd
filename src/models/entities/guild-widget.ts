/** What a guild shows of itself on websites. https://discord.com/developers/docs/resources/guild#guild-widget-object */
import { type APIGuildWidget } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { type GuildId, snowflakeDate } from '../ids';
import { guildOf } from '../relations';
import { Entity } from '../entity';
import { type Guild } from './guild';

export class GuildWidget extends Entity<APIGuildWidget> {
  /** Id of the guild. */
  get id(): GuildId {
    return this.raw.id;
  }

  /** The guild, when it is remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.id);
  }

  /** Name of the guild. */
  get name(): string {
    return this.raw.name;
  }

  /** Address of an invite; `null` when the widget invites nowhere. */
  get instantInvite(): string | null {
    return this.raw.instant_invite;
  }

  /** Voice channels that everyone may enter. */
  get channels(): Camel<APIGuildWidget['channels']> {
    return fromWire(this.raw.channels);
  }

  /** Up to 100 members who are online, without their true ids and names. */
  get members(): Camel<APIGuildWidget['members']> {
    return fromWire(this.raw.members);
  }

  /** How many members are online. */
  get presenceCount(): number {
    return this.raw.presence_count;
  }

  /** When the guild was made. */
  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }
}
