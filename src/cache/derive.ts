/** From changes to the events that are derived from them. An event is made only when somebody listens to it. */
import { type APIChannel, type APIMessage, type APIVoiceState } from 'discord-api-types/v10';
import {
  type AnyEvent,
  ChannelChangeEvent,
  ChannelPermissionsChangeEvent,
  type EventInfo,
  GuildAvailableEvent,
  GuildJoinEvent,
  GuildLeaveEvent,
  GuildOwnerChangeEvent,
  GuildUnavailableEvent,
  MemberAvatarChangeEvent,
  MemberBoostEndEvent,
  MemberBoostStartEvent,
  MemberNicknameChangeEvent,
  type MemberPayload,
  MemberRolesChangeEvent,
  MemberTimeoutEndEvent,
  MemberTimeoutEvent,
  MessageContentEditEvent,
  RolePermissionsChangeEvent,
  ThreadCloseEvent,
  ThreadLockEvent,
  ThreadOpenEvent,
  ThreadUnlockEvent,
  UserVoiceJoinEvent,
  UserVoiceLeaveEvent,
  UserVoiceMoveEvent,
  UserVoiceUpdateEvent,
  type ViewContext,
  type VoiceChangePayload,
  type VoiceStep,
  voiceSteps,
} from '../models';
import { type CacheChange, type RecordChange } from './changes';
import { type Policies } from './policy/policies';
import { changedFields, deepEqual } from './records/deep-equal';

// Payloads differ from event to event; each call below gives the one that its class declares.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type DerivedClass = (new (raw: any, context?: ViewContext) => AnyEvent) & EventInfo;

const VOICE_EVENTS: Readonly<Record<VoiceStep, DerivedClass>> = {
  join: UserVoiceJoinEvent,
  leave: UserVoiceLeaveEvent,
  move: UserVoiceMoveEvent,
  update: UserVoiceUpdateEvent,
};

/** Makes the events of one dispatch. */
export class Deriving {
  private readonly events: AnyEvent[] = [];

  /** @param dispatch what changed something */
  constructor(
    private readonly dispatch: { readonly t: string; readonly d: unknown },
    private readonly policies: Policies,
    private readonly wants: (eventName: string) => boolean,
    private readonly context: ViewContext,
  ) {}

  /** @throws when a record holds something else than Discord's types say, which costs the events of its change */
  from(change: CacheChange): AnyEvent[] {
    switch (change.kind) {
      case 'guildState':
        this.guildState(change);
        break;
      case 'guilds':
        this.guild(change);
        break;
      case 'roles':
        this.role(change);
        break;
      case 'channels':
        this.channel(change);
        break;
      case 'threads':
        this.thread(change);
        break;
      case 'members':
        this.member(change);
        break;
      case 'messages':
        this.message(change);
        break;
      case 'voiceStates':
        this.voiceState(change);
        break;
      default:
    }
    return this.events.splice(0);
  }

  private add(Event: DerivedClass, applies: () => boolean, raw: () => object): void {
    if (this.wants(Event.eventName) && applies()) this.events.push(new Event(raw(), this.context));
  }

  private guildState({ state, guildId, before }: Extract<CacheChange, { kind: 'guildState' }>): void {
    const classes = {
      joined: GuildJoinEvent,
      left: GuildLeaveEvent,
      available: GuildAvailableEvent,
      unavailable: GuildUnavailableEvent,
    };
    this.add(
      classes[state],
      () => true,
      () => ({ id: guildId, before }),
    );
  }

  private guild({ before, after }: RecordChange<'guilds'>): void {
    if (!before || !after) return;
    this.add(
      GuildOwnerChangeEvent,
      () => before.owner_id !== after.owner_id,
      () => ({ before, after }),
    );
  }

  private role({ guildId, before, after }: RecordChange<'roles'>): void {
    if (!before || !after) return;
    this.add(
      RolePermissionsChangeEvent,
      () => before.permissions !== after.permissions,
      () => ({ guild_id: guildId, before, after }),
    );
  }

  private channel({ guildId, before, after }: RecordChange<'channels'>): void {
    if (!before || !after) return;
    const raw = (): object => ({ guild_id: guildId, before, after, changed: changedFields(before, after) });
    this.add(ChannelChangeEvent, () => true, raw);
    this.add(ChannelPermissionsChangeEvent, () => !deepEqual(overwrites(before), overwrites(after)), raw);
  }

  private thread({ guildId, before, after }: RecordChange<'threads'>): void {
    if (this.dispatch.t !== 'THREAD_UPDATE' || !after) return;
    const raw = (): object => ({
      guild_id: guildId,
      before,
      after,
      changed: before ? changedFields(before, after) : [],
    });
    if (!before) {
      // Every active thread that the bot sees is known, so one that is not was archived.
      this.add(ThreadOpenEvent, () => this.policies.threads?.isWhole === true, raw);
      return;
    }
    const was = (): Metadata => metadata(before);
    const is = (): Metadata => metadata(after);
    this.add(ThreadCloseEvent, () => was().archived !== true && is().archived === true, raw);
    this.add(ThreadLockEvent, () => was().locked !== true && is().locked === true, raw);
    this.add(ThreadUnlockEvent, () => was().locked === true && is().locked !== true, raw);
  }

  private member({ guildId, before, after }: RecordChange<'members'>): void {
    if (!before || !after) return;
    const raw = (): object => ({ guild_id: guildId, before, after });
    const differs = (read: (member: MemberPayload) => unknown) => (): boolean =>
      (read(before) ?? null) !== (read(after) ?? null);
    this.add(
      MemberNicknameChangeEvent,
      differs((member) => member.nick),
      raw,
    );
    this.add(MemberRolesChangeEvent, () => !sameIds(before.roles, after.roles), raw);
    const until = (member: MemberPayload): string | null | undefined => member.communication_disabled_until;
    this.add(MemberTimeoutEvent, () => isSet(until(after)) && differs(until)(), raw);
    this.add(MemberTimeoutEndEvent, () => isSet(until(before)) && !isSet(until(after)), raw);
    this.add(
      MemberAvatarChangeEvent,
      differs((member) => member.avatar),
      raw,
    );
    const boosts = (member: MemberPayload): boolean => isSet(member.premium_since);
    this.add(MemberBoostStartEvent, () => !boosts(before) && boosts(after), raw);
    this.add(MemberBoostEndEvent, () => boosts(before) && !boosts(after), raw);
  }

  private message({ before, after }: RecordChange<'messages'>): void {
    if (!before || !after) return;
    const isEdit = (one: APIMessage, other: APIMessage): boolean => one.content !== other.content;
    this.add(
      MessageContentEditEvent,
      () => this.dispatch.t === 'MESSAGE_UPDATE' && isEdit(before, after),
      () => ({ before, after }),
    );
  }

  private voiceState(change: RecordChange<'voiceStates'>): void {
    const { guildId, before } = change;
    const after = this.voiceStateAfter(change);
    if (guildId === undefined || !after) return;
    // Who was forgotten for another reason than leaving was there all the time.
    const { max, ttlMs } = this.policies.voiceStates ?? {};
    if (!before && (max !== undefined || ttlMs !== undefined)) return;
    const raw: VoiceChangePayload = { guild_id: guildId, before, after };
    for (const step of voiceSteps(before, after)) {
      this.add(
        VOICE_EVENTS[step],
        () => true,
        () => raw,
      );
    }
  }

  /** The payload tells more than the record: of one who left there is none, and a policy may keep less. */
  private voiceStateAfter({ id, before, after }: RecordChange<'voiceStates'>): APIVoiceState | undefined {
    const { t, d } = this.dispatch;
    if (t === 'VOICE_STATE_UPDATE' && (d as APIVoiceState).user_id === id) return d as APIVoiceState;
    return after ?? (before && { ...before, channel_id: null });
  }
}

type Metadata = Readonly<Record<string, unknown>>;

function metadata(thread: APIChannel): Metadata {
  return (thread as { thread_metadata?: Metadata }).thread_metadata ?? {};
}

function overwrites(channel: APIChannel): unknown {
  return (channel as { permission_overwrites?: unknown }).permission_overwrites ?? [];
}

function isSet(value: string | null | undefined): value is string {
  return value !== null && value !== undefined;
}

function sameIds(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((id) => after.includes(id));
}
