/**
 * The way from an interaction to the method that answers it, for one group. Everything that can be known before the first
 * interaction is compiled when the group starts; what nobody answers is left to whoever listens to the raw event.
 */
import {
  type APIApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  InteractionType,
} from 'discord-api-types/v10';
import { type Class } from '../../di';
import { type Dispatcher, type InjectedCall } from '../../dispatcher';
import { type SetupProblem } from '../../errors';
import { InteractionCreateEvent, type ViewContext } from '../../models';
import { asError, type Clock, type Logger } from '../../util';
import { type Answers } from '../answers/answers';
import { type Localisations } from '../commands/localisation/localisations';
import { type CommandSet, type CommandTarget } from '../commands/command-set';
import { readCommands } from '../commands/read-commands';
import { type ButtonContext, type SelectContext } from '../context/components';
import { Query } from '../context/query';
import { type CommandContext, type ComponentKind, type PlacedAnswerOptions } from '../metadata/records';
import { clipped } from '../clipped';
import { ComponentWaits } from '../waiting/component-waits';
import { CommandCalls, type CommandRoute, type NamedCommand, optionsAt, pathOf } from './command-calls';
import { CompletionCalls } from './completion-calls';
import { CustomIdMap } from './custom-id-map';
import { type Run } from './give-answer';
import {
  BUTTON_CONTEXTS,
  COMMAND_CONTEXTS,
  type ContextClasses,
  FORM_CONTEXTS,
  InteractionContexts,
  KIND_OF_COMMAND,
  KIND_OF_COMPONENT,
  SELECT_CONTEXTS,
  type Used,
} from './interaction-contexts';
import { lateProblems } from './late-problems';
import { Notices } from './notices';
import { contextsOf, isElsewhere } from './place';
import { type ComponentRoute, type FormRoute, readRoutes } from './read-routes';
import { runAnswer, type RunOptions } from './run-answer';
import { type InteractionTextsChoice } from './texts';

export interface InteractionRouterOptions {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the views of contexts are bound to. */
  readonly views: ViewContext;
  /** The way back, for interactions that the gateway brought. */
  readonly answersOf: (event: InteractionCreateEvent) => Answers;
  readonly texts?: InteractionTextsChoice | undefined;
  /** Where texts of commands in other languages are. */
  readonly localisations?: Localisations | undefined;
}

const DONE = Promise.resolve();

/** Characters of a custom id; what is longer is nobody's, and is told of in short. */
const LONGEST_ID = 100;

export class InteractionRouter {
  /** What the handler classes define, for the sync. */
  commands: CommandSet = { definitions: [], targets: new Map(), guildTargets: new Map(), problems: [] };
  /** Everything that keeps the definitions from working. */
  problems: readonly SetupProblem[] = [];
  private readonly running: RunOptions;
  private readonly calls = new CommandCalls();
  private readonly completions: CompletionCalls;
  private readonly contexts: InteractionContexts;
  private readonly notices: Notices;
  private components = new CustomIdMap<ComponentRoute>();
  private forms = new CustomIdMap<FormRoute>();
  private wasRead = false;
  private isListening = false;
  /** Who waits for clicks. @internal */
  readonly waits: ComponentWaits;

  constructor(private readonly options: InteractionRouterOptions) {
    const { clock, dispatcher, logger, views } = options;
    this.notices = new Notices(options);
    this.running = { clock, dispatcher, logger, texts: (context) => this.notices.textsFor(context) };
    this.waits = new ComponentWaits({
      clock,
      pause: (event) => dispatcher.pause(event),
      hear: (names, told) =>
        dispatcher.observe(names, ({ t, d }) => {
          told(t, d);
        }),
      complain: (message, error) => {
        logger.warn(message, { error: error.message });
      },
    });
    this.contexts = new InteractionContexts(clock, views, this.waits);
    this.completions = new CompletionCalls(dispatcher, logger);
  }

  /** Reads all handler classes of the group and prepares their methods, before the start. A second time it does nothing. */
  read(types: readonly Class[]): void {
    if (this.wasRead) return;
    this.wasRead = true;
    const routes = readRoutes(types, this.options.localisations);
    this.commands = routes.commands;
    this.problems = routes.problems;
    this.components = routes.components;
    this.forms = routes.forms;
    const { dispatcher } = this.options;
    // One call for each method, however many guilds have its command.
    const prepared = new Map<CommandTarget, CommandRoute>();
    const routeOf = (target: CommandTarget): CommandRoute => {
      const { owner, record, fields } = target;
      const { method, place } = record;
      const route = prepared.get(target) ?? {
        target,
        call: dispatcher.addCall({ owner, method, place, given: fields ? 2 : 1, kind: 'command' }),
        contexts: contextsOf(record),
      };
      prepared.set(target, route);
      return route;
    };
    for (const [key, target] of routes.commands.targets) {
      const others = routes.commands.guildTargets.get(key);
      const ofGuilds = others && new Map([...others].map(([guildId, other]) => [guildId, routeOf(other)]));
      this.calls.add(routeOf(target), ofGuilds);
    }
    for (const { owner, record } of routes.completions) this.completions.add(owner, record, prepared.keys());
    const add = ({ owner, record, given }: ComponentRoute | FormRoute, kind: 'component' | 'form'): InjectedCall =>
      dispatcher.addCall({ owner, method: record.method, place: record.place, given, kind });
    for (const route of routes.componentRoutes) route.call = add(route, 'component');
    for (const route of routes.formRoutes) route.call = add(route, 'form');
    if (!this.isEmpty) this.listen();
    const known = new Set(types);
    dispatcher.checkClasses((type) => (known.has(type) ? [] : lateProblems(type)));
  }

  /** What these classes define: after {@link read} what was read then, before it read for this once, for whoever looks ahead. */
  definitions(types: readonly Class[]): CommandSet {
    return this.wasRead ? this.commands : readCommands(types, this.options.localisations);
  }

  /** Whether there is anything to answer. */
  get isEmpty(): boolean {
    return this.calls.size + this.components.size + this.forms.size === 0;
  }

  /** Ends what waits for clicks: the group stops. */
  close(): void {
    this.waits.close();
  }

  /** Answers an interaction, if somebody here does. Resolves when that is done; never rejects. */
  handle(event: InteractionCreateEvent, answers: Answers = this.options.answersOf(event)): Promise<void> {
    try {
      return this.route(event, answers) ?? DONE;
    } catch (error) {
      // Of a payload that is not what it should be.
      const { id } = (event.raw as { readonly id?: unknown } | null | undefined) ?? {};
      this.options.logger.error('an interaction could not be read', { id, error: asError(error).message });
      return DONE;
    }
  }

  /** `undefined` when there is nothing to wait for; what it promises never rejects. */
  private route(event: InteractionCreateEvent, answers: Answers): Promise<void> | undefined {
    switch (event.type) {
      case InteractionType.ApplicationCommand:
        return this.command(event, answers);
      case InteractionType.ApplicationCommandAutocomplete:
        return this.complete(event, answers);
      case InteractionType.MessageComponent:
        return this.component(event, answers);
      case InteractionType.ModalSubmit:
        return this.form(event, answers);
      default:
        return undefined;
    }
  }

  /** Hears clicks although no handler answers interactions: somebody may wait for them. @internal */
  hearClicks(): void {
    this.listen();
  }

  /** Interactions come without an intent. Whoever overwrites this answers everything. */
  private listen(): void {
    if (this.isListening) return;
    this.isListening = true;
    const handler = (event: InteractionCreateEvent): Promise<void> => this.handle(event);
    this.options.dispatcher.addHandler(InteractionCreateEvent, handler, {
      isDefault: true,
      label: 'interactions',
      // Each call is counted by how it ended; that the way to it was gone says nothing.
      runsItself: true,
    });
  }

  private command(event: InteractionCreateEvent, answers: Answers): Promise<void> | undefined {
    const { data } = event.raw as APIApplicationCommandInteraction;
    const kind = KIND_OF_COMMAND[data.type];
    if (!kind) return undefined;
    const found = this.calls.find(kind, data);
    if (!found) {
      this.notices.unanswered({ event, kind: 'command', what: `/${pathOf(data).join(' ')}` }, answers);
      return undefined;
    }
    const { call, contexts, depth, target, what } = found;
    const { record, fields } = target;
    const used: Used = { event, answers, source: 'command', what };
    const responder = this.contexts.responder(used);
    const context = this.contexts.context(COMMAND_CONTEXTS[kind], used, responder, record.options);
    const options = optionsAt(data, depth);
    const decode = fields && (() => fields.decode(options, resolvedOf(data), this.options.views, event.guildId));
    return this.run({ call, context, responder, decode, answer: record.options }, contexts);
  }

  private complete(event: InteractionCreateEvent, answers: Answers): Promise<void> | undefined {
    const query = new Query(event);
    const { option } = query;
    const fields = this.calls.find('slash', event.raw.data as NamedCommand)?.target.fields;
    const call = fields && this.completions.find(fields.type, option);
    if (!call) {
      const what = `the completion of "${option}" of /${query.path.join(' ')}`;
      this.notices.unanswered({ event, kind: 'autocomplete', what, subject: query }, answers);
      return undefined;
    }
    const what = `the completion of "${option}"`;
    const responder = this.contexts.responder({ event, answers, source: 'autocomplete', what });
    return this.completions.suggest(call, event, query, responder);
  }

  private component(event: InteractionCreateEvent, answers: Answers): Promise<void> | undefined {
    const { data } = event.raw as APIMessageComponentInteraction;
    const kind = KIND_OF_COMPONENT[data.component_type];
    const isButton = kind === 'button';
    const what = `the ${isButton ? 'button' : 'select'} "${clipped(data.custom_id, LONGEST_ID)}"`;
    const used: Used = { event, answers, source: 'component', what };
    const responder = this.contexts.responder(used);
    const found = this.components.find(data.custom_id, hears, kind);
    const answer: PlacedAnswerOptions = found === undefined || found === 'outdated' ? {} : found.entry.record.options;
    const classes: ContextClasses<ButtonContext | SelectContext> = isButton ? BUTTON_CONTEXTS : SELECT_CONTEXTS;
    const context = this.contexts.context(classes, used, responder, answer);
    if (this.waits.take(context)) return undefined;
    if (found === 'outdated') return this.notices.outdated(context, 'component');
    if (found === undefined) {
      this.notices.unanswered({ event, kind: 'component', what, subject: context }, answers);
      return undefined;
    }
    const { call } = found.entry;
    const decode = found.values && (() => found.values as object);
    return this.run({ call: call as InjectedCall, context, responder, decode, answer }, answer.contexts);
  }

  private form(event: InteractionCreateEvent, answers: Answers): Promise<void> | undefined {
    const { data, message } = event.raw as APIModalSubmitInteraction;
    const what = `the form "${clipped(data.custom_id, LONGEST_ID)}"`;
    const used: Used = { event, answers, source: message ? 'form-of-component' : 'form', what };
    const responder = this.contexts.responder(used);
    const found = this.forms.find(data.custom_id, always, undefined);
    const answer: PlacedAnswerOptions = found === undefined || found === 'outdated' ? {} : found.entry.record.options;
    const context = this.contexts.context(FORM_CONTEXTS, used, responder, answer);
    if (this.waits.take(context)) return undefined;
    if (found === 'outdated') return this.notices.outdated(context, 'form');
    if (found === undefined) {
      this.notices.unanswered({ event, kind: 'form', what, subject: context }, answers);
      return undefined;
    }
    const { fields, call } = found.entry;
    const { views } = this.options;
    return this.run(
      {
        call: call as InjectedCall,
        context,
        responder,
        decode: () => fields.decode(data.components, resolvedOf(data), views, event.guildId, found.values),
        answer,
      },
      answer.contexts,
    );
  }

  private run(run: Run, contexts: readonly CommandContext[] | undefined): Promise<void> {
    const { context, call } = run;
    const event = context.event as InteractionCreateEvent;
    if (!contexts || !isElsewhere(contexts, event)) return runAnswer(run, this.running);
    return this.notices.elsewhere(context, call.kind, contexts);
  }
}

function hears({ record }: ComponentRoute, kind: ComponentKind | undefined): boolean {
  return record.kind === undefined ? kind !== 'button' : record.kind === kind;
}

function always(): boolean {
  return true;
}

function resolvedOf(data: object): never {
  return (data as { resolved?: unknown }).resolved as never;
}
