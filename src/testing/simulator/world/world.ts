/** The state of the simulated Discord and the way its changes are told. */
import { type Clock } from '../../../util';
import { hexText } from '../random';
import { type EventSink, type WorldEvent } from './event';
import { SnowflakeSource } from './ids';
import { channelPermissions, guildPermissions } from './permissions';
import { type BotRecord, type ChannelRecord, type GuildRecord, type MessageRecord, type UserRecord } from './records';

export class World {
  readonly users = new Map<string, UserRecord>();
  readonly bots = new Map<string, BotRecord>();
  readonly guilds = new Map<string, GuildRecord>();
  /** Guild channels and direct-message channels alike. */
  readonly channels = new Map<string, ChannelRecord>();
  readonly ids: SnowflakeSource;
  /** Heard whenever somebody writes a message. */
  readonly messageListeners = new Set<(message: MessageRecord) => void>();
  /** Where files are served from; set once the port is known. */
  baseUrl = '';
  private sink: EventSink | undefined;

  constructor(
    readonly clock: Clock,
    readonly random: () => number,
  ) {
    this.ids = new SnowflakeSource(clock, random);
  }

  /** The gateway takes its place as the one that hears events. */
  connect(sink: EventSink): void {
    this.sink = sink;
  }

  publish(event: WorldEvent): void {
    this.sink?.publish(event);
  }

  /** Resolves when everything that was published has been written to the sockets. */
  async delivered(): Promise<void> {
    await this.sink?.flushed();
  }

  /** The time as Discord writes it: with microseconds and an offset. */
  timestamp(atMs = this.clock.wallMs()): string {
    return new Date(atMs).toISOString().replace('Z', '000+00:00');
  }

  hash(): string {
    return hexText(this.random);
  }

  botByToken(token: string): BotRecord | undefined {
    for (const bot of this.bots.values()) if (bot.token === token) return bot;
    return undefined;
  }

  guildOf(channel: ChannelRecord): GuildRecord | undefined {
    return channel.guildId === null ? undefined : this.guilds.get(channel.guildId);
  }

  /** What a user may do in a guild; nothing when no member. */
  permissionsInGuild(userId: string, guild: GuildRecord): bigint {
    const member = guild.members.get(userId);
    return member ? guildPermissions(guild, member, this.clock.wallMs()) : 0n;
  }

  /** What a user may do in a guild's channel; nothing when no member. */
  permissionsIn(userId: string, channel: ChannelRecord): bigint {
    const guild = this.guildOf(channel);
    const member = guild?.members.get(userId);
    return guild && member ? channelPermissions(guild, channel, member, this.clock.wallMs()) : 0n;
  }
}
