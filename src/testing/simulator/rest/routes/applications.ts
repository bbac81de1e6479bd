/** Routes of applications. https://discord.com/developers/docs/resources/application */
import {
  type ApplicationRecord,
  type InstallParams,
  renderActivity,
  renderOwnApplication,
  renderUpload,
  type RoleConnectionMetadata,
  setApplicationFlags,
  type UploadRecord,
} from '../../world/applications';
import { type ApiError, invalidForm, notFound } from '../api-error';
import { type RestContext } from '../context';
import {
  choice,
  either,
  type Form,
  FormErrors,
  imageData,
  integer,
  list,
  need,
  nullable,
  object,
  permissionSet,
  record,
  type Rule,
  set,
  text,
  url,
} from '../form';
import { localizations } from '../localizations';
import { ownApplication } from '../own-application';
import { ok, type RestAnswer, type Route } from '../router';

const DESCRIPTION = { max: 400 };
const INSTALL_PARAMS = object({
  scopes: nullable(set(choice(['applications.commands', 'bot']), { min: 1, max: 10 })),
  permissions: nullable(permissionSet),
});
const EVENTS = [
  'APPLICATION_AUTHORIZED',
  'APPLICATION_DEAUTHORIZED',
  'ENTITLEMENT_CREATE',
  'ENTITLEMENT_DELETE',
  'ENTITLEMENT_UPDATE',
  'GAME_DIRECT_MESSAGE_CREATE',
  'GAME_DIRECT_MESSAGE_DELETE',
  'GAME_DIRECT_MESSAGE_UPDATE',
  'LOBBY_MESSAGE_CREATE',
  'LOBBY_MESSAGE_DELETE',
  'LOBBY_MESSAGE_UPDATE',
  'QUEST_USER_ENROLLMENT',
];
const SHAPE = {
  // The documentation has a text, the specification an object with translations.
  description: nullable(either(text(DESCRIPTION), object({ default: need(text(DESCRIPTION)) }))),
  icon: nullable(imageData),
  cover_image: nullable(imageData),
  flags: nullable(integer({ min: 0, max: 2 ** 31 - 1 })),
  tags: nullable(set(text({ max: 20 }), { max: 5 })),
  interactions_endpoint_url: nullable(url),
  role_connections_verification_url: nullable(url),
  custom_install_url: nullable(url),
  install_params: nullable(INSTALL_PARAMS),
  integration_types_config: nullable(
    record(nullable(object({ oauth2_install_params: nullable(INSTALL_PARAMS) })), { max: 2 }),
  ),
  event_webhooks_url: nullable(url),
  event_webhooks_status: nullable(choice([1, 2])),
  event_webhooks_types: nullable(set(choice(EVENTS), { max: EVENTS.length })),
  explicit_content_filter: nullable(choice([0, 1])),
  max_participants: nullable(integer({ min: -1, max: 2 ** 31 - 1 })),
};

function me(context: RestContext): RestAnswer {
  return ok(renderOwnApplication(context.world, context.application));
}

function get(context: RestContext): RestAnswer {
  return ok(renderOwnApplication(context.world, ownApplication(context)));
}

function editMe(context: RestContext): RestAnswer | Promise<RestAnswer> {
  return edit(context, context.application);
}

function editByPath(context: RestContext): RestAnswer | Promise<RestAnswer> {
  return edit(context, ownApplication(context));
}

/** Addresses are tried before they are taken, which takes a moment. */
function edit(context: RestContext, application: ApplicationRecord): RestAnswer | Promise<RestAnswer> {
  const form = context.form(SHAPE);
  const asked = ADDRESSES.flatMap(({ field, kind }) => {
    const url = form[field];
    return typeof url === 'string' ? [{ field, kind, url }] : [];
  });
  const { outbound } = context.world;
  if (!outbound || asked.length === 0) return apply(context, application, form);
  const tried = asked.map(async ({ field, kind, url }) => {
    if (!(await outbound.verify(application, url, kind))) throw cannotVerify(field);
  });
  return Promise.all(tried).then(() => apply(context, application, form));
}

const ADDRESSES = [
  { field: 'interactions_endpoint_url', kind: 'interactions' },
  { field: 'event_webhooks_url', kind: 'events' },
] as const;

function cannotVerify(field: (typeof ADDRESSES)[number]['field']): ApiError {
  return field === 'interactions_endpoint_url'
    ? invalidForm(
        [field],
        'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID',
        'The specified interactions endpoint URL could not be verified.',
      )
    : invalidForm(
        [field],
        'APPLICATION_EVENT_WEBHOOKS_URL_INVALID',
        'The specified event webhooks URL could not be verified.',
      );
}

function apply(context: RestContext, application: ApplicationRecord, form: Form<typeof SHAPE>): RestAnswer {
  const { world } = context;
  const { description } = form;
  if (description !== undefined)
    application.description = typeof description === 'string' ? description : (description?.default ?? '');
  if (form.icon !== undefined) application.icon = form.icon === null ? null : world.hash();
  if (form.cover_image !== undefined) application.coverImage = form.cover_image === null ? null : world.hash();
  if (typeof form.flags === 'number') setApplicationFlags(application.bot, form.flags);
  if (form.tags !== undefined) application.tags = form.tags ?? [];
  if (form.interactions_endpoint_url !== undefined) application.interactionsUrl = form.interactions_endpoint_url;
  if (form.role_connections_verification_url !== undefined)
    application.roleConnectionsUrl = form.role_connections_verification_url;
  if (form.custom_install_url !== undefined) application.customInstallUrl = form.custom_install_url;
  if (form.install_params !== undefined) application.installParams = installParams(form.install_params);
  if (form.integration_types_config) {
    application.integrationTypes = Object.fromEntries(
      Object.entries(form.integration_types_config).map(([type, config]) => [
        type,
        installParams(config?.oauth2_install_params ?? null),
      ]),
    );
  }
  if (form.event_webhooks_url !== undefined) application.eventWebhooksUrl = form.event_webhooks_url;
  if (typeof form.event_webhooks_status === 'number') application.eventWebhooksStatus = form.event_webhooks_status;
  if (form.event_webhooks_types !== undefined) application.eventWebhooksTypes = form.event_webhooks_types ?? [];
  if (typeof form.explicit_content_filter === 'number')
    application.explicitContentFilter = form.explicit_content_filter;
  if (form.max_participants !== undefined) application.maxParticipants = form.max_participants;
  return ok(renderOwnApplication(world, application));
}

function installParams(
  form: { readonly scopes?: string[] | null | undefined; readonly permissions?: bigint | null | undefined } | null,
): InstallParams | null {
  return form && { scopes: form.scopes ?? ['applications.commands'], permissions: form.permissions ?? 0n };
}

const METADATA: Rule<RoleConnectionMetadata> = object({
  type: need(choice([1, 2, 3, 4, 5, 6, 7, 8])),
  key: need(metadataKey),
  name: need(text({ min: 1, max: 100 })),
  name_localizations: nullable(localizations(100)),
  description: need(text({ min: 1, max: 200 })),
  description_localizations: nullable(localizations(200)),
});

function metadataKey(value: unknown, errors: FormErrors, path: readonly (string | number)[]): string | undefined {
  const key = text({ min: 1, max: 50 })(value, errors, path);
  if (key === undefined || /^[a-z0-9_]+$/.test(key)) return key;
  errors.add(path, 'STRING_TYPE_REGEX', 'String value did not match validation regex.');
}

function getMetadata(context: RestContext): RestAnswer {
  return ok(ownApplication(context).metadata.map(renderMetadata));
}

function setMetadata(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const errors = new FormErrors();
  const metadata = list(METADATA, { max: 5 })(context.body ?? [], errors, []) ?? [];
  errors.throwIfAny();
  application.metadata = metadata;
  return ok(metadata.map(renderMetadata));
}

function renderMetadata(metadata: RoleConnectionMetadata): object {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}

function getActivity(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const activity = application.activities.get(context.param('instance_id'));
  if (!activity) throw notFound();
  return ok(renderActivity(application, activity));
}

function upload(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const file = context.files.find(({ field }) => field === 'file');
  if (!file) throw invalidForm(['file'], 'BASE_TYPE_REQUIRED', 'This field is required');
  const kept: UploadRecord = {
    id: context.world.ids.next(),
    filename: file.filename,
    contentType: file.contentType ?? 'application/octet-stream',
    bytes: file.bytes,
  };
  application.uploads.set(kept.id, kept);
  return ok({ attachment: renderUpload(context.world, application, kept) });
}

const OF_APPLICATION = '/applications/{application_id}';

export const APPLICATION_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/applications/@me', handler: me },
  { method: 'PATCH', template: '/applications/@me', handler: editMe },
  { method: 'GET', template: OF_APPLICATION, handler: get },
  { method: 'PATCH', template: OF_APPLICATION, handler: editByPath },
  { method: 'GET', template: `${OF_APPLICATION}/activity-instances/{instance_id}`, handler: getActivity },
  // Activities run in the person's client, which is why its token will do too.
  { method: 'POST', template: `${OF_APPLICATION}/attachment`, handler: upload, scopes: [] },
  { method: 'GET', template: `${OF_APPLICATION}/role-connections/metadata`, handler: getMetadata },
  { method: 'PUT', template: `${OF_APPLICATION}/role-connections/metadata`, handler: setMetadata },
];
