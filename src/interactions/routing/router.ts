/**
 * The way from an interaction to the method that answers it, for one group. Everything that can be known before the first
 * interaction is compiled when the group starts; what nobody answers is left to whoever listens to the raw event.
 */
import {
  type APIApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord-api-types/v10';
import { type Class } from '../../di';
import { type Dispatcher, type InjectedCall, type InvocationKind } from '../../dispatcher';
import { type SetupProblem } from '../../errors';
import { InteractionCreateEvent, type ViewContext } from '../../models';
import { asError, type Clock, type Logger } from '../../util';
import { type AnswerSource } from '../answers/acknowledgement';
import { type Answers } from '../answers/answers';
import { Responder, type Suggestion } from '../answers/responder';
import { type Localisations } from '../commands/localisation/localisations';
import { type CommandSet, type CommandTarget } from '../commands/command-set';
import { covers } from '../commands/completion-problems';
import { readCommands } from '../commands/read-commands';
import { type AnyContext, type ContextInit } from '../context/any-context';
import {
  EntryPointContext,
  GuildEntryPointContext,
  GuildMessageCommandContext,
  GuildSlashContext,
  GuildUserCommandContext,
  MessageCommandContext,
  SlashContext,
  UserCommandContext,
} from '../context/commands';
import { ButtonContext, GuildButtonContext, GuildSelectContext, SelectContext } from '../context/components';
import { GuildModalContext, ModalContext } from '../context/forms';
import { InteractionSource } from '../context/person';
import { Query } from '../context/query';
import {
  type AnswerOptions,
  type AutocompleteRecord,
  type CommandContext,
  type CommandKind,
  type ComponentKind,
  type PlacedAnswerOptions,
} from '../metadata/records';
import { clipped } from '../clipped';
import { ComponentWaits } from '../waiting/component-waits';
import { CommandCalls, type CommandRoute, type NamedCommand, optionsAt, pathOf } from './command-calls';
import { CustomIdMap } from './custom-id-map';
import { lateProblems } from './late-problems';
import { contextsOf, isElsewhere } from './place';
import { type ComponentRoute, type FormRoute, readRoutes } from './read-routes';
import { type Run } from './give-answer';
import { runAnswer, type RunOptions } from './run-answer';
import { toSuggestions } from './suggestions';
import { type InteractionTexts, type InteractionTextsChoice, textsFor } from './texts';

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

function nothing(): void {
  return undefined;
}
/** Characters of a custom id; what is longer is nobody's, and is told of in short. */
const LONGEST_ID = 100;
/** Characters of a message. */
const LONGEST_TEXT = 2_000;

const KIND_OF_COMPONENT: Readonly<Record<number, ComponentKind>> = {
  [ComponentType.Button]: 'button',
  [ComponentType.StringSelect]: 'string-select',
  [ComponentType.UserSelect]: 'user-select',
  [ComponentType.RoleSelect]: 'role-select',
  [ComponentType.MentionableSelect]: 'mentionable-select',
  [ComponentType.ChannelSelect]: 'channel-select',
};

const KIND_OF_COMMAND: Readonly<Record<number, CommandKind>> = {
  [ApplicationCommandType.ChatInput]: 'slash',
  [ApplicationCommandType.User]: 'user',
  [ApplicationCommandType.Message]: 'message',
  [ApplicationCommandType.PrimaryEntryPoint]: 'entry',
};

/** Who suggests values of an option, and for which class that was said. */
interface Completion {
  readonly call: InjectedCall;
  readonly of: Class;
}

type ContextClass = new (init: ContextInit) => AnyContext;

const COMMAND_CONTEXTS: Readonly<Record<CommandKind, readonly [anywhere: ContextClass, guild: ContextClass]>> = {
  slash: [SlashContext, GuildSlashContext],
  user: [UserCommandContext, GuildUserCommandContext],
  message: [MessageCommandContext, GuildMessageCommandContext],
  entry: [EntryPointContext, GuildEntryPointContext],
};

export class InteractionRouter {
  /** What the handler classes define, for the sync. */
  commands: CommandSet = { definitions: [], targets: new Map(), guildTargets: new Map(), problems: [] };
  /** Everything that keeps the definitions from working. */
  problems: readonly SetupProblem[] = [];
  private readonly running: RunOptions;
  private readonly calls = new CommandCalls();
  private readonly completions = new Map<Class, Map<string, Completion>>();
  private components = new CustomIdMap<ComponentRoute>();
  private forms = new CustomIdMap<FormRoute>();
  private wasRead = false;
  private isListening = false;
  /** Who waits for clicks. @internal */
  readonly waits: ComponentWaits;

  constructor(private readonly options: InteractionRouterOptions) {
    const { clock, dispatcher, logger } = options;
    this.running = { clock, dispatcher, logger, texts: (context) => this.textsFor(context) };
    this.waits = new ComponentWaits({
      clock,
      complain: (message, error) => {
        logger.warn(message, { error: error.message });
      },
    });
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
    for (const { owner, record } of routes.completions) this.addCompletion(owner, record, prepared.keys());
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
      this.unanswered(event, answers, `/${pathOf(data).join(' ')}`, 'command');
      return undefined;
    }
    const { call, contexts, depth, target, what } = found;
    const { record, fields } = target;
    const responder = this.responder(event, answers, 'command', what);
    const [anywhere, guild] = COMMAND_CONTEXTS[kind];
    const Context = event.guildId === undefined ? anywhere : guild;
    const context = this.context(Context, event, responder, what, record.options);
    const options = optionsAt(data, depth);
    const decode = fields && (() => fields.decode(options, resolvedOf(data), this.options.views, event.guildId));
    return this.run({ call, context, responder, decode, answer: record.options }, contexts);
  }

  private complete(event: InteractionCreateEvent, answers: Answers): Promise<void> | undefined {
    const query = new Query(event);
    const { option } = query;
    const fields = this.calls.find('slash', event.raw.data as NamedCommand)?.target.fields;
    const call = fields && this.completions.get(fields.type)?.get(option)?.call;
    if (!call) {
      const what = `the completion of "${option}" of /${query.path.join(' ')}`;
      this.unanswered(event, answers, what, 'autocomplete', query);
      return undefined;
    }
    return this.suggest(
      event,
      query,
      call,
      this.responder(event, answers, 'autocomplete', `the completion of "${option}"`),
    );
  }

  /** What it promises never rejects. */
  private suggest(
    event: InteractionCreateEvent,
    query: Query,
    call: InjectedCall,
    responder: Responder,
  ): Promise<void> {
    // Whoever is refused, and whoever's method fails, is suggested nothing.
    let choices: readonly Suggestion[] = [];
    const deliver = (value: unknown): void => {
      choices = toSuggestions(value);
    };
    const running = this.options.dispatcher.runCall(call, { event, subject: query, deliver });
    const given =
      'then' in running
        ? Promise.resolve(running).then(() => responder.complete(choices))
        : responder.complete(choices);
    return given.then(nothing, (error: unknown) => {
      // A list that cannot be given leaves the field as it is: nobody is hurt.
      this.options.logger.warn(`${call.label} could not give its suggestions`, { error: asError(error).message });
    });
  }

  private component(event: InteractionCreateEvent, answers: Answers): Promise<void> | undefined {
    const { data } = event.raw as APIMessageComponentInteraction;
    const kind = KIND_OF_COMPONENT[data.component_type];
    const isButton = kind === 'button';
    const what = `the ${isButton ? 'button' : 'select'} "${clipped(data.custom_id, LONGEST_ID)}"`;
    const responder = this.responder(event, answers, 'component', what);
    const found = this.components.find(data.custom_id, hears, kind);
    const answer: PlacedAnswerOptions = found === undefined || found === 'outdated' ? {} : found.entry.record.options;
    const isInGuild = event.guildId !== undefined;
    const Context = isButton
      ? isInGuild
        ? GuildButtonContext
        : ButtonContext
      : isInGuild
        ? GuildSelectContext
        : SelectContext;
    const context = this.context<ButtonContext | SelectContext>(Context, event, responder, what, answer);
    if (this.waits.take(context)) return undefined;
    if (found === 'outdated') return this.outdated(event, what, 'component', context);
    if (found === undefined) {
      this.unanswered(event, answers, what, 'component', context);
      return undefined;
    }
    const { call } = found.entry;
    const decode = found.values && (() => found.values as object);
    return this.run({ call: call as InjectedCall, context, responder, decode, answer }, answer.contexts);
  }

  private form(event: InteractionCreateEvent, answers: Answers): Promise<void> | undefined {
    const { data, message } = event.raw as APIModalSubmitInteraction;
    const what = `the form "${clipped(data.custom_id, LONGEST_ID)}"`;
    const responder = this.responder(event, answers, message ? 'form-of-component' : 'form', what);
    const found = this.forms.find(data.custom_id, always, undefined);
    const answer: PlacedAnswerOptions = found === undefined || found === 'outdated' ? {} : found.entry.record.options;
    const Context = event.guildId === undefined ? ModalContext : GuildModalContext;
    const context = this.context(Context, event, responder, what, answer);
    if (this.waits.take(context)) return undefined;
    if (found === 'outdated') return this.outdated(event, what, 'form', context);
    if (found === undefined) {
      this.unanswered(event, answers, what, 'form', context);
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
    this.outOfPlace(event, context.what, call.kind, context);
    return this.tell(context, this.textsFor(context).elsewhere(contexts));
  }

  private outdated(
    event: InteractionCreateEvent,
    what: string,
    kind: InvocationKind,
    context: AnyContext,
  ): Promise<void> {
    this.outOfPlace(event, what, kind, context);
    return this.tell(context, this.textsFor(context).outdated);
  }

  /** In the language of who acted. Made when there is something to tell, which is rare. */
  private textsFor({ locale }: AnyContext): InteractionTexts {
    return textsFor(locale, this.options.texts, this.options.logger);
  }

  private async tell(context: AnyContext, text: string): Promise<void> {
    try {
      await context.refuse(clipped(text, LONGEST_TEXT));
    } catch (error) {
      this.options.logger.warn(`${context.what} could not be answered`, { error: asError(error).message });
    }
  }

  private responder(event: InteractionCreateEvent, answers: Answers, source: AnswerSource, what: string): Responder {
    const { clock } = this.options;
    return new Responder({ answers, clock, source, what, arrivedAtMs: clock.now() });
  }

  private context<C extends AnyContext>(
    Context: new (init: ContextInit) => C,
    event: InteractionCreateEvent,
    responder: Responder,
    what: string,
    { ephemeral = false }: AnswerOptions,
  ): C {
    return new Context({
      source: new InteractionSource(event),
      responder,
      what,
      ephemeral,
      waits: this.waits,
      views: this.options.views,
    });
  }

  private addCompletion(owner: Class, record: AutocompleteRecord, targets: Iterable<CommandTarget>): void {
    const { optionsClass, field, method, place } = record;
    // A class that is missing was told of by its record's problem.
    if (!optionsClass) return;
    const call = this.options.dispatcher.addCall({ owner, method, place, given: 1, kind: 'autocomplete' });
    for (const { fields } of targets) {
      const option = fields?.completed.get(field);
      if (!fields || option === undefined || !covers(optionsClass, fields.type)) continue;
      const byOption = this.completions.get(fields.type) ?? new Map<string, Completion>();
      this.completions.set(fields.type, byOption);
      const other = byOption.get(option);
      // What is said of a class comes before what is said of one above it.
      if (!other || covers(other.of, optionsClass)) byOption.set(option, { call, of: optionsClass });
    }
  }

  /** Who acted is told, or nobody can be: no method is called. */
  private outOfPlace(event: InteractionCreateEvent, what: string, kind: InvocationKind, subject: object): void {
    this.options.dispatcher.endUnanswered({ kind, event, subject, what });
  }

  private unanswered(
    event: InteractionCreateEvent,
    answers: Answers,
    what: string,
    kind: InvocationKind,
    subject: object = event,
  ): void {
    answers.unanswered?.();
    this.outOfPlace(event, what, kind, subject);
    this.options.logger.debug(`no handler of this group answers ${what}`, { interaction: event.id });
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
