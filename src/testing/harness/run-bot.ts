/** Runs a real bot on the embedded Discord: the real hub, real sockets. */
import { type Class, isModule } from '../../di';
import { type ClientGroup, type ClientGroupOptions, ClientHub, type ClientHubOptions } from '../../hub';
import { nullLogger } from '../../util';
import { type DiscordSimulator, type MessageWait, type SimBot, type SimMessage } from '../simulator';

export interface RunBotOptions extends ClientGroupOptions {
  /** Name of the bot's account and of its group. Default `bot`. */
  readonly name?: string | undefined;
  /** Of the hub beneath. Default: silent. */
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
   * @throws SimulatorMisuse when it says nothing in time; `timeoutMs` is 5 s by default
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
  const { name = 'bot', hub: hubOptions, ...groupOptions } = { ...partsOf(parts), ...options };
  const account = discord.createBot({ name });
  const hub = new ClientHub({ logger: nullLogger, ...hubOptions, api: discord.apiUrl });
  const group = hub.createClientGroup(name, account.token, groupOptions);
  try {
    await hub.start();
  } catch (error) {
    await hub.stop();
    throw group.failure ?? error;
  }
  return new RunningBot(discord, hub, group, account);
}

function partsOf(parts: Class | RunBotOptions): RunBotOptions {
  if (typeof parts !== 'function') return parts;
  return isModule(parts) ? { modules: [parts] } : { handlers: [parts] };
}
