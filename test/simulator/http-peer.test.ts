/**
 * Endpoints that others wrote, beside ours: people of the embedded Discord do the same with each, and the responses must be the same.
 * `slash-create` is another implementation of an endpoint, `discord-interactions` another one of the signature.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { verifyKey } from 'discord-interactions';
import {
  type AutocompleteContext,
  ButtonStyle,
  type CommandContext,
  CommandOptionType,
  ComponentType,
  GenericServer,
  SlashCommand,
  SlashCreator,
} from 'slash-create';
import {
  Autocomplete,
  Button,
  button,
  type ButtonContext,
  ClientHub,
  Handler,
  importPublicKey,
  message,
  nullLogger,
  type Query,
  row,
  Slash,
  type SlashContext,
  StringOption,
} from '../../src';
import { isSignedBy, readSignature } from '../../src/interactions/endpoint/signature';
import { DiscordSimulator, type SimBot, type SimMember } from '../../src/testing';

class DyeOptions {
  @StringOption('Which', { autocomplete: true }) colour!: string;
}

@Handler()
class Loom {
  @Slash('weave', 'Weaves')
  weave(_ctx: SlashContext) {
    return message('Woven', row(button('Again', 'again')));
  }

  @Button('again')
  again(_ctx: ButtonContext) {
    return { content: 'Woven again', components: [] };
  }

  @Slash('whisper', 'Whispers', { ephemeral: true })
  whisper(_ctx: SlashContext) {
    return 'psst';
  }

  @Slash('dye', 'Dyes')
  async dye(ctx: SlashContext, { colour }: DyeOptions) {
    await ctx.defer();
    return `Dyed ${colour}`;
  }

  @Autocomplete(DyeOptions, 'colour')
  colours(_query: Query) {
    return [{ name: 'Woad', value: 'woad' }];
  }
}

class Weave extends SlashCommand {
  constructor(creator: SlashCreator) {
    super(creator, { name: 'weave', description: 'Weaves' });
  }
  override async run(ctx: CommandContext) {
    const again = {
      type: ComponentType.BUTTON,
      label: 'Again',
      custom_id: 'again',
      style: ButtonStyle.SECONDARY,
    } as const;
    await ctx.send({ content: 'Woven', components: [{ type: ComponentType.ACTION_ROW, components: [again] }] });
  }
}

class Whisper extends SlashCommand {
  constructor(creator: SlashCreator) {
    super(creator, { name: 'whisper', description: 'Whispers' });
  }
  override async run(ctx: CommandContext) {
    await ctx.send({ content: 'psst', ephemeral: true });
  }
}

class Dye extends SlashCommand {
  constructor(creator: SlashCreator) {
    const colour = { type: CommandOptionType.STRING as const, name: 'colour', description: 'Which', required: true };
    super(creator, { name: 'dye', description: 'Dyes', options: [{ ...colour, autocomplete: true }] });
  }
  override async autocomplete(_ctx: AutocompleteContext) {
    return [{ name: 'Woad', value: 'woad' }];
  }
  override async run(ctx: CommandContext) {
    await ctx.defer();
    const { colour } = ctx.options as { colour: string };
    await ctx.editOriginal(`Dyed ${colour}`);
  }
}

/** What was asked, and what came back, as far as it must be the same. */
interface Exchange {
  readonly asked: unknown;
  readonly status: number;
  readonly shape: unknown;
}

/** Stands before an endpoint, and writes down what passes. */
class Door {
  readonly exchanges: Exchange[] = [];
  readonly requests: { body: Buffer; signature: string; timestamp: string }[] = [];
  private readonly server: Server;

  constructor(private readonly answer: (request: Request) => Promise<Response>) {
    this.server = createServer((request, response) => {
      void this.pass(request).then(async (passed) => {
        response.writeHead(passed.status, Object.fromEntries(passed.headers));
        response.end(Buffer.from(await passed.arrayBuffer()));
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/interactions`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async pass(request: IncomingMessage): Promise<Response> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const signature = String(request.headers['x-signature-ed25519']);
    this.requests.push({ body, signature, timestamp: String(request.headers['x-signature-timestamp']) });
    const init = { method: 'POST', headers, body };
    const response = await this.answer(new Request('http://127.0.0.1/interactions', init));
    const { type, data } = JSON.parse(body.toString()) as {
      type: number;
      data?: { name?: string; custom_id?: string };
    };
    this.exchanges.push({
      asked: [type, data?.name ?? data?.custom_id],
      status: response.status,
      shape: response.ok
        ? shapeOf(JSON.parse(await response.clone().text()) as Parameters<typeof shapeOf>[0])
        : undefined,
    });
    return response;
  }
}

/** Kind and visible parts of an answer. Parts that say nothing may be left out or not. */
function shapeOf(body: { type: number; data?: Record<string, unknown> }): unknown {
  const { data } = body;
  const choices = (data?.choices as { name: string; value: string }[] | undefined)?.map(({ name, value }) => [
    name,
    value,
  ]);
  const rows = data?.components as
    { components: { custom_id: string; type: number; style: number; label: string }[] }[] | undefined;
  const components = rows?.map((each) =>
    each.components.map(({ type, custom_id, label, style }) => [type, custom_id, label, style]),
  );
  const flags = Number(data?.flags ?? 0);
  const mentions = (data?.allowed_mentions as { parse?: unknown } | undefined)?.parse;
  return { type: body.type, content: data?.content, components, choices, flags, mentions };
}

const stops: (() => Promise<void> | void)[] = [];
let discord: DiscordSimulator;

beforeEach(async () => {
  discord = await DiscordSimulator.start();
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await discord.close();
});

type Maker = (account: SimBot) => Promise<(request: Request) => Promise<Response>>;

const MAKERS: Readonly<Record<'ours' | 'slash-create', Maker>> = {
  ours: async (account) => {
    const hub = new ClientHub({ logger: nullLogger, api: discord.apiUrl });
    const { publicKey } = discord.application(account);
    const group = hub.createClientGroup('ours', account.token, {
      gateway: false,
      handlers: [Loom],
      interactions: { endpoint: { publicKey } },
    });
    await hub.start();
    stops.push(() => hub.stop());
    return group.endpoint.fetch;
  },
  'slash-create': async (account) => {
    const { publicKey, id } = discord.application(account);
    const server = new GenericServer();
    const creator = new SlashCreator({
      applicationID: id,
      publicKey,
      token: account.token,
      // Its timers outlive its requests.
      rest: { baseURL: discord.apiUrl, requestTimeout: 2_000 },
      allowedMentions: { everyone: false, roles: false, users: false },
    });
    creator.withServer(server).registerCommands([Weave, Whisper, Dye]);
    creator.registerGlobalComponent('again', (ctx) => {
      void ctx.editParent({ content: 'Woven again', components: [] });
    });
    await creator.syncCommands();
    return server.endpoint;
  },
};

/** Does the same with each. */
async function visit(alice: SimMember, account: SimBot): Promise<string[]> {
  const read: string[] = [];
  const woven = await (await alice.run(account, 'weave')).reply();
  read.push(woven.content);
  await (await alice.click(woven, 'Again')).answered();
  read.push(woven.content);
  read.push((await (await alice.run(account, 'whisper')).reply()).content);
  const choices = await alice.complete(account, 'dye', { colour: 'w' }, 'colour');
  read.push(choices.map(({ name }) => name).join());
  read.push((await (await alice.run(account, 'dye', { colour: 'woad' })).reply()).content);
  return read;
}

async function play(name: keyof typeof MAKERS): Promise<{ door: Door; read: string[] }> {
  const account = discord.createBot({ name });
  const guild = discord.createGuild({ name });
  const door = new Door(await MAKERS[name](account));
  stops.push(() => {
    door.close();
  });
  await discord.application(account).setInteractionsEndpoint(await door.open());
  return { door, read: await visit(guild.addMember('alice'), account) };
}

it('ours and that of slash-create answer the same requests with the same statuses and bodies', async () => {
  const ours = await play('ours');
  const theirs = await play('slash-create');
  expect(ours.read).toEqual(['Woven', 'Woven again', 'psst', 'Woad', 'Dyed woad']);
  expect(theirs.read).toEqual(ours.read);
  // A ping, a forged request, and what people did.
  expect(ours.door.exchanges.map(({ status }) => status)).toEqual([200, 401, 200, 200, 200, 200, 200]);
  expect(theirs.door.exchanges).toEqual(ours.door.exchanges);
});

it('discord-interactions and ours agree about every request that the simulator signs, and about changed ones', async () => {
  const { door } = await play('ours');
  const application = discord.application('ours');
  const key = importPublicKey(application.publicKey);
  const forged = 1;
  for (const [index, { body, signature, timestamp }] of door.requests.entries()) {
    const changed = Buffer.concat([body, Buffer.from(' ')]);
    for (const each of [body, changed]) {
      const theirs = await verifyKey(each, signature, timestamp, application.publicKey);
      const read = readSignature(signature, timestamp);
      expect(key && read && isSignedBy(key, read, each)).toBe(theirs);
      // The forged one was signed for another body, with a space at its end.
      expect(theirs).toBe((each === body) !== (index === forged));
    }
  }
});
