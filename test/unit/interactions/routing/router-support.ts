/** A router over handler classes, without Discord: interactions go in as payloads, and what was answered is looked at. */
import { type Class } from '../../../../src/di';
import { FakeAnswers, InteractionRouter, type InteractionTexts } from '../../../../src/interactions';
import { InteractionCreateEvent, unboundContext } from '../../../../src/models';
import { ALL_INTENTS, MapInjector, type MemoryLogger, unstarted } from '../../dispatcher/support';

export const GUILD = '100000000000000001';
export const OTHER_GUILD = '100000000000000002';
const USER = { id: '200000000000000001', username: 'alice' };

export interface Routed {
  readonly router: InteractionRouter;
  readonly logger: MemoryLogger;
  readonly dispatcher: ReturnType<typeof unstarted>['dispatcher'];
  /** Hands an interaction in and waits; gives the text of each answer, or what was suggested. */
  readonly ask: (payload: object) => Promise<unknown[]>;
}

/** The router of a group that has started. */
export function routed(types: readonly Class[], texts?: Partial<InteractionTexts>): Routed {
  const { dispatcher, clock, logger } = unstarted();
  for (const type of types) dispatcher.addHandler(type);
  let answers = new FakeAnswers();
  const router = new InteractionRouter({
    ...{ dispatcher, clock, logger, texts },
    views: unboundContext,
    answersOf: () => answers,
  });
  router.read(dispatcher.handlerClasses());
  dispatcher.bind(new MapInjector(), ALL_INTENTS);
  return {
    router,
    logger,
    dispatcher,
    ask: async (payload) => {
      answers = new FakeAnswers();
      await router.handle(new InteractionCreateEvent(payload as never, unboundContext));
      return answers.said.map(textOf);
    },
  };
}

function textOf(said: FakeAnswers['said'][number]): unknown {
  if (!('body' in said)) return said.how;
  const { body } = said as { readonly body: { readonly data?: Answered; readonly type?: number } & Answered };
  const data = body.data ?? body;
  return data.choices ?? data.content ?? `type ${String(body.type)}`;
}

interface Answered {
  readonly content?: string;
  readonly choices?: readonly unknown[];
}

/** In a guild, unless told otherwise. */
export function interaction(type: number, data: object, place: object = inGuild()): object {
  return { id: '900000000000000001', application_id: '1', token: 'token', version: 1, type, data, ...place };
}

export function inGuild(id = GUILD): object {
  return { guild_id: id, channel_id: '3', context: 0, member: { user: USER, roles: [], permissions: '8' } };
}

/** In direct messages with the bot, or (2) in those between other people. */
export function privately(context: 1 | 2 = 1): object {
  return { channel_id: '3', context, user: USER };
}

/** @param path the name of a slash command, with those of subcommands. */
export function command(path: string, options: object[] = [], place?: object, data: object = {}): object {
  const [name, ...rest] = path.split(' ');
  const inner = rest.reduceRight<object[]>(
    (inside, each, at) => [{ name: each, type: at === rest.length - 1 ? 1 : 2, options: inside }],
    options,
  );
  return interaction(2, { id: '1', type: 1, name, options: inner, ...data }, place);
}

export function typing(name: string, options: object[], data: object = {}): object {
  return interaction(4, { id: '1', type: 1, name, options, ...data });
}

/** Discord's numbers of the kinds. */
export const KINDS = { button: 2, string: 3, user: 5, role: 6, mentionable: 7, channel: 8 } as const;

export function use(kind: keyof typeof KINDS, customId: string, place?: object, values: string[] = []): object {
  const message = { id: '5', channel_id: '3', content: '', author: { id: '1' } };
  const data = { component_type: KINDS[kind], custom_id: customId, ...(kind === 'button' ? {} : { values }) };
  return { ...interaction(3, data, place), message };
}

export function submit(customId: string, fields: Readonly<Record<string, string>> = {}, place?: object): object {
  const components = Object.entries(fields).map(([field, value]) => ({
    type: 18,
    component: { type: 4, custom_id: field, value },
  }));
  return interaction(5, { custom_id: customId, components }, place);
}
