/** Finds who suggests values of an option while somebody types, and gives what they suggest. */
import { type Class } from '../../di';
import { type Dispatcher, type InjectedCall } from '../../dispatcher';
import { type InteractionCreateEvent } from '../../models';
import { asError, type Logger } from '../../util';
import { type Responder, type Suggestion } from '../answers/responder';
import { covers } from '../commands/completion-problems';
import { type CommandTarget } from '../commands/command-set';
import { type Query } from '../context/query';
import { type AutocompleteRecord } from '../metadata/records';
import { toSuggestions } from './suggestions';

/** Who suggests values of an option, and for which class that was said. */
interface Completion {
  readonly call: InjectedCall;
  readonly of: Class;
}

export class CompletionCalls {
  private readonly byClass = new Map<Class, Map<string, Completion>>();

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly logger: Logger,
  ) {}

  /** @param targets the commands whose options it may be about. */
  add(owner: Class, record: AutocompleteRecord, targets: Iterable<CommandTarget>): void {
    const { optionsClass, field, method, place } = record;
    // A class that is missing was told of by its record's problem.
    if (!optionsClass) return;
    const call = this.dispatcher.addCall({ owner, method, place, given: 1, kind: 'autocomplete' });
    for (const { fields } of targets) {
      const option = fields?.completed.get(field);
      if (!fields || option === undefined || !covers(optionsClass, fields.type)) continue;
      const byOption = this.byClass.get(fields.type) ?? new Map<string, Completion>();
      this.byClass.set(fields.type, byOption);
      const other = byOption.get(option);
      // What is said of a class comes before what is said of one above it.
      if (!other || covers(other.of, optionsClass)) byOption.set(option, { call, of: optionsClass });
    }
  }

  /** Who completes an option of a class. */
  find(type: Class, option: string): InjectedCall | undefined {
    return this.byClass.get(type)?.get(option)?.call;
  }

  /** What it promises never rejects. */
  suggest(call: InjectedCall, event: InteractionCreateEvent, query: Query, responder: Responder): Promise<void> {
    // Whoever is refused, and whoever's method fails, is suggested nothing.
    let choices: readonly Suggestion[] = [];
    const deliver = (value: unknown): void => {
      choices = toSuggestions(value, call.label);
    };
    const running = this.dispatcher.runCall(call, { event, subject: query, deliver });
    const given =
      'then' in running
        ? Promise.resolve(running).then(() => responder.complete(choices))
        : responder.complete(choices);
    return given.then(nothing, (error: unknown) => {
      // A list that cannot be given leaves the field as it is: nobody is hurt.
      this.logger.warn(`${call.label} could not give its suggestions`, { error: asError(error).message });
    });
  }
}

function nothing(): void {
  return undefined;
}
