/** A guild with bots that are logged in by bare clients, for tests of the voice servers. */
import { DiscordSimulator, type SimBot, type SimGuild, type SimulatorOptions } from '../../src/testing/simulator';
import { RawClient } from '../unit/simulator/support';
import { RawVoice, type VoiceCredentials } from './raw-voice';

export class BenchBot {
  constructor(
    readonly bot: SimBot,
    readonly gateway: RawClient,
    private readonly bench: VoiceBench,
  ) {}

  get id(): string {
    return this.bot.id;
  }

  /** Op 4. */
  place(channel: string | null, more: object = {}): void {
    this.gateway.send(4, {
      guild_id: this.bench.guild.id,
      channel_id: channel === null ? null : this.bench.guild.channel(channel).id,
      self_mute: false,
      self_deaf: false,
      ...more,
    });
  }

  /** Own voice states that were heard, oldest first. */
  states(): Readonly<Record<string, unknown>>[] {
    return this.gateway.frames
      .filter(({ t, d }) => t === 'VOICE_STATE_UPDATE' && d.user_id === this.id)
      .map(({ d }) => d);
  }

  servers(): Readonly<Record<string, unknown>>[] {
    return this.gateway.frames.filter(({ t }) => t === 'VOICE_SERVER_UPDATE').map(({ d }) => d);
  }

  /** Joins a channel and returns what the voice server is told. */
  async join(channel = 'Talk', more: object = {}): Promise<VoiceCredentials> {
    const count = this.servers().length + 1;
    this.place(channel, more);
    await this.gateway.event('VOICE_SERVER_UPDATE', count);
    return this.credentials();
  }

  /** As of the last events. */
  credentials(): VoiceCredentials {
    const state = this.states().at(-1) ?? {};
    const server = this.servers().at(-1) ?? {};
    return {
      guildId: this.bench.guild.id,
      channelId: state.channel_id as string,
      userId: this.id,
      sessionId: state.session_id as string,
      token: server.token as string,
      endpoint: server.endpoint as string,
    };
  }

  async voice(channel = 'Talk', more: object = {}): Promise<RawVoice> {
    return this.bench.open(await this.join(channel, more));
  }
}

export class VoiceBench implements AsyncDisposable {
  readonly bots: BenchBot[] = [];
  private readonly clients: RawVoice[] = [];

  private constructor(
    readonly discord: DiscordSimulator,
    readonly guild: SimGuild,
  ) {}

  static async open(
    options: SimulatorOptions = {},
    names: readonly string[] = ['weaver', 'spinner'],
  ): Promise<VoiceBench> {
    const discord = await DiscordSimulator.start(options);
    for (const name of names) discord.createBot({ name });
    const guild = discord.createGuild({
      name: 'Loom',
      channels: [
        'general',
        { name: 'Talk', type: 'voice' },
        { name: 'Tea', type: 'voice' },
        { name: 'Stage', type: 'stage' },
      ],
    });
    const bench = new VoiceBench(discord, guild);
    for (const name of names) {
      const bot = discord.bot(name);
      const gateway = new RawClient(discord.gatewayUrl);
      await gateway.ready(bot);
      await gateway.event('GUILD_CREATE');
      bench.bots.push(new BenchBot(bot, gateway, bench));
    }
    return bench;
  }

  bot(index = 0): BenchBot {
    return this.bots[index] as BenchBot;
  }

  open(who: VoiceCredentials, options: ConstructorParameters<typeof RawVoice>[1] = {}): RawVoice {
    const client = new RawVoice(who, options);
    this.clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.dispose();
    for (const { gateway } of this.bots) gateway.socket.terminate();
    await this.discord.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
