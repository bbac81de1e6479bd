/** Routes of users: the one that asks, and others. https://discord.com/developers/docs/resources/user */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { createGroupDm, GROUP_SIZE } from '../../world/group-dms';
import { compareIds } from '../../world/ids';
import { removeMember } from '../../world/members';
import { type ConnectionRecord, type GuildRecord, type UserRecord } from '../../world/records';
import { renderChannel, renderMember } from '../../world/render';
import { renderOwnUser, renderUser } from '../../world/render-user';
import { editOwnUser, openDm } from '../../world/users';
import { ApiError, invalidForm, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, imageData, integer, list, nullable, record, snowflake, text } from '../form';
import { ownApplication } from '../own-application';
import { noContent, ok, type RestAnswer, type Route } from '../router';
import { joiningUser } from './group-dms';

function me(context: RestContext): RestAnswer {
  const { grant, user } = context;
  if (!grant) return ok(renderOwnUser(user));
  // A person's address is told only to applications that may know it.
  const address = grant.scopes.includes('email') ? { email: emailOf(user), verified: true } : {};
  const { email: _email, verified: _verified, ...rest } = renderOwnUser(user);
  return ok({ ...rest, ...address });
}

export function emailOf(user: UserRecord): string {
  return `${user.username}@example.com`;
}

function editMe(context: RestContext): RestAnswer {
  const form = context.form({
    username: text({ min: 2, max: 32 }),
    avatar: nullable(imageData),
    banner: nullable(imageData),
  });
  const { world } = context;
  const hashed = (image: string | null): string | null =>
    image === null ? null : `${image.startsWith('data:image/gif') ? 'a_' : ''}${world.hash()}`;
  editOwnUser(world, context.bot, {
    ...(form.username === undefined ? {} : { username: form.username.trim() }),
    ...(form.avatar === undefined ? {} : { avatar: hashed(form.avatar) }),
    ...(form.banner === undefined ? {} : { banner: hashed(form.banner) }),
  });
  return me(context);
}

function get(context: RestContext): RestAnswer {
  const user = context.world.users.get(context.param('user_id'));
  if (!user) throw unknown('user');
  return ok(renderUser(user));
}

function listGuilds(context: RestContext): RestAnswer {
  const query = context.query({
    before: snowflake,
    after: snowflake,
    limit: integer({ min: 1, max: 200 }),
    with_counts: boolean,
  });
  const { before, after, limit = 200, with_counts: withCounts } = query;
  const guilds = [...context.world.guilds.values()]
    .filter((guild) => guild.members.has(context.userId))
    .filter((guild) => before === undefined || compareIds(guild.id, before) < 0)
    .filter((guild) => after === undefined || compareIds(guild.id, after) > 0)
    .sort((a, b) => compareIds(a.id, b.id));
  const page = before === undefined ? guilds.slice(0, limit) : guilds.slice(-limit);
  return ok(page.map((guild) => partialGuild(context, guild, withCounts === true)));
}

function partialGuild(context: RestContext, guild: GuildRecord, withCounts: boolean): object {
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    banner: guild.settings.banner,
    owner: guild.ownerId === context.userId,
    permissions: context.world.permissionsInGuild(context.userId, guild).toString(),
    features: [...guild.settings.features],
    ...(withCounts
      ? {
          approximate_member_count: guild.members.size,
          approximate_presence_count: [...guild.members.values()].filter(
            ({ user }) => user.presence.status !== 'offline',
          ).length,
        }
      : {}),
  };
}

/** The person's own membership, for applications that may know it. */
function guildMember(context: RestContext): RestAnswer {
  const guild = context.guild();
  return ok(renderMember(context.self(guild)));
}

function leaveGuild(context: RestContext): RestAnswer {
  const guild = context.guild();
  removeMember(context.world, guild, context.self(guild));
  return noContent();
}

function createDm(context: RestContext): RestAnswer {
  const form = context.form({
    recipient_id: nullable(snowflake),
    access_tokens: nullable(list(text({ min: 1, max: 200 }), { max: GROUP_SIZE - 1 })),
    nicks: nullable(record(nullable(text({ max: 32 })), { max: GROUP_SIZE })),
  });
  if (form.access_tokens) return createGroup(context, form.access_tokens, form.nicks ?? {});
  if (!form.recipient_id) throw invalidForm(['recipient_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
  const user = context.world.users.get(form.recipient_id);
  if (!user) throw unknown('user');
  if (user.bot) throw new ApiError(403, Codes.CannotSendMessagesToThisUser, 'Cannot send messages to this user');
  return ok(renderChannel(openDm(context.world, context.bot.user, user), { viewerId: context.userId }));
}

/** Each access token stands for a person who allowed the application to put them into groups. */
function createGroup(
  context: RestContext,
  accessTokens: readonly string[],
  nicks: Readonly<Record<string, string | null>>,
): RestAnswer {
  const { world, application } = context;
  const people = accessTokens.map((token) => joiningUser(context, token));
  const given = Object.entries(nicks).filter((each): each is [string, string] => each[1] !== null);
  const channel = createGroupDm(world, {
    owner: context.bot.user,
    applicationId: application.id,
    people: [...new Set(people)],
    nicks: new Map(given),
  });
  return ok(renderChannel(channel, { viewerId: context.userId }));
}

function connections(context: RestContext): RestAnswer {
  return ok(context.user.connections.map(renderConnection));
}

function renderConnection(connection: ConnectionRecord): object {
  return {
    id: connection.id,
    name: connection.name,
    type: connection.type,
    friend_sync: false,
    integrations: [],
    show_activity: true,
    two_way_link: false,
    verified: true,
    visibility: 1,
  };
}

function roleConnection(context: RestContext): RestAnswer {
  const known = ownApplication(context).roleConnections.get(context.userId);
  return ok({
    platform_name: known?.platformName ?? '',
    platform_username: known?.platformUsername ?? null,
    metadata: known?.metadata ?? {},
  });
}

function setRoleConnection(context: RestContext): RestAnswer {
  const application = ownApplication(context);
  const form = context.form({
    platform_name: nullable(text({ max: 50 })),
    platform_username: nullable(text({ max: 100 })),
    metadata: nullable(record(text({ min: 1, max: 100 }), { max: 5 })),
  });
  const metadata = form.metadata ?? {};
  for (const key of Object.keys(metadata)) {
    if (application.metadata.some((each) => each.key === key)) continue;
    throw invalidForm(['metadata', key], 'APPLICATION_ROLE_CONNECTION_METADATA_UNKNOWN', 'Unknown metadata key');
  }
  application.roleConnections.set(context.userId, {
    platformName: form.platform_name ?? null,
    platformUsername: form.platform_username ?? null,
    metadata,
  });
  return roleConnection(context);
}

function deleteRoleConnection(context: RestContext): RestAnswer {
  ownApplication(context).roleConnections.delete(context.userId);
  return noContent();
}

const ROLE_CONNECTION = '/users/@me/applications/{application_id}/role-connection';
const roleScopes = { scopes: ['role_connections.write'], noBots: true } as const;

export const USER_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/users/@me', handler: me, scopes: ['identify'] },
  { method: 'PATCH', template: '/users/@me', handler: editMe },
  { method: 'GET', template: '/users/@me/guilds', handler: listGuilds, scopes: ['guilds'] },
  {
    method: 'GET',
    template: '/users/@me/guilds/{guild_id}/member',
    handler: guildMember,
    scopes: ['guilds.members.read'],
    noBots: true,
  },
  { method: 'DELETE', template: '/users/@me/guilds/{guild_id}', handler: leaveGuild },
  { method: 'POST', template: '/users/@me/channels', handler: createDm },
  {
    method: 'GET',
    template: '/users/@me/connections',
    handler: connections,
    scopes: ['connections'],
    noBots: true,
  },
  { method: 'GET', template: ROLE_CONNECTION, handler: roleConnection, ...roleScopes },
  { method: 'PUT', template: ROLE_CONNECTION, handler: setRoleConnection, ...roleScopes },
  { method: 'DELETE', template: ROLE_CONNECTION, handler: deleteRoleConnection, ...roleScopes },
  { method: 'GET', template: '/users/{user_id}', handler: get },
];
