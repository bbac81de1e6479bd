/**
 * Who acted in an event, where, and what they may do there, as far as the payload and the cache tell.
 *
 * Many events name a user who did nothing: a ban names who was banned, an update of a member who was changed. Only events that say
 * who acted give an actor an id; of others, guards know nobody, and those that ask for rights refuse.
 */
import { type APIGuildMember, type APIUser } from 'discord-api-types/v10';
import {
  type AnyEvent,
  Channel,
  type ChannelId,
  eventNameOf,
  type GuildId,
  InteractionCreateEvent,
  Member,
  type PermissionSet,
  type RoleId,
  type UserId,
  type ViewContext,
} from '../../models';
import { type Clock, systemClock } from '../../util';
import { sequenceKey } from '../pipeline/sequence';
import { type Actor } from './actor';
import { InteractionActor } from './actor-of-interaction';
import { DIRECT_PERMISSIONS, isForAdults, unlessForgotten } from './channel-facts';

/** What is known beside the event. */
export interface EventActorInit {
  /** Where other entities are looked up. */
  readonly context: ViewContext;
  /** The bot itself; `undefined` as long as it is not known. */
  readonly ownId?: (() => UserId | undefined) | undefined;
  /** A time-out may be over. */
  readonly clock?: Clock | undefined;
}

/** Events whose payload names who acted. */
const ACTED: ReadonlySet<string> = new Set([
  'AUTO_MODERATION_ACTION_EXECUTION',
  'ENTITLEMENT_CREATE',
  'GUILD_AUDIT_LOG_ENTRY_CREATE',
  'GUILD_MEMBER_ADD',
  'GUILD_SCHEDULED_EVENT_USER_ADD',
  'GUILD_SCHEDULED_EVENT_USER_REMOVE',
  'INVITE_CREATE',
  'MESSAGE_CONTENT_EDIT',
  'MESSAGE_CREATE',
  'MESSAGE_POLL_VOTE_ADD',
  'MESSAGE_POLL_VOTE_REMOVE',
  'MESSAGE_REACTION_ADD',
  'MESSAGE_REACTION_REMOVE',
  'MESSAGE_UPDATE',
  'PRESENCE_UPDATE',
  'SUBSCRIPTION_CREATE',
  'TYPING_START',
  'VOICE_CHANNEL_EFFECT_SEND',
  'VOICE_STATE_UPDATE',
  'user_voice_join',
  'user_voice_leave',
  'user_voice_move',
  'user_voice_update',
  'voice_client_ghost',
  'voice_client_join',
  'voice_client_leave',
  'voice_client_move',
  'voice_client_update',
]);

/** Parts of payloads that are read here. They come from outside, so none of them is certain. */
interface ActedPayload {
  /** Of an event whose payload is a member. */
  readonly roles?: unknown;
  readonly member?: (APIGuildMember & { readonly user?: APIUser }) | null;
  readonly author?: APIUser | null;
  readonly user?: APIUser | null;
  readonly inviter?: APIUser | null;
  /** Of events that are derived. */
  readonly after?: ActedPayload & { readonly channel_id?: string | null; readonly user_id?: string };
}

/** Read field by field, when it is asked for. */
export function actorOfEvent(event: AnyEvent, init: EventActorInit): Actor {
  return event instanceof InteractionCreateEvent ? new InteractionActor(event) : new EventActor(event, init);
}

class EventActor implements Actor {
  constructor(
    private readonly event: AnyEvent,
    private readonly init: EventActorInit,
  ) {}

  get userId(): UserId | undefined {
    if (!ACTED.has(eventNameOf(this.event) ?? '')) return undefined;
    const { raw } = this;
    const derived = raw.after?.user_id ?? raw.after?.author?.id;
    return sequenceKey(this.event, 'user') ?? text(derived ?? raw.inviter?.id);
  }

  get guildId(): GuildId | undefined {
    // A message of the past does not say its guild; its channel does, where it is remembered.
    return sequenceKey(this.event, 'guild') ?? text((this.event as { readonly guildId?: unknown }).guildId);
  }

  get channelId(): ChannelId | undefined {
    return sequenceKey(this.event, 'channel') ?? text((this.event as { readonly channelId?: unknown }).channelId);
  }

  get roleIds(): readonly RoleId[] | undefined {
    return unlessForgotten(() => this.member?.roles);
  }

  get permissions(): PermissionSet | undefined {
    return this.isDirect ? DIRECT_PERMISSIONS : this.allowed(() => this.member);
  }

  get appPermissions(): PermissionSet | undefined {
    if (this.isDirect) return DIRECT_PERMISSIONS;
    return this.allowed(() => this.remembered(this.init.ownId?.()));
  }

  get isNsfw(): boolean | undefined {
    return this.isDirect ? false : isForAdults(this.channel, () => true);
  }

  get locale(): undefined {
    return undefined;
  }

  private get raw(): ActedPayload {
    return this.event.raw;
  }

  private get channel(): Channel | undefined {
    const { channelId } = this;
    const { context } = this.init;
    const channel = channelId === undefined ? undefined : context.relations.channel(channelId);
    return channel && new Channel(channel, context);
  }

  /** What happened in a channel that belongs to no guild. One that is remembered knows better than an event that leaves its guild out. */
  private get isDirect(): boolean {
    if (this.channelId === undefined || this.guildId !== undefined) return false;
    return unlessForgotten(() => this.channel?.guildId) === undefined;
  }

  /** Who acted, as the payload brings the member or as it is remembered. */
  private get member(): Member | undefined {
    const { raw, guildId, userId } = this;
    const member = raw.member ?? (raw.roles === undefined ? undefined : (raw as APIGuildMember));
    if (guildId === undefined || userId === undefined) return undefined;
    const user = member?.user ?? raw.author ?? raw.user ?? undefined;
    if (!member || !Array.isArray(member.roles) || user?.id !== userId) return this.remembered(userId);
    return new Member(member, this.init.context, guildId, user);
  }

  private remembered(userId: UserId | undefined): Member | undefined {
    const { guildId } = this;
    if (guildId === undefined || userId === undefined) return undefined;
    const { context } = this.init;
    const member = context.relations.member(guildId, userId);
    const user = member?.user ?? context.relations.user(userId) ?? ({ id: userId } as APIUser);
    return member && new Member(member, context, guildId, user);
  }

  private allowed(find: () => Member | undefined): PermissionSet | undefined {
    const { clock = systemClock } = this.init;
    return unlessForgotten(() => {
      const { channelId } = this;
      const member = find();
      return channelId === undefined ? member?.guildPermissions(clock) : member?.permissionsIn(channelId, clock);
    });
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
