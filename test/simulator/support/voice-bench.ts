/** A guild with voice channels, and a bot that writes down everything that it is told of voice. */
import {
  type AnyEvent,
  type ClientGroup,
  type ClientGroupOptions,
  ClientHub,
  type ClientHubOptions,
  GroupReadyEvent,
  UserVoiceJoinEvent,
  UserVoiceLeaveEvent,
  UserVoiceMoveEvent,
  UserVoiceUpdateEvent,
  VoiceClientGhostEvent,
  VoiceClientJoinEvent,
  VoiceClientLeaveEvent,
  VoiceClientMoveEvent,
  VoiceClientShutdownEvent,
  VoiceClientUpdateEvent,
  VoiceServerUpdateEvent,
} from 'corduroy';
import {
  DiscordSimulator,
  type SimBot,
  type SimChannel,
  type SimGuild,
  type SimMember,
  type SimulatorOptions,
} from 'corduroy/testing';
import { FakeVoiceCalls } from 'corduroy/voice';
import { quickQueue, quickSessions } from '../../support/quick-sessions';
import { RecordingLogger } from './recording-logger';
import { eventually } from './waiting';

export const VOICE_EVENTS = [
  VoiceClientGhostEvent,
  VoiceClientShutdownEvent,
  VoiceServerUpdateEvent,
  VoiceClientJoinEvent,
  VoiceClientLeaveEvent,
  VoiceClientMoveEvent,
  VoiceClientUpdateEvent,
  UserVoiceJoinEvent,
  UserVoiceLeaveEvent,
  UserVoiceMoveEvent,
  UserVoiceUpdateEvent,
] as const;

type Heard = AnyEvent & {
  readonly oldChannelId?: string;
  readonly channelId?: string | null;
  readonly userId?: string;
};

export class VoiceBench implements AsyncDisposable {
  readonly logger = new RecordingLogger();
  readonly hub: ClientHub;
  readonly loom: SimGuild;
  readonly talk: SimChannel;
  readonly music: SimChannel;
  readonly alice: SimMember;

  private constructor(
    readonly discord: DiscordSimulator,
    options: ClientHubOptions,
  ) {
    this.loom = discord.createGuild({ name: 'Loom' });
    this.talk = this.loom.createChannel({ name: 'Talk', type: 'voice' });
    this.music = this.loom.createChannel({ name: 'Music', type: 'voice' });
    this.alice = this.loom.addMember('alice');
    this.hub = new ClientHub({ logger: this.logger, api: discord.apiUrl, ...options });
  }

  static async open(options: ClientHubOptions = {}, simulator: SimulatorOptions = {}): Promise<VoiceBench> {
    return new VoiceBench(await DiscordSimulator.start(quickSessions(simulator)), options);
  }

  /** Makes a bot that is in the guild; it is started by {@link start}. */
  bot(name: string, options: ClientGroupOptions = {}): VoiceBot {
    const account = this.discord.createBot({ name });
    this.loom.addBot(account, { permissions: ['ViewChannel', 'Connect', 'Speak', 'SendMessages'] });
    const calls = new FakeVoiceCalls();
    const group = this.hub.createClientGroup(name, account.token, {
      voiceCalls: () => calls,
      identifyQueue: quickQueue(),
      ...options,
    });
    return new VoiceBot(this, account, group, calls);
  }

  /** One whose calls are the real ones. */
  caller(name: string, options: ClientGroupOptions = {}): VoiceBot {
    return this.bot(name, { intents: { add: ['GuildVoiceStates'] }, voiceCalls: undefined, ...options });
  }

  async start(...bots: readonly VoiceBot[]): Promise<void> {
    const ready = bots.map(({ group }) => group.dispatcher.waitFor(GroupReadyEvent));
    await this.hub.start();
    await Promise.all(ready);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.stop();
    await this.discord.close();
  }
}

export class VoiceBot {
  /** Names of events that came, in order, when {@link listen} was called. */
  readonly heard: Heard[] = [];

  constructor(
    private readonly bench: VoiceBench,
    readonly account: SimBot,
    readonly group: ClientGroup,
    readonly calls: FakeVoiceCalls,
  ) {}

  /** Writes down all events of voice, beside the hooks. */
  listen(): this {
    for (const event of VOICE_EVENTS) {
      this.group.dispatcher.addHandler(event as typeof VoiceClientJoinEvent, (one) => void this.heard.push(one));
    }
    return this;
  }

  /** As a member of the guild. */
  get member(): SimMember {
    return this.bench.loom.member(this.account);
  }

  get names(): string[] {
    return this.heard.map((event) => event.constructor.name.replace(/Event$/, ''));
  }

  /** Events without those of servers. */
  get stateNames(): string[] {
    return this.names.filter((name) => name !== 'VoiceServerUpdate');
  }

  of<E>(Event: abstract new (...args: never[]) => E): E[] {
    return this.heard.filter((event): event is Heard & E => event instanceof Event);
  }

  /** Opcode 4 as Discord got it. */
  get sent(): Record<string, unknown>[] {
    return this.bench.discord.log.frames({ op: 4, bot: this.account }).map(({ d }) => d as Record<string, unknown>);
  }

  async until(what: string, ...names: readonly string[]): Promise<void> {
    await eventually(`${what}; came: ${this.names.join(' ')}`, () => names.every((name) => this.names.includes(name)));
  }

  async change(channel: SimChannel | 0 | null, flags?: { selfMute?: boolean; selfDeaf?: boolean }): Promise<void> {
    const guildId = this.bench.loom.id;
    await this.group.gatewayFor(guildId).changeVoiceState(guildId, channel ? channel.id : channel, flags);
  }
}
