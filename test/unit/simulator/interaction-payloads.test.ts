/** INTERACTION_CREATE as Discord sends it, held against its schemas where they know the parts. */
import { schemaOf } from '../../support/spec-schemas';
import { unexplained } from './dispatch-exceptions';
import { DispatchShapes } from './dispatch-shapes';
import { button, openStage, PING, row, type Stage } from './interaction-support';
import { someText } from './support';

const MESSAGE = 4;
const option = (type: number, name: string): object => ({ type, name, description: name });

/**
 * A payload without what the documentation tells of chosen channels beyond discord-api-types: "only have id, name, type,
 * permissions, last_message_id, last_pin_timestamp, nsfw, parent_id, guild_id, flags, rate_limit_per_user, topic and
 * position". https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure
 */
function asTyped(payload: object): unknown {
  const { data } = payload as {
    readonly data?: { readonly resolved?: { readonly channels?: Record<string, object> } };
  };
  const channels = data?.resolved?.channels;
  if (!channels) return payload;
  const known = Object.entries(channels).map(([id, channel]) => {
    const { name, type, permissions, app_permissions } = channel as Readonly<Record<string, unknown>>;
    return [id, { id, name, type, permissions, app_permissions }] as const;
  });
  return { ...payload, data: { ...data, resolved: { ...data.resolved, channels: Object.fromEntries(known) } } };
}

describe('What an application hears of an interaction', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    stage.guild.createChannel({ name: 'Talk', type: 'voice' });
    await stage.register(
      { ...PING, contexts: [0, 1, 2], integration_types: [0, 1] },
      {
        name: 'all',
        description: 'Takes every kind',
        options: [
          option(3, 'text'),
          option(6, 'person'),
          option(7, 'channel'),
          option(8, 'role'),
          option(9, 'either'),
          option(11, 'file'),
        ],
      },
      {
        name: 'tree',
        description: 'Branches',
        options: [{ ...option(2, 'b'), options: [{ ...option(1, 'c'), options: [option(5, 'd')] }] }],
      },
      { name: 'Report', type: 3 },
      { name: 'Greet', type: 2 },
    );
  });
  afterAll(() => stage.close());

  const fits = (type: string, value: unknown): void => {
    const { error } = schemaOf(type).safeParse(value);
    expect(error?.issues ?? []).toEqual([]);
  };

  it('in a guild: who, where, in which language, with which permissions', async () => {
    const { alice, bot, guild } = stage;
    alice.setLocale('de');
    const { id } = await alice.run(bot, 'ping', {}, { channel: 'general' });
    const payload = await stage.last();
    expect(payload).toEqual({
      id,
      application_id: bot.applicationId,
      type: 2,
      data: { id: someText, name: 'ping', type: 1 },
      guild: { id: guild.id, features: [], locale: 'en-US' },
      guild_id: guild.id,
      guild_locale: 'en-US',
      channel: expect.objectContaining({ id: guild.channel('general').id, type: 0, permissions: someText }) as object,
      channel_id: guild.channel('general').id,
      member: expect.objectContaining({ roles: [], permissions: someText }) as object,
      token: expect.stringMatching(/^.{180}$/) as string,
      version: 1,
      app_permissions: someText,
      locale: 'de',
      entitlements: [],
      authorizing_integration_owners: { 0: guild.id },
      context: 0,
      attachment_size_limit: 10_485_760,
    });
    const { member } = payload;
    const { permissions, ...rest } = member ?? {};
    fits('GuildMemberResponse', rest);
    expect(BigInt(permissions ?? 0)).toBe(guild.everyone.permissions);
    expect(payload.app_permissions).toBe(String(guild.everyone.permissions));
  });

  it('permissions: as the channel leaves them', async () => {
    const quiet = stage.guild.createChannel({
      name: 'quiet',
      permissionOverwrites: [{ for: stage.guild.everyone, deny: ['AddReactions'] }],
    });
    await stage.alice.run(stage.bot, 'ping', {}, { channel: quiet });
    const { member } = (await stage.last()) as { member?: { permissions: string } };
    expect(BigInt(member?.permissions ?? 0) & (1n << 6n)).toBe(0n);
    await stage.guild.owner.run(stage.bot, 'ping', {}, { channel: quiet });
    const { member: owner } = (await stage.last()) as { member?: { permissions: string } };
    expect(BigInt(owner?.permissions ?? 0) & (1n << 3n)).toBe(1n << 3n);
  });

  it('options: everything that was chosen is explained', async () => {
    const { alice, bob, bot, guild } = stage;
    const role = guild.createRole({ name: 'Weaver' });
    await alice.run(bot, 'all', {
      file: { name: 'a.png', bytes: 'png' },
      either: role,
      role,
      channel: 'Talk',
      person: bob,
      text: 'x',
    });
    const { data } = (await stage.last()) as unknown as {
      data: { options: object[]; resolved: Record<string, Record<string, never>> };
    };
    const { id: talk } = guild.channel('Talk');
    const { attachments = {}, users = {}, roles = {} } = data.resolved;
    const [file = ''] = Object.keys(attachments);
    expect(data.options).toEqual([
      { name: 'text', type: 3, value: 'x' },
      { name: 'person', type: 6, value: bob.id },
      { name: 'channel', type: 7, value: talk },
      { name: 'role', type: 8, value: role.id },
      { name: 'either', type: 9, value: role.id },
      { name: 'file', type: 11, value: file },
    ]);
    expect(data.resolved).toMatchObject({
      members: { [bob.id]: { permissions: someText, roles: [] } },
      channels: { [talk]: { id: talk, name: 'Talk', type: 2, permissions: someText, app_permissions: someText } },
      attachments: { [file]: { filename: 'a.png', content_type: 'image/png', size: 3 } },
    });
    expect(data.resolved.members?.[bob.id]).not.toHaveProperty('user');
    fits('UserResponse', users[bob.id]);
    fits('GuildRoleResponse', roles[role.id]);
    fits('AttachmentResponse', attachments[file]);
    const { url } = attachments[file] as unknown as { url: string };
    expect(await (await fetch(url)).text()).toBe('png');
  });

  it('sub-commands: one in the other', async () => {
    await stage.alice.run(stage.bot, 'tree b c', { d: true });
    expect((await stage.last()).data).toMatchObject({
      name: 'tree',
      options: [
        { name: 'b', type: 2, options: [{ name: 'c', type: 1, options: [{ name: 'd', type: 5, value: true }] }] },
      ],
    });
  });

  it('menus: whom and what they were opened on', async () => {
    const said = await stage.bob.say('general', 'hello');
    await stage.alice.runOn(stage.bot, 'Report', said);
    const { data } = (await stage.last()) as {
      data: { target_id: string; resolved: { messages: Record<string, object> } };
    };
    expect(data).toMatchObject({ name: 'Report', type: 3, target_id: said.id });
    fits('MessageResponse', data.resolved.messages[said.id]);
    await stage.alice.runOn(stage.bot, 'Greet', stage.bob);
    expect((await stage.last()).data).toMatchObject({
      type: 2,
      target_id: stage.bob.id,
      resolved: { users: { [stage.bob.id]: {} }, members: { [stage.bob.id]: {} } },
    });
  });

  it('suggestions: the option with the cursor, as a text', async () => {
    const options = [{ ...option(4, 'many'), autocomplete: true }, { ...option(6, 'who') }];
    await stage.register({ name: 'find', description: 'Finds', options });
    const suggested = stage.alice.complete(stage.bot, 'find', { many: 4, who: stage.bob }, 'many');
    expect(await stage.last()).toMatchObject({
      type: 4,
      data: {
        options: [
          { name: 'many', type: 4, value: '4', focused: true },
          { name: 'who', type: 6, value: stage.bob.id },
        ],
      },
    });
    await stage.answer(8, { choices: [{ name: 'Four', value: 4 }] });
    expect(await suggested).toEqual([{ name: 'Four', value: 4 }]);
    await stage.register({ ...PING, contexts: [0, 1, 2], integration_types: [0, 1] });
  });

  it('components: the message, and the values', async () => {
    const asked = await stage.alice.run(stage.bot, 'ping');
    const select = { type: 5, custom_id: 'who', max_values: 2 };
    await stage.answer(MESSAGE, { content: 'use', components: [row(button('go', 'Go')), row(select)] });
    const message = await asked.reply();
    await stage.bob.click(message, 'Go');
    const clicked = (await stage.last()) as { message: object };
    expect(clicked).toMatchObject({
      type: 3,
      data: { id: 2, custom_id: 'go', component_type: 2 },
      message: { id: message.id, components: [{ components: [{ custom_id: 'go' }] }, {}] },
      member: { user: { id: stage.bob.id } },
    });
    fits('MessageResponse', clicked.message);
    await stage.bob.select(message, 'who', [stage.alice, stage.bob]);
    expect((await stage.last()).data).toMatchObject({
      component_type: 5,
      values: [stage.alice.id, stage.bob.id],
      resolved: { users: { [stage.alice.id]: {}, [stage.bob.id]: {} } },
    });
  });

  it('entitlements: those of the person and of the guild that hold now', async () => {
    const application = stage.discord.application(stage.bot);
    const sku = application.createSku({ name: 'Gold', kind: 'durable' });
    const bought = await application.buy(stage.alice, sku);
    await stage.alice.run(stage.bot, 'ping');
    const { entitlements } = await stage.last();
    expect(entitlements.map(({ id }) => id)).toEqual([bought.id]);
    await stage.bob.run(stage.bot, 'ping');
    expect((await stage.last()).entitlements).toEqual([]);
    await application.refund(bought);
    await stage.alice.run(stage.bot, 'ping');
    expect((await stage.last()).entitlements).toEqual([]);
  });

  describe('outside of guilds', () => {
    it('with the bot: a user, and no guild', async () => {
      await stage.alice.run(stage.bot, 'ping', {}, { channel: stage.alice.dmChannel(stage.bot) });
      const payload = await stage.last();
      expect(payload).toMatchObject({
        user: { id: stage.alice.id },
        context: 1,
        channel: { type: 1 },
        authorizing_integration_owners: { 0: '0' },
      });
      for (const key of ['guild', 'guild_id', 'guild_locale', 'member']) expect(payload).not.toHaveProperty(key);
      fits('UserResponse', (payload as { user: object }).user);
    });

    it('between two people: only what one of them installed', async () => {
      const { alice, bob, bot } = stage;
      await expect(alice.run(bot, 'ping', {}, { with: bob })).rejects.toThrow(/nor the person/);
      alice.install(bot);
      const interaction = await alice.run(bot, 'ping', {}, { with: bob });
      expect(await stage.last()).toMatchObject({ context: 2, authorizing_integration_owners: { 1: alice.id } });
      await stage.answer(MESSAGE, { content: 'in private' });
      const reply = await interaction.reply();
      expect([alice.sees(reply), bob.sees(reply), stage.guild.owner.sees(reply)]).toEqual([true, true, false]);
      for (let count = 1; count <= 5; count += 1) {
        expect((await stage.hook('POST', '', { content: `${count}` })).status).toBe(200);
      }
      const { status, body } = await stage.hook('POST', '', { content: '6' });
      expect([status, body.code]).toEqual([400, 40_094]);
      alice.uninstall(bot);
    });

    it('of a guild that the bot is not in: installed by the person, seen by all who may see it', async () => {
      const other = stage.discord.createGuild({ name: 'Mill', bots: [] });
      const carol = other.addMember('carol');
      const dave = other.addMember('dave');
      await expect(carol.run(stage.bot, 'ping')).rejects.toThrow(/neither did the guild install/);
      carol.install(stage.bot);
      const interaction = await carol.run(stage.bot, 'ping');
      expect(await stage.last()).toMatchObject({
        context: 0,
        guild_id: other.id,
        app_permissions: '0',
        authorizing_integration_owners: { 1: carol.id },
      });
      await stage.answer(MESSAGE, { content: 'seen' });
      expect(dave.sees(await interaction.reply())).toBe(true);
      await other.everyone.edit({ permissions: ['ViewChannel', 'SendMessages', 'UseApplicationCommands'] });
      const hidden = await carol.run(stage.bot, 'ping');
      await stage.answer(MESSAGE, { content: 'hidden' });
      expect((await hidden.reply()).ephemeral).toBe(true);
    });
  });

  describe('of answers for one person', () => {
    it('no guild, as of a direct message, and nothing in the history', async () => {
      const asked = await stage.alice.run(stage.bot, 'ping', {}, { channel: 'general' });
      await stage.last();
      const before = stage.client.names().filter((name) => name === 'MESSAGE_CREATE').length;
      await stage.answer(MESSAGE, { content: 'psst', flags: 64 });
      const { id } = await asked.reply();
      const { d } = await stage.client.event('MESSAGE_CREATE', before + 1);
      expect([d.id, d.content, 'guild_id' in d, 'member' in d]).toEqual([id, 'psst', false, false]);
      const { id: channel } = stage.guild.channel('general');
      expect((await stage.call('GET', `/channels/${channel}/messages/${id}`)).body.code).toBe(10_008);
      expect((await stage.call('GET', `/channels/${channel}/messages`)).text).not.toContain('psst');
    });
  });

  it('fits the types that Discord documents, in everything that was heard above', async () => {
    // A form, whose submission is not heard above.
    const asked = await stage.alice.run(stage.bot, 'ping');
    const fields = [
      { type: 3, custom_id: 'a', options: [{ label: 'A', value: 'a' }] },
      { type: 6, custom_id: 'b', required: false },
      { type: 19, custom_id: 'c' },
      { type: 22, custom_id: 'd', options: [{ label: 'A', value: 'a' }] },
      { type: 23, custom_id: 'e' },
    ];
    const components = fields.map((component) => ({ type: 18, label: 'Label', component }));
    await stage.answer(9, { custom_id: 'form', title: 'Form', components });
    const file = { name: 'a.txt', bytes: 'x' };
    await stage.alice.submit(await asked.modal(), {
      a: 'a',
      b: stage.guild.createRole({ name: 'Dyer' }),
      c: file,
      d: 'a',
    });
    await stage.last();
    const frames = stage.client.frames.filter(
      ({ t }) => t === 'INTERACTION_CREATE' || t?.startsWith('MESSAGE_') === true,
    );
    expect(frames.length).toBeGreaterThan(20);
    const shapes = new DispatchShapes();
    expect(unexplained(frames.flatMap(({ t, d }) => shapes.problems(t ?? '', asTyped(d))))).toEqual([]);
    // A compiler reads Discord's types first.
  }, 60_000);
});
