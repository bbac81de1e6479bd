/** The shortcut for a single bot: a hub with one group, set up, started, and freed with its group. */
import { captureSpot } from '../di';
import { type GroupAuth } from './auth';
import { type ClientGroup } from './client-group';
import { ClientHub } from './client-hub';
import { type ClientGroupOptions, type ClientHubOptions } from './options';

/** The name of the group that {@link connect} makes. */
export const DEFAULT_GROUP = 'default';

export interface ConnectOptions extends ClientGroupOptions {
  /** Of the hub beneath. */
  readonly hub?: ClientHubOptions | undefined;
}

/**
 * Makes a group, runs `setup` with it (REST works in it, nothing is connected yet), starts it, and returns it.
 * The bot runs until `group.stop()`; `await using` would stop it at the end of the block, which is for tests.
 * When `setup` throws, nothing is connected and everything is freed. Where there is nothing to set up, it may be left out.
 * @throws SetupError with everything that is wrong; HubError when the bot did not become ready
 */
export function connect(auth: GroupAuth, options?: ConnectOptions): Promise<ClientGroup>;
export function connect(
  auth: GroupAuth,
  setup: ((group: ClientGroup) => unknown) | undefined,
  options?: ConnectOptions,
): Promise<ClientGroup>;
export async function connect(
  auth: GroupAuth,
  setupOrOptions?: ((group: ClientGroup) => unknown) | ConnectOptions,
  given?: ConnectOptions,
): Promise<ClientGroup> {
  const spot = captureSpot(connect);
  const setup = typeof setupOrOptions === 'function' ? setupOrOptions : undefined;
  const options = given ?? (typeof setupOrOptions === 'object' ? setupOrOptions : {});
  const { hub: hubOptions, ...groupOptions } = options;
  const hub = new ClientHub({ ...hubOptions, endsWithGroups: true });
  const group = hub.addGroup(spot, DEFAULT_GROUP, auth, groupOptions);
  try {
    await setup?.(group);
    await hub.start();
  } catch (error) {
    await hub.stop();
    throw error;
  }
  return group;
}
