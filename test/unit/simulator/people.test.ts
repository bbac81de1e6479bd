/** The side of the simulator that tests talk to: people, handles, waiting, and advice for misuse. */
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, SimulatorMisuse, type SimGuild } from '../../../src/testing/simulator';
import { caller } from './support';

describe('the simulator as a test uses it', () => {
  let discord: DiscordSimulator;
  let guild: SimGuild;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
  });
  afterEach(() => discord.close());

  it('shows messages as they are now', async () => {
    const alice = guild.addMember('alice');
    const message = await alice.say('general', 'one');
    await alice.edit(message, 'two');
    await alice.react(message, '👍');
    expect(message).toMatchObject({ content: 'two', edited: true, reactions: { '👍': [alice.id] }, guildId: guild.id });
    await alice.unreact(message, '👍');
    await alice.remove(message);
    expect(message.reactions).toEqual({});
    expect(message.deleted).toBe(true);
  });

  it('knows a person by name in every guild', () => {
    const other = discord.createGuild({ name: 'Other' });
    const alice = guild.addMember('alice');
    expect(other.addMember('alice').id).toBe(alice.id);
    const bob = discord.createUser('bob');
    expect(guild.addMember(bob).id).toBe(bob.id);
    expect(guild.member('bob').user.name).toBe('bob');
  });

  it('lets bots join guilds whichever was there first, unless told otherwise', () => {
    const early = discord.createBot({ name: 'Early' });
    const late = discord.createGuild({ name: 'Late' });
    const shy = discord.createBot({ name: 'Shy', join: false });
    const empty = discord.createGuild({ name: 'Empty', bots: [] });
    expect([guild, late].every((each) => each.member(early).isIn)).toBe(true);
    expect(() => guild.member(shy)).toThrow('has no member');
    expect(() => empty.member(early)).toThrow('has no member');
    expect(guild.addBot(shy, { permissions: ['KickMembers'] }).permissionsIn('general')).toContain('KickMembers');
  });

  it('hands each message of a bot out once, also what was written before anybody asked', async () => {
    const bot = discord.createBot({ name: 'Alpha' });
    const call = caller(discord, bot);
    const path = `/channels/${guild.channel('general').id}/messages`;
    const heard: string[] = [];
    const stop = discord.onMessage(({ content }) => heard.push(content));
    await call('POST', path, { content: 'one' });
    await call('POST', path, { content: 'two' });
    stop();
    expect((await discord.nextMessage()).content).toBe('one');
    expect((await discord.nextMessage({ channel: 'general', author: bot })).content).toBe('two');
    const third = discord.nextMessage({ author: 'Alpha' });
    await call('POST', path, { content: 'three' });
    expect((await third).content).toBe('three');
    expect(heard).toEqual(['one', 'two']);
    expect(discord.messages.map(({ content }) => content)).toEqual(['one', 'two', 'three']);
  });

  it('says what it saw when it waited in vain', async () => {
    const bot = discord.createBot({ name: 'Alpha' });
    await caller(discord, bot)('GET', '/users/@me');
    await expect(discord.nextMessage({ timeoutMs: 5 })).rejects.toThrow(
      /no bot wrote a message within 5 ms.*GET \/users\/@me -> 200/,
    );
    await expect(discord.waitFor(() => false, { timeoutMs: 5 })).rejects.toThrow('no log entry fitted');
    await expect(discord.untilOnline(bot, { timeoutMs: 5 })).rejects.toThrow('Alpha did not come online');
  });

  it('finds what was seen already, or only what comes after a point', async () => {
    const bot = discord.createBot({ name: 'Alpha' });
    const call = caller(discord, bot);
    await call('GET', '/users/@me');
    const seen = await discord.waitFor((entry) => entry.kind === 'request');
    expect(seen.order).toBe(0);
    const later = discord.waitFor((entry) => entry.kind === 'request', { since: discord.log.nextEntry });
    await call('GET', '/gateway/bot');
    expect(await later).toMatchObject({ path: '/gateway/bot', order: 1 });
    expect(discord.log.requests({ path: /gateway/, bot })).toHaveLength(1);
  });

  it.each<[string, (guild: SimGuild, discord: DiscordSimulator) => unknown, string]>([
    ['a channel that is not there', (each) => each.channel('nope'), 'one of "general", "Talk"'],
    ['a member who is not there', (each) => each.member('nope'), "guild.addMember('nope')"],
    ['a role that is not there', (each) => each.role('nope'), "guild.createRole({ name: 'nope' })"],
    ['a guild that is not there', (_each, simulator) => simulator.guild('nope'), "createGuild({ name: 'nope' })"],
    ['a bot that is not there', (_each, simulator) => simulator.bot('nope'), "discord.createBot({ name: 'nope' })"],
    [
      'a fault for a bot that is not there',
      (_each, simulator) => simulator.faults.gateway.close(4000, { bot: 'nope' }),
      'createBot',
    ],
    ['a close code that cannot be sent', (_each, simulator) => simulator.faults.gateway.close(1006), 'drop()'],
    [
      'a fault that strikes never',
      (_each, simulator) => {
        simulator.faults.rest.hang({ times: 0 });
      },
      '1 or more',
    ],
    [
      'a status that is none',
      (_each, simulator) => {
        simulator.faults.rest.respond({ status: 99 });
      },
      '200 to 599',
    ],
  ])('advises who asks for %s', (_what, act, advice) => {
    expect(() => act(guild, discord)).toThrow(SimulatorMisuse);
    expect(() => act(guild, discord)).toThrow(advice);
  });

  it('advises people who cannot do what they try', async () => {
    const alice = guild.addMember('alice');
    guild.createChannel({ name: 'secret', permissionOverwrites: [{ for: guild.everyone, deny: ['SendMessages'] }] });
    await expect(alice.say('secret', 'x')).rejects.toThrow(/alice may not write in #secret: SendMessages is missing/);
    await expect(alice.say('general', '')).rejects.toThrow('empty message');
    await expect(alice.joinVoice('general')).rejects.toThrow('no voice channel');
    await expect(alice.react('1', '👍')).rejects.toThrow('there is no message 1');
    const message = await alice.say('general', 'x');
    await expect(alice.react(message, 'thumbs')).rejects.toThrow('is no emoji');
    await expect(guild.addMember('bob').remove(message)).rejects.toThrow('ManageMessages is missing');
    expect(() => guild.addMember('alice')).toThrow("guild.member('alice')");
    discord.createBot({ name: 'A' });
    expect(() => discord.createBot({ name: 'A' })).toThrow('another name');
    await alice.leave();
    await expect(alice.say('general', 'x')).rejects.toThrow('no longer in Loom');
  });

  it('lets people wait in slow channels, unless they may pass', async () => {
    const clock = new ManualClock();
    await using slow = await DiscordSimulator.start({ clock });
    const loom = slow.createGuild({ name: 'Loom' });
    const [alice, bob] = [loom.addMember('alice'), loom.addMember('bob')];
    await loom.channel('general').edit({ slowmodeS: 5 });
    await alice.say('general', 'one');
    await expect(alice.say('general', 'two')).rejects.toThrow('alice has to wait 5 s');
    await bob.say('general', 'three');
    await clock.advance(5_000);
    await alice.say('general', 'four');
    await alice.addRole(loom.createRole({ permissions: ['BypassSlowmode'] }));
    await alice.say('general', 'five');
    expect(loom.channel('general').messages.map(({ content }) => content)).toEqual(['one', 'three', 'four', 'five']);
  });

  it('lets nobody write in a locked thread but who manages threads', async () => {
    const alice = guild.addMember('alice');
    const thread = await alice.startThread('general', { name: 'row' });
    await thread.setLocked(true);
    await expect(alice.say(thread, 'x')).rejects.toThrow('locked');
    await alice.addRole(guild.createRole({ permissions: ['ManageThreads'] }));
    await expect(alice.say(thread, 'x')).resolves.toMatchObject({ content: 'x' });
  });

  it('lets nobody react where they cannot', async () => {
    const [alice, bob] = [guild.addMember('alice'), guild.addMember('bob')];
    const general = guild.channel('general');
    const message = await alice.say('general', 'x');
    for (let code = 0x1f600; code < 0x1f614; code += 1) await alice.react(message, String.fromCodePoint(code));
    await expect(alice.react(message, '👍')).rejects.toThrow('20 reactions');
    await alice.react(message, '😀');
    await general.overwrite({ for: bob, deny: ['ViewChannel'] });
    await expect(bob.react(message, '😀')).rejects.toThrow('ViewChannel is missing');
    const thread = await alice.startThread('general', { name: 'row' });
    const said = await alice.say(thread, 'x');
    await thread.setArchived(true);
    await expect(alice.react(said, '👍')).rejects.toThrow('archived');
  });

  it('announces newcomers where the guild wants them announced', async () => {
    const bot = discord.createBot({ name: 'Alpha', permissions: ['ManageGuild'] });
    const call = caller(discord, bot);
    guild.addMember('alice');
    expect(guild.channel('general').messages).toEqual([]);
    await call('PATCH', `/guilds/${guild.id}`, { system_channel_flags: 0 });
    const bob = guild.addMember('bob');
    expect(guild.channel('general').lastMessage?.payload).toMatchObject({
      type: 7,
      content: '',
      author: { id: bob.id },
    });
    await call('PATCH', `/guilds/${guild.id}`, { system_channel_id: null });
    guild.addMember('carol');
    expect(guild.channel('general').messages).toHaveLength(1);
  });

  it('ends every wait when it is closed', async () => {
    const started = performance.now();
    const waits = [
      discord.nextMessage({ timeoutMs: 60_000 }),
      discord.waitFor(() => false, { timeoutMs: 60_000 }),
      discord.untilOnline(discord.createBot({ name: 'Alpha' }), { timeoutMs: 60_000 }),
    ];
    await discord.close();
    for (const wait of waits) await expect(wait).rejects.toThrow('until the simulator was closed');
    await expect(discord.nextMessage()).rejects.toThrow('until the simulator was closed');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is the same run for the same seed', async () => {
    const other = await DiscordSimulator.start();
    const tokens = [discord, other].map((each) => each.createBot({ name: 'Alpha' }).id);
    const reseeded = await DiscordSimulator.start({ seed: 2 });
    // The first one made a guild and its owner before.
    other.createGuild({ name: 'Loom' });
    expect(other.guild('Loom').id).not.toBe(guild.id);
    expect(tokens[1]).not.toBe(reseeded.createBot({ name: 'Alpha' }).id);
    const again = await DiscordSimulator.start();
    expect(again.createBot({ name: 'Alpha' }).id).toBe(tokens[1]);
    await Promise.all([other.close(), reseeded.close(), again.close()]);
  });

  it('closes twice without harm, and refuses connections afterwards', async () => {
    await discord.close();
    await discord.close();
    await expect(fetch(`${discord.apiUrl}/gateway`)).rejects.toThrow();
  });
});
