/** Routes of users, of the bot's own account, and of its application. https://discord.com/developers/docs/resources/user */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { applicationFlags } from '../../gateway/intents';
import { compareIds } from '../../world/ids';
import { removeMember } from '../../world/members';
import { type GuildRecord } from '../../world/records';
import { renderChannel, renderOwnUser, renderUser } from '../../world/render';
import { editOwnUser, openDm } from '../../world/users';
import { ApiError, unknown } from '../api-error';
import { type RestContext } from '../context';
import { boolean, imageData, integer, need, nullable, snowflake, text } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

function me(context: RestContext): RestAnswer {
  return ok(renderOwnUser(context.bot.user));
}

function editMe(context: RestContext): RestAnswer {
  const form = context.form({
    username: text({ min: 2, max: 32 }),
    avatar: nullable(imageData),
    banner: nullable(imageData),
  });
  editOwnUser(context.world, context.bot, {
    ...(form.username === undefined ? {} : { username: form.username.trim() }),
    ...(form.avatar === undefined ? {} : { avatar: form.avatar === null ? null : context.world.hash() }),
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
    banner: null,
    owner: guild.ownerId === context.userId,
    permissions: context.world.permissionsInGuild(context.userId, guild).toString(),
    features: [],
    ...(withCounts
      ? { approximate_member_count: guild.members.size, approximate_presence_count: guild.members.size }
      : {}),
  };
}

function leaveGuild(context: RestContext): RestAnswer {
  const guild = context.guild();
  removeMember(context.world, guild, context.self(guild));
  return noContent();
}

function createDm(context: RestContext): RestAnswer {
  const { recipient_id: recipientId } = context.form({ recipient_id: need(snowflake) });
  const user = context.world.users.get(recipientId);
  if (!user) throw unknown('user');
  if (user.bot) throw new ApiError(403, Codes.CannotSendMessagesToThisUser, 'Cannot send messages to this user');
  return ok(renderChannel(openDm(context.world, context.bot.user, user), { viewerId: context.userId }));
}

function application(context: RestContext): RestAnswer {
  const { bot, world } = context;
  const flags = applicationFlags(bot);
  const owner = world.users.get(bot.ownerId);
  return ok({
    id: bot.applicationId,
    name: bot.name,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot: renderUser(bot.user),
    bot_public: true,
    bot_require_code_grant: false,
    ...(owner ? { owner: renderUser(owner) } : {}),
    verify_key: '0'.repeat(64),
    team: null,
    flags,
    flags_new: String(flags),
    approximate_guild_count: [...world.guilds.values()].filter((guild) => guild.members.has(bot.user.id)).length,
    approximate_user_install_count: 0,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    integration_types_config: { 0: {} },
  });
}

function gateway(context: RestContext): RestAnswer {
  return ok({ url: context.gateway.url });
}

function gatewayBot(context: RestContext): RestAnswer {
  const { bot } = context;
  return ok({
    url: context.gateway.url,
    shards: bot.shards,
    session_start_limit: context.gateway.startLimit(bot),
  });
}

/** Routes that are answered without a token. */
export const PUBLIC_ROUTES: ReadonlySet<string> = new Set(['/gateway']);

export const USER_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/gateway', handler: gateway },
  { method: 'GET', template: '/gateway/bot', handler: gatewayBot },
  { method: 'GET', template: '/users/@me', handler: me },
  { method: 'PATCH', template: '/users/@me', handler: editMe },
  { method: 'GET', template: '/users/@me/guilds', handler: listGuilds },
  { method: 'DELETE', template: '/users/@me/guilds/{guild_id}', handler: leaveGuild },
  { method: 'POST', template: '/users/@me/channels', handler: createDm },
  { method: 'GET', template: '/users/{user_id}', handler: get },
  { method: 'GET', template: '/applications/@me', handler: application },
  { method: 'GET', template: '/oauth2/applications/@me', handler: application },
];
