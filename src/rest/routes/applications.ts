/** Wire table: the application itself. https://discord.com/developers/docs/resources/application */
import { route } from '../route';

const METADATA = '/applications/{application_id}/role-connections/metadata';

export const applicationRoutes = {
  me: route('GET', '/applications/@me'),
  editMe: route('PATCH', '/applications/@me'),
  getActivityInstance: route('GET', '/applications/{application_id}/activity-instances/{instance_id}'),
  getRoleConnectionMetadata: route('GET', METADATA),
  setRoleConnectionMetadata: route('PUT', METADATA),
} as const;
