/** What a guild's owner does in its settings, and what Discord does for it: boosts, features, expressions, events. */
import { type GuildFeature, GuildSystemChannelFlags } from 'discord-api-types/v10';
import { SimulatorMisuse } from '../misuse';
import { createEmoji, fitSounds } from '../world/expressions';
import { setBoosts } from '../world/guild-settings';
import { publishGuildUpdate } from '../world/guild-update';
import { requestToJoin } from '../world/join-requests';
import { type WelcomeGuide } from '../world/onboarding';
import { type GuildRecord, type UserRecord } from '../world/records';
import { createScheduledEvent } from '../world/scheduled-events';
import { type World } from '../world/world';
import { type ChannelSelector, findGuildChannel, type Made, PIXEL } from './handles';

export interface ScheduledEventInput {
  readonly name: string;
  /** Milliseconds since 1970. Default: in an hour. */
  readonly startsAtMs?: number;
  /** Default: two hours after the start for events elsewhere, open otherwise. */
  readonly endsAtMs?: number;
  /** The voice channel or stage; without it the event is elsewhere. */
  readonly channel?: ChannelSelector;
  /** Where an event elsewhere is. Default: "the park". */
  readonly location?: string;
  /** Who announces it. Default: the owner. */
  readonly by?: { readonly id: string };
}

const HOUR_MS = 3_600_000;
const STAGE = 13;
export class SimGuildSettings {
  constructor(
    private readonly world: World,
    private readonly guild: GuildRecord,
  ) {}

  /** Sets how often the guild is boosted; its tier and features follow: 2 for the first tier, 7, and 14. */
  async setBoosts(boosts: number): Promise<void> {
    setBoosts(this.guild.settings, boosts);
    fitSounds(this.world, this.guild);
    await this.changed();
  }

  /** Lets the guild have features that only Discord gives. */
  async addFeatures(...features: `${GuildFeature}`[]): Promise<void> {
    for (const feature of features) this.guild.settings.features.add(feature);
    await this.changed();
  }

  /** Lets Discord greet who comes in with a line in the system channel. A new guild does not want that. */
  async announceNewcomers(on = true): Promise<void> {
    const { settings } = this.guild;
    const { SuppressJoinNotifications: suppressed } = GuildSystemChannelFlags;
    settings.systemChannelFlags = (settings.systemChannelFlags & ~suppressed) | (on ? 0 : suppressed);
    await this.changed();
  }

  /** The guild's own invite. `null` takes it away. */
  async setVanityUrl(code: string | null, uses = 0): Promise<void> {
    this.guild.settings.vanityCode = code;
    this.guild.settings.vanityUses = uses;
    await this.changed();
  }

  /** The guide that greets new members. `null` takes it away. */
  setWelcomeGuide(guide: WelcomeGuide | null): void {
    this.guild.newcomers.guide = guide ?? undefined;
  }

  /** Somebody who is not in the guild asks to be let in. */
  askToJoin(who: { readonly id: string }): Made {
    if (this.guild.members.has(who.id)) {
      throw new SimulatorMisuse(`${who.id} is in ${this.guild.name} already`, "discord.createUser('stranger').");
    }
    return { id: requestToJoin(this.world, this.guild, this.person(who)).id };
  }

  /** Uploads an emoji. */
  async createEmoji(input: { readonly name: string; readonly by?: { readonly id: string } }): Promise<Made> {
    const user = this.person(input.by);
    const draft = { name: input.name, roles: [], user, animated: false, bytes: PIXEL };
    const { id } = createEmoji(this.world, this.guild, draft);
    await this.world.delivered();
    return { id };
  }

  /** Announces an event. */
  async createScheduledEvent(input: ScheduledEventInput): Promise<Made> {
    const channel = input.channel === undefined ? undefined : findGuildChannel(this.guild, input.channel);
    const startsAtMs = input.startsAtMs ?? this.world.clock.wallMs() + HOUR_MS;
    const endsAtMs = input.endsAtMs ?? (channel ? undefined : startsAtMs + 2 * HOUR_MS);
    const event = createScheduledEvent(this.world, this.guild, this.person(input.by), {
      name: input.name,
      description: null,
      channelId: channel?.id ?? null,
      image: null,
      startsAt: this.world.timestamp(startsAtMs),
      endsAt: endsAtMs === undefined ? null : this.world.timestamp(endsAtMs),
      place: channel ? ((channel.type as number) === STAGE ? 1 : 2) : 3,
      location: channel ? null : (input.location ?? 'the park'),
      recurrence: null,
    });
    await this.world.delivered();
    return { id: event.id };
  }

  private person(who: { readonly id: string } | undefined): UserRecord {
    const user = this.world.users.get(who?.id ?? this.guild.ownerId);
    if (user) return user;
    throw new SimulatorMisuse('that person belongs to another simulator', 'a person of this one.');
  }

  private async changed(): Promise<void> {
    publishGuildUpdate(this.world, this.guild);
    await this.world.delivered();
  }
}
