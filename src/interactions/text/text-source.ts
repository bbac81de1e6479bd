/** Who wrote a text command, and where: what the message tells, and what is remembered. */
import { type Actor, actorOfEvent } from '../../dispatcher';
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
  type ViewContext,
} from '../../models';
import { type Source } from '../context/source';

export class TextSource implements Source {
  private knownActor: Actor | undefined = undefined;

  /** @param views where other entities are looked up. @param ownId the bot's own, once it is known. */
  constructor(
    readonly event: MessageCreateEvent,
    private readonly views: ViewContext,
    private readonly ownId: () => UserId | undefined,
  ) {}

  get actor(): Actor {
    return (this.knownActor ??= actorOfEvent(this.event, { context: this.views, ownId: this.ownId }));
  }

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

  /** Of what is remembered: none while guild or channel are not known. */
  get permissions(): PermissionSet {
    if (this.guildId === undefined) return PermissionSet.all;
    return this.actor.permissions ?? PermissionSet.none;
  }

  get appPermissions(): PermissionSet {
    if (this.guildId === undefined) return PermissionSet.all;
    return this.actor.appPermissions ?? PermissionSet.none;
  }
}
