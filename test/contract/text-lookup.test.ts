/** Whoever looks up what text commands name keeps what the port promises: in memory, by what is remembered, and by requests. */
import { setTimeout as pause } from 'node:timers/promises';
import { ClientLookup, FakeLookup } from '../../src/interactions';
import { MessageCreateEvent } from '../../src/models';
import { DiscordSimulator, runBot, type RunBotOptions, type RunningBot } from '../../src/testing';
import { type LookupWorld, textLookupContract } from '../../src/testing/contracts/text-lookup';

describe('FakeLookup', () => {
  const user = (id: string, username: string): object => ({ user: { id, username } });
  const world: LookupWorld = {
    guildId: '1',
    elsewhereId: '2',
    member: { id: '3', name: 'bob' },
    stranger: { id: '4', name: 'carol' },
    channel: { id: '5', name: 'general' },
    role: { id: '6', name: 'Weavers' },
    farChannel: { id: '7', name: 'far' },
    farRole: { id: '8', name: 'Strangers' },
  };
  const lookup = new FakeLookup({
    1: { members: [user('3', 'bob')], channels: [world.channel], roles: [world.role] },
    2: { members: [user('4', 'carol')], channels: [world.farChannel], roles: [world.farRole] },
  });
  for (const one of textLookupContract(() => Promise.resolve({ lookup, world }))) it(one.name, () => one.run());
});

describe.each<[string, RunBotOptions]>([
  ['remembers everything', {}],
  ['remembers no roles and members', { cache: { roles: 'off', members: 'off' } }],
])('ClientLookup of a bot that %s', (_how, options) => {
  let discord: DiscordSimulator;
  let bot: RunningBot | undefined;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
  });
  afterEach(async () => {
    await bot?.stop();
    await discord.close();
  });

  async function make() {
    const guild = discord.createGuild({ name: 'Loom' });
    const elsewhere = discord.createGuild({ name: 'Elsewhere' });
    const bob = guild.addMember('bob');
    const carol = elsewhere.addMember('carol');
    const world: LookupWorld = {
      guildId: guild.id,
      elsewhereId: elsewhere.id,
      member: { id: bob.id, name: 'bob' },
      stranger: { id: carol.id, name: 'carol' },
      channel: guild.channel('general'),
      role: guild.createRole({ name: 'Weavers' }),
      farChannel: elsewhere.createChannel({ name: 'far' }),
      farRole: elsewhere.createRole({ name: 'Strangers' }),
    };
    bot = await runBot(discord, options);
    const { client, context } = bot.group;
    // Guilds come a moment after the bot is ready.
    while (!context.relations.channel(world.channel.id)) await pause(5);
    const author = { id: guild.owner.id, username: 'owner' };
    const raw = { id: '1', channel_id: '2', guild_id: guild.id, author, member: { roles: [] }, mentions: [] };
    return { lookup: new ClientLookup(client, context, new MessageCreateEvent(raw as never, context)), world };
  }

  for (const one of textLookupContract(make)) it(one.name, () => one.run());
});
