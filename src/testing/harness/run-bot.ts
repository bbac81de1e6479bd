/** Runs a real bot on the embedded Discord: the real hub, real sockets, and a mailbox of what the bot says. */
import { type Class, isProblem, readModule } from '../../di';
import { ClientHub, type ClientGroup, type ClientGroupOptions, type ClientHubOptions } from '../../hub';
import { AsyncQueue, nullLogger, systemClock, withLimit } from '../../util';
import { type BotAccount, type CreatedMessage, type DiscordSimulator } from '../simulator';

export interface RunBotOptions extends ClientGroupOptions {
  /** Name of the bot's account and of its group. Default `bot`. */
  readonly name?: string | undefined;
  /** Of the hub beneath. Default: silent. */
  readonly hub?: ClientHubOptions | undefined;
}

/** A bot that is ready, and what a test asks of it. */
export class RunningBot implements AsyncDisposable {
  private readonly said = new AsyncQueue<CreatedMessage>();
  private readonly unsubscribe: () => void;

  constructor(
    readonly discord: DiscordSimulator,
    readonly hub: ClientHub,
    readonly group: ClientGroup,
    readonly account: BotAccount,
  ) {
    this.unsubscribe = discord.onMessage((message) => {
      if (message.author.id === account.id) this.said.push(message);
    });
  }

  /** The next message of this bot that no earlier call has returned; messages wait for the call. */
  async nextMessage(options: { timeoutMs?: number } = {}): Promise<CreatedMessage> {
    const { timeoutMs = 5_000 } = options;
    const next = this.said.next();
    const result = await withLimit(
      systemClock,
      next,
      timeoutMs,
      () =>
        new Error(
          `${this.account.name} said nothing within ${timeoutMs} ms. Does a handler hear the event, and has it the intents?`,
        ),
    );
    if (result.done) throw new Error(`${this.account.name} has been stopped and says nothing more.`);
    return result.value;
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    this.said.close();
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
  const bot = new RunningBot(discord, hub, group, account);
  try {
    await hub.start();
  } catch (error) {
    await bot.stop();
    throw group.failure ?? error;
  }
  return bot;
}

function partsOf(parts: Class | RunBotOptions): RunBotOptions {
  if (typeof parts !== 'function') return parts;
  return isProblem(readModule(parts)) ? { handlers: [parts] } : { modules: [parts] };
}
