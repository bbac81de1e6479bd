/** Bodies and queries of invites. https://discord.com/developers/docs/resources/invite */
import { type RESTGetAPIInviteQuery, type RESTPostAPIChannelInviteJSONBody } from 'discord-api-types/v10';
import { type ChannelId, type MessageId, type UserId } from '../ids';
import { type BodyOf } from './body';

/** https://discord.com/developers/docs/resources/channel#create-channel-invite */
export type InviteCreateBody = BodyOf<RESTPostAPIChannelInviteJSONBody> & {
  /** The only users who may see and accept it. Discord works through them after it answered. */
  readonly targetUserIds?: readonly UserId[] | undefined;
};

/** https://discord.com/developers/docs/resources/invite#get-invite */
export type InviteQuery = BodyOf<RESTGetAPIInviteQuery> & {
  readonly targetChannelId?: ChannelId | undefined;
  readonly targetMessageId?: MessageId | undefined;
};

/** https://discord.com/developers/docs/resources/invite#bulkadd-target-users */
export interface TargetUsersBody {
  /** Up to 1,000. */
  readonly userIds: readonly UserId[];
}
