/**
 * A session: what one shard of a bot has heard so far. It outlives its connection for a while, goes on hearing, and can
 * be taken up again from any event that it still remembers.
 * https://discord.com/developers/docs/events/gateway#resuming
 */
import { type Timer } from '../../../util';
import { type BotRecord, type GuildRecord } from '../world/records';
import { shardOf } from '../world/ids';
import { type Dispatch, type Disturbances } from './disturbance';
import { dispatchFrame } from './frames';

/** What a session needs of the connection that carries it. */
export interface SessionCarrier {
  sendDispatch(text: string): void;
}

export interface SessionInit {
  readonly id: string;
  readonly bot: BotRecord;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  readonly largeThreshold: number;
  /** The path of the session's `resume_gateway_url`. */
  readonly resumePath: string;
}

export class Session<Carrier extends SessionCarrier = SessionCarrier> {
  readonly id: string;
  readonly bot: BotRecord;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  readonly largeThreshold: number;
  readonly resumePath: string;
  /** The connection that carries the session now; without one, events are only remembered. */
  carrier: Carrier | undefined;
  /** Ends the session when nobody resumes it in time. */
  expiry: Timer | undefined;
  /** Whether READY was sent; nothing is heard before. */
  started = false;
  private lastSequence = 0;
  /** Event `s` stands at `s % memoryLimit`. Payloads are texts that sessions share. */
  private readonly memory: Dispatch[] = [];

  constructor(
    init: SessionInit,
    private readonly memoryLimit: number,
    private readonly disturbances?: Disturbances,
  ) {
    this.id = init.id;
    this.bot = init.bot;
    this.intents = init.intents;
    this.shard = init.shard;
    this.largeThreshold = init.largeThreshold;
    this.resumePath = init.resumePath;
  }

  get sequence(): number {
    return this.lastSequence;
  }

  get botId(): string {
    return this.bot.user.id;
  }

  get shardId(): number {
    return this.shard[0];
  }

  /** Whether a guild's events come to this session's shard. */
  covers(guild: GuildRecord | string): boolean {
    const [id, count] = this.shard;
    return shardOf(typeof guild === 'string' ? guild : guild.id, count) === id;
  }

  /** Tells of an event, unless a fault has it otherwise. */
  dispatch(name: string, json: string): void {
    if (this.disturbances) this.disturbances.pass(this, name, json);
    else this.deliver(name, json);
  }

  /** Gives an event the next number, remembers it, and sends it if somebody is connected. */
  deliver(name: string, json: string): void {
    this.lastSequence += 1;
    this.memory[this.lastSequence % this.memoryLimit] = { name, json };
    this.carrier?.sendDispatch(dispatchFrame(name, this.lastSequence, json));
  }

  /** Sends the last frame once more, as it was. */
  repeatLast(): void {
    this.carrier?.sendDispatch(this.frameOf(this.lastSequence));
  }

  /** What came after `sequence`, in order; `undefined` when part of it is forgotten. */
  since(sequence: number): string[] | undefined {
    if (sequence < this.lastSequence - this.memoryLimit) return undefined;
    const texts: string[] = [];
    for (let next = sequence + 1; next <= this.lastSequence; next += 1) {
      texts.push(this.frameOf(next));
    }
    return texts;
  }

  private frameOf(sequence: number): string {
    const known = this.memory[sequence % this.memoryLimit];
    return known ? dispatchFrame(known.name, sequence, known.json) : '';
  }
}
