/** Polls. */
import { Message, User } from 'corduroy/models';
import { routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { makeClient, MESSAGE } from '../support/make-client';

const userOf = (id: number): object => ({ id: String(id), username: `user${id}` });

const calls: Calls<typeof routes.polls> = {
  listVoters: {
    act: (c, o) => c.polls.listVoters('1', '2', 3, { after: '4', limit: 5 }, o),
    sent: 'GET /channels/1/polls/2/answers/3?after=4&limit=5',
    answer: { users: [userOf(7)] },
    made: User,
  },
  end: {
    act: (c, o) => c.polls.end('1', '2', o),
    sent: 'POST /channels/1/polls/2/expire',
    answer: MESSAGE,
    made: Message,
  },
};

testCalls('polls', routes.polls, calls, 46);

it('reads all voters, page by page', async () => {
  const { client, transport } = makeClient();
  const page = Array.from({ length: 100 }, (_, index) => userOf(100 + index));
  transport.reply({ json: { users: page } }, { json: { users: [userOf(900)] } });
  const voters = await client.polls.iterateVoters('1', '2', 3, { after: '50' }).toArray();
  expect(voters).toHaveLength(101);
  expect(transport.requests.map(({ path }) => path)).toEqual([
    '/channels/1/polls/2/answers/3?after=50&limit=100',
    '/channels/1/polls/2/answers/3?after=199&limit=100',
  ]);
});
