/** REST through a proxy: told by option or by the environment, never for this machine, and its password is never shown. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { inspect } from 'node:util';
import {
  InvalidRequestGuard,
  RestClient,
  type RestClientOptions,
  RestError,
  ScriptedTransport,
  UndiciTransport,
} from 'corduroy/rest';
import { DiscordSimulator, type SimBot } from 'corduroy/testing';

const VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

/** A proxy on this machine that leads every tunnel to one port, whatever host was asked for. */
class Proxy {
  /** Hosts that tunnels were asked for. */
  readonly asked: string[] = [];
  readonly authorizations: (string | undefined)[] = [];
  status = 200;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly port: number) {
    this.server = createServer((_request, response) => response.writeHead(405).end());
    this.server.on('connect', (request, client: Socket) => {
      this.asked.push(request.url ?? '');
      this.authorizations.push(request.headers['proxy-authorization']);
      client.on('error', () => undefined);
      if (this.status !== 200) {
        client.end(`HTTP/1.1 ${this.status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
        return;
      }
      const upstream = connect(this.port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(client);
        client.pipe(upstream);
      });
      for (const socket of [client, upstream]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          client.destroy();
          upstream.destroy();
        });
      }
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  address(user = ''): string {
    return `http://${user}127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('REST through a proxy', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let proxy: Proxy;
  const transports: UndiciTransport[] = [];
  const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));

  beforeEach(async () => {
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
    discord = await DiscordSimulator.start();
    bot = discord.createBot({ name: 'Alpha' });
    proxy = new Proxy(Number(new URL(discord.apiUrl).port));
    await proxy.open();
  });

  afterEach(async () => {
    for (const name of VARIABLES) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
    await proxy.close();
    await discord.close();
  });

  /** A client with connections of its own, so that they end with the test. */
  function make(proxyOption: string | false | undefined, api: string, rest: RestClientOptions = {}): RestClient {
    const transport = new UndiciTransport({ proxy: proxyOption });
    transports.push(transport);
    const options = { api, transport, retries: 0, invalidRequests: new InvalidRequestGuard(), ...rest };
    return new RestClient(bot.token, options);
  }

  /** The simulator under a name that only the proxy can find. */
  const elsewhere = 'http://discord.invalid/api/v10';

  it('given as an option reaches what cannot be reached directly, with name and password', async () => {
    const client = make(proxy.address('weaver:p%40ss@'), elsewhere);
    for (let call = 0; call < 10; call += 1) expect((await client.users.me()).username).toBe('Alpha');
    // Tunnels are kept. undici opens a second one for a request that comes the moment another was answered.
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
    expect(new Set(proxy.asked)).toEqual(new Set(['discord.invalid:80']));
    expect(new Set(proxy.authorizations)).toEqual(new Set([`Basic ${Buffer.from('weaver:p@ss').toString('base64')}`]));
  });

  it('is an option of the client, and clients of one proxy share its connections', async () => {
    const make = (): RestClient =>
      new RestClient(bot.token, { api: elsewhere, proxy: proxy.address(), invalidRequests: new InvalidRequestGuard() });
    for (let call = 0; call < 10; call += 1) expect((await make().users.me()).username).toBe('Alpha');
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
  });

  it.each(['HTTP_PROXY', 'http_proxy'])('told by %s is used without a word in the program', async (name) => {
    process.env[name] = proxy.address();
    expect((await make(undefined, elsewhere).users.me()).username).toBe('Alpha');
    expect(proxy.asked).toEqual(['discord.invalid:80']);
  });

  it('is taken without its scheme from the environment, as other programs do', async () => {
    process.env.HTTP_PROXY = proxy.address().slice('http://'.length);
    expect((await make(undefined, elsewhere).users.me()).username).toBe('Alpha');
  });

  it.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'])('told by %s serves https through a tunnel', async (name) => {
    process.env[name] = proxy.address();
    proxy.status = 502;
    const error = await make(undefined, 'https://discord.invalid/api/v10')
      .users.me()
      .catch((thrown: unknown) => thrown);
    expect(proxy.asked).toEqual(['discord.invalid:443']);
    expect(error).toMatchObject({ kind: 'network', mayRetry: true });
  });

  it('is never used for this machine', async () => {
    process.env.HTTP_PROXY = proxy.address();
    process.env.NO_PROXY = 'example.com';
    for (const option of [undefined, proxy.address()]) {
      for (const host of ['127.0.0.1', 'localhost']) {
        const api = discord.apiUrl.replace('127.0.0.1', host);
        expect((await make(option, api).users.me()).username).toBe('Alpha');
      }
    }
    expect(proxy.asked).toEqual([]);
  });

  it.each(['discord.invalid', '.invalid', 'a.example, discord.invalid:80', '*'])(
    'is not used for what NO_PROXY excepts: %s',
    async (direct) => {
      process.env.HTTP_PROXY = proxy.address();
      process.env.no_proxy = direct;
      const error = await make(undefined, elsewhere, { timeoutMs: 300 })
        .users.me()
        .catch((thrown: unknown) => thrown);
      // Nothing has that name; how soon that is known differs.
      expect(['network', 'timeout']).toContain((error as RestError).kind);
      expect(proxy.asked).toEqual([]);
    },
  );

  it('is left alone by `proxy: false`', async () => {
    process.env.HTTP_PROXY = proxy.address();
    const error = await make(false, elsewhere, { timeoutMs: 300 })
      .users.me()
      .catch((thrown: unknown) => thrown);
    expect(['network', 'timeout']).toContain((error as RestError).kind);
    expect(proxy.asked).toEqual([]);
  });

  it('that wants another password is told as a failure that sent nothing', async () => {
    proxy.status = 407;
    const client = make(proxy.address('weaver:wrong-secret@'), elsewhere);
    const error: unknown = await client.users.me().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'network', mayRetry: true });
    expect((error as Error).message).toContain('407');
    expect((error as RestError).advice).toContain('proxy');
  });

  it('that is not there is told as such', async () => {
    const address = proxy.address('weaver:wrong-secret@');
    await proxy.close();
    const error: unknown = await make(address, elsewhere)
      .users.me()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'network', mayRetry: true });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('wrong-secret');
    await proxy.open();
  });

  it('never shows its password', async () => {
    const address = proxy.address('weaver:woven-secret@');
    const transport = new UndiciTransport({ proxy: address });
    transports.push(transport);
    const client = make(address, elsewhere);
    await client.users.me();
    await transport.send({ method: 'GET', url: `${elsewhere}/gateway`, headers: {} });
    proxy.status = 407;
    const error: unknown = await make(address, elsewhere)
      .users.me()
      .catch((thrown: unknown) => thrown);
    const shown = [client, transport, error].map(
      (each) => inspect(each, { depth: 9, showHidden: true }) + JSON.stringify(each) + String(each),
    );
    for (const text of shown) {
      expect(text).not.toContain('woven-secret');
      expect(text).not.toContain(Buffer.from('weaver:woven-secret').toString('base64'));
    }
  });

  it.each(['', 'proxy.example:3128', 'socks5://127.0.0.1:1080', 'http://', 'http://a:%zz@host:1', 'not an address', 7])(
    'that cannot be one is refused when the client is made, without showing it: %s',
    (option) => {
      const fail = (): unknown => new RestClient(bot.token, { proxy: option as string });
      expect(fail).toThrow(RestError);
      expect(fail).toThrow(/^The option `proxy` is not the address of an HTTP proxy/);
      let error: unknown;
      try {
        fail();
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toMatchObject({ kind: 'proxy-invalid', code: 'REST_PROXY_INVALID' });
      if (String(option) !== '') expect((error as Error).message.split('\n')[0]).not.toContain(String(option));
    },
  );

  it('that cannot be one is refused from the environment as well, by the name of its variable', () => {
    process.env.https_proxy = 'socks5://weaver:woven-secret@127.0.0.1:1080';
    const fail = (): unknown => new RestClient(bot.token);
    expect(fail).toThrow(/^The environment variable HTTPS_PROXY is not the address/);
    expect(fail).not.toThrow(/woven-secret/);
    expect(() => new RestClient(bot.token, { proxy: false })).not.toThrow();
  });

  it('is refused beside a transport that knows nothing of it', () => {
    const transport = new ScriptedTransport();
    expect(() => new RestClient(bot.token, { transport, proxy: proxy.address() })).toThrow(
      /a `proxy` and a `transport`/,
    );
    expect(() => new RestClient(bot.token, { transport, proxy: false })).not.toThrow();
  });
});
