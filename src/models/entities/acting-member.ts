/** What can be done to a member of a guild. */
import { type Clock, systemClock } from '../../util';
import { type ActionOptions } from '../actions/action-options';
import { type MemberEditBody } from '../bodies/edits';
import { type MessageCreateBody } from '../bodies/message';
import { Entity } from '../entity';
import { type ChannelId, type GuildId, type RoleId, type UserId } from '../ids';
import { refuseIncomplete } from '../incomplete';
import { type BanOptions, splitBan } from './acting-guild';
import { type Member, type MemberPayload } from './member';
import { type Message } from './message';
import { idOf, type Target } from './targets';
import { type User } from './user';

/** When a time-out ends: at a moment, after so many milliseconds, or at once. */
export type TimeoutEnd = Date | number | { readonly durationMs: number; readonly clock?: Clock } | null;

/** All of it is refused with VIEW_INCOMPLETE where the payload and what it came with name no guild. */
export abstract class ActingMember extends Entity<MemberPayload, 'guildId' | 'id'> {
  abstract get id(): UserId;
  abstract get user(): User;
  abstract get guildId(): GuildId | undefined;

  /** The member as it is now. */
  fetch(options?: ActionOptions): Promise<Member> {
    return this.context.actions.members.get(this.knownGuild(), this.id, options);
  }

  edit(body: MemberEditBody, options?: ActionOptions): Promise<Member> {
    return this.context.actions.members.edit(this.knownGuild(), this.id, body, options);
  }

  /** Removes the member from the guild; it may come back. */
  kick(options?: ActionOptions): Promise<void> {
    return this.context.actions.members.remove(this.knownGuild(), this.id, options);
  }

  ban(options?: BanOptions): Promise<void> {
    const { body, rest } = splitBan(options);
    return this.context.actions.bans.create(this.knownGuild(), this.id, body, rest);
  }

  addRole(role: Target<RoleId>, options?: ActionOptions): Promise<void> {
    return this.context.actions.members.addRole(this.knownGuild(), this.id, idOf(role), options);
  }

  removeRole(role: Target<RoleId>, options?: ActionOptions): Promise<void> {
    return this.context.actions.members.removeRole(this.knownGuild(), this.id, idOf(role), options);
  }

  /** Makes these the roles of the member, and no others. */
  setRoles(roles: readonly Target<RoleId>[], options?: ActionOptions): Promise<Member> {
    return this.edit({ roles: roles.map(idOf) }, options);
  }

  /** `null` takes the nickname away. For the bot's own, `guild.editMe` asks for the lesser permission. */
  setNickname(nick: string | null, options?: ActionOptions): Promise<Member> {
    return this.edit({ nick }, options);
  }

  /** Keeps the member from writing and talking for a while, at most 28 days; `null` ends it. A number is milliseconds. */
  timeout(end: TimeoutEnd, options?: ActionOptions): Promise<Member> {
    return this.edit({ communicationDisabledUntil: momentOf(end) }, options);
  }

  removeTimeout(options?: ActionOptions): Promise<Member> {
    return this.timeout(null, options);
  }

  /** Moves the member, who must be in voice, into another voice channel. */
  moveTo(channel: Target<ChannelId>, options?: ActionOptions): Promise<Member> {
    return this.edit({ channelId: idOf(channel) }, options);
  }

  /** Takes the member out of voice. */
  disconnect(options?: ActionOptions): Promise<Member> {
    return this.edit({ channelId: null }, options);
  }

  /** Mutes the member, who must be in voice, for everybody; or no more. */
  setMute(mute: boolean, options?: ActionOptions): Promise<Member> {
    return this.edit({ mute }, options);
  }

  /** Keeps the member, who must be in voice, from hearing; or no more. */
  setDeaf(deaf: boolean, options?: ActionOptions): Promise<Member> {
    return this.edit({ deaf }, options);
  }

  /** Opens the direct-message channel with the user and sends a message there. */
  send(body: string | MessageCreateBody, options?: ActionOptions): Promise<Message> {
    return this.user.send(body, options);
  }

  protected override get identifiedBy(): readonly ('guildId' | 'id')[] {
    return ['guildId', 'id'];
  }

  /** @throws {FrameworkError} VIEW_INCOMPLETE */
  protected knownGuild(): GuildId {
    return (
      this.guildId ??
      refuseIncomplete(
        'which guild this member is of',
        'take the member from an event or call the client directly: client.members.edit(guildId, userId, …).',
      )
    );
  }
}

function momentOf(end: TimeoutEnd): Date | null {
  if (end === null || end instanceof Date) return end;
  const { durationMs, clock = systemClock } = typeof end === 'number' ? { durationMs: end } : end;
  return new Date(clock.wallMs() + durationMs);
}
