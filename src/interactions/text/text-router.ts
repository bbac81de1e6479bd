/** The way from a message to the method that answers it as a command, for one group. */
import { MessageType } from 'discord-api-types/v10';
import { type Class, type Injector } from '../../di';
import { type Dispatcher, type InjectedCall } from '../../dispatcher';
import { type SetupProblem } from '../../errors';
import { MessageCreateEvent, splitText, type ViewContext } from '../../models';
import { type RestClient } from '../../rest';
import { asError, type Clock, type Logger } from '../../util';
import { Responder } from '../answers/responder';
import { type OptionFault } from '../faults/option-fault';
import { type OptionFields } from '../options/option-fields';
import { clipped } from '../clipped';
import { runAnswer } from '../routing/run-answer';
import { DEFAULT_TEXTS, type InteractionTexts, type InteractionTextsChoice, textsFor, wordsOr } from '../routing/texts';
import { type ComponentWaits } from '../waiting/component-waits';
import { ClientLookup } from './client-lookup';
import { MessageAnswers } from './message-answers';
import { decodeText } from './decode-text';
import { findMention, findPrefix, FixedPrefixes, type FoundPrefix, Prefixes } from './prefixes';
import { type TextCommandPlace } from './text-command-init';
import { type TextCommand, TextCommandSet } from './text-command-set';
import { GuildTextContext, TextContext } from './text-context';
import { TextHelp, usageOf } from './text-help';
import { TextSource } from './text-source';
import { readWords, type Word } from './words';

export interface TextCommandOptions {
  /** What commands begin with; `[]`: only with a mention of the bot, which takes no privileged intent. Default `['!']`. */
  readonly prefixes?: readonly string[] | undefined;
  /** Whether a mention of the bot stands for a prefix. Default `true`. */
  readonly mention?: boolean | undefined;
  /** The name of the command that lists all others, unless a handler has it; `false`: none. Default `help`. */
  readonly help?: string | false | undefined;
}

export interface TextRouterOptions {
  readonly dispatcher: Dispatcher;
  readonly client: RestClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly views: ViewContext;
  /** Hears the clicks on what commands answered. */
  readonly waits: ComponentWaits;
  /** Sees to it that clicks come, although no handler answers interactions. */
  readonly hearClicks: () => void;
  /** The bot's own id, once it is known. */
  readonly userId: () => string | undefined;
  /** Whether the author provides Prefixes. */
  readonly hasOwnPrefixes: () => boolean;
  readonly injector: () => Injector;
  readonly options?: TextCommandOptions | undefined;
  readonly texts?: InteractionTextsChoice | undefined;
}

/** What people write themselves. */
const WRITTEN: ReadonlySet<MessageType> = new Set([MessageType.Default, MessageType.Reply]);

export class TextRouter {
  /** Everything that keeps the commands from working. */
  problems: readonly SetupProblem[] = [];
  /** What is told of the commands. */
  help = new TextHelp(new TextCommandSet([]));
  private readonly fixed: FixedPrefixes;
  private readonly calls = new Map<TextCommand, InjectedCall>();
  private set = new TextCommandSet([]);
  private prefixes: Prefixes | undefined;
  private wasRead = false;

  constructor(private readonly options: TextRouterOptions) {
    this.fixed = new FixedPrefixes(options.options?.prefixes ?? ['!']);
  }

  /** Reads all handler classes of the group and prepares their methods, before the start. A second time it does nothing. */
  read(types: readonly Class[]): void {
    if (this.wasRead) return;
    this.wasRead = true;
    this.set = new TextCommandSet(types);
    this.help = new TextHelp(this.set);
    this.problems = this.set.problems;
    for (const command of this.set.commands) {
      const { owner, record, fields } = command;
      const { method, place } = record;
      const given = fields ? 2 : 1;
      this.calls.set(command, this.options.dispatcher.addCall({ owner, method, place, given, kind: 'text-command' }));
    }
    if (this.set.commands.length > 0) this.listen();
  }

  /** Answers a message, if it is a command of somebody. Resolves when that is done; never rejects. */
  async handle(event: MessageCreateEvent): Promise<void> {
    const { author } = event;
    if (author.bot || author.id === this.options.userId() || event.raw.webhook_id !== undefined) return;
    // Discord's own lines carry what people wrote elsewhere: the name of a thread, what AutoMod has blocked.
    if (event.content === '' || !WRITTEN.has(event.type)) return;
    try {
      const found = await this.prefixOf(event);
      if (found) await this.command(event, found);
    } catch (error) {
      this.options.logger.error('a text command could not be read', { id: event.id, error: asError(error).message });
    }
  }

  private listen(): void {
    const { dispatcher, hasOwnPrefixes, hearClicks } = this.options;
    hearClicks();
    const handler = (event: MessageCreateEvent): Promise<void> => this.handle(event);
    // What mentions the bot comes with its text in any case.
    const reads = this.fixed.prefixes.length > 0 || hasOwnPrefixes();
    dispatcher.addHandler(MessageCreateEvent, handler, {
      label: 'text commands',
      // Each call is counted by how it ended.
      runsItself: true,
      needs: reads ? ['MessageContent'] : [],
    });
  }

  private async prefixOf(event: MessageCreateEvent): Promise<FoundPrefix | undefined> {
    const { content } = event;
    const { options = {}, userId, injector } = this.options;
    const mention = options.mention === false ? undefined : findMention(content, userId());
    if (mention) return mention;
    this.prefixes ??= injector().tryGet(Prefixes) ?? this.fixed;
    const prefixes = this.prefixes.of(event);
    return findPrefix(content, prefixes instanceof Promise ? await prefixes : prefixes);
  }

  private async command(event: MessageCreateEvent, { prefix, end }: FoundPrefix): Promise<void> {
    const { content } = event;
    const words = readWords(content, end);
    const found = this.set.find(words);
    if (!found) {
      await this.giveHelp(event, prefix, words);
      return;
    }
    const { command, length } = found;
    const { record, fields } = command;
    const { context, responder } = this.context(event, prefix, record.path);
    const { contexts, defer } = record.options;
    const { dispatcher, clock, logger } = this.options;
    if (contexts && !contexts.includes(placeOf(context))) {
      dispatcher.endUnanswered({ kind: 'text-command', event, subject: context, what: context.what });
      const text = wordsOr(
        () => this.textsFor(context).elsewhere(contexts),
        () => DEFAULT_TEXTS.elsewhere(contexts),
        logger,
      );
      await this.tell(context, text);
      return;
    }
    const from = (words[length - 1] as Word).end;
    const decode = fields && (() => this.decode(fields, content, from, context));
    const texts = (): InteractionTexts =>
      this.withUsage(this.textsFor(context), usageOf(command, shownPrefix(prefix, event)));
    const call = this.calls.get(command) as InjectedCall;
    await runAnswer({ call, context, responder, decode, answer: { defer } }, { dispatcher, clock, logger, texts });
  }

  private decode(
    fields: OptionFields,
    content: string,
    from: number,
    { event }: TextContext,
  ): Promise<object | readonly OptionFault[]> {
    const { client, views } = this.options;
    const lookup = new ClientLookup(client, views, event);
    const { attachments } = event.raw;
    return decodeText(fields, content, from, { guildId: event.guildId, attachments, lookup, views });
  }

  /** Whoever wrote something that does not fit is shown how it is written. */
  private withUsage(texts: InteractionTexts, usage: string): InteractionTexts {
    return { ...texts, invalid: (faults) => `${texts.invalid(faults)}\n${texts.usage(usage)}` };
  }

  private async giveHelp(event: MessageCreateEvent, prefix: string, words: readonly Word[]): Promise<void> {
    const name = this.options.options?.help ?? 'help';
    const [first, ...rest] = words.map(({ text }) => text);
    if (name === false || first?.toLowerCase() !== name.toLowerCase()) {
      const what = `"${clipped(first ?? '', 40)}"`;
      this.options.dispatcher.endUnanswered({ kind: 'text-command', event, subject: event, what });
      return;
    }
    const { context } = this.context(event, prefix, [name]);
    const shown = shownPrefix(prefix, event);
    const text = this.helpText(rest.join(' '), shown, name, context);
    for (const piece of splitText(text)) await this.tell(context, piece);
  }

  /** A text may be of the author's making, so it may fail; whoever asked is helped all the same. */
  private helpText(asked: string, prefix: string, name: string, context: TextContext): string {
    const write = (words: InteractionTexts): string =>
      asked === ''
        ? this.help.overview(prefix, words, placeOf(context))
        : (this.help.of(asked, prefix, words) ?? words.noSuchCommand(prefix + name));
    try {
      return write(this.textsFor(context));
    } catch (error) {
      this.options.logger.warn('a text of the help could not be made', { error: asError(error).message });
      return write(DEFAULT_TEXTS);
    }
  }

  private context(
    event: MessageCreateEvent,
    prefix: string,
    path: readonly string[],
  ): { readonly context: TextContext; readonly responder: Responder } {
    const { client, clock, userId, views, waits } = this.options;
    const answers = new MessageAnswers(client, event);
    const what = `"${path.join(' ')}"`;
    const responder = new Responder({ answers, clock, source: 'text', what, arrivedAtMs: clock.now() });
    const Context = event.guildId === undefined ? TextContext : GuildTextContext;
    const source = new TextSource(event, views, userId);
    const context = new Context({ source, responder, waits, views, what, ephemeral: false, answers, prefix, path });
    return { context, responder };
  }

  private textsFor({ locale }: TextContext): InteractionTexts {
    return textsFor(locale, this.options.texts, this.options.logger);
  }

  private async tell(context: TextContext, text: string): Promise<void> {
    try {
      await context.reply(text);
    } catch (error) {
      this.options.logger.warn(`${context.what} could not be answered`, { error: asError(error).message });
    }
  }
}

function placeOf({ guildId }: TextContext): TextCommandPlace {
  return guildId === undefined ? 'BotDM' : 'Guild';
}

/** A mention is no name where it stands as code. */
function shownPrefix(prefix: string, { raw }: MessageCreateEvent): string {
  const id = /^<@!?(\d+)> $/.exec(prefix)?.[1];
  const mentioned = id === undefined ? undefined : raw.mentions.find((each) => each.id === id);
  return mentioned ? `@${mentioned.username} ` : prefix;
}
