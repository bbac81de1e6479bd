/** What every function handler finds in its bag of arguments, told to the compiler. */
import { type Dispatcher } from '../dispatcher';
import { type GatewayClient } from '../gateway';
import { type RestClient } from '../rest';
import { type Logger } from '../util';
import { type ClientGroup } from './client-group';
import { type ClientGroups } from './client-groups';

/** Names that are always there. */
export type DefaultArgumentName =
  'client' | 'gateway' | 'client_groups' | 'clientGroups' | 'group' | 'dispatcher' | 'logger';

declare module '../dispatcher' {
  interface HandlerArguments {
    /** The group's REST client. */
    readonly client: RestClient;
    /** The group's gateway. */
    readonly gateway: GatewayClient;
    /** Every group by its name; live. */
    readonly client_groups: ClientGroups;
    readonly clientGroups: ClientGroups;
    /** The group itself. */
    readonly group: ClientGroup;
    readonly dispatcher: Dispatcher;
    readonly logger: Logger;
  }
}
