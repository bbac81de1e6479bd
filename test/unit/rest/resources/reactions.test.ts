/** Reactions. */
import { ReactionType } from 'discord-api-types/v10';
import { User } from 'corduroy/models';
import { routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const REACTIONS = '/channels/1/messages/2/reactions';
const userOf = (id: number): object => ({ id: String(id), username: `user${id}` });

const calls: Calls<typeof routes.reactions> = {
  list: {
    act: (c, o) => c.reactions.list('1', '2', 'loom:9', { type: ReactionType.Burst, limit: 3 }, o),
    sent: `GET ${REACTIONS}/loom%3A9?type=1&limit=3`,
    answer: [userOf(2)],
    made: User,
  },
  add: { act: (c, o) => c.reactions.add('1', '2', '<a:loom:9>', o), sent: `PUT ${REACTIONS}/loom%3A9/@me` },
  removeOwn: {
    act: (c, o) => c.reactions.removeOwn('1', '2', '👍', o),
    sent: `DELETE ${REACTIONS}/%F0%9F%91%8D/@me`,
  },
  removeUser: {
    act: (c, o) => c.reactions.removeUser('1', '2', '👍', '5', o),
    sent: `DELETE ${REACTIONS}/%F0%9F%91%8D/5`,
  },
  removeEmoji: {
    act: (c, o) => c.reactions.removeEmoji('1', '2', '👍', o),
    sent: `DELETE ${REACTIONS}/%F0%9F%91%8D`,
  },
  removeAll: { act: (c, o) => c.reactions.removeAll('1', '2', o), sent: `DELETE ${REACTIONS}` },
};

testCalls('reactions', routes.reactions, calls, 46);

it('reads all who reacted, page by page', async () => {
  const { client, transport } = makeClient();
  const page = Array.from({ length: 100 }, (_, index) => userOf(100 + index));
  transport.reply({ json: page }, { json: [userOf(900)] });
  const users = await client.reactions.iterate('1', '2', '👍', { type: ReactionType.Normal }).toArray();
  expect(users).toHaveLength(101);
  expect(transport.requests.map(({ path }) => path)).toEqual([
    `${REACTIONS}/%F0%9F%91%8D?type=0&limit=100`,
    `${REACTIONS}/%F0%9F%91%8D?type=0&after=199&limit=100`,
  ]);
});
