/** `@Autocomplete`: a method suggests values of an option while somebody types. */
import { captureSpot, placeAt } from '../../di';
import { type Suggestion } from '../answers/responder';
import { type Query } from '../context/query';
import { autocompleteRecords } from '../metadata/records';
import { type OptionsClass } from './command-init';

/** What a method that suggests may return: values, or values with a name that is shown. More than 25 are cut. */
export type Suggestions<Value extends string | number> = readonly (Value | SuggestionOf<Value>)[];

export interface SuggestionOf<Value extends string | number> extends Omit<Suggestion, 'value'> {
  readonly value: Value;
}

/** Texts are completed as texts, numbers as numbers; of what class-transformer makes of a text, the text is. */
type Completed<Field> = [NonNullable<Field>] extends [number] ? number : string;

/** Stands on a method that takes a query of the field's type and suggests such values. */
export type AutocompleteDecorator<Value extends string | number> = <
  // What is injected is checked when the program starts.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  F extends (query: Query<Value>, ...injected: any[]) => Suggestions<Value> | Promise<Suggestions<Value>>,
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/**
 * The method suggests values for one option: `@Autocomplete(BanOptions, 'reason')`. The option says `autocomplete: true`.
 * It has to be quick: Discord waits three seconds, and asks again with each key. Also for classes that extend this one, unless a method
 * says it of a nearer class. What is beyond 25 is left out, and names are cut to 100 characters. A method that fails suggests nothing.
 * https://discord.com/developers/docs/interactions/application-commands#autocomplete
 * @param field of the class, not the option's name.
 * @throws {SetupError} at the start: INTERACTION_COMMAND_INVALID when the field is no such option, INTERACTION_DUPLICATE for a second method.
 */
export function Autocomplete<Options extends object, Field extends keyof Options & string>(
  optionsClass: OptionsClass<Options>,
  field: Field,
): AutocompleteDecorator<Completed<Options[Field]>> {
  const spot = captureSpot(Autocomplete);
  return (target, method) => {
    const isStatic = typeof target === 'function';
    const type = isStatic ? target : target.constructor;
    const place = placeAt(spot, type.name, method);
    autocompleteRecords.add(type, { optionsClass, field, method, place, isStatic });
  };
}
