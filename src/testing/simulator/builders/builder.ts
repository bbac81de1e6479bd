/**
 * What builders of payloads work with: things that exist in the world where a payload names some, and new ids for what
 * a payload says is new or gone. So a payload that nobody asked details of changes nothing that somebody else relies on.
 */
import { type APIGuildMember, type APITextChannel, type APIUser, ChannelType } from 'discord-api-types/v10';
import { type Connection } from '../gateway/connection';
import { type Session } from '../gateway/session';
import { type BotRecord, type ChannelRecord, type GuildRecord, type MemberRecord } from '../world/records';
import { renderChannel, renderMember, renderUser } from '../world/render';
import { wire } from '../world/wire';
import { type World } from '../world/world';
import { type DispatchData, type DispatchName } from './dispatch-types';

/** A builder for each of these dispatches. */
export type Builders<N extends DispatchName> = { readonly [K in N]: (to: Scene) => DispatchData<K> };

/** For whom a payload is built, and what is there to name. */
export class Scene {
  readonly bot: BotRecord;

  constructor(
    readonly world: World,
    readonly session: Session<Connection>,
    /** The session's `resume_gateway_url`. */
    readonly resumeUrl: string,
    readonly guild: GuildRecord,
  ) {
    this.bot = session.bot;
  }

  get guildId(): string {
    return this.guild.id;
  }

  /** An id that nothing else has. */
  newId(): string {
    return this.world.ids.next();
  }

  /** Now, or so many milliseconds later. */
  time(laterMs = 0): string {
    return this.world.timestamp(this.world.clock.wallMs() + laterMs);
  }

  /** Now in seconds since 1970. */
  get seconds(): number {
    return Math.floor(this.world.clock.wallMs() / 1_000);
  }

  /** Somebody in the guild, a person if there is one. */
  get memberRecord(): MemberRecord | undefined {
    const members = [...this.guild.members.values()];
    return members.find(({ user }) => !user.bot) ?? members[0];
  }

  get userId(): string {
    return this.memberRecord?.user.id ?? this.bot.user.id;
  }

  get user(): APIUser {
    return renderUser(this.memberRecord?.user ?? this.bot.user);
  }

  get member(): APIGuildMember {
    const record = this.memberRecord;
    if (record) return renderMember(record);
    return wire({ user: this.user, roles: [], joined_at: this.time(), deaf: false, mute: false, flags: 0 });
  }

  /** Somebody whom nobody knew. */
  newUser(): APIUser {
    return { ...this.user, id: this.newId(), username: 'newcomer', global_name: 'Newcomer' };
  }

  /** A channel of a type, if the guild has one. */
  channelRecord(...types: readonly ChannelType[]): ChannelRecord | undefined {
    return [...this.guild.channels.values()].find(({ type }) => types.includes(type));
  }

  /** A text channel of the guild. */
  get channelId(): string {
    return this.channelRecord(ChannelType.GuildText)?.id ?? this.newId();
  }

  get voiceChannelId(): string {
    return this.channelRecord(ChannelType.GuildVoice)?.id ?? this.newId();
  }

  get stageChannelId(): string {
    return this.channelRecord(ChannelType.GuildStageVoice)?.id ?? this.newId();
  }

  /** A text channel as it is. */
  get channel(): DispatchData<'CHANNEL_UPDATE'> {
    const record = this.channelRecord(ChannelType.GuildText);
    return record ? wire(renderChannel(record)) : this.newChannel();
  }

  /** A text channel that nobody knew. */
  newChannel(): DispatchData<'CHANNEL_CREATE'> {
    const channel: APITextChannel & { readonly guild_id: string } = {
      id: this.newId(),
      type: ChannelType.GuildText,
      flags: wire(0),
      guild_id: this.guildId,
      name: 'new-channel',
      position: this.guild.channels.size,
      parent_id: null,
      permission_overwrites: [],
      nsfw: false,
      last_message_id: null,
      rate_limit_per_user: 0,
      topic: null,
      default_thread_rate_limit_per_user: 0,
      last_pin_timestamp: null,
    };
    return channel;
  }
}
