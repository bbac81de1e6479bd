/** Which calls there are, on which of the servers, and what was said in them. */
import { ChannelType } from 'discord-api-types/v10';
import { type ChannelRecord, type GuildRecord } from '../world/records';
import { Call } from './call';
import { CallEncryption } from './call-encryption';
import { type DaveEvent } from './dave/dave-event';
import { WireWatch } from './dave/wire-watch';
import { placeKey } from './grants';
import { type VoiceHub } from './hub';
import { type CallPacket, type Participant } from './participant';
import { SentAudio } from './sent-audio';
import { VoiceServer } from './server';

export class Calls {
  /** In the order they were needed. */
  readonly servers: VoiceServer[] = [];
  /** Looks at all audio, and knows no key. */
  readonly wire = new WireWatch();
  private readonly byChannel = new Map<string, Call>();
  /** Which of the servers a channel's calls are on; others are on the first. */
  private readonly places = new Map<string, number>();
  private readonly audio = new Map<string, SentAudio>();

  constructor(
    private readonly hub: VoiceHub,
    private readonly hearDave: (call: Call, event: DaveEvent) => void,
  ) {}

  /** Calls that somebody is or was in. */
  get known(): readonly Call[] {
    return [...this.byChannel.values()];
  }

  /** Calls that somebody is in. */
  get running(): readonly Call[] {
    return this.known.filter((call) => call.participants.length > 0);
  }

  of(channelId: string): Call | undefined {
    return this.byChannel.get(channelId);
  }

  /** The call in a channel; without anybody in it, an empty one. */
  in(guild: GuildRecord, channel: ChannelRecord): Call {
    const server = this.serverOf(channel);
    const known = this.byChannel.get(channel.id);
    if (known?.server === server) return known;
    known?.close();
    const { clock, random, settings } = this.hub;
    const protocolVersion = this.asksForDave(channel) ? settings.daveVersion : 0;
    const { transitionTimeoutMs } = settings;
    const encryption = new CallEncryption(
      { channelId: channel.id, clock, random, transitionTimeoutMs, protocolVersion },
      (event) => {
        this.hearDave(call, event);
      },
    );
    const call: Call = new Call(server, guild, channel, encryption, (from, packet) => {
      this.record(guild, from, packet);
    });
    this.byChannel.set(channel.id, call);
    return call;
  }

  /** Whether nobody may come into a channel without end-to-end encryption: stages have none. */
  asksForDave(channel: ChannelRecord): boolean {
    return this.hub.settings.daveVersion > 0 && channel.type !== ChannelType.GuildStageVoice;
  }

  serverAt(index: number): VoiceServer {
    const known = this.servers[index] ?? new VoiceServer(this.hub, index);
    this.servers[index] = known;
    return known;
  }

  serverOf(channel: ChannelRecord): VoiceServer {
    return this.serverAt(this.places.get(channel.id) ?? 0);
  }

  /** The next call in a channel will be on the other server. */
  relocate(channel: ChannelRecord): void {
    this.places.set(channel.id, (this.places.get(channel.id) ?? 0) === 0 ? 1 : 0);
  }

  /** What a user said in a guild. */
  sentAudio(guildId: string, userId: string): SentAudio {
    const key = placeKey(guildId, userId);
    const known = this.audio.get(key) ?? new SentAudio();
    this.audio.set(key, known);
    return known;
  }

  /** The channel is gone. */
  drop(channelId: string): void {
    this.byChannel.get(channelId)?.close();
    this.byChannel.delete(channelId);
    this.places.delete(channelId);
  }

  close(): void {
    for (const server of this.servers) server.close();
    for (const call of this.byChannel.values()) call.close();
  }

  private record(guild: GuildRecord, { userId }: Participant, packet: CallPacket): void {
    this.sentAudio(guild.id, userId).add({ ...packet, arrivedAtMs: this.hub.clock.now() });
    this.wire.see(userId, packet.payload);
  }
}
