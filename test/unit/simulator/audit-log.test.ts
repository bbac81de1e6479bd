/** The audit log by bare requests: what it keeps, how it is filtered, and what comes along with a page. */
import { type Answer } from './support';
import { field, GuildBench, REFUSED, wrong } from './guild-support';

interface Entry {
  readonly id: string;
  readonly action_type: number;
  readonly target_id: string | null;
}

describe('The audit log', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  const read = (query = ''): Promise<Answer> => bench.ask('GET', `/audit-logs?${query}`);
  const entries = async (query = ''): Promise<Entry[]> =>
    (await read(query)).body.audit_log_entries as readonly Entry[] as Entry[];

  it('is read by who may', async () => {
    bench.allow('ManageGuild');
    expect(await read()).toMatchObject(REFUSED);
  });

  it('tells what changed, why, and who was concerned', async () => {
    const reason = { 'x-audit-log-reason': 'tidy' };
    await bench.ask('PATCH', '', { name: 'Shuttle' }, reason);
    await bench.ask('PATCH', `/members/${bench.alice.id}`, { nick: 'Al' });
    const { body } = await read();
    expect(body.audit_log_entries).toMatchObject([
      { action_type: 24, target_id: bench.alice.id, changes: [{ key: 'nick', new_value: 'Al' }] },
      {
        action_type: 1,
        target_id: bench.guild.id,
        user_id: bench.bot.id,
        reason: 'tidy',
        changes: [{ key: 'name', old_value: 'Loom', new_value: 'Shuttle' }],
      },
    ]);
    expect(body.users).toMatchObject([{ id: bench.bot.id }, { id: bench.alice.id }]);
    expect(await bench.heard('GUILD_AUDIT_LOG_ENTRY_CREATE')).toMatchObject({
      guild_id: bench.guild.id,
      action_type: 1,
      reason: 'tidy',
      changes: [{ key: 'name' }],
    });
  });

  it('lists the rules, events, webhooks and integrations that its entries name', async () => {
    const later = (hours: number): string => new Date(bench.clock.wallMs() + hours * 3_600_000).toISOString();
    const rule = await bench.ask('POST', '/auto-moderation/rules', {
      name: 'No moths',
      event_type: 1,
      trigger_type: 1,
      trigger_metadata: { keyword_filter: ['moth'] },
    });
    const event = await bench.ask('POST', '/scheduled-events', {
      name: 'Market',
      privacy_level: 2,
      scheduled_start_time: later(1),
      scheduled_end_time: later(2),
      entity_type: 3,
      entity_metadata: { location: 'the square' },
    });
    const hook = await bench.call('POST', `/channels/${bench.channelId('general')}/webhooks`, { name: 'Courier' });
    const { body } = await read();
    expect(body).toMatchObject({
      auto_moderation_rules: [{ id: rule.body.id }],
      guild_scheduled_events: [{ id: event.body.id }],
      webhooks: [{ id: hook.body.id }],
      application_commands: [],
      integrations: [],
      threads: [],
    });
    expect(JSON.stringify(body.webhooks)).not.toContain(String(hook.body.token));
  });

  it('is filtered by who, whom and what', async () => {
    await bench.ask('PATCH', `/members/${bench.alice.id}`, { nick: 'Al' });
    await bench.ask('PUT', `/bans/${bench.alice.id}`);
    expect(await entries(`target_id=${bench.alice.id}`)).toHaveLength(2);
    expect(await entries('action_type=22')).toMatchObject([{ action_type: 22, target_id: bench.alice.id }]);
    expect(await entries(`user_id=${bench.alice.id}`)).toEqual([]);
    expect(await entries(`user_id=${bench.bot.id}`)).toHaveLength(2);
  });

  it('is read page by page: newest first, or onwards from an entry', async () => {
    for (const nick of ['a', 'b', 'c', 'd']) await bench.ask('PATCH', `/members/${bench.alice.id}`, { nick });
    const newest = (await entries()).map(({ id }) => id);
    expect(newest).toHaveLength(4);
    expect([...newest].sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))).toEqual(newest);
    const ids = async (query: string): Promise<string[]> => (await entries(query)).map(({ id }) => id);
    expect(await ids('limit=2')).toEqual(newest.slice(0, 2));
    expect(await ids(`limit=2&before=${newest[1]!}`)).toEqual(newest.slice(2, 4));
    expect(await ids(`limit=2&after=${newest[3]!}`)).toEqual([newest[2], newest[1]]);
    expect(await read('limit=101')).toMatchObject(wrong({ limit: field('NUMBER_TYPE_MAX') }));
  });

  it('leaves out what did not change', async () => {
    await bench.ask('PATCH', '', { name: 'Loom' });
    const [entry] = (await read()).body.audit_log_entries as object[];
    expect(entry).not.toHaveProperty('changes');
  });
});
