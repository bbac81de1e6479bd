/** Something that an application sells. https://discord.com/developers/docs/resources/sku */
import { type APISKU, type SKUFlags, type SKUType } from 'discord-api-types/v10';
import { type ApplicationId, type SkuId, snowflakeDate } from '../ids';
import { Entity } from '../entity';

export class Sku extends Entity<APISKU> {
  get id(): SkuId {
    return this.raw.id;
  }

  /** Of a subscription there are two: one of type `Subscription`, which is used, and one that groups. */
  get type(): SKUType {
    return this.raw.type;
  }

  get applicationId(): ApplicationId {
    return this.raw.application_id;
  }

  get name(): string {
    return this.raw.name;
  }

  /** The name as its address has it. */
  get slug(): string {
    return this.raw.slug;
  }

  /** Bits of `SKUFlags`. */
  get flags(): SKUFlags {
    return this.raw.flags;
  }

  get createdAt(): Date {
    return snowflakeDate(this.raw.id);
  }
}
