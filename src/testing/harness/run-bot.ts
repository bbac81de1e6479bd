/** Runs a real bot on the embedded Discord: the real hub, over the gateway, over HTTP, or without sockets. */
import { type Class, isModule } from '../../di';
import { type ClientGroup, type ClientGroupOptions, ClientHub, type ClientHubOptions } from '../../hub';
import { InteractionCreateEvent } from '../../models';
import {
  type DiscordSimulator,
  type MessageWait,
  type PermissionsInput,
  type SimBot,
  SimulatorMisuse,
  type SimMessage,
} from '../simulator';
import { InProcessTransport } from './in-process-transport';
import { testLogger } from './test-logger';

/**
 * How interactions reach the bot. `gateway`: as events of a session. `http`: as signed requests to its HTTP endpoint, on a port of this
 * machine; there is no gateway, so no other events. `process`: handed over in this process, and answered without a socket; no other
 * events either.
 */
export type RunVia = 'gateway' | 'http' | 'process';

/** Runs all bots of a test run another way: the variable that {@link RunBotOptions.via} defaults to. */
const VIA_VARIABLE = 'CORDUROY_VIA';
const WAYS: readonly string[] = ['gateway', 'http', 'process'] satisfies RunVia[];

export interface RunBotOptions extends ClientGroupOptions {
  /** Name of the bot's account and of its group. Default `bot`. */
  readonly name?: string | undefined;
  /** How interactions reach it. Default: the environment variable `CORDUROY_VIA`, then `gateway`. */
  readonly via?: RunVia | undefined;
  /** What the bot may do in the guilds, beyond what everybody may: its role there, which is the lowest at first. Default: nothing. */
  readonly permissions?: PermissionsInput | undefined;
  /**
   * Of the hub beneath. Where it names no logger, warnings and errors go to standard error; the environment variable `CORDUROY_LOG`
   * says from which level on: `debug`, `info`, `warn`, `error` or `silent`.
   */
  readonly hub?: ClientHubOptions | undefined;
}

/** A bot that is ready, and what a test asks of it. */
export class RunningBot implements AsyncDisposable {
  constructor(
    readonly discord: DiscordSimulator,
    readonly hub: ClientHub,
    readonly group: ClientGroup,
    readonly account: SimBot,
  ) {}

  /**
   * The next message of this bot that no earlier call has returned; what it said before the call counts.
   * @throws SimulatorMisuse when it says nothing in time, 3.5 s by default (`timeoutMs`)
   */
  nextMessage(wait: Omit<MessageWait, 'author'> = {}): Promise<SimMessage> {
    return this.discord.nextMessage({ ...wait, author: this.account });
  }

  async stop(): Promise<void> {
    await this.hub.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/**
 * Makes an account on the simulator, starts a bot with it, and resolves when it is ready.
 * @param parts a module, a handler class, or the options of a client group
 * @throws SetupError and whatever else keeps a bot from starting
 */
export async function runBot(
  discord: DiscordSimulator,
  parts: Class | RunBotOptions = {},
  options: RunBotOptions = {},
): Promise<RunningBot> {
  const all = { ...partsOf(parts), ...options };
  const { name = 'bot', hub: hubOptions, via = defaultVia(), permissions, ...groupOptions } = all;
  const account = discord.createBot({ name, permissions });
  const transport = via === 'process' ? new InProcessTransport((request) => discord.request(request)) : undefined;
  const hub = new ClientHub({ logger: testLogger(), transport, ...hubOptions, api: discord.apiUrl });
  const group = hub.createClientGroup(name, account.token, optionsFor(via, discord, account, groupOptions));
  try {
    await hub.start();
    if (via === 'http') await openEndpoint(group);
    if (via === 'process') handOver(discord, account, group);
  } catch (error) {
    await hub.stop();
    throw group.failure ?? error;
  }
  return new RunningBot(discord, hub, group, account);
}

function optionsFor(
  via: RunVia,
  discord: DiscordSimulator,
  account: SimBot,
  options: ClientGroupOptions,
): ClientGroupOptions {
  if (via === 'gateway') return options;
  if (via === 'process') return { gateway: false, ...options };
  const { publicKey } = discord.application(account);
  const { interactions } = options;
  return {
    gateway: false,
    ...options,
    interactions: { ...interactions, endpoint: { publicKey, ...interactions?.endpoint } },
  };
}

/** Registers the address as a developer does: Discord tries it before it takes it. */
async function openEndpoint(group: ClientGroup): Promise<void> {
  const { url } = await group.endpoint.listen({ port: 0 });
  await group.client.applications.editMe({ interactionsEndpointUrl: url });
}

function handOver(discord: DiscordSimulator, account: SimBot, group: ClientGroup): void {
  discord.application(account).receiveInteractions((payload) => {
    group.dispatcher.dispatch(new InteractionCreateEvent(payload as InteractionCreateEvent['raw'], group.context));
  });
}

function defaultVia(): RunVia {
  const via = process.env[VIA_VARIABLE] ?? 'gateway';
  if (WAYS.includes(via)) return via as RunVia;
  throw new SimulatorMisuse(`${VIA_VARIABLE} is "${via}"`, `one of ${WAYS.join(', ')}.`);
}

function partsOf(parts: Class | RunBotOptions): RunBotOptions {
  if (typeof parts !== 'function') return parts;
  return isModule(parts) ? { modules: [parts] } : { handlers: [parts] };
}
