/** Drives requests through the gateway: the machine decides, this owns the timers, the commands and the callers. */
import { type APISoundboardSound } from 'discord-api-types/v10';
import {
  type ChannelInfo,
  type FoundMembers,
  type GatewayRequestOptions,
  type GuildId,
  type MemberChunk,
  type MemberQuery,
  type ViewRequests,
} from '../../models';
import { asError, AsyncQueue, type Clock, eitherSignal, type Timer } from '../../util';
import { type GatewayCommand } from '../commands/command';
import { type CommandWait } from '../commands/command-queue';
import { requestChannelInfoCommand } from '../commands/request-channel-info';
import { requestMembersCommand } from '../commands/request-members';
import { MOST_GUILDS_PER_COMMAND, requestSoundboardSoundsCommand } from '../commands/request-soundboard-sounds';
import { type DispatchPacket } from '../dispatch-sink';
import { type GatewayError } from '../gateway-error';
import { shardIdOf } from '../shards/plan';
import { readChannelInfo, readRateLimit, readSounds } from './answers';
import { type Ask, isFull, membersAsks, type MembersAsk } from './ask';
import { joinParts, type MemberPart, readPart } from './member-part';
import { type RequestAction } from './request-actions';
import { requestAborted, requestTimeout } from './request-errors';
import { DEFAULT_REQUEST_TIMES, RequestMachine, type RequestTimes } from './request-machine';
import { SoundBatches } from './sound-batches';
import { checkTimeout, Waiter } from './waiter';

/** Where commands for a guild go: its shard. */
export interface RequestOutlet {
  send(command: GatewayCommand, options?: CommandWait): Promise<void>;
}

/** The shard that an event came from. */
export interface AnsweringShard {
  readonly id: number;
  readonly count: number;
}

export interface GatewayRequestsOptions {
  readonly clock: Clock;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** Tells the bits of the session's intents. */
  readonly intents: () => number;
  /** @throws {GatewayError} when no shard of this process serves the guild. */
  readonly outletFor: (guildId: GuildId) => RequestOutlet;
  readonly times?: RequestTimes | undefined;
}

/** How long a caller waits for the whole answer unless it says otherwise: a guild of a million members takes minutes. */
export const DEFAULT_REQUEST_TIMEOUT_MS = 300_000;
/** Pieces of one caller's list of ids that are asked for at a time. */
const MOST_AT_ONCE = 10;

/** Events that requests wait for. READY and RESUMED tell what became of those that were sent. */
const HEARD: ReadonlySet<string> = new Set([
  'GUILD_MEMBERS_CHUNK',
  'RATE_LIMITED',
  'SOUNDBOARD_SOUNDS',
  'CHANNEL_INFO',
  'READY',
  'RESUMED',
]);

/** What a flight keeps in the driver. */
interface Belongings {
  timer?: Timer | undefined;
  abort?: AbortController | undefined;
}

export class GatewayRequests implements ViewRequests {
  private readonly machine: RequestMachine;
  private readonly waiters = new Map<number, Waiter>();
  private readonly belongings = new Map<number, Belongings>();
  private readonly sounds = new SoundBatches<RequestOutlet>(MOST_GUILDS_PER_COMMAND, (outlet, guilds) => {
    this.sendSounds(outlet, guilds);
  });
  private closedWith: GatewayError | undefined;
  private nextWaiter = 0;

  constructor(private readonly options: GatewayRequestsOptions) {
    const prefix = Math.floor(options.random() * 36 ** 8).toString(36);
    this.machine = new RequestMachine(prefix, options.times ?? DEFAULT_REQUEST_TIMES);
  }

  /** How many requests are under way. */
  get size(): number {
    return this.machine.size;
  }

  /** Whether an event of this name may answer what is waited for. Asked for every frame. */
  wants(eventName: string): boolean {
    return this.machine.size > 0 && HEARD.has(eventName);
  }

  /** Takes an event. Never throws. */
  hear(packet: DispatchPacket, shard: AnsweringShard): void {
    const nowMs = this.options.clock.now();
    const serves = (guildId: GuildId): boolean => shardIdOf(guildId, shard.count) === shard.id;
    switch (packet.t) {
      case 'GUILD_MEMBERS_CHUNK': {
        const part = readPart(packet.d);
        if (part) this.run(this.machine.part(part));
        return;
      }
      case 'RATE_LIMITED': {
        const notice = readRateLimit(packet.d);
        if (notice) this.run(this.machine.rateLimited(notice, nowMs));
        return;
      }
      case 'SOUNDBOARD_SOUNDS': {
        const read = readSounds(packet.d);
        if (read) this.run(this.machine.guildAnswer(read.guildId, { kind: 'sounds', sounds: read.sounds }));
        return;
      }
      case 'CHANNEL_INFO': {
        const read = readChannelInfo(packet.d);
        if (read) this.run(this.machine.guildAnswer(read.guildId, { kind: 'channel-info', channels: read.channels }));
        return;
      }
      case 'READY':
        this.run(this.machine.sessionBegan(serves, nowMs));
        return;
      case 'RESUMED':
        this.run(this.machine.sessionResumed(serves));
    }
  }

  async guildMembers(guildId: GuildId, query: MemberQuery, options: GatewayRequestOptions = {}): Promise<FoundMembers> {
    const asks = membersAsks(guildId, query, this.options.intents());
    const found: FoundMembers[] = [];
    await this.each(asks, options, async (ask, index, pieceOptions) => {
      const answer = await this.ask(ask, pieceOptions);
      if (answer.kind === 'members') found[index] = answer.found;
    });
    const joined = joinParts(found);
    return query.presences ? joined : { ...joined, presences: [] };
  }

  async *guildMemberChunks(
    guildId: GuildId,
    query: MemberQuery,
    options: GatewayRequestOptions = {},
  ): AsyncGenerator<MemberChunk, void, undefined> {
    const asks = membersAsks(guildId, query, this.options.intents());
    const { clock } = this.options;
    const untilMs = clock.now() + checkTimeout(options.timeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS);
    let arrived = 0;
    for (const ask of asks) {
      // A list that is sent again repeats members.
      const seen = isFull(ask) ? new Set<string>() : undefined;
      const timeoutMs = Math.max(1, untilMs - clock.now());
      for await (const part of this.parts(ask, { ...options, timeoutMs })) {
        const expected = asks.length > 1 ? asks.length : part.count;
        arrived = Math.min(arrived + 1, expected);
        const { members, presences } = seen ? withoutSeen(part, seen) : part;
        yield { members, presences: query.presences ? presences : [], notFound: part.notFound, arrived, expected };
      }
    }
  }

  async soundboardSounds(
    guildId: GuildId,
    options: GatewayRequestOptions = {},
  ): Promise<readonly APISoundboardSound[]> {
    const answer = await this.ask({ kind: 'sounds', guildId }, options);
    return answer.kind === 'sounds' ? answer.sounds : [];
  }

  async channelInfo(guildId: GuildId, options: GatewayRequestOptions = {}): Promise<readonly ChannelInfo[]> {
    const answer = await this.ask({ kind: 'channel-info', guildId }, options);
    return answer.kind === 'channel-info' ? answer.channels : [];
  }

  /** Refuses what is under way and what is asked later. */
  close(error: GatewayError): void {
    this.closedWith ??= error;
    this.run(this.machine.close(this.closedWith));
  }

  private ask(ask: Ask, options: GatewayRequestOptions, onPart?: (part: MemberPart) => void): Waiter['answer'] {
    const { clock } = this.options;
    const { signal } = options;
    const timeoutMs = checkTimeout(options.timeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS);
    if (this.closedWith) throw this.closedWith;
    if (signal?.aborted) throw requestAborted(ask, signal);
    // What no shard here serves is refused at once.
    this.options.outletFor(ask.guildId);
    const id = (this.nextWaiter += 1);
    const waiter = new Waiter(onPart);
    const giveUp = (error: GatewayError): void => {
      this.waiters.delete(id);
      this.run(this.machine.leave(id));
      waiter.reject(error);
    };
    waiter.watch(
      clock,
      timeoutMs,
      () => {
        const shortfall = this.machine.shortfall(id, clock.now());
        giveUp(requestTimeout(ask, { ...shortfall, waitedMs: timeoutMs }));
      },
      signal,
      () => {
        giveUp(requestAborted(ask, signal as AbortSignal));
      },
    );
    this.waiters.set(id, waiter);
    this.run(this.machine.ask(ask, id, waiter.keeps, clock.now()));
    return waiter.answer;
  }

  /** The parts of an answer as they come. Nothing can slow Discord down, so those that are not read yet are kept. */
  private async *parts(ask: Ask, options: GatewayRequestOptions): AsyncGenerator<MemberPart, void, undefined> {
    const queue = new AsyncQueue<MemberPart>(Number.POSITIVE_INFINITY);
    const leaving = new AbortController();
    const { signal, release } = eitherSignal(options.signal, leaving.signal);
    try {
      this.ask(ask, { ...options, signal }, (part) => queue.push(part)).then(
        () => {
          queue.close();
        },
        (error: unknown) => {
          queue.close(asError(error));
        },
      );
      for await (const part of queue) yield part;
    } finally {
      leaving.abort();
      release();
    }
  }

  /** Some of many at a time; what fails ends them all. */
  private async each(
    asks: readonly MembersAsk[],
    options: GatewayRequestOptions,
    run: (ask: MembersAsk, index: number, options: GatewayRequestOptions) => Promise<void>,
  ): Promise<void> {
    const timeoutMs = checkTimeout(options.timeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS);
    const { clock } = this.options;
    const untilMs = clock.now() + timeoutMs;
    const failing = new AbortController();
    const { signal, release } = eitherSignal(options.signal, failing.signal);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < asks.length; index = next++) {
        const left = Math.max(1, untilMs - clock.now());
        await run(asks[index] as MembersAsk, index, { signal, timeoutMs: left });
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, asks.length) }, work));
    } finally {
      failing.abort();
      release();
    }
  }

  private run(actions: readonly RequestAction[]): void {
    for (const action of actions) this.perform(action);
  }

  private perform(action: RequestAction): void {
    switch (action.type) {
      case 'send':
        this.send(action);
        return;
      case 'set-timer': {
        const own = this.belongingsOf(action.flight);
        own.timer?.cancel();
        own.timer = this.options.clock.setTimer(action.delayMs, () => {
          this.run(this.machine.timer(action.flight, this.options.clock.now()));
        });
        return;
      }
      case 'clear-timer':
        this.belongings.get(action.flight)?.timer?.cancel();
        return;
      case 'over': {
        const own = this.belongings.get(action.flight);
        this.belongings.delete(action.flight);
        own?.timer?.cancel();
        own?.abort?.abort();
        return;
      }
      case 'part':
        for (const id of action.waiters) this.waiters.get(id)?.part(action.part);
        return;
      case 'answer':
        for (const waiter of this.take(action.waiters)) waiter.resolve(action.answer);
        return;
      case 'refuse':
        for (const waiter of this.take(action.waiters)) waiter.reject(action.error);
    }
  }

  private send({ flight, nonce, ask }: Extract<RequestAction, { readonly type: 'send' }>): void {
    let outlet: RequestOutlet;
    try {
      outlet = this.options.outletFor(ask.guildId);
    } catch (error) {
      this.run(this.machine.failed(nonce, asError(error), this.options.clock.now()));
      return;
    }
    if (ask.kind === 'sounds') {
      this.sounds.add(outlet, ask.guildId, nonce);
      return;
    }
    const command = ask.kind === 'members' ? requestMembersCommand(ask, nonce) : requestChannelInfoCommand(ask.guildId);
    const abort = new AbortController();
    this.belongingsOf(flight).abort = abort;
    this.settle(outlet.send(command, { signal: abort.signal }), [{ nonce, ask }]);
  }

  private sendSounds(
    outlet: RequestOutlet,
    guilds: readonly { readonly guildId: GuildId; readonly nonce: string }[],
  ): void {
    const asks = guilds.map(({ guildId, nonce }) => ({ nonce, ask: { kind: 'sounds', guildId } as const }));
    this.settle(outlet.send(requestSoundboardSoundsCommand(guilds.map(({ guildId }) => guildId))), asks);
  }

  private settle(sending: Promise<void>, sent: readonly { readonly nonce: string; readonly ask: Ask }[]): void {
    const { clock } = this.options;
    sending.then(
      () => {
        for (const { nonce, ask } of sent) this.run(this.machine.written(nonce, ask, clock.now()));
      },
      (error: unknown) => {
        for (const { nonce } of sent) this.run(this.machine.failed(nonce, asError(error), clock.now()));
      },
    );
  }

  private belongingsOf(flight: number): Belongings {
    const found = this.belongings.get(flight) ?? {};
    this.belongings.set(flight, found);
    return found;
  }

  private take(ids: readonly number[]): Waiter[] {
    return ids.flatMap((id) => {
      const waiter = this.waiters.get(id);
      this.waiters.delete(id);
      return waiter ?? [];
    });
  }
}

function withoutSeen(part: MemberPart, seen: Set<string>): Pick<FoundMembers, 'members' | 'presences'> {
  const idOf = ({ user }: { readonly user?: { readonly id: string } }): string => user?.id ?? '';
  const isNew = new Set(part.members.map(idOf).filter((id) => !seen.has(id)));
  for (const id of isNew) seen.add(id);
  return {
    members: part.members.filter((member) => isNew.has(idOf(member))),
    presences: part.presences.filter((presence) => isNew.has(idOf(presence))),
  };
}
