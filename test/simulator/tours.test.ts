/**
 * Clients that know nothing of Corduroy do the same round through a guild: what they send is understood, what they are
 * answered they understand.
 */
import { Agent } from 'node:https';
import { connect } from 'node:net';
import { API } from '@discordjs/core';
import {
  ChannelType,
  Client,
  Events,
  GatewayIntentBits,
  PermissionFlagsBits,
  type TextChannel,
  type ThreadChannel,
} from 'discord.js';
import { REST } from '@discordjs/rest';
import * as Eris from 'eris';
import { DiscordSimulator, type SimBot, type SimGuild, type SimMember } from 'corduroy/testing';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a round through a guild', () => {
  let discord: DiscordSimulator;
  let app: SimBot;
  let guild: SimGuild;
  let alice: SimMember;
  let mallory: SimMember;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    app = discord.createBot({ name: 'Alpha', permissions: ['Administrator'] });
    guild = discord.createGuild({ name: 'Loom', channels: ['general'] });
    alice = guild.addMember('alice');
    mallory = guild.addMember('mallory');
  });

  afterEach(async () => {
    await discord.close();
  });

  it('is made by an unmodified discord.js', async () => {
    const client = new Client({
      rest: { api: discord.baseUrl },
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildMembers],
    });
    try {
      const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
      await client.login(app.token);
      await ready;
      const known = await client.guilds.fetch(guild.id);
      const channel = (await client.channels.fetch(guild.channel('general').id)) as TextChannel;

      const message = await channel.send({ content: 'hello', files: [{ attachment: PNG, name: 'dot.png' }] });
      expect(message.attachments.first()).toMatchObject({ name: 'dot.png', size: PNG.length });
      expect((await message.edit('hello again')).content).toBe('hello again');
      await message.react('🧵');
      await message.pin();
      expect((await channel.messages.fetchPins()).items.map(({ message: pinned }) => pinned.id)).toEqual([message.id]);
      await message.unpin();

      const thread = await message.startThread({ name: 'knots' });
      await thread.send('in the thread');
      await thread.members.add(alice.id);
      expect((await thread.members.fetch()).has(alice.id)).toBe(true);
      await thread.setArchived(true);
      expect((await channel.threads.fetchArchived()).threads.has(thread.id)).toBe(true);

      const role = await known.roles.create({
        name: 'weaver',
        colors: { primaryColor: 0x5865f2 },
        permissions: [PermissionFlagsBits.ManageMessages],
      });
      const member = await known.members.fetch(alice.id);
      await member.roles.add(role);
      expect((await member.fetch(true)).roles.cache.has(role.id)).toBe(true);
      await role.delete('done');

      await known.members.ban(mallory.id, { reason: 'tangled everything', deleteMessageSeconds: 60 });
      expect((await known.bans.fetch()).map((ban) => [ban.user.id, ban.reason])).toEqual([
        [mallory.id, 'tangled everything'],
      ]);
      await known.members.unban(mallory.id);

      const webhook = await channel.createWebhook({ name: 'loom' });
      const told = await webhook.send({ content: 'by a webhook', username: 'Shuttle' });
      expect(told).toMatchObject({ content: 'by a webhook', webhookId: webhook.id });
      await webhook.editMessage(told.id, 'edited by a webhook');
      await webhook.deleteMessage(told.id);
      await webhook.delete();

      const invite = await channel.createInvite({ maxAge: 3_600, maxUses: 2 });
      expect(await client.fetchInvite(invite.code)).toMatchObject({ code: invite.code, channelId: channel.id });
      await invite.delete();

      const forum = await known.channels.create({ name: 'patterns', type: ChannelType.GuildForum });
      const post = (await forum.threads.create({ name: 'twill', message: { content: 'two over' } })) as ThreadChannel;
      expect((await post.fetchStarterMessage())?.content).toBe('two over');
      await message.delete();
    } finally {
      await client.destroy();
    }
    expectNoSurprise();
  });

  it('is made by an unmodified @discordjs/core', async () => {
    const rest = new REST({ api: discord.baseUrl }).setToken(app.token);
    const api = new API(rest);
    const channelId = guild.channel('general').id;

    const message = await api.channels.createMessage(channelId, {
      content: 'hello',
      files: [{ data: PNG, name: 'dot.png' }],
    });
    expect(message.attachments).toMatchObject([{ filename: 'dot.png', size: PNG.length }]);
    await api.channels.editMessage(channelId, message.id, { content: 'hello again' });
    await api.channels.addMessageReaction(channelId, message.id, '🧵');
    expect(await api.channels.getMessageReactions(channelId, message.id, '🧵')).toMatchObject([{ id: app.id }]);
    await api.channels.pinMessage(channelId, message.id);
    expect(await api.channels.getPins(channelId)).toMatchObject([{ id: message.id }]);

    const thread = await api.channels.createThread(channelId, { name: 'knots', type: ChannelType.PublicThread });
    await api.threads.addMember(thread.id, alice.id);
    expect((await api.threads.getAllMembers(thread.id)).map((each) => each.user_id).sort()).toEqual(
      [alice.id, app.id].sort(),
    );

    const role = await api.guilds.createRole(guild.id, { name: 'weaver', permissions: '8192' });
    await api.guilds.addRoleToMember(guild.id, alice.id, role.id);
    expect((await api.guilds.getMember(guild.id, alice.id)).roles).toEqual([role.id]);
    await api.guilds.banUser(guild.id, mallory.id, {}, { reason: 'tangled everything' });
    expect(await api.guilds.getMemberBan(guild.id, mallory.id)).toMatchObject({ reason: 'tangled everything' });

    const webhook = await api.channels.createWebhook(channelId, { name: 'loom' });
    const told = await api.webhooks.execute(webhook.id, webhook.token!, { content: 'by a webhook', wait: true });
    expect(told).toMatchObject({ content: 'by a webhook', webhook_id: webhook.id });
    const invite = await api.channels.createInvite(channelId, { max_age: 60 });
    expect(await api.invites.get(invite.code)).toMatchObject({ code: invite.code });
    expectNoSurprise();
  });

  it('is made by an unmodified eris, which speaks TLS only and is given plain connections', async () => {
    const agent = new Agent({ keepAlive: false });
    const { port } = new URL(discord.baseUrl);
    Object.assign(agent, { createConnection: () => connect({ port: Number(port), host: '127.0.0.1' }) });
    const client = Eris.default(`Bot ${app.token}`, {
      intents: [],
      restMode: true,
      rest: { agent, domain: '127.0.0.1', baseURL: '/api/v10' },
    });
    const channelId = guild.channel('general').id;

    const message = await client.createMessage(channelId, { content: 'hello' }, { file: PNG, name: 'dot.png' });
    expect(message.attachments).toMatchObject([{ filename: 'dot.png', size: PNG.length }]);
    expect((await client.editMessage(channelId, message.id, 'hello again')).content).toBe('hello again');
    await client.addMessageReaction(channelId, message.id, '🧵');
    const thread = await client.createThreadWithMessage(channelId, message.id, {
      name: 'knots',
      autoArchiveDuration: 60,
    });
    expect(thread.name).toBe('knots');
    const role = await client.createRole(guild.id, { name: 'weaver' });
    await client.addGuildMemberRole(guild.id, alice.id, role.id);
    expect((await client.getRESTGuildMember(guild.id, alice.id)).roles).toEqual([role.id]);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- what authors have in their code is what has to work.
    await client.banGuildMember(guild.id, mallory.id, 0, 'tangled everything');
    expect((await client.getGuildBan(guild.id, mallory.id)).reason).toBe('tangled everything');
    const webhook = await client.createChannelWebhook(channelId, { name: 'loom', avatar: null });
    await client.executeWebhook(webhook.id, webhook.token!, { content: 'by a webhook' });
    const invite = await client.createChannelInvite(channelId, { maxAge: 60, maxUses: 1, temporary: false });
    expect((await client.getInvite(invite.code)).code).toBe(invite.code);
    expectNoSurprise();
  });

  /** Nothing was refused, and nothing was asked that is not played. */
  function expectNoSurprise(): void {
    const refused = discord.log.requests().filter(({ status }) => status >= 400);
    expect(refused.map(({ method, path, status }) => `${status} ${method} ${path}`)).toEqual([]);
  }
});
