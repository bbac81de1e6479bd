/** Who a group is. READY tells it; a session that was resumed from an earlier run has to ask. */
import { type RESTGetCurrentApplicationResult } from 'discord-api-types/v10';
import { RestRequest, route } from '../rest';
import { asError, type Logger } from '../util';
import { type ClientGroup } from './client-group';

/** https://discord.com/developers/docs/resources/application#get-current-application */
const currentApplication = route('GET', '/applications/@me');

/** Asks for what READY would have said. A bot that cannot be told who it is runs all the same, so a failure is a warning. */
export async function identify(group: ClientGroup, logger: Logger, signal: AbortSignal): Promise<void> {
  if (group.user) return;
  try {
    await introduce(group, signal);
  } catch (error) {
    if (signal.aborted) throw asError(error);
    logger.warn(`group "${group.name}" resumed its session and could not ask who it is`, {
      error: asError(error).message,
    });
  }
}

/** Asks, for a group without a gateway. It is the first thing that shows whether the token is good, so a failure is one of the start. */
export async function introduce(group: ClientGroup, signal: AbortSignal): Promise<void> {
  const [user, application] = await Promise.all([
    group.client.users.me({ signal }),
    group.client.request(new RestRequest(currentApplication, { signal })),
  ]);
  group.identify({ user: user.raw, applicationId: (application.body as RESTGetCurrentApplicationResult).id });
}
