/** The gateway's address as the hub finds it: over REST, from the embedded Discord. */
import { RestGatewayInfo } from '../../src/hub';
import { NoopRateLimiter, RestClient } from '../../src/rest';
import { gatewayInfoSourceContract } from '../../src/testing/contracts/gateway-info-source';
import { DiscordSimulator } from '../../src/testing/simulator';

describe('the gateway’s address over REST', () => {
  let discord: DiscordSimulator;
  let client: RestClient;

  beforeEach(async () => {
    discord = await DiscordSimulator.start({ gateway: { maxConcurrency: 4 } });
    const { token } = discord.createBot({ name: 'bot' });
    client = new RestClient(token, { api: discord.apiUrl, limiter: new NoopRateLimiter() });
  });
  afterEach(async () => {
    await client.close();
    await discord.close();
  });

  for (const one of gatewayInfoSourceContract(() => new RestGatewayInfo(client))) it(one.name, () => one.run());

  it('tells what Discord says', async () => {
    const { url, sessionStartLimit } = await new RestGatewayInfo(client).gatewayInfo();
    expect(url).toBe(discord.gatewayUrl);
    expect(sessionStartLimit.maxConcurrency).toBe(4);
  });
});
