/** Operations that exist at Discord and that the simulator does not play: they answer 501 and say so. */
import { type Route } from '../router';

/** Why a family of operations is not played. */
export interface NotModelled {
  readonly why: string;
  /** `METHOD /template` of each. */
  readonly operations: readonly string[];
}

export const NOT_MODELLED: readonly NotModelled[] = [
  {
    why: 'lobbies belong to the Social SDK of games, not to bots',
    operations: [
      'PUT /lobbies',
      'POST /lobbies',
      'GET /lobbies/{lobby_id}',
      'PATCH /lobbies/{lobby_id}',
      'DELETE /lobbies/{lobby_id}',
      'PATCH /lobbies/{lobby_id}/channel-linking',
      'PUT /lobbies/{lobby_id}/members/{user_id}',
      'DELETE /lobbies/{lobby_id}/members/{user_id}',
      'DELETE /lobbies/{lobby_id}/members/@me',
      'POST /lobbies/{lobby_id}/members/bulk',
      'POST /lobbies/{lobby_id}/members/@me/invites',
      'POST /lobbies/{lobby_id}/members/{user_id}/invites',
      'GET /lobbies/{lobby_id}/messages',
      'POST /lobbies/{lobby_id}/messages',
      'PUT /lobbies/{lobby_id}/messages/{message_id}/moderation-metadata',
    ],
  },
  {
    why: 'these are for partners with games of their own accounts',
    operations: [
      'PUT /partner-sdk/dms/{user_id_1}/{user_id_2}/messages/{message_id}/moderation-metadata',
      'POST /partner-sdk/provisional-accounts/unmerge',
      'POST /partner-sdk/provisional-accounts/unmerge/bot',
      'POST /partner-sdk/token',
      'POST /partner-sdk/token/bot',
    ],
  },
];

export const NOT_MODELLED_ROUTES: readonly Route[] = NOT_MODELLED.flatMap(({ why, operations }) =>
  operations.map((operation): Route => {
    const [method = '', template = ''] = operation.split(' ');
    return {
      method,
      template,
      isOpen: true,
      handler: () => ({
        status: 501,
        body: { message: `The simulator does not model ${operation}: ${why}.`, code: 0 },
      }),
    };
  }),
);
