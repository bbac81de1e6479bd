/**
 * Between a group's gateway and its voice: own states and voice servers go to the calls first, then to the hooks as events;
 * and before the gateway closes, whoever handles the shutdown of voice is waited for.
 */
import { type APIVoiceState } from 'discord-api-types/v10';
import { derivedProblems } from '../cache';
import { type PacketShard } from '../dispatcher';
import { type DispatchPacket } from '../gateway';
import {
  type ConcreteEventClass,
  type GuildId,
  intentBits,
  VoiceClientGhostEvent,
  VoiceClientJoinEvent,
  VoiceClientLeaveEvent,
  VoiceClientMoveEvent,
  VoiceClientShutdownEvent,
  VoiceClientUpdateEvent,
  VoiceState,
  type VoiceStep,
  voiceSteps,
} from '../models';
import { asError, type Clock, type Logger, withLimit } from '../util';
import { OWN_VOICE_DISPATCHES, type OwnVoiceNews, type OwnVoiceState, OwnVoiceStates, VoiceController } from '../voice';
import { type ClientGroup } from './client-group';
import { isCallHeld } from './foreign-calls';
import { addVoiceHooks, authoredHooks } from './voice-hooks';

export interface VoiceWiringOptions {
  /** The bits of the session's intents. */
  readonly intents: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long handlers of the shutdown, and the end of the calls after them, may take. */
  readonly limitMs: number;
}

const EVENTS: Readonly<Record<VoiceStep, ConcreteEventClass>> = {
  join: VoiceClientJoinEvent,
  leave: VoiceClientLeaveEvent,
  move: VoiceClientMoveEvent,
  update: VoiceClientUpdateEvent,
};

/** The voice of a group that runs. Made before its cache is opened, so that the bot's own events come before those of all users. */
export class VoiceWiring implements Disposable {
  private readonly states: OwnVoiceStates;
  private readonly ends: Disposable[] = [];
  private goodbye: Promise<void> | undefined;

  constructor(
    private readonly group: ClientGroup,
    private readonly options: VoiceWiringOptions,
  ) {
    const { dispatcher, injector } = group;
    this.states = new OwnVoiceStates({
      userId: () => group.ownId,
      keeperOf: (guildId) => {
        if (isCallHeld(group, guildId)) return 'foreign';
        // Not by `get`, which hides a call that leaves only to join anew.
        return [...(group.drivenCalls.begun ?? [])].some((call) => call.guildId === guildId) ? 'own' : undefined;
      },
    });
    const controller = injector.get(VoiceController);
    this.ends.push(addVoiceHooks(dispatcher, controller, group));
    for (const { message, advice } of derivedProblems(
      group.cache.choice,
      authoredHooks(controller),
      `group "${group.name}"`,
    )) {
      options.logger.warn(`${message} (${advice})`);
    }
    const hearsStates = (options.intents & intentBits(['GuildVoiceStates'])) !== 0;
    if (hearsStates) {
      this.ends.push(
        dispatcher.observe(OWN_VOICE_DISPATCHES, (packet, shard) => {
          const session = { shardId: shard.id, sessionId: shard.sessionId };
          for (const news of this.states.hear(packet, session)) this.tell(news, shard);
        }),
        dispatcher.observe(['RESUMED'], (_packet, shard) => {
          this.recall(shard);
        }),
        dispatcher.observe(['CHANNEL_UPDATE', 'CHANNEL_DELETE'], (packet) => {
          this.channel(packet);
        }),
      );
    } else if (group.hasOwnVoice) {
      options.logger.warn(
        `group "${group.name}" has a ${controller.constructor.name}, and its session lacks the intent GuildVoiceStates: its hooks are told of no voice state.`,
      );
    }
    this.ends.push(
      dispatcher.observe(['VOICE_SERVER_UPDATE'], (packet) => {
        this.server(packet);
      }),
    );
  }

  /**
   * Says goodbye: all handlers of the shutdown side by side, then whatever calls are left. It never rejects, has a limit,
   * and happens once, whoever asks first.
   */
  farewell(): Promise<void> {
    this.goodbye ??= this.sayGoodbye();
    return this.goodbye;
  }

  [Symbol.dispose](): void {
    for (const end of this.ends.splice(0)) end[Symbol.dispose]();
  }

  private async sayGoodbye(): Promise<void> {
    const { group } = this;
    const { logger, clock, limitMs } = this.options;
    const event = new VoiceClientShutdownEvent({}, group.context);
    const late = await group.dispatcher.settle(event, { limitMs });
    if (late.length > 0) {
      logger.warn(
        `group "${group.name}": ${late.join(', ')} did not end the voice of the group within ${limitMs} ms; its gateway closes all the same.`,
      );
    }
    try {
      const overdue = (): Error => new Error(`they did not end within ${limitMs} ms`);
      await withLimit(clock, group.drivenCalls.close(), limitMs, overdue);
    } catch (error) {
      logger.warn(`group "${group.name}": closing its calls failed`, { error: asError(error).message });
    }
  }

  private server({ d }: DispatchPacket): void {
    const { guild_id: guildId, endpoint, token } = (d ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof guildId !== 'string' || typeof token !== 'string') return;
    this.group.drivenCalls.begun?.hearServer({
      guildId,
      token,
      endpoint: typeof endpoint === 'string' ? endpoint : null,
    });
  }

  /** Whether a call ends with its channel, or moves with its region, is told by nothing else. The cache still knows the channel as it was. */
  private channel({ t, d }: DispatchPacket): void {
    const { guild_id: guildId, id, rtc_region: region } = (d ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof guildId !== 'string' || typeof id !== 'string') return;
    const { cache } = this.group;
    const calls = this.group.drivenCalls.begun;
    if (calls?.get(guildId)?.channelId !== id) return;
    if (t === 'CHANNEL_DELETE') calls.channelDeleted?.(guildId, id);
    else {
      const before = cache.channels.get(id);
      if (before && (before.region ?? null) !== (region ?? null)) calls.regionChanged?.(guildId, id);
    }
  }

  private tell(news: OwnVoiceNews, shard: PacketShard): void {
    const { guildId } = news;
    const calls = this.group.drivenCalls.begun;
    if (news.kind === 'renewed') {
      calls?.sessionRenewed(guildId);
      return;
    }
    const { after } = news;
    learnFlags(shard, guildId, after);
    if (news.kind === 'ghost') {
      this.make(VoiceClientGhostEvent, { guild_id: guildId, after });
      return;
    }
    calls?.hearState(toOwnState(guildId, after));
    const { before } = news;
    for (const step of voiceSteps(before, after)) this.make(EVENTS[step], { guild_id: guildId, before, after });
  }

  /** A session of an earlier process goes on: what was remembered of the bot's voice is a ghost to this one. */
  private recall(shard: PacketShard): void {
    const { cache, ownId: userId } = this.group;
    if (userId === undefined) return;
    const session = { shardId: shard.id, sessionId: shard.sessionId };
    for (const { id } of cache.guilds) {
      const state = this.isServedBy(id, shard) ? cache.contents.places.get(id)?.get('voiceStates', userId) : undefined;
      if (!state) continue;
      for (const news of this.states.recall(id, state, session)) this.tell(news, shard);
    }
  }

  private isServedBy(guildId: GuildId, shard: PacketShard): boolean {
    try {
      return this.group.gatewayFor(guildId) === shard;
    } catch {
      return false;
    }
  }

  private make(Event: ConcreteEventClass, raw: object): void {
    const { dispatcher, context } = this.group;
    if (dispatcher.wants(Event.eventName)) dispatcher.dispatch(new Event(raw, context));
  }
}

function toOwnState(guildId: GuildId, state: APIVoiceState): OwnVoiceState {
  const { channelId, sessionId, suppress, requestToSpeakTimestamp, mute, deaf, selfDeaf } = new VoiceState(state);
  return { guildId, channelId, sessionId, suppress, requestToSpeakTimestamp, mute, deaf, selfDeaf };
}

function learnFlags(shard: PacketShard, guildId: GuildId, state: APIVoiceState): void {
  const { self_mute: selfMute, self_deaf: selfDeaf } = state as Partial<APIVoiceState>;
  if (typeof selfMute === 'boolean' && typeof selfDeaf === 'boolean') {
    shard.learnVoiceFlags(guildId, { selfMute, selfDeaf });
  }
}
