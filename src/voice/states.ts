/**
 * Where the bot itself is in voice, guild by guild, whatever a cache keeps: own states in, what happened out. A pure machine.
 *
 * A session that begins anew is sent its guilds again, with who is in voice there. If the bot is among them, its state is a
 * leftover of another session: a ghost, unless a call of this process lives on in the guild. Then the call is told that the
 * session was renewed, and joins again; that its old state may be gone is then nothing that anybody has to hear of. Who went
 * on with a session of an earlier process is sent no guilds, and brings the states that it remembered ({@link OwnVoiceStates.recall}).
 */
import { type APIVoiceState } from 'discord-api-types/v10';
import { type GuildId, type UserId } from '../models';

/** What became of the bot's state in a guild. */
export type OwnVoiceNews =
  | {
      readonly kind: 'changed';
      readonly guildId: GuildId;
      readonly before: APIVoiceState | undefined;
      readonly after: APIVoiceState;
    }
  | { readonly kind: 'ghost'; readonly guildId: GuildId; readonly after: APIVoiceState }
  /** The call in this guild has to be joined anew. */
  | { readonly kind: 'renewed'; readonly guildId: GuildId };

/** The session that a dispatch came with. */
export interface OwnVoiceSession {
  readonly shardId: number;
  readonly sessionId: string | undefined;
}

/** How a call of this process in a guild is kept: by ourselves, or by another library that joins again by itself. */
export type CallKeeper = 'own' | 'foreign' | undefined;

export interface OwnVoiceStatesOptions {
  /** `undefined` until somebody knows. */
  readonly userId: () => UserId | undefined;
  readonly keeperOf: (guildId: GuildId) => CallKeeper;
}

/** One small record for each guild. */
interface Place {
  readonly shardId: number;
  /** The session in which the guild was last told; `undefined` when only a state was. */
  readonly sessionId: string | undefined;
  /** The session in which anything was told first, where the guild was not: one that was resumed tells no guilds. */
  readonly stateSessionId?: string | undefined;
  state: APIVoiceState | undefined;
}

/** Dispatches that are worth telling. */
export const OWN_VOICE_DISPATCHES = ['READY', 'GUILD_CREATE', 'GUILD_DELETE', 'VOICE_STATE_UPDATE'] as const;

type Fields = Readonly<Record<string, unknown>>;

export class OwnVoiceStates {
  private readonly places = new Map<GuildId, Place>();

  constructor(private readonly options: OwnVoiceStatesOptions) {}

  /** The bot's state in a guild; `undefined` while it is nowhere. */
  get(guildId: GuildId): APIVoiceState | undefined {
    return this.places.get(guildId)?.state;
  }

  /** Takes in a dispatch, and says what that means. Payloads of any shape are survived. */
  hear(packet: { readonly t: string; readonly d: unknown }, session: OwnVoiceSession): OwnVoiceNews[] {
    if (!isFields(packet.d)) return [];
    switch (packet.t) {
      case 'READY':
        return this.ready(packet.d, session);
      case 'GUILD_CREATE':
        return this.guildCreate(packet.d, session);
      case 'GUILD_DELETE':
        return packet.d.unavailable === true ? [] : this.forget(packet.d.id);
      case 'VOICE_STATE_UPDATE':
        return this.update(packet.d, session);
      default:
        return [];
    }
  }

  /** A state that an earlier process of the same session left, of a guild that this one has heard nothing of. */
  recall(guildId: GuildId, state: APIVoiceState, session: OwnVoiceSession): OwnVoiceNews[] {
    if (this.places.has(guildId)) return [];
    const { shardId, sessionId } = session;
    this.places.set(guildId, { shardId, sessionId, state });
    return this.options.keeperOf(guildId) ? [] : [{ kind: 'ghost', guildId, after: state }];
  }

  private update(data: Fields, session: OwnVoiceSession): OwnVoiceNews[] {
    const { guild_id: guildId, user_id: userId } = data;
    if (typeof guildId !== 'string' || typeof userId !== 'string' || userId !== this.options.userId()) return [];
    const state = data as unknown as APIVoiceState;
    const place = this.placeOf(guildId, session);
    const before = place.state;
    place.state = isIn(state) ? state : undefined;
    return [{ kind: 'changed', guildId, before, after: state }];
  }

  private guildCreate(data: Fields, session: OwnVoiceSession): OwnVoiceNews[] {
    const { id: guildId, voice_states: states, unavailable } = data;
    if (typeof guildId !== 'string' || unavailable === true) return [];
    const known = this.places.get(guildId);
    const isFirst = known?.sessionId === undefined || known.sessionId !== session.sessionId;
    const own = this.ownAmong(states);
    const before = known?.state;
    this.places.set(guildId, { ...session, state: own });
    const keeper = this.options.keeperOf(guildId);
    if (isFirst && keeper === 'own') {
      const earlier = known?.sessionId ?? known?.stateSessionId;
      // A call that was begun before its guild came is of this session.
      return earlier === undefined || earlier === session.sessionId ? [] : [{ kind: 'renewed', guildId }];
    }
    if (isFirst && keeper === undefined && own && own.session_id !== session.sessionId) {
      return [{ kind: 'ghost', guildId, after: own }];
    }
    if (own) return [{ kind: 'changed', guildId, before, after: own }];
    return before ? [left(guildId, before)] : [];
  }

  /** A session begins: guilds of the shard that it does not name are gone. */
  private ready(data: Fields, { shardId }: OwnVoiceSession): OwnVoiceNews[] {
    if (!Array.isArray(data.guilds)) return [];
    const named = new Set((data.guilds as unknown[]).map((guild) => (isFields(guild) ? guild.id : undefined)));
    const gone = [...this.places].filter(([guildId, place]) => place.shardId === shardId && !named.has(guildId));
    return gone.flatMap(([guildId]) => this.forget(guildId));
  }

  private forget(guildId: unknown): OwnVoiceNews[] {
    const before = typeof guildId === 'string' ? this.places.get(guildId)?.state : undefined;
    this.places.delete(guildId as GuildId);
    return before ? [left(guildId as GuildId, before)] : [];
  }

  private placeOf(guildId: GuildId, { shardId, sessionId: stateSessionId }: OwnVoiceSession): Place {
    let place = this.places.get(guildId);
    if (!place) this.places.set(guildId, (place = { shardId, sessionId: undefined, stateSessionId, state: undefined }));
    return place;
  }

  private ownAmong(states: unknown): APIVoiceState | undefined {
    const userId = this.options.userId();
    if (!Array.isArray(states) || userId === undefined) return undefined;
    const own = (states as unknown[]).find((state) => isFields(state) && state.user_id === userId);
    return isIn(own) ? own : undefined;
  }
}

function left(guildId: GuildId, before: APIVoiceState): OwnVoiceNews {
  return { kind: 'changed', guildId, before, after: { ...before, channel_id: null } };
}

function isIn(state: unknown): state is APIVoiceState {
  return isFields(state) && typeof state.channel_id === 'string';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
