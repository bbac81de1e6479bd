/** Polls by bare requests: asked, voted on by people, ended, and told to the gateway. */
import { type SimMessage } from '../../../src/testing/simulator';
import { field, GuildBench, NOBODY, REFUSED, wrong } from './guild-support';
import { type Answer, caller, RawClient } from './support';

const HOUR_MS = 3_600_000;
const REQUIRED = field('BASE_TYPE_REQUIRED');

const answers = (...texts: string[]): object[] => texts.map((text) => ({ poll_media: { text } }));
const POLL = { question: { text: 'Which loom?' }, answers: answers('big', 'small', 'none') };

describe('Polls', () => {
  let bench: GuildBench;
  let messages: string;
  beforeEach(async () => {
    bench = await GuildBench.open();
    messages = `/channels/${bench.channelId('general')}/messages`;
  });
  afterEach(() => bench.close());

  const post = (poll: object, more: object = {}): Promise<Answer> => bench.call('POST', messages, { poll, ...more });
  const polls = (rest: string): string => `/channels/${bench.channelId('general')}/polls/${rest}`;
  const ask = async (more: object = {}): Promise<SimMessage> => {
    expect((await post({ ...POLL, ...more })).status).toBe(200);
    return bench.guild.channel('general').messages.at(-1)!;
  };

  it('are asked with a message', async () => {
    const answer = await post({ ...POLL, duration: 2, allow_multiselect: true, layout_type: 1 });
    const poll = {
      question: { text: 'Which loom?' },
      answers: [1, 2, 3].map((id) => ({ answer_id: id, poll_media: { text: ['big', 'small', 'none'][id - 1] } })),
      expiry: '2026-01-01T02:00:00.000000+00:00',
      allow_multiselect: true,
      layout_type: 1,
      results: {
        is_finalized: false,
        answer_counts: [1, 2, 3].map((id) => ({ id, count: 0, me_voted: false })),
      },
    };
    expect(answer).toMatchObject({ status: 200, body: { content: '', poll } });
    expect(await bench.heard('MESSAGE_CREATE')).toMatchObject({ poll });
  });

  it('run for a day, with emojis where wanted', async () => {
    const withEmoji = [{ poll_media: { text: 'yes', emoji: { name: '👍' } } }, { poll_media: { emoji: { id: '5' } } }];
    expect(await post({ ...POLL, answers: withEmoji })).toMatchObject({
      body: {
        poll: {
          expiry: '2026-01-02T00:00:00.000000+00:00',
          allow_multiselect: false,
          answers: [{ poll_media: { text: 'yes', emoji: { name: '👍' } } }, { poll_media: { emoji: { id: '5' } } }],
        },
      },
    });
  });

  it.each([
    ['no question', { answers: POLL.answers }, { question: REQUIRED }],
    ['no answers', { ...POLL, answers: [] }, { answers: field('BASE_TYPE_BAD_LENGTH') }],
    [
      'eleven answers',
      { ...POLL, answers: answers(...Array<string>(11).fill('x')) },
      { answers: field('BASE_TYPE_BAD_LENGTH') },
    ],
    ['an empty answer', { ...POLL, answers: answers('') }, { answers: { 0: { poll_media: { text: REQUIRED } } } }],
    [
      'a long answer',
      { ...POLL, answers: answers('x'.repeat(301)) },
      { answers: { 0: { poll_media: { text: field('BASE_TYPE_BAD_LENGTH') } } } },
    ],
    [
      'a long question',
      { ...POLL, question: { text: 'x'.repeat(301) } },
      { question: { text: field('BASE_TYPE_BAD_LENGTH') } },
    ],
    ['more than 32 days', { ...POLL, duration: 769 }, { duration: field('NUMBER_TYPE_MAX') }],
    ['another layout', { ...POLL, layout_type: 2 }, { layout_type: field('BASE_TYPE_CHOICES') }],
  ])('are not asked with %s', async (_what, poll, errors) => {
    expect(await post(poll)).toMatchObject(wrong({ poll: errors }));
  });

  it('take a permission, and no components of the second kind', async () => {
    expect(await post(POLL, { flags: 32_768, components: [{ type: 10, content: 'x' }] })).toMatchObject(
      wrong({ poll: field('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2') }),
    );
    bench.allow();
    await bench.guild.channel('general').overwrite({ for: bench.guild.everyone, deny: ['SendPolls'] });
    expect(await post(POLL)).toMatchObject(REFUSED);
  });

  describe('are voted on', () => {
    it('one answer at a time, which changes the vote', async () => {
      const message = await ask();
      await bench.alice.vote(message, 1);
      const vote = { user_id: bench.alice.id, message_id: message.id, guild_id: bench.guild.id, answer_id: 1 };
      expect(await bench.heard('MESSAGE_POLL_VOTE_ADD')).toMatchObject(vote);
      await bench.alice.vote(message, 2);
      expect(await bench.heard('MESSAGE_POLL_VOTE_REMOVE')).toMatchObject(vote);
      expect(await bench.heard('MESSAGE_POLL_VOTE_ADD', 2)).toMatchObject({ ...vote, answer_id: 2 });
      expect(message.votes).toEqual({ 1: [], 2: [bench.alice.id], 3: [] });
      await bench.alice.vote(message);
      expect(message.votes).toEqual({ 1: [], 2: [], 3: [] });
    });

    it('many at once where that is allowed', async () => {
      const message = await ask({ allow_multiselect: true });
      await bench.alice.vote(message, 1, 3);
      expect(await bench.call('GET', `${messages}/${message.id}`)).toMatchObject({
        body: { poll: { results: { answer_counts: [{ count: 1 }, { count: 0 }, { count: 1 }] } } },
      });
      await expect(bench.alice.vote(await ask(), 1, 2)).rejects.toThrow('takes one answer');
      await expect(bench.alice.vote(message, 4)).rejects.toThrow('no answer 4');
      await expect(bench.alice.vote(await bench.alice.say('general', 'x'), 1)).rejects.toThrow('no poll');
    });

    it('and tell who did, page by page', async () => {
      const message = await ask();
      const people = ['bob', 'carol', 'dan'].map((name) => bench.guild.addMember(name));
      for (const each of people) await each.vote(message, 1);
      const sorted = people.map(({ id }) => id).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
      const voters = async (query: string): Promise<string[]> => {
        const { body } = await bench.call('GET', `${polls(message.id)}/answers/1${query}`);
        return (body.users as { id: string }[]).map(({ id }) => id);
      };
      expect(await voters('')).toEqual(sorted);
      expect(await voters(`?limit=1&after=${sorted[0]!}`)).toEqual([sorted[1]]);
      const tooMany = await bench.call('GET', `${polls(message.id)}/answers/1?limit=101`);
      expect(tooMany).toMatchObject(wrong({ limit: field('NUMBER_TYPE_MAX') }));
      expect(await bench.call('GET', `${polls(message.id)}/answers/9`)).toMatchObject({ status: 404 });
      expect(await bench.call('GET', `${polls(NOBODY)}/answers/1`)).toMatchObject({ body: { code: 10_008 } });
    });

    it('in direct messages too', async () => {
      const { body } = await bench.call('POST', '/users/@me/channels', { recipient_id: bench.alice.id });
      await bench.call('POST', `/channels/${body.id}/messages`, { poll: POLL });
      await bench.alice.vote(bench.alice.dmChannel(bench.bot).lastMessage!, 1);
      const heard = await bench.heard('MESSAGE_POLL_VOTE_ADD');
      expect(heard).toMatchObject({ channel_id: body.id, answer_id: 1 });
      expect(heard.guild_id).toBeUndefined();
    });
  });

  describe('end', () => {
    it('when their time has come, with a result below', async () => {
      const message = await ask({ duration: 1 });
      await bench.alice.vote(message, 2);
      await bench.clock.advance(HOUR_MS - 1);
      expect(message.payload.poll?.results?.is_finalized).toBe(false);
      await bench.clock.advance(1);
      expect(message.payload.poll?.results?.is_finalized).toBe(true);
      const result = bench.guild.channel('general').lastMessage?.payload;
      expect(result).toMatchObject({ type: 46, message_reference: { message_id: message.id } });
      const fields = result?.embeds[0]?.fields ?? [];
      expect(Object.fromEntries(fields.map(({ name, value }) => [name, value]))).toEqual({
        poll_question_text: 'Which loom?',
        victor_answer_votes: '1',
        total_votes: '1',
        victor_answer_id: '2',
        victor_answer_text: 'small',
      });
      await expect(bench.alice.vote(message, 1)).rejects.toThrow('is over');
    });

    it('early, by who asked', async () => {
      const message = await ask();
      const ended = await bench.call('POST', `${polls(message.id)}/expire`);
      expect(ended).toMatchObject({
        status: 200,
        body: { poll: { expiry: '2026-01-01T00:00:00.000000+00:00', results: { is_finalized: true } } },
      });
      expect(await bench.heard('MESSAGE_UPDATE')).toMatchObject({
        id: message.id,
        poll: { results: { is_finalized: true } },
      });
      expect(await bench.call('POST', `${polls(message.id)}/expire`)).toMatchObject({
        status: 400,
        body: { code: 520_001 },
      });
      const other = await bench.alice.say('general', 'x');
      expect(await bench.call('POST', `${polls(other.id)}/expire`)).toMatchObject({
        status: 400,
        body: { code: 520_006 },
      });
      const callBeta = caller(bench.discord, bench.discord.createBot({ name: 'Beta' }));
      expect(await callBeta('POST', `${polls((await ask()).id)}/expire`)).toMatchObject({
        status: 403,
        body: { code: 50_005 },
      });
    });

    it('without a word when their message is gone', async () => {
      const message = await ask({ duration: 1 });
      await bench.call('DELETE', `${messages}/${message.id}`);
      await bench.clock.advance(HOUR_MS);
      expect(bench.guild.channel('general').lastMessage).toBeUndefined();
    });
  });

  it('cannot be edited', async () => {
    const { id } = await ask();
    expect(await bench.call('PATCH', `${messages}/${id}`, { content: 'x' })).toMatchObject({
      status: 400,
      body: { code: 520_003 },
    });
  });

  it('show each bot its own vote, and nothing to bots that may not read', async () => {
    const shy = bench.discord.createBot({ name: 'Shy' });
    const client = new RawClient(bench.discord.gatewayUrl);
    // Everything but MESSAGE_CONTENT.
    await client.ready(shy, { intents: 1 | 512 | (1 << 24) });
    const message = await ask();
    expect((await client.event('MESSAGE_CREATE')).d.poll).toBeUndefined();
    await bench.alice.vote(message, 1);
    await client.event('MESSAGE_POLL_VOTE_ADD');
  });
});
