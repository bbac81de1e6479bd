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
import { SILENCE_FRAME, type VoiceClient, WsVoiceSocketFactory } from 'corduroy/voice';
import { frameOf } from '../../../src/voice/transport/rtp';
import { eventually } from '../../simulator/support/waiting';
import { DiscordjsPeer } from './discordjs-peer';

export class PeerStage implements AsyncDisposable {
  readonly peerBot: SimBot;
  readonly ownBot: SimBot;
  readonly guild: SimGuild;
  readonly talk: SimChannel;
  /** Packets that our bot was sent and could open, of whoever, in the order of arrival, without silence. */
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
        onPacket: (client, { header, payload, userId }) => {
          const frame = frameOf(header, payload);
          const opus = frame && userId !== undefined ? client.decrypt(userId, frame) : undefined;
          if (opus && !opus.equals(SILENCE_FRAME)) this.opened.push(opus);
        },
      },
    });
    const [started] = await hub.start();
    if (started?.ok !== true) throw new Error('our bot did not start', { cause: started });
    return group.voice.join(this.guild.id, this.talk.id);
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
