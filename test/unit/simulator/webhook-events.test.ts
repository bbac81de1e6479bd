/** Webhook events: what Discord does with those that nobody acknowledges, and what it sends of lobbies and games. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { verifyKey } from 'discord-interactions';
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimApplication } from '../../../src/testing/simulator';

interface Event {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

describe('Webhook events', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let application: SimApplication;
  let server: Server;
  let url: string;
  let status: number;
  let heard: Event[];

  beforeEach(async () => {
    clock = new ManualClock();
    discord = await DiscordSimulator.start({ clock });
    application = discord.application(discord.createBot({ name: 'alpha' }));
    [status, heard] = [204, []];
    server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks);
        const [signature, at] = ['x-signature-ed25519', 'x-signature-timestamp'].map((name) =>
          String(request.headers[name]),
        );
        const isSigned = await verifyKey(body, signature ?? '', at ?? '', application.publicKey);
        const { event } = JSON.parse(body.toString()) as { readonly event?: Event };
        if (event) heard.push(event);
        response.writeHead(isSigned ? (event ? status : 204) : 401).end();
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    await discord.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Resolves when so many attempts have ended. */
  const attempts = async (count: number): Promise<void> => {
    const ended = (): number =>
      discord.log.entries.filter((each) => each.kind === 'endpoint' && each.event === 'event').length;
    while (ended() < count) await discord.waitFor(() => ended() >= count);
    await clock.advance(0);
  };

  it('come again, later and later, until they are acknowledged', async () => {
    await application.setEventWebhooks(url, ['ENTITLEMENT_CREATE']);
    status = 500;
    application.sendEvent('ENTITLEMENT_CREATE', { id: '1' });
    await attempts(1);
    const [first] = heard;
    await clock.advance(5_000);
    await attempts(2);
    await clock.advance(9_999);
    expect(heard).toHaveLength(2);
    status = 204;
    await clock.advance(1);
    await attempts(3);
    expect(heard).toEqual([first, first, first]);
    await clock.advance(600_000);
    expect(heard).toHaveLength(3);
  });

  it('are given up after ten minutes', async () => {
    await application.setEventWebhooks(url, ['ENTITLEMENT_CREATE']);
    status = 500;
    application.sendEvent('ENTITLEMENT_CREATE', { id: '1' });
    for (let count = 1; count <= 6; count += 1) {
      await attempts(count);
      await clock.advance(5_000 * 2 ** (count - 1));
    }
    await attempts(7);
    await clock.advance(3_600_000);
    expect(heard).toHaveLength(7);
  });

  it('do not come again when their address is gone, nor when Discord is', async () => {
    await application.setEventWebhooks(url, ['ENTITLEMENT_CREATE']);
    status = 500;
    application.sendEvent('ENTITLEMENT_CREATE', { id: '1' });
    await attempts(1);
    await application.setEventWebhooks(null);
    await clock.advance(5_000);
    expect(heard).toHaveLength(1);
    await application.setEventWebhooks(url, ['ENTITLEMENT_CREATE']);
    application.sendEvent('ENTITLEMENT_CREATE', { id: '2' });
    await attempts(2);
    await discord.close();
    expect(clock.pendingTimers).toBe(0);
  });
});
