/** The REST client by itself: no hub, no gateway, and nothing that keeps a script from ending. */
import { RestClient, RestError } from 'corduroy/rest';
import { DiscordSimulator } from 'corduroy/testing';
import { startProcess } from './support/processes';

describe('the REST client alone', () => {
  let discord: DiscordSimulator;
  beforeEach(async () => {
    discord = await DiscordSimulator.start();
  });
  afterEach(() => discord.close());

  it('answers without a hub and opens no connection to the gateway [seed 11]', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const { token } = discord.createBot({ name: 'alpha' });
    await using client = new RestClient(token, { api: discord.apiUrl });
    await expect(client.guilds.get(guild.id)).resolves.toMatchObject({ name: 'Loom' });
    expect(discord.log.connections()).toEqual([]);
  });

  it('gives answers that serialise as Discord sent them [seed 13]', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const { token } = discord.createBot({ name: 'alpha' });
    await using client = new RestClient(token, { api: discord.apiUrl });
    const channel = await client.channels.get(guild.channel('general').id);
    expect(JSON.parse(JSON.stringify(channel))).toMatchObject({
      id: guild.channel('general').id,
      name: 'general',
      guild_id: guild.id,
      rate_limit_per_user: 0,
    });
  });

  it('lets a script end by itself within a second of its last answer [seed 12]', async () => {
    discord.createGuild({ name: 'Loom' });
    const { token } = discord.createBot({ name: 'alpha' });
    const child = startProcess('one-rest-call', { TOKEN: token, API: discord.apiUrl });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, output]).toEqual([0, 'alpha\n']);
  }, 60_000);

  it('turns a refusal into an error that names the field, and keeps the token out of it', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const { token } = discord.createBot({ name: 'alpha' });
    await using client = new RestClient(token, { api: discord.apiUrl, validation: 'off' });
    const error: unknown = await client.messages
      .create(guild.channel('general').id, { embeds: [{ title: 'x'.repeat(300) }] })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RestError);
    expect(error).toMatchObject({ status: 400, discordCode: 50035, fieldErrors: [{ path: 'embeds[0].title' }] });
    expect(JSON.stringify(error) + String(error)).not.toContain(token);
  });

  it('mentions nobody unless it is asked to', async () => {
    const guild = discord.createGuild({ name: 'Loom' });
    const { token } = discord.createBot({ name: 'alpha' });
    await using client = new RestClient(token, { api: discord.apiUrl });
    await client.messages.create(guild.channel('general').id, { content: 'hello @everyone' });
    expect(discord.log.requests({ method: 'POST' })[0]?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  });
});
