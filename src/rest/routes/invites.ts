/** Wire table: invites. https://discord.com/developers/docs/resources/invite */
import { route } from '../route';

const TARGETS = '/invites/{code}/target-users';

export const inviteRoutes = {
  get: route('GET', '/invites/{code}', { auth: false }),
  delete: route('DELETE', '/invites/{code}', { reason: true }),
  getTargetUsers: route('GET', TARGETS),
  setTargetUsers: route('PUT', TARGETS),
  getTargetUsersJob: route('GET', `${TARGETS}/job-status`),
  // Who is on the list already, or is not, stays so.
  bulkAddTargetUsers: route('POST', `${TARGETS}/bulk-add`, { idempotent: true }),
  bulkRemoveTargetUsers: route('POST', `${TARGETS}/bulk-delete`, { idempotent: true }),
  addTargetUser: route('PUT', `${TARGETS}/{user_id}`),
  removeTargetUser: route('DELETE', `${TARGETS}/{user_id}`),
} as const;
