/** A router of one group without a hub: payloads go in, and what was answered can be read. */
import { type Class } from '../../../../src/di';
import { type Dispatcher, type DispatcherLimits, ErrorHandler } from '../../../../src/dispatcher';
import {
  FakeAnswers,
  InteractionRouter,
  type InteractionTexts,
  type OptionFault,
  type Said,
} from '../../../../src/interactions';
import { InteractionCreateEvent, unboundContext } from '../../../../src/models';
import { RestError } from '../../../../src/rest';
import {
  ALL_INTENTS,
  type BusyClock,
  MapInjector,
  type MemoryErrorHandler,
  type MemoryLogger,
  unstarted,
} from '../../dispatcher/support';

export const TOKEN = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTA6c2VjcmV0LXRoYXQtbm9ib2R5LW1heS1yZWFk';
export const ALICE = '200000000000000001';
export const BOB = '200000000000000002';
export const GUILD = '100000000000000001';

export interface Routed {
  readonly router: InteractionRouter;
  readonly dispatcher: Dispatcher;
  readonly clock: BusyClock;
  readonly logger: MemoryLogger;
  readonly errors: MemoryErrorHandler;
  /** Handles it, and gives what was said so far; `done` settles when the router is through with it. */
  readonly send: (raw: object) => { readonly answers: FakeAnswers; readonly done: Promise<void> };
}

export function routed(
  types: readonly Class[],
  texts: Partial<InteractionTexts> = {},
  limits: DispatcherLimits = {},
): Routed {
  const { dispatcher, clock, logger, errors } = unstarted(limits);
  const router = new InteractionRouter({
    dispatcher,
    clock,
    logger,
    views: unboundContext,
    answersOf: () => new FakeAnswers(),
    texts,
  });
  for (const type of types) dispatcher.addHandler(type);
  router.read(types);
  expect(router.problems).toEqual([]);
  dispatcher.bind(new MapInjector([[ErrorHandler, errors]]), ALL_INTENTS);
  return {
    router,
    dispatcher,
    clock,
    logger,
    errors,
    send: (raw) => {
      const answers = new FakeAnswers();
      const event = new InteractionCreateEvent(raw as never, unboundContext);
      return { answers, done: router.handle(event, answers) };
    },
  };
}

let lastId = 900_000_000_000_000_000n;

function payload(type: number, data: object, fields: object = {}): object {
  lastId += 1n;
  return {
    id: String(lastId),
    application_id: '800000000000000001',
    type,
    token: TOKEN,
    version: 1,
    guild_id: GUILD,
    channel_id: '300000000000000001',
    member: { user: { id: ALICE, username: 'alice' }, roles: [], permissions: '0' },
    app_permissions: '0',
    locale: 'en-US',
    data,
    ...fields,
  };
}

export type Entered = readonly [name: unknown, type: unknown, value?: unknown];

export function command(name: string, options: readonly Entered[] = [], fields: object = {}): object {
  const entered = options.map(([option, type, value]) => ({ name: option, type, value }));
  return payload(2, { id: '1', name, type: 1, options: entered }, fields);
}

export function completion(name: string, option: string, value: unknown, type = 3): object {
  return payload(4, { id: '1', name, type: 1, options: [{ name: option, type, value, focused: true }] });
}

export function click(customId: unknown, fields: object = {}): object {
  return payload(3, { custom_id: customId, component_type: 2 }, { message: { id: '77', channel_id: '3' }, ...fields });
}

export function submission(customId: unknown, components: unknown, fields: object = {}): object {
  return payload(5, { custom_id: customId, components }, fields);
}

export function by(userId: string): object {
  return { member: { user: { id: userId, username: 'somebody' }, roles: [], permissions: '0' } };
}

/** The texts that were said, each with how. */
export function texts(answers: FakeAnswers): string[] {
  return answers.said.map((said) => `${how(said)}: ${contentOf(said) ?? '-'}`);
}

function how(said: Said): string {
  if (said.how !== 'first') return said.how;
  return ({ 4: 'reply', 5: 'defer', 6: 'defer-update', 7: 'update', 8: 'complete', 9: 'form' } as const)[
    said.body.type as 4
  ];
}

function contentOf(said: Said): string | undefined {
  if (!('body' in said)) return undefined;
  const body = said.body as { content?: string; data?: { content?: string } };
  return (said.how === 'first' ? body.data?.content : body.content) ?? undefined;
}

export function namesOf(faults: readonly OptionFault[]): string {
  return faults.map(({ option }) => option).join(',');
}

/** What REST says of a message that has been deleted. */
export const GONE = new RestError({
  code: 'REST_HTTP',
  kind: 'http',
  message: 'gone',
  status: 404,
  discordCode: 10_008,
  request: 'X',
} as never);
