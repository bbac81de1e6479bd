/** Voice as a test sees it: which servers there are, who is in which call, and what was said. */
import { type World } from '../world/world';
import { type ChannelRecord, type GuildRecord } from '../world/records';
import { SimulatorMisuse } from '../misuse';
import { type WireWatch } from '../voice/dave/wire-watch';
import { type VoiceHub } from '../voice/hub';
import { type SentAudio } from '../voice/sent-audio';

/** A voice server; it can be asked before it was opened. */
export interface SimVoiceServer {
  readonly isOpen: boolean;
  /** Host and port as VOICE_SERVER_UPDATE names them; empty until it was opened. */
  readonly endpoint: string;
  /** The port that audio is sent to. */
  readonly udpPort: number | undefined;
  /** With `tls`: the certificate that clients must trust, as PEM (`ca`, NODE_EXTRA_CA_CERTS). */
  readonly certificate: string | undefined;
}

/** A call as it is at this moment. */
export interface SimCall {
  readonly channelId: string;
  readonly guildId: string;
  readonly endpoint: string;
  /** Ids of users that are connected to voice, not only shown in the channel. */
  readonly userIds: readonly string[];
  /** 0 without end-to-end encryption. */
  readonly daveVersion: number;
  /** The epoch of its group; 0 while there is none. */
  readonly epoch: number;
  /** Whether no commit and no transition is under way. */
  readonly settled: boolean;
}

export class SimVoice {
  constructor(
    private readonly world: World,
    private readonly hub: VoiceHub,
  ) {}

  /** Servers that were opened; none until the first bot joined voice. */
  get servers(): readonly SimVoiceServer[] {
    return this.hub.calls.servers.map((server) => ({
      isOpen: server.isOpen,
      endpoint: server.endpoint,
      udpPort: server.udpAddress?.port,
      certificate: server.authority,
    }));
  }

  /** Opens the first servers now, so that their endpoints and certificates are known. */
  async openServers(count = 2): Promise<void> {
    await this.hub.openServers(count);
  }

  /** Calls that somebody is in. */
  get calls(): readonly SimCall[] {
    return this.hub.calls.running.map((call) => ({
      channelId: call.channelId,
      guildId: call.guildId,
      endpoint: call.server.endpoint,
      userIds: call.participants.map(({ userId }) => userId),
      daveVersion: call.encryption.protocolVersion,
      epoch: call.encryption.epoch,
      settled: call.encryption.settled,
    }));
  }

  /** What passed through the calls as somebody sees it who knows no key: is all of it sealed, no counter used twice? */
  get wire(): WireWatch {
    return this.hub.calls.wire;
  }

  /** The call in a channel, if somebody is in it. */
  call(channel: { readonly id: string }): SimCall | undefined {
    return this.calls.find(({ channelId }) => channelId === channel.id);
  }

  /** What a bot, or whoever else, said in a guild; it is recorded over all calls and connections. */
  sent(who: { readonly id: string }, guild: { readonly id: string }): SentAudio {
    return this.hub.calls.sentAudio(guild.id, who.id);
  }

  /**
   * Takes a channel's call to another server: VOICE_SERVER_UPDATE without an endpoint, close code 4022 (or `code`), and
   * VOICE_SERVER_UPDATE with the new one. Resolves when the first was told.
   */
  async moveCall(channel: { readonly id: string }, options: { readonly code?: number } = {}): Promise<void> {
    this.hub.moveCall(this.voiceChannel(channel).channel, options.code);
    await this.world.delivered();
  }

  private voiceChannel({ id }: { readonly id: string }): { guild: GuildRecord; channel: ChannelRecord } {
    const channel = this.world.channels.get(id);
    const guild = channel && this.world.guildOf(channel);
    if (channel && guild) return { guild, channel };
    throw new SimulatorMisuse(`there is no channel ${id}`, "guild.channel('Talk').");
  }
}
