/** What happens in the world is told: each dispatch has a cause, and the shape that Discord documents. */
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { unexplained } from './dispatch-exceptions';
import { DispatchShapes } from './dispatch-shapes';
import { dataUri, GuildBench, PNG } from './guild-support';
import { RawClient } from './support';

describe('the world', () => {
  let bench: GuildBench;

  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  it('causes each of the 79 dispatches, in the shape that Discord documents', async () => {
    const { discord, bot, guild, alice, client, call } = bench;
    await guild.rename('Spinnery');
    await guild.settings.addFeatures('COMMUNITY');
    // People.
    const bob = guild.addMember('bob');
    await bob.setNick('Bobby');
    await bob.setPresence('idle', [{ name: 'knitting', type: 0, created_at: 1 }]);
    await alice.rename('Alicia');
    await guild.ban(bob, 'noise');
    await guild.unban(bob);
    // Roles and channels.
    const role = guild.createRole({ name: 'Weavers' });
    await alice.addRole(role);
    await role.edit({ color: 7 });
    await role.delete();
    const hall = guild.createChannel({ name: 'hall' });
    await hall.edit({ topic: 'Wool' });
    await hall.move(0);
    await hall.createWebhook('Hook');
    const code = await guild.createInvite('general');
    await call('DELETE', `/invites/${code}`);
    await hall.delete();
    // Messages.
    const message = await alice.say('general', 'hello');
    await alice.type('general');
    await alice.edit(message, 'hello there');
    await alice.react(message, '👍');
    await alice.unreact(message, '👍');
    const path = `/channels/${bench.channelId('general')}`;
    for (const emoji of ['👍', '🎉']) await alice.react(message, emoji);
    await call('DELETE', `${path}/messages/${message.id}/reactions/${encodeURIComponent('👍')}`);
    await call('DELETE', `${path}/messages/${message.id}/reactions`);
    await call('PUT', `${path}/messages/pins/${message.id}`);
    const others = [await alice.say('general', 'one'), await alice.say('general', 'two')];
    await call('POST', `${path}/messages/bulk-delete`, { messages: others.map(({ id }) => id) });
    await alice.remove(message);
    const answers = [{ poll_media: { text: 'Yes' } }, { poll_media: { text: 'No' } }];
    const poll = { question: { text: 'Tea?' }, answers, duration: 1 };
    const asked = await call('POST', `${path}/messages`, { poll });
    await alice.vote(asked.body.id, 1);
    await alice.vote(asked.body.id);
    // Threads.
    const thread = await alice.startThread('general', { name: 'Dyes' });
    await call('PUT', `/channels/${thread.id}/thread-members/@me`);
    await thread.setArchived(true);
    await thread.setArchived(false);
    const hidden = guild.createChannel({ name: 'hidden' });
    const plain = discord.createBot({ name: 'Plain' });
    const ear = new RawClient(discord.gatewayUrl);
    await ear.ready(plain);
    await hidden.overwrite({ for: guild.everyone, deny: ['ViewChannel'] });
    await guild.owner.startThread('hidden', { name: 'Secrets' });
    await hidden.removeOverwrite(guild.everyone);
    await ear.event('THREAD_LIST_SYNC');
    await thread.delete();
    // Voice.
    await alice.joinVoice('Talk');
    await guild.channel('Talk').setVoiceStatus('Spinning');
    const sound = await guild.expressions.createSound('Clack');
    await guild.expressions.editSound(sound, { name: 'Click' });
    await alice.playSound(sound);
    await alice.setVoice({ selfMute: true });
    client.send(4, { guild_id: guild.id, channel_id: bench.channelId('Talk'), self_mute: false, self_deaf: false });
    await bench.heard('VOICE_SERVER_UPDATE');
    await guild.events.openStage('Stage', 'Looms');
    await guild.events.editStage('Stage', 'Old looms');
    await guild.events.closeStage('Stage');
    // Expressions.
    await guild.expressions.createEmoji('loom');
    await guild.expressions.createSticker('yarn');
    await guild.settings.setBoosts(2);
    for (let index = 0; index < 8; index += 1) await guild.expressions.createSound(`Tick ${index}`);
    await guild.settings.setBoosts(0);
    await guild.expressions.deleteSound(sound);
    // Events.
    const fair = await guild.settings.createScheduledEvent({ name: 'Fair' });
    await alice.interestedIn(fair);
    await alice.notInterestedIn(fair);
    await guild.events.edit(fair, { name: 'Great fair' });
    await guild.events.delete(fair);
    // Rules.
    const rule = await bench.ask('POST', '/auto-moderation/rules', {
      name: 'No silk',
      event_type: 1,
      trigger_type: 1,
      trigger_metadata: { keyword_filter: ['silk'] },
      actions: [{ type: 1 }],
      enabled: true,
    });
    await expect(alice.say('general', 'silk')).rejects.toThrow('No silk');
    await bench.ask('PATCH', `/auto-moderation/rules/${rule.body.id}`, { name: 'No silk here' });
    await bench.ask('DELETE', `/auto-moderation/rules/${rule.body.id}`);
    // The application.
    await call('PATCH', '/users/@me', { avatar: dataUri(PNG) });
    const application = discord.application(bot);
    const command = await call('POST', `/applications/${application.id}/commands`, { name: 'spin', description: 'x' });
    const token = guild.owner.accessToken(bot, ['applications.commands.permissions.update']);
    await call(
      'PUT',
      `/applications/${application.id}/guilds/${guild.id}/commands/${command.body.id}/permissions`,
      { permissions: [{ id: alice.id, type: 2, permission: true }] },
      { authorization: `Bearer ${token}` },
    );
    await alice.run(bot, 'spin');
    const gem = await application.buy(alice, application.createSku({ name: 'Gem', kind: 'durable' }));
    await application.refund(gem);
    const subscription = await application.subscribe(alice, application.createSku({ name: 'Club' }));
    await application.cancel(subscription);
    await application.deleteSubscription(subscription);
    // Bots, and answers to their requests.
    guild.addBot(plain, { permissions: ['ManageGuild'] });
    await guild.kick(plain);
    client.send(8, { guild_id: guild.id, query: '', limit: 0 });
    client.send(8, { guild_id: guild.id, query: '', limit: 0 });
    client.send(31, { guild_ids: [guild.id] });
    client.send(43, { guild_id: guild.id, fields: ['status', 'voice_start_time'] });
    await bench.heard('CHANNEL_INFO');
    await guild.setUnavailable(true);
    await guild.setUnavailable(false);
    const { d: ready } = await client.event('READY');
    await client.hangUp(4000);
    const again = new RawClient(discord.gatewayUrl);
    await again.resume(bot, ready.session_id, client.frames.at(-1)?.s ?? 0);
    await again.event('RESUMED');

    const frames = [...client.frames, ...ear.frames, ...again.frames].filter(({ op }) => op === 0);
    const heard = new Set(frames.map(({ t }) => t));
    const missing = Object.values(GatewayDispatchEvents).filter((name) => !heard.has(name));
    expect(missing).toEqual([]);
    const shapes = new DispatchShapes();
    expect(unexplained(frames.flatMap(({ t, d }) => shapes.problems(t ?? '', d)))).toEqual([]);
    // A compiler reads Discord's types first.
  }, 60_000);
});
