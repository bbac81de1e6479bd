/** Routes of SKUs, entitlements and subscriptions. https://discord.com/developers/docs/monetization/overview */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ApplicationRecord } from '../../world/applications';
import { compareIds } from '../../world/ids';
import {
  changeEntitlement,
  deleteEntitlement,
  type EntitlementRecord,
  grantEntitlement,
  hasEnded,
  renderEntitlement,
  renderSku,
  renderSubscription,
  type SkuRecord,
  type SubscriptionRecord,
} from '../../world/monetization';
import { ApiError, invalidForm, notFound, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, choice, integer, need, type Rule, snowflake } from '../form';
import { ownApplication } from '../own-application';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const OWNED_BY_GUILD = 1;

/** Ids separated by commas, or the key repeated. */
const skuIds: Rule<string[]> = (value, errors, path) => {
  const parts = Array.isArray(value) ? (value as unknown[]) : String(value).split(',');
  return parts.flatMap((part) => snowflake(part, errors, path) ?? []);
};

interface Page {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** Newest first, unless they are asked for from a place on. */
function page<T extends { readonly id: string }>(items: readonly T[], { before, after }: Page, limit: number): T[] {
  const sorted = [...items].sort((a, b) => compareIds(a.id, b.id));
  const fitting = sorted.filter(
    ({ id }) =>
      (before === undefined || compareIds(id, before) < 0) && (after === undefined || compareIds(id, after) > 0),
  );
  return after === undefined ? fitting.slice(-limit).reverse() : fitting.slice(0, limit);
}

function listSkus(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  return ok([...application.skus.values()].map((sku) => renderSku(application, sku)));
}

function skuOf(application: ApplicationRecord, id: string): SkuRecord {
  const sku = application.skus.get(id);
  if (sku) return sku;
  throw new ApiError(404, Codes.UnknownSKU, 'Unknown SKU');
}

function listEntitlements(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const query = context.query({
    user_id: snowflake,
    sku_ids: skuIds,
    guild_id: snowflake,
    before: snowflake,
    after: snowflake,
    limit: integer({ min: 1, max: 100 }),
    exclude_ended: boolean,
    exclude_deleted: boolean,
    only_active: boolean,
  });
  const { user_id: userId, sku_ids: wanted, guild_id: guildId, only_active: onlyActive = false } = query;
  const withoutEnded = query.exclude_ended === true || onlyActive;
  const withoutDeleted = (query.exclude_deleted ?? true) || onlyActive;
  const found = [...application.entitlements.values()].filter(
    (each) =>
      (userId === undefined || each.userId === userId) &&
      (guildId === undefined || each.guildId === guildId) &&
      (wanted === undefined || wanted.includes(each.sku.id)) &&
      !(withoutEnded && hasEnded(context.world, each)) &&
      !(withoutDeleted && each.deleted),
  );
  const shown = page(found, query, query.limit ?? 100);
  return ok(shown.map((each) => renderEntitlement(context.world, application, each)));
}

function createTest(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const form = context.form({
    sku_id: need(snowflake),
    owner_id: need(snowflake),
    owner_type: need(choice([1, 2])),
  });
  const { world } = context;
  const sku = skuOf(application, form.sku_id);
  const isForGuild = form.owner_type === OWNED_BY_GUILD;
  if (isForGuild ? !world.guilds.has(form.owner_id) : !world.users.has(form.owner_id))
    throw unknown(isForGuild ? 'guild' : 'user');
  const entitlement = grantEntitlement(world, application, {
    sku,
    userId: isForGuild ? application.bot.ownerId : form.owner_id,
    guildId: isForGuild ? form.owner_id : null,
    type: 8,
    isTest: true,
    startsAtMs: null,
    endsAtMs: null,
  });
  return ok(renderEntitlement(world, application, entitlement));
}

function entitlementOf(context: RestContext, application: ApplicationRecord): EntitlementRecord {
  const entitlement = application.entitlements.get(context.param('entitlement_id'));
  if (entitlement) return entitlement;
  throw new ApiError(404, Codes.UnknownEntitlement, 'Unknown Entitlement');
}

function getEntitlement(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  return ok(renderEntitlement(context.world, application, entitlementOf(context, application)));
}

function deleteTest(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const entitlement = entitlementOf(context, application);
  if (!entitlement.isTest || entitlement.deleted) {
    throw new ApiError(404, Codes.UnknownEntitlement, 'Unknown Entitlement');
  }
  deleteEntitlement(context.world, application, entitlement);
  return noContent();
}

function consume(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const entitlement = entitlementOf(context, application);
  if (entitlement.sku.type !== 3) {
    throw invalidForm(['entitlement_id'], 'ENTITLEMENT_NOT_CONSUMABLE', 'The entitlement is not consumable.');
  }
  if (!entitlement.consumed) changeEntitlement(context.world, application, entitlement, { consumed: true });
  return noContent();
}

/** What the person whose token came may use. */
function listOwnEntitlements(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const { sku_ids: wanted, exclude_consumed: withoutConsumed = false } = context.query({
    sku_ids: skuIds,
    exclude_consumed: boolean,
  });
  const found = [...application.entitlements.values()].filter(
    (each) =>
      each.userId === context.userId &&
      !each.deleted &&
      (wanted === undefined || wanted.includes(each.sku.id)) &&
      !(withoutConsumed && each.consumed),
  );
  return ok(found.map((each) => renderEntitlement(context.world, application, each)));
}

const SUBSCRIPTION_PAGE = {
  before: snowflake,
  after: snowflake,
  limit: integer({ min: 1, max: 100 }),
  user_id: snowflake,
};

function listSubscriptions(context: RestContext): RestAnswer {
  const query = context.query(SUBSCRIPTION_PAGE);
  const found = subscriptionsTo(context, query.user_id);
  return ok(page(found, query, query.limit ?? 50).map((each) => renderSubscription(context.world, each)));
}

function getSubscription(context: RestContext): RestAnswer {
  const { user_id: userId } = context.query({ user_id: snowflake });
  const sku = skuOf(context.application, context.param('sku_id'));
  const subscription = context.application.subscriptions.get(context.param('subscription_id'));
  const isHidden = userId !== undefined && subscription?.userId !== userId;
  if (subscription?.sku !== sku || isHidden || (context.grant && subscription.userId !== context.userId)) {
    throw notFound();
  }
  return ok(renderSubscription(context.world, subscription));
}

/** Bots must say whose; a person's token shows the person's own. */
function subscriptionsTo(context: RestContext, userId: string | undefined): SubscriptionRecord[] {
  const sku = skuOf(context.application, context.param('sku_id'));
  const whose = context.grant ? context.userId : userId;
  if (whose === undefined) throw invalidForm(['user_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
  return [...context.application.subscriptions.values()].filter((each) => each.sku === sku && each.userId === whose);
}

const ENTITLEMENTS = '/applications/{application_id}/entitlements';
const scopes = ['applications.entitlements'];

export const MONETIZATION_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/applications/{application_id}/skus', handler: listSkus },
  { method: 'GET', template: ENTITLEMENTS, handler: listEntitlements, scopes },
  { method: 'POST', template: ENTITLEMENTS, handler: createTest },
  { method: 'GET', template: `${ENTITLEMENTS}/{entitlement_id}`, handler: getEntitlement },
  { method: 'DELETE', template: `${ENTITLEMENTS}/{entitlement_id}`, handler: deleteTest },
  { method: 'POST', template: `${ENTITLEMENTS}/{entitlement_id}/consume`, handler: consume },
  {
    method: 'GET',
    template: '/users/@me/applications/{application_id}/entitlements',
    handler: listOwnEntitlements,
    scopes,
    noBots: true,
  },
  { method: 'GET', template: '/skus/{sku_id}/subscriptions', handler: listSubscriptions, scopes },
  { method: 'GET', template: '/skus/{sku_id}/subscriptions/{subscription_id}', handler: getSubscription, scopes },
];
