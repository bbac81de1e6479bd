/** What Discord publishes about users and does not document. https://github.com/discord/discord-api-spec */
import { type APIEntitlement } from 'discord-api-types/v10';
import { type ActionOptions, type ApplicationId, Entitlement, type UserEntitlementsQuery } from '../../../models';
import { undocumentedUserRoutes } from '../../routes/undocumented/users';
import { queryOf, Resource } from '../resource';
import { withListedSkus } from '../sku-ids';

export class UndocumentedUsersResource extends Resource {
  /** What the user has of an application. Needs a client with an access token of the scope `applications.entitlements`. */
  async listEntitlements(
    applicationId: ApplicationId,
    query?: UserEntitlementsQuery,
    options?: ActionOptions,
  ): Promise<Entitlement[]> {
    const init = { query: queryOf(withListedSkus(query)), options };
    const params = { application_id: applicationId };
    const raws = await this.fetchList<APIEntitlement>(undocumentedUserRoutes.listEntitlements, params, init);
    return raws.map((raw) => new Entitlement(raw, this.context));
  }
}
