/** Somebody who uses applications: runs commands, clicks, chooses, fills in forms. */
import { SimulatorMisuse } from '../../misuse';
import { type ApplicationRecord } from '../../world/applications';
import { type ChoiceRecord, type InteractionRecord } from '../../world/interaction-record';
import { type ChannelRecord, type MessageRecord, type UserRecord } from '../../world/records';
import { renderUser } from '../../world/render-user';
import { openDm } from '../../world/users';
import { type World } from '../../world/world';
import { type ChannelSelector, findMessage, type MessageSelector } from '../handles';
import { type OptionValues } from './option-values';
import { type Place, placeOf } from './place';
import { type Chosen } from './resolved';
import { type AnswerWait, type Deed, SimInteraction } from './sim-interaction';
import { type SimModal } from './sim-modal';
import { type FieldValues, submitModal } from './submit-modal';
import { click, type ComponentUse, select } from './use-component';
import { type CommandPath, completeCommand, launchActivity, runCommand, runOn, type Use } from './use-command';

/** Where a person uses a command. */
export interface CommandDeed extends Deed {
  /**
   * A channel by handle, name or id, also a conversation outside of guilds. Default: for a member the first text channel
   * that they see, for others the direct messages with the bot.
   */
  readonly channel?: ChannelSelector;
  /** Another person: the conversation between the two, in which the bot is not. */
  readonly with?: { readonly id: string };
}

export abstract class SimActor {
  constructor(
    protected readonly world: World,
    protected readonly account: UserRecord,
  ) {}

  /** The language that applications are told the person reads; `en-US` until it is set. */
  get locale(): string {
    return this.account.locale ?? 'en-US';
  }

  setLocale(locale: string): void {
    this.account.locale = locale;
  }

  /** Installs an application for oneself: its commands with the integration type 1 come along everywhere. */
  install(bot: { readonly id: string }): void {
    const application = this.applicationNamed(bot);
    application.installedBy.add(this.account.id);
    const what = { integration_type: 1, scopes: ['applications.commands'], user: renderUser(this.account) };
    this.world.outbound?.event(application, 'APPLICATION_AUTHORIZED', what);
  }

  uninstall(bot: { readonly id: string }): void {
    const application = this.applicationNamed(bot);
    application.installedBy.delete(this.account.id);
    this.world.outbound?.event(application, 'APPLICATION_DEAUTHORIZED', { user: renderUser(this.account) });
  }

  /** Whether the person can read a message: it is there, in a channel that they see, and not for another person only. */
  sees(message: MessageSelector): boolean {
    const id = typeof message === 'string' ? message : message.id;
    const { world, account } = this;
    const forOne = world.ephemerals.get(id);
    if (forOne) return forOne.visibleTo === account;
    for (const channel of world.channels.values()) {
      if (!channel.messages.has(id)) continue;
      return channel.guildId === null ? channel.recipients.includes(account) : world.maySee(account.id, channel);
    }
    return false;
  }

  /**
   * Runs a typed command: `alice.run(bot, 'role add', { who: bob })`. Resolves when the bot was told. Throws what
   * Discord's client would not let the person do, unless `unchecked`.
   */
  async run(
    bot: { readonly id: string },
    path: CommandPath,
    options: OptionValues = {},
    deed: CommandDeed = {},
  ): Promise<SimInteraction> {
    return this.sent(runCommand(this.use(bot, deed), path, options));
  }

  /** Chooses a command from the menu of a message or of a person. */
  async runOn(
    bot: { readonly id: string },
    name: string,
    target: MessageSelector,
    deed: CommandDeed = {},
  ): Promise<SimInteraction> {
    const id = typeof target === 'string' ? target : target.id;
    if (this.world.users.has(id)) return this.sent(runOn(this.use(bot, deed), name, { userId: id }));
    const message = this.visible(target);
    return this.sent(runOn(this.use(bot, { channel: message.channel.id, ...deed }), name, { message }));
  }

  /** Starts the activity of an application, where the application itself answers for that (`handler` 1). */
  async launch(bot: { readonly id: string }, deed: Omit<CommandDeed, 'unchecked'> = {}): Promise<SimInteraction> {
    return this.sent(launchActivity(this.use(bot, deed)));
  }

  /** Types in an option of a command, and resolves with what the application suggests. */
  async complete(
    bot: { readonly id: string },
    path: CommandPath,
    options: OptionValues,
    focused: string,
    deed: Omit<CommandDeed, 'unchecked'> & AnswerWait = {},
  ): Promise<readonly ChoiceRecord[]> {
    const interaction = await this.sent(completeCommand(this.use(bot, deed), path, options, focused));
    await interaction.answered(deed);
    return interaction.choices ?? [];
  }

  /** Clicks a button by its label, its emoji or its custom id. */
  async click(message: MessageSelector, button: string, deed: Deed = {}): Promise<SimInteraction> {
    return this.sent(click(this.component(message, deed), button));
  }

  /** Chooses in a select, found by its custom id or its placeholder: options by value or label, or handles. */
  async select(
    message: MessageSelector,
    menu: string,
    values: Chosen | readonly Chosen[],
    deed: Deed = {},
  ): Promise<SimInteraction> {
    const list = Array.isArray(values) ? (values as readonly Chosen[]) : [values as Chosen];
    return this.sent(select(this.component(message, deed), menu, list));
  }

  /** Fills in a form and sends it. Fields are named by custom id or label; what is not named stays as it was shown. */
  async submit(modal: SimModal, values: FieldValues = {}, deed: Deed = {}): Promise<SimInteraction> {
    const { unchecked = false } = deed;
    const place = this.placeIn(modal.record.interaction.channel);
    return this.sent(submitModal({ place, modal: modal.record, unchecked }, values));
  }

  /** The channel that a selector names, or the one that the person is in by themselves. */
  protected channelFor(bot: { readonly id: string }, selector: ChannelSelector | undefined): ChannelRecord {
    if (selector === undefined) return this.dmRecord(bot);
    const id = typeof selector === 'string' ? selector : selector.id;
    const channel = this.world.channels.get(id);
    if (channel) return channel;
    throw new SimulatorMisuse(
      `there is no channel "${id}"`,
      'a handle or an id; names are known to members of guilds.',
    );
  }

  protected dmRecord(bot: { readonly id: string }): ChannelRecord {
    const record = this.world.bots.get(bot.id);
    if (!record) throw new SimulatorMisuse('people write directly to bots only here', 'what createBot() returned.');
    return openDm(this.world, record.user, this.account);
  }

  protected applicationNamed(bot: { readonly id: string }): ApplicationRecord {
    const record = this.world.bots.get(bot.id);
    if (record) return this.world.applicationOf(record);
    throw new SimulatorMisuse('only bots have applications', 'what createBot() returned.');
  }

  private use(bot: { readonly id: string }, { channel, with: other, unchecked = false }: CommandDeed): Use {
    const application = this.applicationNamed(bot);
    const where = other ? this.talkWith(other) : this.channelFor(bot, channel);
    return { application, place: this.placeIn(where), unchecked };
  }

  private talkWith({ id }: { readonly id: string }): ChannelRecord {
    const other = this.world.users.get(id);
    if (other) return openDm(this.world, this.account, other);
    throw new SimulatorMisuse(`there is no user ${id}`, 'a member or a user.');
  }

  private component(selector: MessageSelector, { unchecked = false }: Deed): ComponentUse {
    const message = this.visible(selector);
    return { message, place: this.placeIn(message.channel), unchecked };
  }

  private placeIn(channel: ChannelRecord): Place {
    return placeOf(this.world, this.account, channel);
  }

  /** A message that the person has before them. */
  private visible(selector: MessageSelector): MessageRecord {
    const forOne = this.world.ephemerals.get(typeof selector === 'string' ? selector : selector.id);
    const message = forOne ?? findMessage(this.world, selector);
    if (this.sees(message)) return message;
    const name = this.account.globalName ?? this.account.username;
    throw new SimulatorMisuse(`${name} does not see that message`, 'the person that it is for.');
  }

  private async sent(record: InteractionRecord): Promise<SimInteraction> {
    await this.world.delivered();
    return new SimInteraction(this.world, record);
  }
}
