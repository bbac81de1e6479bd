/** Where the gateway is, and how a bot may connect. */
import { type APIGatewayBotInfo, type APIGatewayInfo } from 'discord-api-types/v10';
import { type ActionOptions, type Camel, fromWire } from '../../models';
import { gatewayRoutes } from '../routes/gateway';
import { Resource } from './resource';

export class GatewayResource extends Resource {
  /** The gateway’s address. Needs no token. */
  async get(options?: ActionOptions): Promise<Camel<APIGatewayInfo>> {
    return fromWire(await this.fetch<APIGatewayInfo>(gatewayRoutes.get, {}, { options }));
  }

  /** The gateway’s address, how many shards are recommended, and how many sessions may still be started. */
  async getBot(options?: ActionOptions): Promise<Camel<APIGatewayBotInfo>> {
    return fromWire(await this.fetch<APIGatewayBotInfo>(gatewayRoutes.getBot, {}, { options }));
  }
}
