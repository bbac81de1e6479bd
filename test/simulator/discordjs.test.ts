/** An unmodified discord.js against the simulator: the proof that the simulator speaks Discord. */
import { Client, Events, GatewayIntentBits, type Message, Partials, type TextChannel } from 'discord.js';
import { DiscordSimulator, type SimBot, type SimGuild } from '../../src/testing/simulator';

describe('discord.js on the simulator', () => {
  let discord: DiscordSimulator;
  let app: SimBot;
  let guild: SimGuild;
  let client: Client<true>;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    app = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
    client = new Client({
      rest: { api: discord.baseUrl },
      partials: [Partials.Channel],
      intents: [
        GatewayIntentBits.Guilds,
        GatewayIntentBits.GuildMessages,
        GatewayIntentBits.GuildMembers,
        GatewayIntentBits.MessageContent,
        GatewayIntentBits.GuildMessageReactions,
        GatewayIntentBits.GuildVoiceStates,
        GatewayIntentBits.DirectMessages,
      ],
    });
  });

  afterEach(async () => {
    await client.destroy();
    await discord.close();
  });

  async function login(): Promise<void> {
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(app.token);
    await ready;
  }

  function answerPings(): void {
    client.on(Events.MessageCreate, (message: Message) => {
      if (message.content === 'ping') void message.reply('pong');
    });
  }

  it('logs in and knows the guild with its channels, roles and members', async () => {
    await login();
    const known = client.guilds.cache.get(guild.id)!;
    expect(client.user.id).toBe(app.id);
    expect(client.application.id).toBe(app.applicationId);
    expect(known.name).toBe('Loom');
    expect(known.channels.cache.map((channel) => channel.name).sort()).toEqual(['Talk', 'general']);
    expect(known.members.me?.id).toBe(app.id);
    expect((await known.members.fetch()).size).toBe(2);
  });

  it('hears people and answers them through REST', async () => {
    answerPings();
    await login();
    const alice = guild.addMember('alice');
    const asked = await alice.say('general', 'ping');
    const answer = await discord.nextMessage();
    expect(answer).toMatchObject({ content: 'pong', replyTo: asked.id, author: { name: 'Alpha' } });
    expect(discord.log.requests({ method: 'POST' })).toMatchObject([{ status: 200, bot: 'Alpha' }]);
  });

  it('sends files, edits, reacts, pins and deletes', async () => {
    app = discord.createBot({ name: 'Beta', permissions: ['PinMessages', 'ManageMessages'] });
    await login();
    const channel = (await client.channels.fetch(guild.channel('general').id)) as TextChannel;
    const sent = await channel.send({
      content: 'look',
      files: [{ attachment: Buffer.from('hello'), name: 'hello.txt' }],
    });
    await sent.edit('looked');
    await sent.react('👍');
    await sent.pin();
    const seen = guild.channel('general').messages[0]!;
    expect(seen).toMatchObject({ content: 'looked', edited: true, pinned: true, reactions: { '👍': [app.id] } });
    expect(seen.files[0]?.bytes.toString()).toBe('hello');
    expect(await (await fetch(seen.files[0]!.url)).text()).toBe('hello');
    await sent.delete();
    expect(seen.deleted).toBe(true);
  });

  it('answers direct messages and hears voice states', async () => {
    answerPings();
    await login();
    const alice = guild.addMember('alice');
    await alice.dm(app, 'ping');
    expect(await discord.nextMessage()).toMatchObject({ content: 'pong', guildId: null });
    const moved = new Promise((resolve) =>
      client.once(Events.VoiceStateUpdate, (_old, state) => {
        resolve(state.channelId);
      }),
    );
    await alice.joinVoice('Talk');
    expect(await moved).toBe(guild.channel('Talk').id);
  });

  it('survives op 7 by a RESUME on the session url, not by a second IDENTIFY', async () => {
    answerPings();
    await login();
    const alice = guild.addMember('alice');
    expect(discord.faults.gateway.reconnect()).toBe(1);
    await discord.waitFor((entry) => entry.kind === 'connection' && entry.event === 'closed');
    await alice.say('general', 'ping');
    expect(await discord.nextMessage()).toMatchObject({ content: 'pong' });
    await discord.waitFor((entry) => entry.kind === 'session' && entry.event === 'resumed');
    expect(discord.log.identifies(app)).toHaveLength(1);
    expect(discord.log.resumes(app)).toHaveLength(1);
    expect(discord.log.resumes(app)[0]?.path).toMatch(/^\/resume\//);
  });

  it('resumes after its connection was cut in the middle of a frame', async () => {
    answerPings();
    await login();
    const alice = guild.addMember('alice');
    discord.faults.gateway.drop({ midFrame: true });
    await alice.say('general', 'ping');
    expect(await discord.nextMessage()).toMatchObject({ content: 'pong' });
    expect(discord.log.identifies(app)).toHaveLength(1);
  });

  it('goes offline at once when it shuts down', async () => {
    await login();
    expect(app.status).toBe('online');
    await client.destroy();
    await discord.waitFor((entry) => entry.kind === 'session' && entry.event === 'ended');
    expect(app.status).toBe('offline');
    expect(discord.log.connections().at(-1)).toMatchObject({ event: 'closed', code: 1000, by: 'client' });
  });
});
