/** What Discord lets an application answer, when, and with which codes it refuses the rest. */
import { button, openStage, PING, row, type Stage } from './interaction-support';

const MESSAGE = 4;
const DEFER = 5;
const DEFER_UPDATE = 6;
const UPDATE = 7;
const CHOICES = 8;
const MODAL = 9;
const EPHEMERAL = 64;
const LOADING = 128;
const V2 = 32_768;

const FORM = {
  custom_id: 'form',
  title: 'Form',
  components: [{ type: 18, label: 'Text', component: { type: 4, custom_id: 'text', style: 1 } }],
};

describe('Answers to interactions', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    await stage.register(PING, {
      name: 'find',
      description: 'Finds',
      options: [
        { type: 3, name: 'what', description: 'What', autocomplete: true },
        { type: 4, name: 'many', description: 'How many', autocomplete: true },
      ],
    });
  });
  afterAll(() => stage.close());

  const ping = (): Promise<Awaited<ReturnType<Stage['alice']['run']>>> => stage.alice.run(stage.bot, 'ping');
  /** Somebody clicks a button of a message that answered a command. */
  async function clicked(flags = 0): Promise<Awaited<ReturnType<typeof ping>>> {
    const asked = await ping();
    await stage.answer(MESSAGE, { content: 'old', flags, components: [row(button('go', 'Go'))] });
    return stage.alice.click(await asked.reply(), 'Go');
  }
  async function showForm(): Promise<Awaited<ReturnType<typeof ping>>> {
    const asked = await ping();
    await stage.answer(MODAL, FORM);
    return stage.alice.submit(await asked.modal(), { Text: 'hello' });
  }

  describe('that are refused', () => {
    it.each([
      ['an update of a command', ping, UPDATE, { content: 'x' }],
      ['a deferred update of a command', ping, DEFER_UPDATE, undefined],
      ['choices for a command', ping, CHOICES, { choices: [] }],
      ['a form for a form', showForm, MODAL, FORM],
      ['an update by a form that no component opened', showForm, UPDATE, { content: 'x' }],
      ['choices for a component', clicked, CHOICES, { choices: [] }],
      ['an activity where there is none', ping, 12, undefined],
      ['a type that does not exist', ping, 99, undefined],
    ])('are %s', async (_name, act, type, data) => {
      await act();
      const { status, body } = await stage.answer(type, data);
      expect([status, body.code]).toEqual([400, 50_035]);
      expect(body.errors).toMatchObject({ type: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] } });
    });

    it.each<[string, number, object, number]>([
      ['nothing', MESSAGE, {}, 50_006],
      ['too many words', MESSAGE, { content: 'x'.repeat(2_001) }, 50_035],
      ['eleven embeds', MESSAGE, { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 50_035],
      ['words beside components of the second kind', MESSAGE, { content: 'x', flags: V2 }, 50_035],
      ['a block without the flag', MESSAGE, { components: [{ type: 10, content: 'x' }] }, 50_035],
      [
        'the same custom id twice',
        MESSAGE,
        { content: 'x', components: [row(button('a', 'A'), button('a', 'B'))] },
        50_035,
      ],
      [
        'mentions that exclude each other',
        MESSAGE,
        { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
        50_035,
      ],
    ])('say %s', async (_name, type, data, code) => {
      const interaction = await ping();
      const { status, body } = await stage.answer(type, data);
      expect([status, body.code]).toEqual([400, code]);
      // What was refused was no answer: another one can follow.
      expect(interaction.acknowledgement).toBe('none');
      expect((await stage.answer(MESSAGE, { content: 'right' })).status).toBe(204);
    });

    it('tell below `data` where they are wrong', async () => {
      await ping();
      const { body } = await stage.answer(MESSAGE, { content: 'x'.repeat(2_001) });
      expect(body.errors).toMatchObject({ data: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } });
    });

    it.each<[string, string, object]>([
      [
        'more than 25 choices',
        'what',
        { choices: Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` })) },
      ],
      ['a choice without a name', 'what', { choices: [{ name: '', value: 'x' }] }],
      ['a name of 101 characters', 'what', { choices: [{ name: 'x'.repeat(101), value: 'x' }] }],
      ['a text for a number', 'many', { choices: [{ name: 'x', value: 'x' }] }],
    ])('suggest %s', async (_name, option, data) => {
      const suggested = stage.alice.complete(stage.bot, 'find', {}, option, { timeoutMs: 2_000 });
      expect((await stage.answer(CHOICES, data)).body.code).toBe(50_035);
      expect((await stage.answer(CHOICES, { choices: [] })).status).toBe(204);
      expect(await suggested).toEqual([]);
    });

    it('are second ones', async () => {
      await ping();
      await stage.answer(DEFER);
      expect((await stage.answer(MESSAGE, { content: 'x' })).body.code).toBe(40_060);
    });

    it('come at once twice: one of them counts', async () => {
      await ping();
      const both = await Promise.all([
        stage.answer(MESSAGE, { content: 'a' }),
        stage.answer(MESSAGE, { content: 'b' }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([204, 400]);
    });

    it('have a token of something else', async () => {
      await ping();
      const { id } = await stage.last();
      const { status, body } = await stage.call('POST', `/interactions/${id}/other/callback`, { type: DEFER });
      expect([status, body.code]).toEqual([404, 10_062]);
    });

    it('come without a first answer', async () => {
      await ping();
      expect((await stage.hook('POST', '', { content: 'early' })).body.code).toBe(10_015);
      expect((await stage.hook('PATCH', '/messages/@original', { content: 'early' })).body.code).toBe(10_015);
    });

    it('edit a form that is no message', async () => {
      await ping();
      await stage.answer(MODAL, FORM);
      expect((await stage.hook('PATCH', '/messages/@original', { content: 'x' })).body.code).toBe(10_008);
    });
  });

  describe('in time', () => {
    it('end after three seconds: the person reads that nobody answered', async () => {
      const interaction = await ping();
      await stage.clock.advance(2_999);
      expect(interaction.acknowledgement).toBe('none');
      await stage.clock.advance(1);
      expect([interaction.acknowledgement, interaction.error]).toEqual(['failed', 'The application did not respond']);
      await expect(interaction.answered()).rejects.toThrow(/did not respond/);
      const { status, body } = await stage.answer(MESSAGE, { content: 'late' });
      expect([status, body.code]).toEqual([404, 10_062]);
      expect((await stage.hook('POST', '', { content: 'late' })).body.code).toBe(10_015);
    });

    it('are changed and followed for a quarter of an hour', async () => {
      const interaction = await ping();
      await stage.answer(MESSAGE, { content: 'first' });
      await stage.clock.advance(15 * 60_000 - 1);
      expect((await stage.hook('PATCH', '/messages/@original', { content: 'changed' })).status).toBe(200);
      await stage.clock.advance(1);
      for (const [method, path] of [
        ['GET', '/messages/@original'],
        ['PATCH', '/messages/@original'],
        ['DELETE', '/messages/@original'],
        ['POST', ''],
      ] as const) {
        const { status, body } = await stage.hook(method, path, method === 'GET' ? undefined : { content: 'late' });
        expect([status, body.code]).toEqual([401, 50_027]);
      }
      expect(interaction.message?.content).toBe('changed');
    });

    it('that were only promised fail after a quarter of an hour', async () => {
      const interaction = await ping();
      await stage.answer(DEFER);
      await stage.clock.advance(14 * 60_000);
      expect(interaction.deferred).toBe(true);
      await stage.clock.advance(60_000);
      expect(interaction.error).toBe('The application did not respond');
    });
  });

  describe('that are deferred', () => {
    it('show that the application thinks, and become the answer by an edit', async () => {
      const interaction = await ping();
      const { body } = await stage.answer(DEFER, {}, '?with_response=true');
      expect(body.interaction).toMatchObject({ response_message_loading: true, response_message_ephemeral: false });
      expect((await stage.hook('GET', '/messages/@original')).body).toMatchObject({ flags: LOADING, content: '' });
      expect([interaction.deferred, interaction.message]).toEqual([true, undefined]);
      const edited = await stage.hook('PATCH', '/messages/@original', { content: 'now' });
      expect(edited.body).toMatchObject({ flags: 0, content: 'now', edited_timestamp: null });
      expect(await interaction.reply()).toMatchObject({ content: 'now', edited: false });
      await stage.hook('PATCH', '/messages/@original', { content: 'again' });
      expect(interaction.message?.edited).toBe(true);
    });

    it('become the answer by the first follow-up too', async () => {
      const interaction = await ping();
      await stage.answer(DEFER, { flags: EPHEMERAL });
      await stage.hook('POST', '', { content: 'here' });
      expect([await interaction.reply(), interaction.followUps]).toMatchObject([
        { content: 'here', ephemeral: true },
        [],
      ]);
    });

    it.each([
      [EPHEMERAL, 0, true],
      [0, EPHEMERAL, false],
    ])(
      'with the flags %i stay as visible as they were, whatever an edit with %i wants',
      async (flags, wanted, hidden) => {
        const interaction = await ping();
        await stage.answer(DEFER, { flags });
        await stage.hook('PATCH', '/messages/@original', { content: 'x', flags: wanted });
        expect((await interaction.reply()).ephemeral).toBe(hidden);
      },
    );

    it('can become a poll, which ends in its time', async () => {
      await ping();
      await stage.answer(5);
      const poll = { question: { text: 'Tea?' }, answers: [{ poll_media: { text: 'yes' } }], duration: 1 };
      expect(await stage.hook('PATCH', '/messages/@original', { poll })).toMatchObject({ status: 200 });
      await stage.clock.advance(3_600_000);
      expect(stage.guild.channel('general').messages.at(-2)?.payload.poll?.results?.is_finalized).toBe(true);
      expect(stage.guild.channel('general').lastMessage?.payload.type).toBe(46);
    });

    it('take components of the second kind by the edit', async () => {
      const interaction = await ping();
      await stage.answer(DEFER, { flags: V2 });
      const { body } = await stage.hook('PATCH', '/messages/@original', {
        flags: V2,
        components: [{ type: 10, content: 'block' }],
      });
      expect(body).toMatchObject({ flags: V2, components: [{ type: 10, content: 'block' }] });
      const later = await stage.hook('PATCH', '/messages/@original', { content: 'words' });
      expect([later.status, interaction.acknowledgement]).toEqual([400, 'replied']);
    });

    it('are told when they begin and when they are there; tests are handed them once', async () => {
      await ping();
      const updates = stage.client.names().filter((name) => name === 'MESSAGE_UPDATE').length;
      await stage.answer(DEFER);
      await stage.hook('PATCH', '/messages/@original', { content: 'only once' });
      await stage.client.event('MESSAGE_UPDATE', updates + 1);
      expect(stage.client.names().slice(-2)).toEqual(['MESSAGE_CREATE', 'MESSAGE_UPDATE']);
      const seen = [await stage.discord.nextMessage()];
      while (seen.at(-1)?.content !== 'only once') seen.push(await stage.discord.nextMessage());
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    });
  });

  describe('to components', () => {
    it('change the message', async () => {
      const interaction = await clicked();
      const { body } = await stage.answer(UPDATE, { content: 'new', components: [] }, '?with_response=true');
      expect(body.resource).toMatchObject({ type: UPDATE, message: { content: 'new', components: [] } });
      expect(await interaction.reply()).toMatchObject({ content: 'new', edited: true });
    });

    it('wait with the change', async () => {
      const interaction = await clicked();
      await stage.answer(DEFER_UPDATE);
      expect([interaction.deferred, interaction.message]).toEqual([true, undefined]);
      await stage.hook('PATCH', '/messages/@original', { content: 'new' });
      expect((await interaction.reply()).content).toBe('new');
    });

    it('stand below the message, and follow-ups below the answer', async () => {
      const interaction = await clicked();
      await stage.answer(MESSAGE, { content: 'below' });
      const reply = await interaction.reply();
      expect(reply.payload).toMatchObject({ type: 19, referenced_message: { content: 'old' } });
      await stage.hook('POST', '', { content: 'more' });
      expect((await interaction.followUp(1)).payload).toMatchObject({
        type: 19,
        message_reference: { message_id: reply.id },
        interaction_metadata: { type: 3, original_response_message_id: reply.id },
      });
    });

    it('change what only one person sees', async () => {
      const interaction = await clicked(EPHEMERAL);
      await stage.answer(UPDATE, { content: 'new' });
      expect(await interaction.reply()).toMatchObject({ content: 'new', ephemeral: true });
    });

    it('change the message whose component opened the form', async () => {
      const asked = await clicked();
      await stage.answer(MODAL, FORM);
      const sent = await stage.alice.submit(await asked.modal(), { text: 'hello' });
      expect(await stage.last()).toMatchObject({ type: 5, message: { content: 'old' } });
      expect((await stage.answer(UPDATE, { content: 'formed' })).status).toBe(204);
      expect((await sent.reply()).content).toBe('formed');
    });
  });

  describe('later', () => {
    it('are read, changed and deleted by their ids', async () => {
      const interaction = await ping();
      await stage.answer(MESSAGE, { content: 'first' });
      const { body } = await stage.hook('POST', '', { content: 'second', flags: EPHEMERAL });
      expect((await stage.hook('GET', `/messages/${body.id}`)).body.content).toBe('second');
      expect((await stage.hook('PATCH', `/messages/${body.id}`, { content: 'changed' })).body.content).toBe('changed');
      expect((await stage.hook('DELETE', `/messages/${body.id}`)).status).toBe(204);
      expect((await stage.hook('GET', `/messages/${body.id}`)).body.code).toBe(10_008);
      expect(interaction.followUps).toEqual([]);
      expect((await stage.hook('DELETE', '/messages/@original')).status).toBe(204);
      expect((await stage.hook('GET', '/messages/@original')).body.code).toBe(10_008);
      expect(interaction.message).toBeUndefined();
    });

    it('do not reach messages of other interactions', async () => {
      const first = await ping();
      await stage.answer(MESSAGE, { content: 'first' });
      const { id } = await first.reply();
      await ping();
      await stage.answer(MESSAGE, { content: 'other' });
      expect((await stage.hook('PATCH', `/messages/${id}`, { content: 'x' })).body.code).toBe(10_008);
    });

    it('mention only whom the application may', async () => {
      await stage.guild.everyone.edit({ permissions: ['ViewChannel', 'SendMessages', 'UseApplicationCommands'] });
      const interaction = await ping();
      await stage.answer(MESSAGE, {
        content: `@everyone ${stage.bob.mention}`,
        allowed_mentions: { parse: ['everyone', 'users'] },
      });
      const { payload } = await interaction.reply();
      expect([payload.mention_everyone, payload.mentions.map(({ id }) => id)]).toEqual([false, [stage.bob.id]]);
    });
  });

  it('may offer to buy something, as they once could', async () => {
    const interaction = await ping();
    expect((await stage.answer(10)).status).toBe(204);
    expect(interaction.acknowledgement).toBe('premium');
  });

  it('launch an activity, where there is one', async () => {
    await stage.register(PING, { name: 'play', type: 4, handler: 1 });
    const interaction = await stage.alice.launch(stage.bot);
    const { body } = await stage.answer(12, undefined, '?with_response=true');
    expect(body.resource).toMatchObject({
      type: 12,
      activity_instance: { id: expect.stringMatching(/^i-/) as string },
    });
    expect(interaction.acknowledgement).toBe('activity');
  });

  it('are logged without their secret', async () => {
    const since = stage.discord.log.interactions().length;
    await ping();
    await stage.answer(MESSAGE, { content: 'x' });
    await stage.hook('POST', '', { content: 'y' });
    const told = stage.discord.log.interactions(stage.bot).slice(since);
    expect(told.map(({ event, name, user, acknowledgement }) => [event, name, user, acknowledgement])).toEqual([
      ['sent', 'ping', 'alice', 'none'],
      ['answered', 'ping', 'alice', 'replied'],
      ['message', 'ping', 'alice', 'replied'],
    ]);
    const { token } = await stage.last();
    expect(JSON.stringify(stage.discord.log.entries)).not.toContain(token);
  });
});

describe('The global rate limit', () => {
  it('counts neither answers to interactions nor what follows them', async () => {
    const stage = await openStage(1);
    await stage.register(PING);
    const { id } = stage.guild.channel('general');
    expect((await stage.call('GET', `/channels/${id}`)).status).toBe(429);
    for (let count = 0; count < 3; count += 1) {
      await stage.alice.run(stage.bot, 'ping');
      const answered = await stage.answer(MESSAGE, { content: 'x' });
      const followed = await stage.hook('POST', '', { content: 'y' });
      expect([answered.status, followed.status]).toEqual([204, 200]);
    }
    await stage.close();
  });
});
