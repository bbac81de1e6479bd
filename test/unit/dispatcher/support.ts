/** What the tests of this room share: packets, a logger that remembers, an injector over a plain map. */
import {
  type Class,
  type InjectionToken,
  type Injector,
  type InvocationInjector,
  tokenKey,
  tokenName,
} from '../../../src/di';
import { Dispatcher, type DispatcherOptions, ErrorHandler, type HandlerFailure } from '../../../src/dispatcher';
import { type DispatchPacket } from '../../../src/gateway';
import { intentBits, MessageCreateEvent, unboundContext } from '../../../src/models';
import { type LogFields, Logger, ManualClock } from '../../../src/util';

/** Nothing in this room looks into a shard; it is handed through. */
export const SHARD = { id: 0 } as never;

export const ALL_INTENTS = intentBits([
  'Guilds',
  'GuildMembers',
  'GuildModeration',
  'GuildPresences',
  'GuildMessages',
  'DirectMessages',
  'MessageContent',
  'GuildVoiceStates',
]);

export interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

export class MemoryLogger extends Logger {
  readonly lines: Line[] = [];

  debug(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'debug', message, fields });
  }
  info(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', message, fields });
  }
  warn(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', message, fields });
  }
  error(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', message, fields });
  }
  child(): Logger {
    return this;
  }

  at(level: string): string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }
}

/** A container of ready values that counts how often it is asked. */
export class MapInjector implements Injector {
  asked = 0;
  private readonly values: Map<unknown, unknown>;

  constructor(values: Iterable<readonly [InjectionToken, unknown]> = []) {
    this.values = new Map([...values].map(([token, value]) => [tokenKey(token), value]));
  }

  get<T>(token: InjectionToken<T>): T {
    if (!this.has(token)) throw new Error(`nothing stands for ${tokenName(token)}`);
    return this.tryGet(token) as T;
  }
  tryGet<T>(token: InjectionToken<T>): T | undefined {
    this.asked += 1;
    return this.values.get(tokenKey(token)) as T | undefined;
  }
  has(token: InjectionToken): boolean {
    return this.values.has(tokenKey(token));
  }
  create<T>(type: Class<T>): T {
    return new type();
  }
  names(): string[] {
    return [...this.values.keys()].filter((key) => typeof key === 'string');
  }
  isPerInvocation(): boolean {
    return false;
  }
  invocation(values: Iterable<readonly [InjectionToken, unknown]>): InvocationInjector {
    return new MapInvocationInjector([...(this.values as Map<InjectionToken, unknown>), ...values]);
  }
}

class MapInvocationInjector extends MapInjector implements InvocationInjector {
  prepare(): undefined {
    return undefined;
  }
  resolve<T>(token: InjectionToken<T>): Promise<T> {
    return Promise.resolve(this.get(token));
  }
  close(): undefined {
    return undefined;
  }
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

export class MemoryErrorHandler extends ErrorHandler {
  readonly failures: HandlerFailure[] = [];

  override handle(failure: HandlerFailure): void {
    this.failures.push(failure);
  }
}

/** A clock for code that takes time: handlers move it by hand. Timers are those of {@link ManualClock}. */
export class BusyClock extends ManualClock {
  private spentMs = 0;

  override now(): number {
    return super.now() + this.spentMs;
  }

  spend(byMs: number): void {
    this.spentMs += byMs;
  }
}

export interface Setup {
  readonly dispatcher: Dispatcher;
  readonly clock: BusyClock;
  readonly logger: MemoryLogger;
  readonly errors: MemoryErrorHandler;
}

/** A dispatcher that has started, with a session that is sent everything. */
export function started(
  options: Partial<DispatcherOptions> = {},
  values: Iterable<readonly [InjectionToken, unknown]> = [],
  bits = ALL_INTENTS,
): Setup {
  const setup = unstarted(options);
  setup.dispatcher.bind(new MapInjector([...values, [ErrorHandler, setup.errors]]), bits);
  return setup;
}

export function unstarted(options: Partial<DispatcherOptions> = {}): Setup {
  const clock = new BusyClock();
  const logger = new MemoryLogger();
  const dispatcher = new Dispatcher({ name: 'alpha', context: unboundContext, clock, logger, ...options });
  return { dispatcher, clock, logger, errors: new MemoryErrorHandler() };
}

export function packet(t: string, d: unknown): DispatchPacket {
  return { op: 0, t, s: 1, d };
}

/** A message, as little of it as a handler here reads. */
export function message(content: string, fields: object = {}): DispatchPacket {
  return packet('MESSAGE_CREATE', { id: '1', channel_id: '10', content, author: { id: '5' }, ...fields });
}

export function messageEvent(content: string): MessageCreateEvent {
  return new MessageCreateEvent(message(content).d as never);
}

/** One round of the event loop's immediates; what they schedule runs in the next one. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await turn();
}
