/** Entitlements: who has what an application sells. https://discord.com/developers/docs/resources/entitlement */
import { type APIEntitlement } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type ApplicationId,
  compareSnowflakes,
  Entitlement,
  type EntitlementId,
  entitlementsQuerySpec,
  type EntitlementsQuery,
  type TestEntitlementBody,
  testEntitlementSpec,
} from '../../models';
import { type Pages } from '../paging';
import { entitlementRoutes } from '../routes/entitlements';
import { Resource } from './resource';
import { withListedSkus } from './sku-ids';

const PAGE = 100;

export class EntitlementsResource extends Resource {
  /** One page of entitlements, ended and deleted ones among them unless the query leaves them out: up to 100. */
  async list(applicationId: ApplicationId, query?: EntitlementsQuery, options?: ActionOptions): Promise<Entitlement[]> {
    const init = { query: this.query(entitlementsQuerySpec, withListedSkus(query)), options };
    const params = { application_id: applicationId };
    const raws = await this.fetchList<APIEntitlement>(entitlementRoutes.list, params, init);
    return raws.map((raw) => new Entitlement(raw, this.context));
  }

  /** All entitlements that fit, by age, oldest first. */
  iterate(
    applicationId: ApplicationId,
    query: Omit<EntitlementsQuery, 'before' | 'limit'> = {},
    options?: ActionOptions,
  ): Pages<Entitlement> {
    return this.pages(
      PAGE,
      async (cursor, limit, left) => {
        // Without `after` Discord does not say from which end it begins.
        const page = await this.list(applicationId, { ...query, after: cursor ?? query.after ?? '0', limit }, left);
        return page.sort((a, b) => compareSnowflakes(a.id, b.id));
      },
      (entitlement) => entitlement.id,
      options,
    );
  }

  async get(applicationId: ApplicationId, entitlementId: EntitlementId, options?: ActionOptions): Promise<Entitlement> {
    const raw = await this.fetch<APIEntitlement>(entitlementRoutes.get, ids(applicationId, entitlementId), { options });
    return new Entitlement(raw, this.context);
  }

  /** Gives a user or guild something for a test, as if it had been bought. */
  async createTest(
    applicationId: ApplicationId,
    body: TestEntitlementBody,
    options?: ActionOptions,
  ): Promise<Entitlement> {
    const init = { body: this.encode(testEntitlementSpec, body), options };
    const params = { application_id: applicationId };
    return new Entitlement(await this.fetch<APIEntitlement>(entitlementRoutes.createTest, params, init), this.context);
  }

  async deleteTest(applicationId: ApplicationId, entitlementId: EntitlementId, options?: ActionOptions): Promise<void> {
    await this.run(entitlementRoutes.deleteTest, ids(applicationId, entitlementId), { options });
  }

  /** Marks something that can be bought again and again as used up. */
  async consume(applicationId: ApplicationId, entitlementId: EntitlementId, options?: ActionOptions): Promise<void> {
    await this.run(entitlementRoutes.consume, ids(applicationId, entitlementId), { options });
  }
}

function ids(
  applicationId: ApplicationId,
  entitlementId: EntitlementId,
): { application_id: string; entitlement_id: string } {
  return { application_id: applicationId, entitlement_id: entitlementId };
}
