/** Every sample is started as a person would start it, and has to answer. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ClientHub } from 'corduroy';
import { DiscordSimulator, type SimChannel, type SimMember } from 'corduroy/testing';

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

  it('are these five', () => {
    expect(samples).toEqual(['01-hello', '02-two-bots', '03-injection', '04-rest-only', '05-testing-a-bot']);
  });

  it.each(samples)('%s: no file has more than 100 lines', (sample) => {
    const files = readdirSync(join(folder, sample)).map((name) => join(folder, sample, name));
    const long = files.filter((file) => statSync(file).isFile() && readFileSync(file, 'utf8').split('\n').length > 101);
    expect(long).toEqual([]);
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
});
