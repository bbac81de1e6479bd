/** Drives requests through the gateway: the machine decides, this owns the timers, the commands and the callers. */
import { type GuildId } from '../../models';
import { asError, type Clock, type Timer } from '../../util';
import { type GatewayCommand } from '../commands/command';
import { type CommandWait } from '../commands/command-queue';
import { requestChannelInfoCommand } from '../commands/request-channel-info';
import { requestMembersCommand } from '../commands/request-members';
import { MOST_GUILDS_PER_COMMAND, requestSoundboardSoundsCommand } from '../commands/request-soundboard-sounds';
import { type DispatchPacket } from '../dispatch-sink';
import { GatewayError } from '../gateway-error';
import { shardIdOf } from '../shards/plan';
import { readChannelInfo, readRateLimit, readSounds } from './answers';
import { type Ask } from './ask';
import { type MemberPart, readPart } from './member-part';
import { type RequestAction, type RequestAnswer } from './request-actions';
import { requestAborted, requestTimeout } from './request-errors';
import { DEFAULT_REQUEST_TIMES, RequestMachine, type RequestTimes } from './request-machine';
import { SoundBatches } from './sound-batches';
import { checkTimeout, Waiter } from './waiter';

/** Where commands for a guild go: its shard. */
export interface RequestOutlet {
  send(command: GatewayCommand, options?: CommandWait): Promise<void>;
}

/** What follows a shard that has ended: nothing, others in a while, or others that are there. */
export type Succession = 'none' | 'coming' | 'there';

/** The shard that an event came from. */
export interface AnsweringShard {
  readonly id: number;
  readonly count: number;
}

export interface RequestDriverOptions {
  readonly clock: Clock;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** @throws {GatewayError} when no shard of this process serves the guild. */
  readonly outletFor: (guildId: GuildId) => RequestOutlet;
  /** Whether others follow an outlet that has ended with this error. */
  readonly succession: (outlet: RequestOutlet, error: GatewayError) => Succession;
  readonly times?: RequestTimes | undefined;
}

/** How one ask is waited for. */
export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

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

export class RequestDriver {
  private readonly machine: RequestMachine;
  private readonly waiters = new Map<number, Waiter>();
  private readonly belongings = new Map<number, Belongings>();
  private readonly sounds = new SoundBatches<RequestOutlet>(MOST_GUILDS_PER_COMMAND, (outlet, guilds) => {
    this.sendSounds(outlet, guilds);
  });
  private closedWith: GatewayError | undefined;
  private nextWaiter = 0;

  constructor(private readonly options: RequestDriverOptions) {
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

  /**
   * What Discord answers. @param onPart takes the answer part by part; then it is not kept for this caller.
   * @throws {GatewayError} GATEWAY_REQUEST_TIMEOUT, GATEWAY_ABORTED, GATEWAY_CLOSED, GATEWAY_INVALID_COMMAND, and what
   * sending throws.
   */
  async ask(ask: Ask, options: AskOptions, onPart?: (part: MemberPart) => void): Promise<RequestAnswer> {
    const { clock } = this.options;
    const { signal } = options;
    const timeoutMs = checkTimeout(options.timeoutMs);
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

  /** Other shards took the place of those that have ended. */
  shardsFollowed(): void {
    this.run(this.machine.shardsFollowed(this.options.clock.now()));
  }

  /** Refuses what is under way and what is asked later. */
  close(error: GatewayError): void {
    this.closedWith ??= error;
    this.run(this.machine.close(this.closedWith));
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
    this.settle(outlet, outlet.send(command, { signal: abort.signal }), [{ nonce, ask }]);
  }

  private sendSounds(
    outlet: RequestOutlet,
    guilds: readonly { readonly guildId: GuildId; readonly nonce: string }[],
  ): void {
    const asks = guilds.map(({ guildId, nonce }) => ({ nonce, ask: { kind: 'sounds', guildId } as const }));
    this.settle(outlet, outlet.send(requestSoundboardSoundsCommand(guilds.map(({ guildId }) => guildId))), asks);
  }

  private settle(
    outlet: RequestOutlet,
    sending: Promise<void>,
    sent: readonly { readonly nonce: string; readonly ask: Ask }[],
  ): void {
    const { clock } = this.options;
    sending.then(
      () => {
        for (const { nonce, ask } of sent) this.run(this.machine.written(nonce, ask, clock.now()));
      },
      (error: unknown) => {
        const succession = this.successionOf(outlet, error);
        for (const { nonce } of sent) {
          this.run(
            succession === 'none'
              ? this.machine.failed(nonce, asError(error), clock.now())
              : this.machine.stranded(nonce),
          );
        }
        if (succession === 'there') this.shardsFollowed();
      },
    );
  }

  private successionOf(outlet: RequestOutlet, error: unknown): Succession {
    const hasEnded = error instanceof GatewayError && (error.kind === 'closed' || error.kind === 'fatal-close');
    return hasEnded ? this.options.succession(outlet, error) : 'none';
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
