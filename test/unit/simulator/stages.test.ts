/** Stages by bare requests: opened, changed and closed by their moderators. */
import { field, GuildBench, NOBODY, REFUSED, wrong } from './guild-support';
import { caller, RawClient } from './support';

describe('Stages', () => {
  let bench: GuildBench;
  let stage: string;
  beforeEach(async () => {
    bench = await GuildBench.open();
    stage = bench.channelId('Stage');
  });
  afterEach(() => bench.close());

  const open = (body: object = {}): ReturnType<GuildBench['call']> =>
    bench.call('POST', '/stage-instances', { channel_id: stage, topic: 'Looms', ...body });

  it('are opened, changed and closed', async () => {
    const path = `/stage-instances/${stage}`;
    const expected = {
      guild_id: bench.guild.id,
      channel_id: stage,
      topic: 'Looms',
      privacy_level: 2,
      discoverable_disabled: true,
      guild_scheduled_event_id: null,
    };
    const opened = await open();
    expect(opened).toMatchObject({ status: 200, body: expected });
    expect(await bench.heard('STAGE_INSTANCE_CREATE')).toMatchObject(expected);
    expect(await bench.call('GET', path)).toMatchObject({ status: 200, body: expected });
    expect(await open()).toMatchObject({ status: 400, body: { code: 150_006 } });

    expect(await bench.call('PATCH', path, { topic: 'Yarn' })).toMatchObject({ status: 200, body: { topic: 'Yarn' } });
    expect(await bench.heard('STAGE_INSTANCE_UPDATE')).toMatchObject({ id: opened.body.id, topic: 'Yarn' });

    expect(await bench.call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await bench.heard('STAGE_INSTANCE_DELETE')).toMatchObject({ id: opened.body.id, topic: 'Yarn' });
    expect(await bench.call('GET', path)).toMatchObject({ status: 404, body: { code: 10_067 } });
    expect(bench.guild.channel('Stage').messages.map(({ payload }) => [payload.type, payload.content])).toEqual([
      [27, 'Looms'],
      [31, 'Yarn'],
      [28, 'Yarn'],
    ]);
    expect(bench.guild.auditLog.map(({ actionType, options }) => [actionType, options])).toEqual(
      [83, 84, 85].map((action) => [action, { channel_id: stage }]),
    );
  });

  it.each([
    ['no topic', { topic: undefined }, { topic: field('BASE_TYPE_REQUIRED') }],
    ['a long topic', { topic: 'x'.repeat(121) }, { topic: field('BASE_TYPE_BAD_LENGTH') }],
    ['the whole world as audience', { privacy_level: 1 }, { privacy_level: field('BASE_TYPE_CHOICES') }],
    ['no channel', { channel_id: undefined }, { channel_id: field('BASE_TYPE_REQUIRED') }],
  ])('are not opened with %s', async (_what, body, errors) => {
    expect(await open(body)).toMatchObject(wrong(errors));
  });

  it('are opened only in stage channels, and for events that there are', async () => {
    expect(await open({ channel_id: bench.channelId('Talk') })).toMatchObject({ body: { code: 50_024 } });
    expect(await open({ channel_id: NOBODY })).toMatchObject({ status: 404, body: { code: 10_003 } });
    expect(await open({ guild_scheduled_event_id: NOBODY })).toMatchObject({ status: 404, body: { code: 10_070 } });
  });

  it.each(['ManageChannels', 'MuteMembers', 'MoveMembers'] as const)('take %s', async (missing) => {
    await open();
    bench.allow(...(['ManageChannels', 'MuteMembers', 'MoveMembers'] as const).filter((each) => each !== missing));
    expect(await bench.call('PATCH', `/stage-instances/${stage}`, { topic: 'x' })).toMatchObject(REFUSED);
    expect(await bench.call('DELETE', `/stage-instances/${stage}`)).toMatchObject(REFUSED);
    expect(await bench.call('GET', `/stage-instances/${stage}`)).toMatchObject({ status: 200 });
  });

  it('are announced to everybody only by who may mention everyone', async () => {
    bench.allow('ManageChannels', 'MuteMembers', 'MoveMembers');
    await bench.guild.channel('Stage').overwrite({ for: bench.guild.everyone, deny: ['MentionEveryone'] });
    expect(await open({ send_start_notification: true })).toMatchObject(REFUSED);
    bench.allow('Administrator');
    expect(await open({ send_start_notification: true })).toMatchObject({ status: 200 });
    expect(bench.guild.channel('Stage').lastMessage?.payload.mention_everyone).toBe(true);
  });

  it('are known to bots that come later, and go with their channel', async () => {
    await open();
    const later = bench.discord.createBot({ name: 'Later' });
    const client = new RawClient(bench.discord.gatewayUrl);
    await client.ready(later);
    expect((await client.event('GUILD_CREATE')).d).toMatchObject({ stage_instances: [{ topic: 'Looms' }] });
    await bench.guild.channel('Stage').delete();
    expect(await bench.heard('STAGE_INSTANCE_DELETE')).toMatchObject({ channel_id: stage });
    const answer = await caller(bench.discord, later)('GET', `/stage-instances/${stage}`);
    expect(answer).toMatchObject({ body: { code: 10_003 } });
  });
});
