/** Wire table: what Discord publishes about users and does not document. https://github.com/discord/discord-api-spec */
import { route } from '../../route';

export const undocumentedUserRoutes = {
  listEntitlements: route('GET', '/users/@me/applications/{application_id}/entitlements', {
    scope: 'applications.entitlements',
  }),
} as const;
