/** Webhook events: what Discord does with those that nobody acknowledges, and what it sends of lobbies and games. */
import { ManualClock } from '../../../src/util';
import { DiscordSimulator, type SimApplication } from '../../../src/testing/simulator';
import { SignedEndpoint } from '../../support/signed-endpoint';
import { someText } from './support';

interface Event {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

describe('Webhook events', () => {
  let clock: ManualClock;
  let discord: DiscordSimulator;
  let application: SimApplication;
  let endpoint: SignedEndpoint;
  let url: string;
  let status: number;
  let heard: Event[];

  beforeEach(async () => {
    clock = new ManualClock();
    discord = await DiscordSimulator.start({ clock });
    application = discord.application(discord.createBot({ name: 'alpha' }));
    [status, heard] = [204, []];
    endpoint = await SignedEndpoint.open(
      () => application.publicKey,
      ({ body, isSigned }) => {
        if (isSigned && body.event) heard.push(body.event as Event);
        return { status: isSigned ? (body.event ? status : 204) : 401 };
      },
    );
    ({ url } = endpoint);
  });
  afterEach(async () => {
    await discord.close();
    endpoint.close();
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

  it('of lobbies and games tell what Discord documents', async () => {
    const types = ['LOBBY_MESSAGE', 'GAME_DIRECT_MESSAGE'].flatMap((what) =>
      ['CREATE', 'UPDATE', 'DELETE'].map((how) => `${what}_${how}`),
    );
    await application.setEventWebhooks(url, types);
    const author = { id: discord.createUser('alice').id, global_name: 'alice' };
    for (const [index, type] of types.entries()) {
      application.sendEvent(type);
      await attempts(index + 1);
    }
    expect(heard.map(({ type }) => type)).toEqual(types);
    const [lobby, changed, gone, direct] = heard.map(({ data }) => data);
    expect(lobby).toMatchObject({ type: 0, flags: 0, author, application_id: application.id, lobby_id: someText });
    expect(changed).toMatchObject({ author, edited_timestamp: someText });
    expect(gone).toEqual({ id: someText, lobby_id: someText });
    expect(direct).toMatchObject({ author, attachments: [], timestamp: someText, application_id: application.id });
    expect(() => {
      application.sendEvent('ENTITLEMENT_CREATE');
    }).toThrow('cannot be made up');
  });
});
