/**
 * An embedded Discord: REST and gateway on 127.0.0.1 with real sockets, a world of guilds and people behind them, and
 * faults to order. Real clients log in to it unchanged, so what a test proves is what happens on the wire.
 */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Clock, nullLogger, systemClock } from '../../util';
import { BotRegister } from './bot-register';
import { type DispatchData, type DispatchName } from './builders/dispatch-types';
import { emitDispatch } from './builders/emit';
import { GatewayFaults } from './faults/gateway-faults';
import { RestFaults } from './faults/rest-faults';
import { VoiceFaults } from './faults/voice-faults';
import { GatewayHub } from './gateway/hub';
import { type GatewayFacts } from './rest/context';
import { type BotSelector, botName, type LogDraft, type LogEntry, type RequestEntry, SimulatorLog } from './log';
import { Mailbox } from './mailbox';
import { SimulatorMisuse } from './misuse';
import {
  type BotOptions,
  type EmitTarget,
  type GuildOptions,
  type MessageWait,
  type SimulatorOptions,
} from './options';
import { OutboundHub } from './outbound/outbound-hub';
import { Patience } from './patience';
import { SimApplication } from './people/sim-application';
import { SimBot } from './people/sim-bot';
import { type ChannelInput, SimGuild } from './people/sim-guild';
import { SimMessage } from './people/sim-message';
import { SimUser } from './people/sim-user';
import { SimVoice } from './people/sim-voice';
import { seededRandom } from './random';
import { type ServedRequest } from './rest/call';
import { RestServer, type ServedReply } from './rest/server';
import { type BotSnapshot, snapshotOf } from './snapshot';
import { VoiceHub } from './voice/hub';
import { addBot, createGuild } from './world/guilds';
import { type InteractionRecord } from './world/interaction-record';
import { type InteractionChange } from './world/interactions';
import { permissionBits } from './world/permissions';
import { type MessageRecord, type PrivilegedIntent, type UserRecord } from './world/records';
import { createBot, createUser } from './world/users';
import { World } from './world/world';

const PRIVILEGED: readonly PrivilegedIntent[] = ['GuildMembers', 'GuildPresences', 'MessageContent'];

export class DiscordSimulator implements AsyncDisposable {
  /** Everything that was seen, in order. */
  readonly log: SimulatorLog;
  /** What goes wrong on request. */
  readonly faults: { readonly gateway: GatewayFaults; readonly rest: RestFaults; readonly voice: VoiceFaults };
  /** Voice servers, calls, and what was said in them. */
  readonly voice: SimVoice;
  private readonly world: World;
  private readonly hub: GatewayHub;
  private readonly voiceHub: VoiceHub;
  private readonly rest: RestServer;
  private readonly outbound: OutboundHub;
  private readonly server: Server;
  private readonly register: BotRegister;
  private readonly mailbox: Mailbox;
  private readonly patience: Patience;
  private closing: Promise<void> | undefined;

  private constructor(options: SimulatorOptions) {
    const logger = options.logger ?? nullLogger;
    this.world = new World(options.clock ?? systemClock, seededRandom(options.seed ?? 1));
    this.log = new SimulatorLog(() => this.world.clock.wallMs(), options.logLimit ?? 100_000);
    this.patience = new Patience(this.log);
    this.world.patience = this.patience;
    this.register = new BotRegister(this.world);
    this.mailbox = new Mailbox(this.world, this.patience);
    this.world.interactions.listeners.add(({ event, interaction }) => {
      this.log.push(interactionEntry(event, interaction));
    });
    this.hub = new GatewayHub({
      ...options.gateway,
      world: this.world,
      log: this.log,
      logger,
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    });
    this.world.connect(this.hub);
    this.voiceHub = new VoiceHub({
      options: options.voice ?? {},
      world: this.world,
      log: this.log,
      logger,
      seed: options.seed ?? 1,
    });
    this.world.voice = this.voiceHub;
    this.voice = new SimVoice(this.world, this.voiceHub);
    const restFaults = new RestFaults(this.world.random);
    this.faults = {
      gateway: new GatewayFaults(this.hub, (target) => this.register.whom(target)),
      rest: restFaults,
      voice: new VoiceFaults(this.voiceHub, (target) => this.register.voiceWhom(target)),
    };
    const { hub } = this;
    const gateway: GatewayFacts = {
      get url() {
        return `${hub.url}/gateway`;
      },
      startLimit: (bot) => hub.gate.limit(bot),
    };
    this.outbound = new OutboundHub({ world: this.world, log: this.log, gateway });
    this.world.outbound = this.outbound;
    this.rest = new RestServer({
      ...options.rest,
      world: this.world,
      log: this.log,
      logger,
      faults: restFaults,
      gateway,
    });
    this.server = createServer((request, response) => {
      void this.rest.handle(request, response);
    });
    // As long as Discord's: clients that keep connections must not find them closed between two requests.
    this.server.keepAliveTimeout = 120_000;
    this.server.on('upgrade', (request, socket, head) => {
      hub.upgrade(request, socket, head);
    });
  }

  /** Opens a Discord on a free port of 127.0.0.1. */
  static async start(options: SimulatorOptions = {}): Promise<DiscordSimulator> {
    const simulator = new DiscordSimulator(options);
    const { server } = simulator;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    const { port } = server.address() as AddressInfo;
    simulator.world.baseUrl = `http://127.0.0.1:${port}`;
    simulator.hub.url = `ws://127.0.0.1:${port}`;
    return simulator;
  }

  /** Where REST clients send requests, version included. */
  get apiUrl(): string {
    return `${this.baseUrl}/v10`;
  }

  /** The same without the version, for clients that add it. */
  get baseUrl(): string {
    return `${this.world.baseUrl}/api`;
  }

  get gatewayUrl(): string {
    return `${this.hub.url}/gateway`;
  }

  /**
   * Answers a REST request without a socket: for transports in this process. Faults and limits hold as they do for others.
   * Rejects where a client would see its connection break.
   */
  request(request: ServedRequest): Promise<ServedReply> {
    return this.rest.serve(request);
  }

  get clock(): Clock {
    return this.world.clock;
  }

  /** How many 401, 403 and 429 were answered in the running ten minutes. */
  get invalidRequests(): number {
    return this.rest.invalidRequests;
  }

  /** Registers a bot, as the developer portal would. It joins the guilds there are. */
  createBot(options: BotOptions): SimBot {
    const { name, privilegedIntents = 'all', shards = 1, permissions = 0n, join = true } = options;
    this.register.requireFree(name);
    const owner = this.person('developer');
    const record = createBot(this.world, {
      name,
      privilegedIntents: privilegedIntents === 'all' ? PRIVILEGED : privilegedIntents,
      shards,
      permissions: permissionBits(permissions),
      ownerId: owner.id,
    });
    const bot = new SimBot(record);
    this.register.add(bot);
    if (join) for (const guild of this.world.guilds.values()) addBot(this.world, guild, record);
    return bot;
  }

  /** Makes a guild. The bots there are join it. */
  createGuild(options: GuildOptions): SimGuild {
    const { name, owner = 'owner', channels = ['general'], bots = this.bots, id } = options;
    const account = typeof owner === 'string' ? this.person(owner) : this.world.users.get(owner.id);
    if (!account) throw new SimulatorMisuse('that owner belongs to another simulator', 'a name.');
    const record = createGuild(this.world, name, account, id);
    const guild = new SimGuild(this.world, record);
    createChannels(this.world, guild, channels);
    for (const bot of bots) {
      const botRecord = this.world.bots.get(bot.id);
      if (botRecord) addBot(this.world, record, botRecord);
    }
    return guild;
  }

  /** A person who is in no guild yet. */
  createUser(name: string): SimUser {
    return new SimUser(this.world, createUser(this.world, name));
  }

  /** A guild by name, id, or what `createGuild` returned. */
  guild(selector: string | { readonly id: string }): SimGuild {
    const nameOrId = typeof selector === 'string' ? selector : selector.id;
    for (const guild of this.world.guilds.values()) {
      if (guild.id === nameOrId || guild.name === nameOrId) return new SimGuild(this.world, guild);
    }
    throw new SimulatorMisuse(`there is no guild "${nameOrId}"`, `createGuild({ name: '${nameOrId}' }) first.`);
  }

  /** Every bot, in the order they were created. */
  get bots(): readonly SimBot[] {
    return this.register.all;
  }

  /** A bot by the name that it was created with. */
  bot(name: string): SimBot {
    return this.register.get(name);
  }

  /** A bot's application, as the developer portal shows it. */
  application(bot: BotSelector): SimApplication {
    return new SimApplication(this.world, this.world.applicationOf(this.register.record(bot)));
  }

  /** Whether a bot has a session that is connected and ready. */
  isOnline(bot: BotSelector): boolean {
    return this.hub.isOnline(this.register.record(bot));
  }

  /**
   * What a bot's gateway should know now: its guilds in full, as GUILD_CREATE would bring them to a session with every
   * intent, ordered by id. `UNTOLD_FIELDS` lists what no event carries.
   */
  snapshot(bot: BotSelector): BotSnapshot {
    return snapshotOf(this.world, this.register.record(bot));
  }

  /**
   * Sends any dispatch without anything having happened: with a payload, or with a valid one that names what there is.
   * Sessions hear it when their intents and their shard let them. Returns how many did.
   */
  emit<N extends DispatchName>(name: N, payload?: DispatchData<N>, target: EmitTarget = {}): number {
    const { guild, ...whom } = target;
    const record = guild === undefined ? undefined : this.world.guilds.get(this.guild(guild).id);
    return emitDispatch(this.hub, name, payload, { whom: this.register.whom(whom), guild: record });
  }

  /** Every message in the world, oldest first. */
  get messages(): SimMessage[] {
    return [...this.world.channels.values()]
      .flatMap((channel) => [...channel.messages.values()])
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
      .map((message) => new SimMessage(this.world, message));
  }

  /** Calls `listener` with every REST request once it was processed. Returns how to stop. */
  onRequest(listener: (request: RequestEntry) => void): () => void {
    return this.log.on((entry) => {
      if (entry.kind === 'request') listener(entry);
    });
  }

  /** Calls `listener` with every message that anybody writes. Returns how to stop. */
  onMessage(listener: (message: SimMessage) => void): () => void {
    const hear = (record: MessageRecord): void => {
      listener(new SimMessage(this.world, record));
    };
    this.world.messageListeners.add(hear);
    return () => {
      this.world.messageListeners.delete(hear);
    };
  }

  /**
   * The next message of a bot. Works like a mailbox: what a bot wrote before the call counts, and each message is
   * handed out once, so no test depends on asking early enough.
   */
  nextMessage(wait: MessageWait = {}): Promise<SimMessage> {
    return this.mailbox.next(wait);
  }

  /**
   * The first log entry that fits, among those seen since `since` (an entry's `order`; default 0: from the start).
   * Take `discord.log.nextEntry` before an action to wait for what it causes.
   */
  async waitFor(
    predicate: (entry: LogEntry) => boolean,
    options: { readonly timeoutMs?: number; readonly since?: number } = {},
  ): Promise<LogEntry> {
    const { timeoutMs, since = 0 } = options;
    const seen = this.log.entries.find((entry) => entry.order >= since && predicate(entry));
    if (seen) return seen;
    let found: LogEntry | undefined;
    return this.patience.until(
      () => found,
      (check) =>
        this.log.on((entry) => {
          if (found === undefined && predicate(entry)) found = entry;
          check();
        }),
      timeoutMs,
      'no log entry fitted',
    );
  }

  /** Resolves when a bot has a ready session. */
  async untilOnline(bot: BotSelector, options: { readonly timeoutMs?: number } = {}): Promise<void> {
    const name = botName(bot);
    await this.patience.until(
      () => (this.isOnline(name) ? true : undefined),
      (check) => this.log.on(check),
      options.timeoutMs,
      `the bot ${name} did not come online`,
    );
  }

  /** Resolves when everything that happened so far was written to the sockets that may hear of it. */
  delivered(): Promise<void> {
    return this.world.delivered();
  }

  /** Closes every socket and the port. Nothing is left running. */
  close(): Promise<void> {
    this.closing ??= new Promise((resolve) => {
      this.rest.close();
      this.outbound.close();
      this.hub.close();
      this.voiceHub.close();
      this.world.close();
      this.patience.close();
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
    return this.closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private person(name: string): UserRecord {
    for (const user of this.world.users.values()) if (!user.bot && user.globalName === name) return user;
    return createUser(this.world, name);
  }
}

function interactionEntry(event: InteractionChange['event'], interaction: InteractionRecord): LogDraft {
  const { id, kind, name, user, application, acknowledgement } = interaction;
  return {
    kind: 'interaction',
    event,
    bot: application.bot.name,
    interactionId: id,
    type: kind,
    name,
    user: user.globalName ?? user.username,
    acknowledgement,
  };
}

function createChannels(world: World, guild: SimGuild, channels: readonly (string | ChannelInput)[]): void {
  for (const channel of channels) guild.createChannel(typeof channel === 'string' ? { name: channel } : channel);
  const record = world.guilds.get(guild.id);
  if (record) record.systemChannelId = record.channels.keys().next().value ?? null;
}
