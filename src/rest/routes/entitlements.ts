/** Wire table: entitlements. https://discord.com/developers/docs/resources/entitlement */
import { route } from '../route';

const ENTITLEMENTS = '/applications/{application_id}/entitlements';

export const entitlementRoutes = {
  list: route('GET', ENTITLEMENTS),
  createTest: route('POST', ENTITLEMENTS),
  get: route('GET', `${ENTITLEMENTS}/{entitlement_id}`),
  deleteTest: route('DELETE', `${ENTITLEMENTS}/{entitlement_id}`),
  // What is consumed stays consumed.
  consume: route('POST', `${ENTITLEMENTS}/{entitlement_id}/consume`, { idempotent: true }),
} as const;
