/** The right of a user or guild to something that is sold. https://discord.com/developers/docs/resources/entitlement */
import { type APIEntitlement, type EntitlementType } from 'discord-api-types/v10';
import { type ActionOptions } from '../actions/action-options';
import { dateOrNothing } from '../fields-of';
import { type ApplicationId, type EntitlementId, type GuildId, type SkuId, snowflakeDate, type UserId } from '../ids';
import { userOf } from '../relations';
import { Entity } from '../entity';
import { type User } from './user';

export class Entitlement extends Entity<APIEntitlement> {
  get id(): EntitlementId {
    return this.raw.id;
  }

  get skuId(): SkuId {
    return this.raw.sku_id;
  }

  get applicationId(): ApplicationId {
    return this.raw.application_id;
  }

  /** Who has it; `undefined` where a guild has it. */
  get userId(): UserId | undefined {
    return this.raw.user_id;
  }

  /** The user who has it, when remembered. */
  get user(): User | undefined {
    return this.raw.user_id === undefined ? undefined : userOf(this.context, this.raw.user_id);
  }

  /** The guild that has it; nothing where a user has it. */
  get guildId(): GuildId | null | undefined {
    return this.raw.guild_id;
  }

  get type(): EntitlementType {
    return this.raw.type;
  }

  get deleted(): boolean {
    return this.raw.deleted;
  }

  /** Nothing for test entitlements, which hold at once. */
  get startsAt(): Date | null | undefined {
    return dateOrNothing(this.raw.starts_at as string | null | undefined);
  }

  /** Nothing for those without an end. */
  get endsAt(): Date | null | undefined {
    return dateOrNothing(this.raw.ends_at as string | null | undefined);
  }

  /** Of what is used up by using it: whether it was. */
  get consumed(): boolean {
    return this.raw.consumed ?? false;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }

  /** Marks something that can be bought again and again as used up. */
  consume(options?: ActionOptions): Promise<void> {
    return this.context.actions.entitlements.consume(this.raw.application_id, this.raw.id, options);
  }

  /** Takes back what was given for a test. */
  deleteTest(options?: ActionOptions): Promise<void> {
    return this.context.actions.entitlements.deleteTest(this.raw.application_id, this.raw.id, options);
  }
}
