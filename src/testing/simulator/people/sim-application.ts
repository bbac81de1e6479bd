/** An application as its developer sees it in the portal: what is for sale, who bought it, what is registered. */
import { webhookEventData } from '../builders/webhook-events';
import { SimulatorMisuse } from '../misuse';
import { type ApplicationRecord } from '../world/applications';
import { commandsIn, renderCommand, setCommandPermissions } from '../world/commands';
import {
  changeEntitlement,
  changeSubscription,
  createSku,
  deleteEntitlement,
  deleteSubscription,
  grantEntitlement,
  type SkuRecord,
  type SkuType,
  startSubscription,
  type SubscriptionRecord,
} from '../world/monetization';
import { type AddressKind } from '../world/outbound';
import { type World } from '../world/world';

const DAY_MS = 86_400_000;

/** Something with an id: a handle or the id itself. */
type Selector = string | { readonly id: string };
const idOf = (selector: Selector): string => (typeof selector === 'string' ? selector : selector.id);

export interface SkuInput {
  readonly name: string;
  /** Default `subscription`. */
  readonly kind?: 'durable' | 'consumable' | 'subscription';
  /** Who buys it. Default `user`. */
  readonly scope?: 'guild' | 'user';
}

/** Who may use a command in a guild. */
export interface CommandPermissionsInput {
  readonly guild: Selector;
  /** The name of a command. Default: all commands of the application. */
  readonly command?: string;
  readonly permissions: readonly { readonly for: { readonly id: string }; readonly allow: boolean }[];
}

const TYPES: Readonly<Record<NonNullable<SkuInput['kind']>, SkuType>> = { durable: 2, consumable: 3, subscription: 5 };

export class SimApplication {
  constructor(
    private readonly world: World,
    private readonly record: ApplicationRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  /** With the id, what proves the application at `POST /oauth2/token`. */
  get clientSecret(): string {
    return this.record.clientSecret;
  }

  /** What the developer portal shows under “General Information”: endpoints verify with it. */
  get publicKey(): string {
    return this.record.signingKey.publicKey;
  }

  /** Where interactions are sent; `null`: to the gateway. */
  get interactionsEndpointUrl(): string | null {
    return this.record.interactionsUrl;
  }

  /**
   * Sets where interactions are sent, as the portal does: a ping and a forged request have to be answered as they must. `null` sends
   * them to the gateway again. Addresses beyond this machine are kept, and nothing is sent there.
   */
  async setInteractionsEndpoint(url: string | null): Promise<void> {
    await this.try(url, 'interactions');
    this.record.interactionsUrl = url;
  }

  /** Sets where webhook events are sent, and which. An address is tried like the other one. */
  async setEventWebhooks(url: string | null, types: readonly string[] = []): Promise<void> {
    await this.try(url, 'events');
    this.record.eventWebhooksUrl = url;
    this.record.eventWebhooksTypes = types;
    this.record.eventWebhooksStatus = url === null ? 1 : 2;
  }

  /**
   * Sends a webhook event, as if it had happened: where its type was asked for. Without data those of lobbies and of direct
   * messages in games, which nothing here causes, tell what they could.
   */
  sendEvent(type: string, data?: object): void {
    this.world.outbound?.event(this.record, type, data ?? webhookEventData(this.world, this.record, type));
  }

  /**
   * Hands interactions to a function in this process, in place of gateway and address; what it does answers them over REST.
   * `undefined` sends them where they went before.
   */
  receiveInteractions(receiver: ((payload: object) => void) | undefined): void {
    this.record.receiver = receiver;
  }

  /** Allows OAuth2 to send people back to an address. */
  addRedirectUri(uri: string): void {
    this.record.redirectUris.push(uri);
  }

  /** The registered commands as Discord sends them: global ones, or those of a guild. */
  commands(guild?: Selector): readonly object[] {
    const scope = guild === undefined ? null : idOf(guild);
    return commandsIn(this.record, scope).map((command) => renderCommand(this.record, command));
  }

  /**
   * Sets who may use a command in a guild, and in which channels, as its owner does in the settings. Without `command` it
   * is set for all commands. `for` a role (`guild.everyone` for all members), a member or a channel.
   */
  async setCommandPermissions(input: CommandPermissionsInput): Promise<void> {
    const guild = this.world.guilds.get(idOf(input.guild));
    if (!guild) throw new SimulatorMisuse('there is no such guild', 'what createGuild() returned.');
    const { command: name } = input;
    const command = [...commandsIn(this.record, guild.id), ...commandsIn(this.record, null)].find(
      ({ draft }) => draft.name === name,
    );
    if (name !== undefined && !command) throw new SimulatorMisuse(`there is no command "${name}"`, 'registering it.');
    const permissions = input.permissions.map(({ for: { id }, allow }) => {
      const kind = guild.roles.has(id) ? 1 : this.world.channels.has(id) ? 3 : 2;
      return { id, type: kind, permission: allow } as const;
    });
    const target = { guildId: guild.id, id: command?.id ?? this.record.id };
    setCommandPermissions(this.world, this.record, target, permissions);
    await this.world.delivered();
  }

  /** Puts something up for sale. */
  createSku(input: SkuInput): { readonly id: string; readonly name: string } {
    const { name, kind = 'subscription', scope = 'user' } = input;
    const { id } = createSku(this.world, this.record, { name, type: TYPES[kind], scope });
    return { id, name };
  }

  /** Somebody buys a durable or a consumable. Returns the entitlement's id. */
  async buy(user: Selector, sku: Selector): Promise<{ readonly id: string }> {
    const record = this.sku(sku);
    if (record.type === 5) throw new SimulatorMisuse(`"${record.name}" is a subscription`, 'subscribe(user, sku).');
    const { id } = grantEntitlement(this.world, this.record, {
      sku: record,
      userId: idOf(user),
      guildId: null,
      type: 1,
      isTest: false,
      startsAtMs: null,
      endsAtMs: null,
    });
    await this.world.delivered();
    return { id };
  }

  /** Takes an entitlement back, as a refund does. */
  async refund(entitlement: Selector): Promise<void> {
    const record = this.record.entitlements.get(idOf(entitlement));
    if (!record) throw new SimulatorMisuse('there is no such entitlement', 'what buy() returned.');
    deleteEntitlement(this.world, this.record, record);
    await this.world.delivered();
  }

  /** Somebody subscribes, for themselves or for a guild. */
  async subscribe(
    user: Selector,
    sku: Selector,
    options: { readonly guild?: Selector; readonly days?: number } = {},
  ): Promise<{ readonly id: string; readonly entitlementId: string }> {
    const record = this.sku(sku);
    if (record.type !== 5) throw new SimulatorMisuse(`"${record.name}" is no subscription`, 'buy(user, sku).');
    const subscription = startSubscription(this.world, this.record, {
      sku: record,
      userId: idOf(user),
      guildId: options.guild === undefined ? null : idOf(options.guild),
      periodMs: (options.days ?? 30) * DAY_MS,
    });
    await this.world.delivered();
    return { id: subscription.id, entitlementId: subscription.entitlement.id };
  }

  /** Another period is paid. */
  async renew(subscription: Selector): Promise<void> {
    const record = this.subscription(subscription);
    const { periodStartMs, periodEndMs } = record;
    changeSubscription(this.world, this.record, record, {
      periodStartMs: periodEndMs,
      periodEndMs: periodEndMs + (periodEndMs - periodStartMs),
    });
    await this.world.delivered();
  }

  /** Somebody cancels: the subscription still runs to the end of its period. */
  async cancel(subscription: Selector): Promise<void> {
    const record = this.subscription(subscription);
    const canceledAtMs = this.world.clock.wallMs();
    changeEntitlement(this.world, this.record, record.entitlement, { endsAtMs: record.periodEndMs });
    changeSubscription(this.world, this.record, record, { status: 1, canceledAtMs });
    await this.world.delivered();
  }

  /** A subscription is over: the money did not come, or the cancelled period has passed. */
  async end(subscription: Selector): Promise<void> {
    const record = this.subscription(subscription);
    changeEntitlement(this.world, this.record, record.entitlement, { endsAtMs: this.world.clock.wallMs() });
    changeSubscription(this.world, this.record, record, { status: 2 });
    await this.world.delivered();
  }

  /** Forgets a subscription: the account that held it is gone. */
  async deleteSubscription(subscription: Selector): Promise<void> {
    deleteSubscription(this.world, this.record, this.subscription(subscription));
    await this.world.delivered();
  }

  /** People begin to play the application's activity in a channel. Returns the instance's id. */
  startActivity(channel: Selector, users: readonly Selector[]): string {
    const record = this.world.channels.get(idOf(channel));
    if (!record) throw new SimulatorMisuse('there is no such channel', 'guild.channel(name).');
    const launchId = this.world.ids.next();
    const place = record.guildId === null ? `pc-${record.id}` : `gc-${record.guildId}-${record.id}`;
    const instanceId = `i-${launchId}-${place}`;
    this.record.activities.set(instanceId, {
      instanceId,
      launchId,
      channelId: record.id,
      guildId: record.guildId,
      userIds: users.map(idOf),
    });
    return instanceId;
  }

  /** Keeps the secret out of printed objects. */
  toJSON(): object {
    return { id: this.id, bot: this.record.bot.name };
  }

  private async try(url: string | null, kind: AddressKind): Promise<void> {
    const { outbound } = this.world;
    if (url === null || !outbound || (await outbound.verify(this.record, url, kind))) return;
    throw new SimulatorMisuse(
      `${url} does not answer as it must`,
      'an address that answers a ping and refuses a forged request with 401; see discord.log.entries.',
    );
  }

  private sku(selector: Selector): SkuRecord {
    const sku = this.record.skus.get(idOf(selector));
    if (sku) return sku;
    throw new SimulatorMisuse('the application sells no such thing', "createSku({ name: 'Gold' }) first.");
  }

  private subscription(selector: Selector): SubscriptionRecord {
    const subscription = this.record.subscriptions.get(idOf(selector));
    if (subscription) return subscription;
    throw new SimulatorMisuse('there is no such subscription', 'what subscribe() returned.');
  }
}
