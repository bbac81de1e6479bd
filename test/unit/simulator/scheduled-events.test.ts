/** Scheduled events by bare requests: what each kind needs, how they begin and end, who is interested. */
import { dataUri, field, GuildBench, NOBODY, PNG, REFUSED, wrong } from './guild-support';

const HOUR_MS = 3_600_000;
const EVENTS = '/scheduled-events';

describe('Scheduled events', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  const at = (hours: number): string => new Date(bench.clock.wallMs() + hours * HOUR_MS).toISOString();
  const elsewhere = (more: object = {}): object => ({
    name: 'Market',
    privacy_level: 2,
    scheduled_start_time: at(1),
    scheduled_end_time: at(3),
    entity_type: 3,
    entity_metadata: { location: 'the square' },
    ...more,
  });
  const inVoice = (more: object = {}): object => ({
    name: 'Talk',
    privacy_level: 2,
    scheduled_start_time: at(1),
    entity_type: 2,
    channel_id: bench.channelId('Talk'),
    ...more,
  });
  const made = async (body = elsewhere()): Promise<string> => (await bench.ask('POST', EVENTS, body)).body.id;

  it('are announced elsewhere, in voice and on stages', async () => {
    const answer = await bench.ask('POST', EVENTS, elsewhere({ description: 'wool', image: dataUri(PNG) }));
    expect(answer).toMatchObject({
      status: 200,
      body: {
        name: 'Market',
        description: 'wool',
        guild_id: bench.guild.id,
        channel_id: null,
        creator: { id: bench.bot.id },
        image: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        status: 1,
        entity_type: 3,
        entity_metadata: { location: 'the square' },
        recurrence_rule: null,
        guild_scheduled_event_exceptions: [],
      },
    });
    const { creator: _creator, ...told } = answer.body;
    expect(await bench.heard('GUILD_SCHEDULED_EVENT_CREATE')).toEqual(told);
    expect((await bench.ask('POST', EVENTS, inVoice())).body).toMatchObject({ entity_type: 2, entity_metadata: null });
    const stage = inVoice({ entity_type: 1, channel_id: bench.channelId('Stage') });
    expect((await bench.ask('POST', EVENTS, stage)).body).toMatchObject({ entity_type: 1 });
    expect((await bench.ask('GET', `${EVENTS}?with_user_count=true`)).body).toMatchObject([
      { name: 'Market', user_count: 1 },
      { name: 'Talk' },
      { name: 'Talk' },
    ]);
  });

  it.each([
    ['no name', { name: undefined }, { name: field('BASE_TYPE_REQUIRED') }],
    ['a long name', { name: 'x'.repeat(101) }, { name: field('BASE_TYPE_BAD_LENGTH') }],
    ['a long description', { description: 'x'.repeat(1_001) }, { description: field('BASE_TYPE_MAX_LENGTH') }],
    ['another level of privacy', { privacy_level: 1 }, { privacy_level: field('BASE_TYPE_CHOICES') }],
    ['a place that is none', { entity_type: 4 }, { entity_type: field('BASE_TYPE_CHOICES') }],
    [
      'a start that is no time',
      { scheduled_start_time: 'noon' },
      { scheduled_start_time: field('DATE_TIME_TYPE_PARSE') },
    ],
    ['no end', { scheduled_end_time: undefined }, { scheduled_end_time: field('BASE_TYPE_REQUIRED') }],
    ['no location', { entity_metadata: null }, { entity_metadata: { location: field('BASE_TYPE_REQUIRED') } }],
    ['a channel as well', { channel_id: '5' }, { channel_id: field('BASE_TYPE_NOT_NULL') }],
  ])('are not made elsewhere with %s', async (_what, more, errors) => {
    expect(await bench.ask('POST', EVENTS, elsewhere(more))).toMatchObject(wrong(errors));
  });

  it('begin in the future, and end after they begin', async () => {
    expect(await bench.ask('POST', EVENTS, elsewhere({ scheduled_start_time: at(-1) }))).toMatchObject(
      wrong({ scheduled_start_time: field('GUILD_SCHEDULED_EVENT_SCHEDULE_PAST') }),
    );
    expect(await bench.ask('POST', EVENTS, elsewhere({ scheduled_end_time: at(1) }))).toMatchObject(
      wrong({ scheduled_end_time: field('GUILD_SCHEDULED_EVENT_END_BEFORE_START') }),
    );
  });

  it('in voice need a channel of their kind that the bot may join', async () => {
    expect(await bench.ask('POST', EVENTS, inVoice({ channel_id: null }))).toMatchObject(
      wrong({ channel_id: field('BASE_TYPE_REQUIRED') }),
    );
    expect(await bench.ask('POST', EVENTS, inVoice({ channel_id: NOBODY }))).toMatchObject({ body: { code: 10_003 } });
    expect(await bench.ask('POST', EVENTS, inVoice({ channel_id: bench.channelId('Stage') }))).toMatchObject(
      wrong({ channel_id: field('CHANNEL_TYPE_INVALID') }),
    );
    bench.allow('CreateEvents');
    await bench.guild.channel('Talk').overwrite({ for: bench.guild.everyone, deny: ['Connect'] });
    expect(await bench.ask('POST', EVENTS, inVoice())).toMatchObject(REFUSED);
  });

  it('are a hundred at most', async () => {
    for (let index = 0; index < 100; index += 1) await made();
    expect(await bench.ask('POST', EVENTS, elsewhere())).toMatchObject({ status: 400, body: { code: 30_038 } });
  });

  it('move, and lose what belonged to the place before', async () => {
    const id = await made();
    const body = { entity_type: 2, channel_id: bench.channelId('Talk'), name: 'Inside' };
    expect((await bench.ask('PATCH', `${EVENTS}/${id}`, body)).body).toMatchObject({ ...body, entity_metadata: null });
    expect(await bench.heard('GUILD_SCHEDULED_EVENT_UPDATE')).toMatchObject({ id, ...body });
    expect((await bench.ask('GET', `${EVENTS}/${id}`)).body).toMatchObject(body);
    expect(bench.guild.auditLog.at(-1)).toMatchObject({ actionType: 101, targetId: id });
    expect(bench.guild.auditLog.at(-1)?.changes).toContainEqual({
      key: 'name',
      old_value: 'Market',
      new_value: 'Inside',
    });
  });

  it('begin, end, and are listed no more', async () => {
    const id = await made();
    const status = (value: number): Promise<unknown> => bench.ask('PATCH', `${EVENTS}/${id}`, { status: value });
    expect(await status(3)).toMatchObject(wrong({ status: field('GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION') }));
    expect(await status(2)).toMatchObject({ body: { status: 2 } });
    expect(await status(4)).toMatchObject(wrong({ status: field('GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION') }));
    expect(await status(3)).toMatchObject({ body: { status: 3 } });
    expect((await bench.ask('GET', EVENTS)).body).toEqual([]);
    expect(await bench.ask('GET', `${EVENTS}/${id}`)).toMatchObject({ status: 404, body: { code: 10_070 } });
  });

  it('are deleted by who made them or manages events', async () => {
    const theirs = await bench.guild.settings.createScheduledEvent({ name: 'theirs', by: bench.alice });
    const own = await made();
    bench.allow('CreateEvents');
    for (const method of ['PATCH', 'DELETE']) {
      expect(await bench.ask(method, `${EVENTS}/${theirs.id}`, { name: 'x' })).toMatchObject(REFUSED);
    }
    expect(await bench.ask('DELETE', `${EVENTS}/${own}`)).toMatchObject({ status: 204 });
    expect(await bench.heard('GUILD_SCHEDULED_EVENT_DELETE')).toMatchObject({ id: own, status: 4 });
    bench.allow('ManageEvents');
    expect(await bench.ask('DELETE', `${EVENTS}/${theirs.id}`)).toMatchObject({ status: 204 });
    expect(await bench.ask('POST', EVENTS, elsewhere())).toMatchObject(REFUSED);
  });

  it('in hidden channels are not known', async () => {
    const id = await made(inVoice());
    bench.allow('Connect');
    await bench.guild.channel('Talk').overwrite({ for: bench.guild.everyone, deny: ['ViewChannel'] });
    expect((await bench.ask('GET', EVENTS)).body).toEqual([]);
    expect(await bench.ask('GET', `${EVENTS}/${id}`)).toMatchObject({ body: { code: 10_070 } });
  });

  it('interest people, page by page', async () => {
    const id = await made();
    const people = [bench.alice, bench.guild.addMember('bob'), bench.guild.addMember('carol')];
    for (const person of people) await person.interestedIn({ id });
    expect(await bench.heard('GUILD_SCHEDULED_EVENT_USER_ADD')).toEqual({
      guild_scheduled_event_id: id,
      user_id: bench.alice.id,
      guild_id: bench.guild.id,
    });
    const sorted = [bench.bot.id, ...people.map((each) => each.id)].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    const page = async (query: string): Promise<string[]> =>
      ((await bench.ask('GET', `${EVENTS}/${id}/users?${query}`)).body as unknown as { user_id: string }[]).map(
        ({ user_id: userId }) => userId,
      );
    expect(await page('')).toEqual(sorted);
    expect(await page(`limit=2&after=${sorted[0]!}`)).toEqual(sorted.slice(1, 3));
    expect(await page(`limit=2&before=${sorted[3]!}`)).toEqual(sorted.slice(1, 3));
    const { body } = await bench.ask('GET', `${EVENTS}/${id}/users?with_member=true`);
    expect(body).toContainEqual(
      expect.objectContaining({
        user_id: bench.alice.id,
        response: 1,
        member: expect.objectContaining({
          user: expect.objectContaining({ id: bench.alice.id }) as unknown,
        }) as unknown,
      }),
    );
    expect(await bench.ask('GET', `${EVENTS}/${id}/users?limit=101`)).toMatchObject(
      wrong({ limit: field('NUMBER_TYPE_MAX') }),
    );
    await bench.alice.notInterestedIn({ id });
    expect(await bench.heard('GUILD_SCHEDULED_EVENT_USER_REMOVE')).toMatchObject({ user_id: bench.alice.id });
    expect((await bench.ask('GET', `${EVENTS}/${id}?with_user_count=true`)).body.user_count).toBe(3);
  });

  describe('that repeat', () => {
    const weekly = (more: object = {}): object =>
      elsewhere({ recurrence_rule: { start: at(1), frequency: 2, interval: 1, by_weekday: [2], ...more } });

    it('keep their rule', async () => {
      expect((await bench.ask('POST', EVENTS, weekly())).body.recurrence_rule).toEqual({
        start: expect.any(String) as unknown,
        end: null,
        frequency: 2,
        interval: 1,
        by_weekday: [2],
        by_n_weekday: null,
        by_month: null,
        by_month_day: null,
        by_year_day: null,
        count: null,
      });
    });

    it.each([
      ['weekdays and dates together', { by_month: [1], by_month_day: [1] }, 'by_weekday'],
      ['two weekdays of a week', { by_weekday: [1, 2] }, 'by_weekday'],
      ['every second day', { frequency: 3, interval: 2, by_weekday: [0, 1, 2, 3, 4] }, 'interval'],
      ['months without dates', { frequency: 0, by_weekday: undefined, by_month: [1] }, 'by_month_day'],
      [
        'a weekday of the month every week',
        { by_weekday: undefined, by_n_weekday: [{ n: 1, day: 2 }] },
        'by_n_weekday',
      ],
    ])('cannot repeat on %s', async (_what, more, where) => {
      expect(await bench.ask('POST', EVENTS, weekly(more))).toMatchObject(
        wrong({ recurrence_rule: { [where]: field('RECURRENCE_RULE_INVALID') } }),
      );
    });

    it('make exceptions, which count their own guests', async () => {
      const id = await made(weekly());
      const path = `${EVENTS}/${id}/exceptions`;
      const body = { original_scheduled_start_time: at(1 + 7 * 24), is_canceled: true };
      const answer = await bench.ask('POST', path, body);
      expect(answer).toMatchObject({
        status: 200,
        body: { event_id: id, is_canceled: true, scheduled_start_time: null },
      });
      const exceptionId = String(answer.body.event_exception_id);
      expect(await bench.heard('GUILD_SCHEDULED_EVENT_UPDATE')).toMatchObject({
        guild_scheduled_event_exceptions: [{ event_exception_id: exceptionId }],
      });
      expect(await bench.ask('POST', path, body)).toMatchObject(
        wrong({ original_scheduled_start_time: field('GUILD_SCHEDULED_EVENT_EXCEPTION_EXISTS') }),
      );
      const changes = { is_canceled: false, scheduled_start_time: at(200), scheduled_end_time: at(199) };
      expect(await bench.ask('PATCH', `${path}/${exceptionId}`, changes)).toMatchObject(
        wrong({ scheduled_end_time: field('GUILD_SCHEDULED_EVENT_END_BEFORE_START') }),
      );
      const changed = await bench.ask('PATCH', `${path}/${exceptionId}`, { ...changes, scheduled_end_time: at(201) });
      expect(changed.body.is_canceled).toBe(false);
      await bench.alice.interestedIn({ id }, { id: exceptionId });
      expect(await bench.heard('GUILD_SCHEDULED_EVENT_USER_ADD')).toMatchObject({
        guild_scheduled_event_exception_id: exceptionId,
      });
      expect((await bench.ask('GET', `${EVENTS}/${id}/${exceptionId}/users`)).body).toMatchObject([
        { user_id: bench.alice.id, guild_scheduled_event_exception_id: exceptionId },
      ]);
      const counts = `${EVENTS}/${id}/users/counts?guild_scheduled_event_exception_ids=${exceptionId}`;
      expect((await bench.ask('GET', counts)).body).toEqual({
        guild_scheduled_event_count: 1,
        guild_scheduled_event_exception_counts: { [exceptionId]: 1 },
      });
      expect(await bench.ask('DELETE', `${path}/${exceptionId}`)).toMatchObject({ status: 204 });
      expect(await bench.ask('DELETE', `${path}/${exceptionId}`)).toMatchObject({ status: 404 });
      expect(bench.guild.auditLog.map(({ actionType }) => actionType)).toEqual([100, 200, 201, 202]);
    });

    it('make no exceptions when they happen once, or before they begin', async () => {
      const once = await made();
      const body = { original_scheduled_start_time: at(1) };
      expect(await bench.ask('POST', `${EVENTS}/${once}/exceptions`, body)).toMatchObject(
        wrong(field('GUILD_SCHEDULED_EVENT_NOT_RECURRING')),
      );
      const id = await made(weekly());
      const early = { original_scheduled_start_time: at(-1) };
      expect(await bench.ask('POST', `${EVENTS}/${id}/exceptions`, early)).toMatchObject(
        wrong({ original_scheduled_start_time: field('GUILD_SCHEDULED_EVENT_EXCEPTION_INVALID') }),
      );
    });
  });
});
