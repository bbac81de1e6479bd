/** A guild of the simulator whose voice servers speak TLS, with a bot of ours and one that is run by @discordjs/voice. */
import { ClientHub, nullLogger } from 'corduroy';
import {
  DiscordSimulator,
  type SimBot,
  type SimChannel,
  type SimGuild,
  type VirtualMember,
  type VoiceOptions,
} from 'corduroy/testing';
import {
  type HeardOpus,
  type HeardStream,
  SILENCE_FRAME,
  type VoiceClient,
  WsVoiceSocketFactory,
} from 'corduroy/voice';
import { eventually } from '../../simulator/support/waiting';
import { DiscordjsPeer } from './discordjs-peer';

export class PeerStage implements AsyncDisposable {
  readonly peerBot: SimBot;
  readonly ownBot: SimBot;
  readonly guild: SimGuild;
  readonly talk: SimChannel;
  /** Packets that our bot was sent and could open, of whoever, in the order in which they were sent, without silence. */
  readonly opened: Buffer[] = [];
  /** Of the last group that all knew. */
  private lastCode: string | undefined;
  private readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(readonly discord: DiscordSimulator) {
    this.peerBot = discord.createBot({ name: 'Peer' });
    this.ownBot = discord.createBot({ name: 'Own' });
    this.guild = discord.createGuild({ name: 'Loom', channels: ['general', { name: 'Talk', type: 'voice' }] });
    this.talk = this.guild.channel('Talk');
  }

  static async open(voice: VoiceOptions = {}): Promise<PeerStage> {
    const discord = await DiscordSimulator.start({ voice: { tls: true, ...voice } });
    await discord.voice.openServers();
    return new PeerStage(discord);
  }

  /** What the voice servers are known by, as PEM. */
  get certificates(): string {
    return this.discord.voice.servers.map(({ certificate = '' }) => certificate).join('');
  }

  async peer(): Promise<DiscordjsPeer> {
    const peer = await DiscordjsPeer.start(this.discord, this.peerBot, this.certificates);
    this.closers.unshift(() => peer.close());
    return peer;
  }

  /** Our bot, in the call. */
  async own(): Promise<VoiceClient> {
    const hub = new ClientHub({ api: this.discord.apiUrl, logger: nullLogger });
    this.closers.unshift(() => hub.stop());
    const group = hub.createClientGroup('Own', this.ownBot.token, {
      intents: ['Guilds', 'GuildVoiceStates'],
      voice: {
        secure: true,
        sockets: new WsVoiceSocketFactory({ ca: this.certificates }),
      },
    });
    const [started] = await hub.start();
    if (started?.ok !== true) throw new Error('our bot did not start', { cause: started });
    const call = await group.voice.join(this.guild.id, this.talk.id);
    this.listenIn(call);
    return call;
  }

  private listenIn(call: VoiceClient): void {
    const listened = new Set<string>();
    const listen = (userIds: readonly string[]): void => {
      for (const userId of userIds) {
        if (!listened.has(userId)) void this.keep(call.listen(userId));
        listened.add(userId);
      }
    };
    call.on('usersJoined', listen);
    listen(call.userIds);
  }

  private async keep(stream: HeardStream<HeardOpus>): Promise<void> {
    for await (const { opus, isLost } of stream) if (!isLost && !opus.equals(SILENCE_FRAME)) this.opened.push(opus);
  }

  /** Waits until these know the same group, another than the last time. */
  async together(others: readonly (VoiceClient | VirtualMember)[], peer?: DiscordjsPeer): Promise<void> {
    await eventually('a group of all', async () => {
      const codes: (string | null | undefined)[] = others.map(({ privacyCode }) => privacyCode);
      if (peer) codes.push((await peer.report()).privacyCode);
      const [code] = codes;
      if (!this.settled || typeof code !== 'string' || code === this.lastCode) return false;
      if (codes.some((other) => other !== code)) return false;
      this.lastCode = code;
      return true;
    });
  }

  /** Whether no change of keys is under way. */
  get settled(): boolean {
    return this.discord.voice.call(this.talk)?.settled === true;
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0)) await close();
    await this.discord.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
