/** Who wrote a text command, and where: what the message tells, and what is remembered. */
import {
  type Channel,
  type ChannelId,
  type Guild,
  type GuildId,
  type Member,
  type MessageCreateEvent,
  PermissionSet,
  type User,
  type UserId,
} from '../../models';
import { type Source } from '../context/source';

export class TextSource implements Source {
  /** @param own the bot's member in a guild, as far as it is remembered. */
  constructor(
    readonly event: MessageCreateEvent,
    private readonly own: (guildId: GuildId) => Member | undefined,
  ) {}

  get id(): string {
    return this.event.id;
  }

  get user(): User {
    return this.event.author;
  }

  get userId(): UserId {
    return this.event.author.id;
  }

  get member(): Member | undefined {
    return this.event.member;
  }

  get guildId(): GuildId | undefined {
    return this.event.guildId;
  }

  get guild(): Guild | undefined {
    return this.event.guild;
  }

  get channelId(): ChannelId {
    return this.event.channelId;
  }

  get channel(): Channel | undefined {
    return this.event.channel;
  }

  /** A message does not tell its author's language: the guild's stands for it. */
  get locale(): string {
    return this.guildLocale ?? 'en-US';
  }

  get guildLocale(): string | undefined {
    return this.guild?.preferredLocale;
  }

  /** Of what is remembered: nothing while guild or channel are not known. */
  get permissions(): PermissionSet {
    return this.permissionsOf(this.member);
  }

  get appPermissions(): PermissionSet {
    const { guildId } = this;
    return this.permissionsOf(guildId === undefined ? undefined : this.own(guildId));
  }

  private permissionsOf(member: Member | undefined): PermissionSet {
    if (this.guildId === undefined) return PermissionSet.all;
    const { channel } = this;
    if (!member || !channel || !this.guild) return PermissionSet.none;
    return member.permissionsIn(channel);
  }
}
