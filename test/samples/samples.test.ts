/** Every sample is started as a person would start it, and has to answer. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClientGroup, type ClientHub } from 'corduroy';
import { RestClient } from 'corduroy/rest';
import { DiscordSimulator, type SimBot, type SimChannel, type SimInteraction, type SimMember } from 'corduroy/testing';

const folder = join(__dirname, '..', '..', 'samples');
const samples = readdirSync(folder).filter((name) => /^\d\d-/.test(name));

describe('the samples', () => {
  let discord: DiscordSimulator;
  let general: SimChannel;
  let alice: SimMember;
  const environment = { ...process.env };

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    const guild = discord.createGuild({ name: 'Loom' });
    general = guild.channel('general');
    alice = guild.addMember('alice');
    process.env.CORDUROY_API = discord.apiUrl;
    process.env.DISCORD_TOKEN = discord.createBot({ name: 'Alpha' }).token;
    process.env.DISCORD_TOKEN_2 = discord.createBot({ name: 'Beta' }).token;
    jest.resetModules();
  });
  afterEach(async () => {
    process.env = { ...environment };
    await discord.close();
  });

  /** Starts a sample's bootstrap file, says lines, and gives the answers; then stops it. */
  async function converse(sample: string, bots: readonly string[], lines: readonly string[]): Promise<string[]> {
    const { hub } = (await import(join(folder, sample, 'bootstrap.ts'))) as { hub: ClientHub };
    try {
      for (const bot of bots) await discord.untilOnline(bot);
      const answers: string[] = [];
      for (const line of lines) {
        await alice.say(general, line);
        const { author, content } = await discord.nextMessage();
        answers.push(`${author.name}: ${content}`);
      }
      return answers;
    } finally {
      await hub.stop();
    }
  }

  it('are these', () => {
    expect(samples).toEqual([
      '00-ping',
      '01-hello',
      '02-two-bots',
      '03-injection',
      '04-rest-only',
      '05-testing-a-bot',
      '06-rest-alone',
      '07-cache',
      '08-voice-hooks',
      '09-voice-adapter',
      '10-music-bot',
      '11-listening',
      '12-recorder',
      '13-stage',
      '14-slash-commands',
      '15-components',
      '16-forms',
      '17-pages',
      '18-http-interactions',
      '19-guards-and-cooldowns',
      '20-localisation',
      '21-text-commands',
      '22-errors-and-outcomes',
    ]);
  });

  it.each(samples)('%s: no file has more than 100 lines', (sample) => {
    const files = readdirSync(join(folder, sample)).map((name) => join(folder, sample, name));
    const long = files.filter((file) => statSync(file).isFile() && readFileSync(file, 'utf8').split('\n').length > 101);
    expect(long).toEqual([]);
  });

  it('00-ping answers its command', async () => {
    const { bot } = (await import(join(folder, '00-ping', 'bootstrap.ts'))) as { bot: Promise<ClientGroup> };
    const group = await bot;
    try {
      const reply = await (await alice.run(discord.bot('Alpha'), 'ping')).reply();
      expect(reply.content).toBe('Pong!');
    } finally {
      await group.stop();
    }
  });

  it('01-hello greets, takes leave and speaks through the other bot', async () => {
    const answers = await converse('01-hello', ['Alpha', 'Beta'], ['hello', 'bye', 'tell beta good night']);
    expect(answers).toEqual([
      'Alpha: Hello number 42, welcome to #general',
      'Alpha: Until next time, alice',
      'Beta: Alpha asks me to say: good night',
    ]);
  });

  it('02-two-bots keeps counts apart and the scoreboard together', async () => {
    const answers = await converse('02-two-bots', ['Alpha', 'Beta'], ['count alpha', 'count alpha', 'count beta']);
    expect(answers).toEqual([
      'Alpha: alpha counted to 1, together we are at 1',
      'Alpha: alpha counted to 2, together we are at 2',
      'Beta: beta counted to 1, together we are at 3',
    ]);
  });

  it('03-injection looks words up and catches what it does not know', async () => {
    const answers = await converse('03-injection', ['Alpha'], ['define loom', 'define language', 'define nonsense']);
    expect(answers).toEqual([
      'Alpha: loom: a machine that weaves (English)',
      'Alpha: I speak English',
      'Alpha: I do not know "nonsense"',
    ]);
  });

  it('04-rest-only posts its report without a gateway', async () => {
    const { report } = (await import(join(folder, '04-rest-only', 'bootstrap.ts'))) as {
      report: (token: string, guildId: string, api: string) => Promise<string>;
    };
    const said = await report(discord.bot('Alpha').token, discord.guild('Loom').id, discord.apiUrl);
    expect(said).toBe(`Loom has 1 channels: <#${general.id}>`);
    await expect(discord.nextMessage()).resolves.toMatchObject({ content: said });
    expect(discord.log.connections()).toEqual([]);
  });

  it('05-testing-a-bot rolls dice', async () => {
    await expect(converse('05-testing-a-bot', ['Alpha'], ['roll d1'])).resolves.toEqual(['Alpha: You rolled 1']);
  });

  it('06-rest-alone does its round through a guild, refusals included, and leaves nothing behind', async () => {
    const { round } = (await import(join(folder, '06-rest-alone', 'bootstrap.ts'))) as RestSample;
    const guild = discord.guild('Loom');
    guild.addBot(discord.bot('Alpha'), { permissions: ['Administrator'] });
    const lines: string[] = [];
    await round(discord.bot('Alpha').token, guild.id, (line) => lines.push(line), discord.apiUrl);
    expect(lines).toEqual([
      'Alpha made #weaving',
      'wrote **Report**, its embed shows a picture; it mentions nobody',
      'an edit adds a file: yards.csv',
      'with attachments, the others go: yards.csv, SPOILER_forecast.txt',
      'Alpha reacted; the message is pinned',
      'in order: over, under, over again',
      'asked to, it mentions Alpha',
      'made the role weaver: ManageMessages',
      'weavers: owner and alice',
      'a tale of 2900 characters took 2 messages',
      'archived threads: Knots',
      'Spinning wheel says through a webhook: Spinning',
      'the audit log knows why: Answered, For those at the loom, The report of the day',
      'not sent: content takes at most 2000 characters, and got 2001 characters',
      'not sent: embeds[0].title takes at most 256 characters, and got 300 characters',
      'not sent: embeds[0].fields[0].name takes 1 to 256 characters, and got ""',
      'REST_HTTP 404: GET was refused; again would not help: true',
      'counted in the background: 4 members',
      '#weaving is gone again',
    ]);
    expect(guild.channels.map(({ name }) => name)).toEqual(['general']);
    expect(guild.roles.map(({ name }) => name)).not.toContain('weaver');
    expect(discord.log.connections()).toEqual([]);
  });

  it('07-cache says where it is, and hears what a role may do now', async () => {
    const { hub } = (await import(join(folder, '07-cache', 'bootstrap.ts'))) as { hub: ClientHub };
    const { describe: tell } = (await import(join(folder, '07-cache', 'watcher.ts'))) as CacheSample;
    const weaver = discord.guild('Loom').createRole({ name: 'weaver', permissions: [] });
    try {
      await discord.untilOnline('Alpha');
      await alice.say(general, 'where am I?');
      const said = await discord.nextMessage({ author: discord.bot('Alpha') });
      expect(said.content).toBe('in #general of Loom, one of 1 channels');
      await weaver.edit({ permissions: ['KickMembers'] });
      const audited = await discord.nextMessage({ author: discord.bot('Alpha') });
      expect(audited.content).toBe('weaver may now: KickMembers');
      const alpha = hub.groups.get('alpha');
      expect(alpha && tell(alpha, general.id)).toBe('general here, general in the process of 1 guilds');
    } finally {
      await hub.stop();
    }
  });

  it('08-voice-hooks says what becomes of it in voice, from the ghost at the start to the leave at the end [seed 73] [seed 76] [seed 103]', async () => {
    const alpha = discord.bot('Alpha');
    const guild = discord.guild('Loom');
    guild.addBot(alpha, { permissions: ['Administrator'] });
    const talk = guild.createChannel({ name: 'Talk', type: 'voice' });
    const music = guild.createChannel({ name: 'Music', type: 'voice' });
    const bot = guild.member(alpha);
    await bot.joinVoice(talk, { sessionId: 'of-yesterday' });
    const { hub } = (await import(join(folder, '08-voice-hooks', 'bootstrap.ts'))) as { hub: ClientHub };
    const said = async (): Promise<string> => (await discord.nextMessage({ author: alpha })).content;
    try {
      expect(await said()).toBe('I am still in Talk');
      expect(await said()).toBe('I left Talk');
      await alice.joinVoice(talk);
      await alice.say(general, 'come');
      expect(await said()).toBe('I am in Talk');
      await alice.say(general, 'hush');
      expect(await said()).toBe('I am silent now');
      await alice.joinVoice(music);
      await alice.say(general, 'come');
      expect(await said()).toBe('I went from Talk to Music');
      await alice.say(general, 'go');
      expect(await said()).toBe('I left Music');
      await alice.say(general, 'come');
      expect(await said()).toBe('I am in Music');
    } finally {
      await hub.stop();
    }
    const sent = discord.log.frames({ op: 4 }).map(({ d }) => d as { channel_id: string | null; self_mute: boolean });
    expect(sent.map(({ channel_id: channel, self_mute: mute }) => [channel, mute])).toEqual([
      [null, false],
      [talk.id, false],
      [talk.id, true],
      [music.id, true],
      [null, true],
      [music.id, true],
      [null, true],
    ]);
  });

  it('09-voice-adapter lets another library play, and tells it everything [seed 67] [seed 93]', async () => {
    const alpha = discord.bot('Alpha');
    const guild = discord.guild('Loom');
    guild.addBot(alpha, { permissions: ['Administrator'] });
    const talk = guild.createChannel({ name: 'Talk', type: 'voice' });
    const music = guild.createChannel({ name: 'Music', type: 'voice' });
    const { hub, node } = (await import(join(folder, '09-voice-adapter', 'bootstrap.ts'))) as AdapterSample;
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    try {
      await discord.untilOnline('Alpha');
      await alice.say(general, 'play');
      expect((await discord.nextMessage({ author: alpha })).content).toBe('Where? You are in no voice channel.');
      await alice.joinVoice(talk);
      await alice.say(general, 'play');
      expect((await discord.nextMessage({ author: alpha })).content).toBe(`Coming to <#${talk.id}>`);
      await until(() => node.isPlaying(guild.id));
      await guild.member(alpha).joinVoice(music);
      await until(() => node.calls.get(guild.id)?.channelId === music.id);
      await guild.member(alpha).moveVoiceServer(null);
      await until(() => !node.isPlaying(guild.id));
      await guild.member(alpha).moveVoiceServer('elsewhere.example:443');
      await until(() => node.isPlaying(guild.id));
    } finally {
      await hub.stop();
    }
    expect([guild.member(alpha).voiceChannelId, node.calls.size]).toEqual([null, 0]);
  });

  it('10-music-bot comes to who asks, plays what was asked for, and says what cannot be played [seed 113]', async () => {
    const { eveningOnSimulator } = (await import(join(folder, '10-music-bot', 'bootstrap.ts'))) as MusicSample;
    const lines: string[] = [];
    await eveningOnSimulator((line) => lines.push(line));
    // What is told of tracks comes beside the answers.
    const told = lines.filter((line) => /^(Now|secrets)/.test(line));
    expect(told.sort()).toEqual([
      'Now playing tune.ogg, 0 to come',
      expect.stringMatching(/^secrets\.txt cannot be played: secrets\.txt: the file could not be opened/),
      'secrets.txt is number 1',
    ]);
    expect(lines.filter((line) => !told.includes(line) && !line.startsWith('alice: '))).toEqual([
      'Where? You are in no voice channel.',
      'Coming: tune.ogg',
      '0. tune.ogg',
      'Paused',
      'Going on',
      'The volume is 50 %',
      'The bass is louder by 6 dB',
      'db is 60, but must be a number from 0 to 24 decibels.',
      'Tracks cross for 4 seconds',
      'Good night',
      'alice heard 72 of 72 packets as they are in the file',
    ]);
  });

  it('11-listening tells who spoke for how long, and how loud', async () => {
    const { talkOnSimulator } = (await import(join(folder, '11-listening', 'bootstrap.ts'))) as ListeningSample;
    const lines: string[] = [];
    await talkOnSimulator((line) => lines.push(line));
    expect(lines.filter((line) => !line.startsWith('alice: '))).toEqual([
      'Where? You are in no voice channel.',
      'I am all ears in Talk',
      'Nobody has said anything',
      'alice is silent, and spoke for 1.0 s, at most -12 dB',
    ]);
  });

  it('12-recorder comes to who asks, and has a file of everybody who spoke', async () => {
    const { meetingOnSimulator } = (await import(join(folder, '12-recorder', 'bootstrap.ts'))) as RecorderSample;
    const lines: string[] = [];
    await meetingOnSimulator((line) => lines.push(line));
    const [where, begun, again, recorded, heard, ...played] = lines.filter((line) => !line.startsWith('alice: '));
    expect(where).toBe('Whom? You are in no voice channel.');
    expect(begun).toMatch(/^Recording <#\d+>\. Say "stop" to end it\.$/);
    expect(again).toBe('I am at it already.');
    const [head, ...files] = recorded?.split('\n') ?? [];
    expect(head).toBe('Recorded (stopped):');
    expect(files.map((line) => line.replace(/\d{5,}/g, 'id').replace(/\d\.\d s/, 'n s'))).toEqual(
      Array(2).fill(expect.stringMatching(/^<@id>: id-[\dTZ-]+\.ogg, n s$/)),
    );
    expect(heard).toBe('2 were heard');
    expect(played).toHaveLength(2);
    // Both begin and end with the recording; they differ by the 20 ms that silence is counted in.
    const [first = 0, second = 0] = played.map((line) => Number(/plays for (\d+) s$/.exec(line)?.[1]));
    expect(first).toBeGreaterThanOrEqual(2);
    expect(Math.abs(first - second)).toBeLessThanOrEqual(1);
  });

  it('15-components asks before it bans, and only who may ban can say yes', async () => {
    process.env.DISCORD_TOKEN = discord.createBot({ name: 'Warden', permissions: ['BanMembers'] }).token;
    const { hub } = (await import(join(folder, '15-components', 'bootstrap.ts'))) as { hub: ClientHub };
    try {
      await discord.untilOnline('Warden');
      const guild = discord.guild('Loom');
      const bob = guild.addMember('bob');
      await alice.say(general, 'ban 1234567890123456789');
      const other = await discord.nextMessage();
      await (await alice.click(other, 'Leave it')).answered();
      expect([other.content, other.components]).toEqual(['Nobody was banned.', []]);

      await alice.say(general, 'colours');
      const colours = await discord.nextMessage();
      await (await alice.select(colours, 'colours', ['Blue', 'red'])).answered();
      expect(colours.content).toBe('You like blue and red.');

      await alice.say(general, `ban ${bob.id} 1`);
      const question = await discord.nextMessage();
      expect(question.content).toBe(`Ban <@${bob.id}>?`);
      const refusal = await (await alice.click(question, 'Ban')).reply();
      expect([refusal.content, refusal.ephemeral]).toEqual(['You may not ban anybody.', true]);
      await (await guild.owner.click(question, 'Ban')).answered();
      expect([question.content, question.components]).toEqual([`Banned <@${bob.id}>.`, []]);
      expect(guild.bans).toEqual([bob.id]);
    } finally {
      await hub.stop();
    }
  });

  it('15-components takes a report in a form', async () => {
    const { hub } = (await import(join(folder, '15-components', 'bootstrap.ts'))) as { hub: ClientHub };
    try {
      await discord.untilOnline('Alpha');
      await alice.say(general, 'rules');
      const rules = await discord.nextMessage();
      const modal = await (await alice.click(rules, 'Report')).modal();
      expect(modal.fields.map(({ label, required }) => `${label} ${required}`)).toEqual([
        'What happened? true',
        'Which rule was broken? true',
        'A picture of it false',
        'Tell me what becomes of it false',
      ]);
      const filled = { 'What happened?': 'Words were said', follow: true, picture: { name: 'a.png', bytes: 'png' } };
      const reply = await (await alice.submit(modal, filled)).reply();
      expect(reply.content).toBe('Thank you: “Words were said” against “Be kind”, with a.png. You will hear of it.');
      expect(reply.ephemeral).toBe(true);
    } finally {
      await hub.stop();
    }
  });

  /** Starts a sample with commands, and hands over its bot. */
  async function withCommands(sample: string, group: string, use: (bot: SimBot) => Promise<void>): Promise<void> {
    const { hub } = (await import(join(folder, sample, 'bootstrap.ts'))) as { hub: ClientHub };
    try {
      await discord.untilOnline('Alpha');
      await hub.groups.get(group)?.commands.synced;
      await use(discord.bot('Alpha'));
    } finally {
      await hub.stop();
    }
  }

  it('16-forms takes orders, converts what was typed, and says what does not fit by label', async () => {
    await withCommands('16-forms', 'shop', async (bot) => {
      const form = await (await alice.run(bot, 'order')).modal();
      expect(form.fields.map(({ label, required }) => `${label} ${required}`)).toEqual([
        'Colours, with commas between true',
        'Metres true',
        'Fibre true',
        'For whom? false',
      ]);
      const refused = { 'Colours, with commas between': 'red,blue,green,grey', Metres: '1000' };
      const refusal = await (await alice.submit(form, refused)).reply();
      expect(refusal.content).toBe(
        '**Colours, with commas between** takes three at most\n**Metres** ends with 500: ask us for more',
      );
      expect(refusal.ephemeral).toBe(true);

      const again = await (await alice.run(bot, 'order')).modal();
      const order = await (await alice.submit(again, { 'Colours, with commas between': 'red, blue' })).reply();
      expect(order.content).toBe('10 m of wool in red and blue for alice.');

      const bob = discord.guild('Loom').addMember('bob');
      const same = await (await bob.click(order, 'The same for me')).modal();
      const filled = { 'Colours, with commas between': 'red', Metres: '5', Fibre: 'linen' };
      const followed = await bob.submit(same, filled);
      expect((await followed.reply()).content).toBe('5 m of linen in red for bob.');
    });
  });

  it('17-pages turns pages, and asks before it throws them away', async () => {
    await withCommands('17-pages', 'patterns', async (bot) => {
      const { owner } = discord.guild('Loom');
      const page = await (await alice.run(bot, 'patterns')).reply();
      expect(page.content).toBe('plain\ntwill\nsatin');
      const foreign = await (await owner.click(page, '›')).reply();
      expect([foreign.content, foreign.ephemeral]).toEqual(['This is for somebody else.', true]);
      await (await alice.click(page, '»')).answered();
      expect(page.content).toBe('waffle');

      const lesson = await (await alice.run(bot, 'lesson')).reply();
      await (await owner.click(lesson, '›')).answered();
      expect(lesson.content).toBe('Thread the heddles.');

      const kept = await owner.run(bot, 'forget');
      await owner.click(await kept.reply(), 'No');
      expect((await kept.followUp(1)).content).toBe('All patterns are still there.');
      const gone = await owner.run(bot, 'forget');
      const question = await gone.reply();
      expect([question.content, question.ephemeral]).toEqual(['Throw 7 patterns away?', true]);
      await owner.click(question, 'Throw them away');
      expect((await gone.followUp(1)).content).toMatch(/threw all patterns away\.$/);
      expect((await (await alice.run(bot, 'patterns')).reply()).content).toBe('There are none any more.');
    });
  });

  it('20-localisation speaks to everybody in their own language', async () => {
    const { hub } = (await import(join(folder, '20-localisation', 'bootstrap.ts'))) as { hub: ClientHub };
    const bot = discord.bot('Alpha');
    const said = async (who: SimMember, command: string, options = {}): Promise<string> =>
      (await (await who.run(bot, command, options)).reply()).content;
    const bob = discord.guild('Loom').addMember('bob');
    alice.setLocale('pl');
    try {
      await discord.untilOnline('Alpha');
      await hub.groups.get('alpha')?.commands.synced;
      expect(await said(alice, 'hello')).toBe('Cześć alice');
      expect(await said(bob, 'hello')).toBe('Hello bob');
      const basket = await (await alice.run(bot, 'buy', { count: 4, yarn: 'wool' })).reply();
      expect(basket.content).toBe('4 motki wełny');
      await (await alice.click(basket, 'Jeszcze jeden')).answered();
      expect(basket.content).toBe('5 motków wełny');
      expect(await said(bob, 'buy', { count: 1, yarn: 'linen' })).toBe('1 skein of linen');
      expect(await said(alice, 'buy', { count: 11, yarn: 'wool' })).toBe('A thread broke. Please try again.');
      bob.setLocale('de');
      expect(await said(bob, 'sign')).toBe('Offen bis 18 Uhr');
    } finally {
      await hub.stop();
    }
  });

  it('19-guards-and-cooldowns lets people do what they may, as often as they may, for what they have', async () => {
    const { hub } = (await import(join(folder, '19-guards-and-cooldowns', 'bootstrap.ts'))) as { hub: ClientHub };
    const bot = discord.bot('Alpha');
    const guild = discord.guild('Loom');
    const bob = guild.addMember('bob');
    const ran = async (who: SimMember, command: string, where?: SimChannel): Promise<SimInteraction> =>
      who.run(bot, command, {}, where ? { channel: where } : {});
    const said = async (who: SimMember, command: string, where?: SimChannel): Promise<string> =>
      (await (await ran(who, command, where)).reply()).content;
    try {
      await discord.untilOnline('Alpha');
      await hub.groups.get('mill')?.commands.synced;
      await alice.say(general, 'anybody there?');
      expect((await discord.nextMessage({ author: bot })).content).toBe('The mill is open.');
      expect([await said(alice, 'dye'), await said(alice, 'dye')]).toEqual([
        'Your wool is blue. (3 coins left)',
        'Your wool is blue. (1 coins left)',
      ]);
      expect(await said(alice, 'dye')).toMatch(/^You can use this again in /);
      expect(await said(alice, 'cloak')).toBe('This costs 100 coins. You have 1.');

      const sits = await ran(alice, 'weave');
      const loom = await sits.reply();
      expect(await said(bob, 'weave')).not.toMatch(/loom/);
      await (await alice.click(loom, 'Get up')).answered();
      expect(loom.content).toBe('The cloth is woven.');
      const free = await (await ran(bob, 'weave')).reply();
      await (await bob.click(free, 'Get up')).answered();

      const cellar = guild.createChannel({ name: 'cellar', nsfw: true });
      expect(await said(alice, 'recite')).toBe('Baa, baa, black sheep');
      expect(await said(alice, 'recite', cellar)).toBe('Not where children may not be.');

      expect(await said(alice, 'door')).toMatch(/owner.*\n.*Manage Server/);
      expect(await said(guild.owner, 'door')).toBe('Closed');
      expect(await said(bob, 'dye')).toBe('The mill is closed.');
      expect(await said(guild.owner, 'door')).toBe('Open');
    } finally {
      await hub.stop();
    }
  });

  it('22-errors-and-outcomes tries again, says what went wrong, and writes it all down', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'corduroy-')), 'log');
    process.env.LOG_FILE = file;
    const { hub } = (await import(join(folder, '22-errors-and-outcomes', 'bootstrap.ts'))) as { hub: ClientHub };
    const bot = discord.bot('Alpha');
    const said = async (who: SimMember, command: string, options = {}): Promise<string> =>
      (await (await who.run(bot, command, options)).reply()).content;
    const telegram = { place: 'Lyon', words: 'wool wanted' };
    try {
      await discord.untilOnline('Alpha');
      await hub.groups.get('office')?.commands.synced;
      expect(await said(alice, 'send', telegram)).toBe('WOOL WANTED STOP');
      expect(await said(alice, 'send', { ...telegram, place: 'Atlantis' })).toBe('Nobody knows where Atlantis is.');
      const complaint = await said(alice, 'strike');
      const [, number = ''] = /^Complaint (\S+): We are on strike\.$/.exec(complaint) ?? [];
      expect(number).not.toBe('');
      const wrong = await said(alice, 'burn');
      await said(alice, 'send', telegram);
      expect(await said(alice, 'send', telegram)).toMatch(/^Our hands are tired\. They are rested <t:\d+:R>\.$/);
      alice.setLocale('de');
      expect(await said(alice, 'send', telegram)).toMatch(/^Unsere Hände sind müde\./);
      await hub.stop();
      const lines = readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
      expect(lines.filter(({ msg }) => msg === 'a complaint')).toEqual([
        expect.objectContaining({ level: 40, of: 'Telegraph.strike', by: alice.id, invocation: number }),
      ]);
      const fire = lines.find(({ msg }) => String(msg).startsWith('Telegraph.burn failed'));
      expect(wrong).toBe(`That went wrong. Tell us the number ${String(fire?.invocation)}.`);
      expect(lines.map(({ msg }) => msg).filter((line) => /^Telegraph\..*: /.test(String(line)))).toEqual([
        'Telegraph.send: done',
        'Telegraph.send: failed: Atlantis, caught by Telegraph.unknown',
        'Telegraph.strike: failed: We are on strike, caught by Complaints.take',
        'Telegraph.burn failed on /burn: There is no office any more',
        'Telegraph.burn: failed: There is no office any more, caught by nobody',
        'Telegraph.send: done',
        'Telegraph.send: refused (cooldown)',
        'Telegraph.send: refused (cooldown)',
      ]);
    } finally {
      await hub.stop();
    }
  });

  it('21-text-commands reads what people write, under the prefix of their server', async () => {
    const bob = discord.guild('Loom').addMember('bob');
    const mention = `<@${discord.bot('Alpha').id}>`;
    const answers = await converse(
      '21-text-commands',
      ['Alpha'],
      [
        `!remember <@${bob.id}> --urgent --times=2 bring  the wool`,
        '!notes',
        '!r nobody',
        `${mention} notes burn`,
        '!notes burn',
        '!help prefix',
        '!prefix ?',
        '!help',
      ],
    );
    expect(answers).toEqual(
      [
        'alice, I keep for bob: bring  the wool, bring  the wool!',
        'bring  the wool, bring  the wool',
        '**about** takes a user: mention one, or write an id\nUsage: `!remember <about> [times] [urgent] [note…]`',
        'All gone.',
        'alice, that did not work: nothing to burn.',
        '`!prefix <prefix…>`\nChooses what commands begin with\n\n`prefix` What commands begin with',
        'You need the permission Manage Server for this.',
        [
          '`!notes` Reads out all notes',
          '`!prefix` Chooses what commands begin with',
          '`!remember` Remembers something about somebody',
        ].join('\n'),
      ].map((text) => `Alpha: ${text}`),
    );
  });

  it('21-text-commands answers the slash command of the same method, and a server that chose a prefix', async () => {
    await withCommands('21-text-commands', 'alpha', async (bot) => {
      const { owner } = discord.guild('Loom');
      const bob = discord.guild('Loom').addMember('bob');
      const kept = await (await alice.run(bot, 'remember', { about: bob.id, note: 'wool' })).reply();
      expect(kept.content).toBe('alice, I keep for bob: wool.');
      await discord.nextMessage({ author: bot });
      await owner.say(general, '!prefix ?');
      const chosen = await discord.nextMessage({ author: bot });
      expect(chosen.content).toBe('Commands begin with ? now.');
      await alice.say(general, '!notes');
      await alice.say(general, '?notes');
      expect((await discord.nextMessage({ author: bot })).content).toBe('wool');
    });
  });

  it('06-rest-alone acts for a user who signed in', async () => {
    const { describeYards, linkRoles } = (await import(join(folder, '06-rest-alone', 'sign-in.ts'))) as RestSample;
    const bot = discord.bot('Alpha');
    await using client = new RestClient(bot.token, { api: discord.apiUrl });
    await describeYards(client);
    const { id: clientId, clientSecret } = discord.application(bot);
    const redirectUri = 'https://loom.example/signed-in';
    discord.application(bot).addRedirectUri(redirectUri);
    const code = alice.user.authorize(bot, { scopes: ['identify', 'role_connections.write'], redirectUri });
    const lines: string[] = [];
    await linkRoles({ clientId, clientSecret, redirectUri, api: discord.apiUrl }, code, (line) => lines.push(line));
    expect(lines).toEqual(['users say yes at discord.com', 'alice is known to linked roles as alice']);
  });

  it('18-http-interactions lends books without a gateway', async () => {
    const application = discord.application('Alpha');
    process.env.DISCORD_PUBLIC_KEY = application.publicKey;
    process.env.PORT = '0';
    const { hub } = (await import(join(folder, '18-http-interactions', 'bootstrap.ts'))) as { hub: ClientHub };
    try {
      const library = hub.groups.get('library') as ClientGroup;
      while (library.state !== 'ready') await new Promise((resolve) => setTimeout(resolve, 10));
      await application.setInteractionsEndpoint(library.endpoint.urls[0] as string);
      const bot = discord.bot('Alpha');
      const borrowed = await (await alice.run(bot, 'borrow', { title: 'Weaving' })).reply();
      expect(borrowed.content).toBe('alice took Weaving.');
      const refused = await (await alice.run(bot, 'borrow', { title: 'Weaving' })).reply();
      expect(refused.content).toBe('Weaving is with alice.');
      const list = await (await alice.run(bot, 'catalogue')).reply();
      expect(list.files.map(({ bytes }) => bytes.toString())).toEqual(['Weaving: alice\n']);
      await (await alice.click(borrowed, 'Return it')).answered();
      expect(borrowed.content).toBe('Weaving is back.');
      expect(discord.isOnline(bot)).toBe(false);
    } finally {
      await hub.stop();
    }
  });
});

interface CacheSample {
  readonly describe: (group: ClientGroup, channelId: string) => string;
}

interface ListeningSample {
  readonly talkOnSimulator: (tell: Tell) => Promise<void>;
}

interface MusicSample {
  readonly eveningOnSimulator: (tell: Tell) => Promise<void>;
}

interface RecorderSample {
  readonly meetingOnSimulator: (tell: Tell) => Promise<void>;
}

interface AdapterSample {
  readonly hub: ClientHub;
  readonly node: {
    readonly calls: ReadonlyMap<string, { readonly channelId?: string }>;
    isPlaying(guildId: string): boolean;
  };
}

type Tell = (line: string) => void;

interface RestSample {
  readonly round: (token: string, guildId: string, tell: Tell, api: string) => Promise<void>;
  readonly describeYards: (bot: RestClient) => Promise<void>;
  readonly linkRoles: (options: object, code: string, tell: Tell) => Promise<void>;
}
