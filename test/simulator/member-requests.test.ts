/** Members, sounds and channel information asked for through the gateway, against the embedded Discord on real sockets. */
import { RestClient } from 'corduroy/rest';
import { ClientHub, type ClientGroup, type ClientGroupOptions } from '../../src/hub';
import { type FetchedMemberChunk, Guild } from '../../src/models';
import { DiscordSimulator, type SimBot, type SimGuild } from '../../src/testing/simulator';
import { ManualClock, nullLogger } from '../../src/util';
import { eventually } from './support/waiting';

describe('requests through the gateway', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let sim: SimGuild;
  const hubs: ClientHub[] = [];

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    bot = discord.createBot({ name: 'Alpha' });
    sim = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
  });

  afterEach(async () => {
    await Promise.all(hubs.splice(0).map((hub) => hub.stop()));
    await discord.close();
  });

  async function run(options: ClientGroupOptions = {}): Promise<ClientGroup> {
    const hub = new ClientHub({ api: discord.apiUrl, logger: nullLogger });
    hubs.push(hub);
    const group = hub.createClientGroup('alpha', { token: bot.token }, options);
    await hub.start();
    return group;
  }

  it('is a placeholder', () => {
    expect([RestClient, Guild, ManualClock, eventually, run, sim]).toBeDefined();
    const chunk: FetchedMemberChunk | undefined = undefined;
    expect(chunk).toBeUndefined();
  });
});
