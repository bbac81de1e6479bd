/** Wire table: what Discord publishes about applications and does not document. https://github.com/discord/discord-api-spec */
import { route } from '../../route';

export const undocumentedApplicationRoutes = {
  get: route('GET', '/applications/{application_id}'),
  edit: route('PATCH', '/applications/{application_id}'),
  uploadAttachment: route('POST', '/applications/{application_id}/attachment'),
} as const;
