/** Events of guilds, their roles and bans. https://discord.com/developers/docs/events/gateway-events#guilds */
import {
  type APIVoiceState,
  type GatewayGuildBanModifyDispatchData,
  type GatewayGuildCreateDispatchData,
  type GatewayGuildDeleteDispatchData,
  type GatewayGuildRoleDeleteDispatchData,
  type GatewayGuildRoleModifyDispatchData,
} from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { Channel } from '../entities/channel';
import { Guild } from '../entities/guild';
import { Member } from '../entities/member';
import { Role } from '../entities/role';
import { User } from '../entities/user';
import { VoiceState } from '../entities/voice-state';
import { dateOf } from '../fields-of';
import { type GuildId, type RoleId, type UserId } from '../ids';
import { guildOf } from '../relations';
import { PayloadView } from '../view';
import { dispatch } from './dispatch';
import { InGuild } from './places';

/**
 * A guild is there: loaded after the start, back from an outage, or joined just now.
 * Of large guilds `members` and `presences` hold only some; without the intent GuildPresences, only the bot and who is in voice.
 */
export class GuildCreateEvent extends dispatch('GUILD_CREATE', Guild, ['Guilds']) {
  declare readonly raw: GatewayGuildCreateDispatchData;
  private madeChannels: readonly Channel[] | undefined = undefined;
  private madeThreads: readonly Channel[] | undefined = undefined;
  private madeMembers: readonly Member[] | undefined = undefined;
  private madeVoiceStates: readonly VoiceState[] | undefined = undefined;

  get guildId(): GuildId {
    return this.raw.id;
  }

  /** When the bot joined. */
  get joinedAt(): Date {
    return dateOf(this.raw.joined_at);
  }

  /** Whether it is a large guild, whose members are not all sent. */
  get large(): boolean {
    return this.raw.large;
  }

  /** Whether an outage keeps it away; then nearly everything else is missing. */
  get unavailable(): boolean {
    return this.raw.unavailable ?? false;
  }

  get memberCount(): number {
    return this.raw.member_count;
  }

  get channels(): readonly Channel[] {
    return (this.madeChannels ??= this.raw.channels.map((channel) => new Channel(channel, this.context, this.raw.id)));
  }

  /** Active threads that the bot can see. */
  get threads(): readonly Channel[] {
    return (this.madeThreads ??= this.raw.threads.map((thread) => new Channel(thread, this.context, this.raw.id)));
  }

  get members(): readonly Member[] {
    return (this.madeMembers ??= this.raw.members.map((member) => new Member(member, this.context, this.raw.id)));
  }

  get voiceStates(): readonly VoiceState[] {
    return (this.madeVoiceStates ??= this.raw.voice_states.map(
      (state) => new VoiceState(state satisfies APIVoiceState, this.context, this.raw.id),
    ));
  }

  get presences(): Camel<GatewayGuildCreateDispatchData['presences']> {
    return fromWire(this.raw.presences);
  }

  get stageInstances(): Camel<GatewayGuildCreateDispatchData['stage_instances']> {
    return fromWire(this.raw.stage_instances);
  }

  get guildScheduledEvents(): Camel<GatewayGuildCreateDispatchData['guild_scheduled_events']> {
    return fromWire(this.raw.guild_scheduled_events);
  }

  get soundboardSounds(): Camel<GatewayGuildCreateDispatchData['soundboard_sounds']> {
    return fromWire(this.raw.soundboard_sounds);
  }
}

/** A guild changed. The event is the guild as it is now. */
export class GuildUpdateEvent extends dispatch('GUILD_UPDATE', Guild, ['Guilds']) {
  get guildId(): GuildId {
    return this.raw.id;
  }
}

/** A guild is gone: the bot left or was removed, or, when `unavailable`, an outage took it away for now. */
export class GuildDeleteEvent extends dispatch('GUILD_DELETE', PayloadView<GatewayGuildDeleteDispatchData>, [
  'Guilds',
]) {
  get id(): GuildId {
    return this.raw.id;
  }

  get guildId(): GuildId {
    return this.raw.id;
  }

  get unavailable(): boolean {
    return this.raw.unavailable ?? false;
  }

  /** The guild, when it is still remembered. */
  get guild(): Guild | undefined {
    return guildOf(this.context, this.raw.id);
  }
}

abstract class RolePayload extends InGuild<GatewayGuildRoleModifyDispatchData> {
  private madeRole: Role | undefined = undefined;

  get role(): Role {
    return (this.madeRole ??= new Role(this.raw.role, this.context));
  }
}

export class GuildRoleCreateEvent extends dispatch('GUILD_ROLE_CREATE', RolePayload, ['Guilds']) {}

export class GuildRoleUpdateEvent extends dispatch('GUILD_ROLE_UPDATE', RolePayload, ['Guilds']) {}

export class GuildRoleDeleteEvent extends dispatch('GUILD_ROLE_DELETE', InGuild<GatewayGuildRoleDeleteDispatchData>, [
  'Guilds',
]) {
  get roleId(): RoleId {
    return this.raw.role_id;
  }
}

abstract class BanPayload extends InGuild<GatewayGuildBanModifyDispatchData> {
  private madeUser: User | undefined = undefined;

  get user(): User {
    return (this.madeUser ??= new User(this.raw.user, this.context));
  }

  get userId(): UserId {
    return this.raw.user.id;
  }
}

/** A user was banned. */
export class GuildBanAddEvent extends dispatch('GUILD_BAN_ADD', BanPayload, ['GuildModeration']) {}

/** A ban was lifted. */
export class GuildBanRemoveEvent extends dispatch('GUILD_BAN_REMOVE', BanPayload, ['GuildModeration']) {}
