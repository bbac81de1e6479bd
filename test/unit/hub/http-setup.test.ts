/** Groups with an HTTP endpoint, and without a gateway: what is wrong with them is told before anything starts. */
import {
  ApplicationAuthorizedEvent,
  type ClientGroupOptions,
  ClientHub,
  EntitlementCreateEvent,
  env,
  GroupReadyEvent,
  Handler,
  MessageCreateEvent,
  nullLogger,
  On,
  SetupError,
  Slash,
  type SlashContext,
} from '../../../src';

const TOKEN = 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs';
const KEY = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

async function problemsOf(options: ClientGroupOptions): Promise<readonly [code: string, message: string][]> {
  const hub = new ClientHub({ logger: nullLogger, api: 'http://127.0.0.1:9' });
  hub.createClientGroup('alpha', TOKEN, options);
  try {
    await hub.start();
    return [];
  } catch (error) {
    if (!(error instanceof SetupError)) return [];
    return error.problems.map(({ code, message }) => [code, message]);
  } finally {
    await hub.stop();
  }
}

@Handler()
class Deaf {
  @On(MessageCreateEvent, { needs: ['MessageContent'] }) message(_event: MessageCreateEvent): void {}
  @On(GroupReadyEvent) ready(_event: GroupReadyEvent): void {}
}

@Handler()
class Hearing {
  @Slash('tea', 'Makes tea') tea(_ctx: SlashContext): string {
    return 'tea';
  }
  @On(ApplicationAuthorizedEvent) installed(_event: ApplicationAuthorizedEvent): void {}
  @On(EntitlementCreateEvent) bought(_event: EntitlementCreateEvent): void {}
}

describe('a group without a gateway', () => {
  it('is told which handlers would never be called', async () => {
    const problems = await problemsOf({ gateway: false, handlers: [Deaf, Hearing] });
    expect(problems.map(([code]) => code)).toEqual(['SETUP_GATEWAY_OFF', 'SETUP_GATEWAY_OFF']);
    expect(problems[0]?.[1]).toMatch(/^Deaf.message listens to MessageCreateEvent, which only the gateway brings/);
  });

  it('may hear commands and what webhooks bring', async () => {
    expect(await problemsOf({ gateway: false, handlers: [Hearing] })).toEqual([]);
  });
});

describe('a public key', () => {
  const withKey = (publicKey: string | ReturnType<typeof env>): ClientGroupOptions => ({
    interactions: { endpoint: { publicKey } },
  });

  it.each([
    ['', 'The public key is not set'],
    [KEY.slice(2), 'The public key has 62 characters that are no key'],
    [env('NO_SUCH_KEY'), 'The environment variable NO_SUCH_KEY is not set'],
  ])('is no %p', async (key, told) => {
    const problems = await problemsOf(withKey(key));
    expect(problems).toEqual([['SETUP_PUBLIC_KEY', expect.stringContaining(told)]]);
  });

  it('is never shown: a secret may have been given in its place', async () => {
    const [[, message] = []] = await problemsOf(withKey('swordfish'));
    expect(message).not.toContain('swordfish');
  });

  it('may come from the environment', async () => {
    process.env.SOME_PUBLIC_KEY = KEY;
    expect(await problemsOf(withKey(env('SOME_PUBLIC_KEY')))).toEqual([]);
    delete process.env.SOME_PUBLIC_KEY;
  });
});

it('says which options of the endpoint cannot work', async () => {
  const problems = await problemsOf({ interactions: { endpoint: { publicKey: KEY, path: 'x', bodyMs: -1 } } });
  expect(problems.map(([code]) => code)).toEqual(['SETUP_ENDPOINT_OPTIONS', 'SETUP_ENDPOINT_OPTIONS']);
});

it('has no endpoint unless its options ask for one, and shows none of it when printed', async () => {
  const hub = new ClientHub({ logger: nullLogger });
  const without = hub.createClientGroup('alpha', TOKEN);
  expect(() => without.endpoint).toThrow(/has no HTTP endpoint/);
  const other = hub.createClientGroup('beta', TOKEN, { interactions: { endpoint: { publicKey: KEY } } });
  expect(JSON.stringify(other.endpoint)).toMatch(/^{"received":0,/);
  await hub.stop();
});
