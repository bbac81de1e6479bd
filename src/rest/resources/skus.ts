/** What an application sells. https://discord.com/developers/docs/resources/sku */
import { type APISKU } from 'discord-api-types/v10';
import { type ActionOptions, type ApplicationId, Sku } from '../../models';
import { skuRoutes } from '../routes/skus';
import { Resource } from './resource';

export class SkusResource extends Resource {
  /** All SKUs. For a subscription there are two; the one of type `Subscription` is the one to use. */
  async list(applicationId: ApplicationId, options?: ActionOptions): Promise<Sku[]> {
    const raws = await this.fetchList<APISKU>(skuRoutes.list, { application_id: applicationId }, { options });
    return raws.map((raw) => new Sku(raw, this.context));
  }
}
