/** Who is in a conversation of several people. https://discord.com/developers/docs/resources/channel#group-dm-add-recipient */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { addToGroup, GROUP_SIZE, type GroupChannel, isGroup, removeFromGroup } from '../../world/group-dms';
import { type UserRecord } from '../../world/records';
import { renderChannel } from '../../world/render';
import { ApiError, unknown, wrongChannelType } from '../api-error';
import { type RestContext } from '../context';
import { need, nullable, text } from '../form';
import { created, noContent, type RestAnswer, type Route } from '../router';

/** The person whose access token lets the application put them into groups. */
export function joiningUser(context: RestContext, accessToken: string): UserRecord {
  const grant = context.world.consents.byAccessToken(accessToken);
  if (grant?.application !== context.application) {
    throw new ApiError(403, Codes.InvalidOAuth2AccessToken, 'Invalid OAuth2 access token provided');
  }
  if (grant.scopes.includes('gdm.join')) return grant.user;
  throw new ApiError(403, Codes.MissingRequiredOAuth2Scope, 'Missing required OAuth2 scope');
}

function group(context: RestContext): GroupChannel {
  const channel = context.channel();
  if (isGroup(channel)) return channel;
  if (channel.guildId !== null) throw wrongChannelType();
  throw new ApiError(400, Codes.CannotExecuteActionOnDMChannel, 'Cannot execute action on a DM channel');
}

function add(context: RestContext): RestAnswer {
  const channel = group(context);
  const form = context.form({ access_token: need(text({ min: 1, max: 200 })), nick: nullable(text({ max: 32 })) });
  const user = joiningUser(context, form.access_token);
  if (user.id !== context.param('user_id')) throw unknown('user');
  if (channel.recipients.includes(user)) return noContent();
  if (channel.recipients.length >= GROUP_SIZE) {
    const told = `Maximum number of recipients reached (${GROUP_SIZE})`;
    throw new ApiError(400, Codes.MaximumNumberOfRecipientsReached, told);
  }
  addToGroup(channel, user, form.nick ?? null);
  return created(renderChannel(channel, { viewerId: context.userId }));
}

function remove(context: RestContext): RestAnswer {
  const channel = group(context);
  const user = channel.recipients.find(({ id }) => id === context.param('user_id'));
  if (!user) throw unknown('user');
  removeFromGroup(channel, user);
  return noContent();
}

const RECIPIENT = '/channels/{channel_id}/recipients/{user_id}';

export const GROUP_DM_ROUTES: readonly Route[] = [
  { method: 'PUT', template: RECIPIENT, handler: add },
  { method: 'DELETE', template: RECIPIENT, handler: remove },
];
