/** The state of the simulated Discord and the way its changes are told. */
import { type Clock, type Timer } from '../../../util';
import { type Patience } from '../patience';
import { hexText } from '../random';
import { type EventSink, type WorldEvent } from './event';
import { type ApplicationRecord } from './applications';
import { Interactions } from './interactions';
import { SnowflakeSource } from './ids';
import { Consents } from './oauth';
import { type Outbound } from './outbound';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { type InviteRecord } from './invites';
import { channelPermissions, guildPermissions } from './permissions';
import { type BotRecord, type ChannelRecord, type GuildRecord, type MessageRecord, type UserRecord } from './records';
import { type StageRecord } from './stages';
import { type VoiceBackend } from './voice-backend';
import { type WebhookRecord } from './webhooks';

export class World {
  readonly users = new Map<string, UserRecord>();
  readonly bots = new Map<string, BotRecord>();
  /** One for each bot, by its own id, which is not the bot user's. */
  readonly applications = new Map<string, ApplicationRecord>();
  /** What people let applications do. */
  readonly consents: Consents;
  readonly guilds = new Map<string, GuildRecord>();
  /** Messages that only one person sees: they stand in no channel's history. */
  readonly ephemerals = new Map<string, MessageRecord>();
  /** What people did with applications. */
  readonly interactions: Interactions;
  /** Guild channels, threads and direct-message channels alike. */
  readonly channels = new Map<string, ChannelRecord>();
  readonly webhooks = new Map<string, WebhookRecord>();
  /** By code. */
  readonly invites = new Map<string, InviteRecord>();
  /** By the stage channel. */
  readonly stages = new Map<string, StageRecord>();
  /** Timers of polls that run, by message. */
  readonly pollTimers = new Map<string, Timer>();
  readonly ids: SnowflakeSource;
  /** Heard whenever somebody writes a message. */
  readonly messageListeners = new Set<(message: MessageRecord) => void>();
  /** Where files are served from; set once the port is known. */
  baseUrl = '';
  /** The voice servers; without them voice is only states. */
  voice: VoiceBackend | undefined;
  /** What goes to addresses of applications; without it everything goes to gateways. */
  outbound: Outbound | undefined;
  /** How tests wait for what answers an interaction; set by the simulator. */
  patience: Patience | undefined;
  private sink: EventSink | undefined;
  private lastMomentUs = 0;

  constructor(
    readonly clock: Clock,
    readonly random: () => number,
  ) {
    this.ids = new SnowflakeSource(clock, random);
    this.consents = new Consents(this);
    this.interactions = new Interactions(this);
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
    await this.voice?.settled();
    await this.sink?.flushed();
  }

  /** Stops what would happen by itself: threads that fall asleep, polls that end. */
  close(): void {
    for (const channel of this.channels.values()) channel.thread?.timer?.cancel();
    this.interactions.close();
    for (const timer of this.pollTimers.values()) timer.cancel();
    this.pollTimers.clear();
  }

  /** The time as Discord writes it: with microseconds and an offset. */
  timestamp(atMs = this.clock.wallMs()): string {
    return new Date(atMs).toISOString().replace('Z', '000+00:00');
  }

  /** The time now, a microsecond later than the last one that was asked for here: lists are read on from such a moment. */
  moment(): string {
    this.lastMomentUs = Math.max(this.lastMomentUs + 1, Math.floor(this.clock.wallMs()) * 1_000);
    const micros = String(this.lastMomentUs % 1_000).padStart(3, '0');
    return this.timestamp(Math.floor(this.lastMomentUs / 1_000)).replace('000+', `${micros}+`);
  }

  hash(): string {
    return hexText(this.random);
  }

  botByToken(token: string): BotRecord | undefined {
    for (const bot of this.bots.values()) if (bot.token === token) return bot;
    return undefined;
  }

  applicationOf(bot: BotRecord): ApplicationRecord {
    const application = this.applications.get(bot.applicationId);
    if (!application) throw new Error(`the bot ${bot.name} has no application`);
    return application;
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

  /** Whether a user may look into a guild's channel. */
  maySee(userId: string, channel: ChannelRecord): boolean {
    return (this.permissionsIn(userId, channel) & PermissionFlagsBits.ViewChannel) !== 0n;
  }
}
