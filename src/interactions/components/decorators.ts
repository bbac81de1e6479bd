/** `@Button` and `@Select`: methods that hear of what hangs on messages. */
import { captureSpot, placeAt } from '../../di';
import { describeGot } from '../../models';
import { type IsGuildOnly } from '../commands/command-init';
import {
  type ButtonContext,
  type GuildButtonContext,
  type GuildSelectContext,
  type SelectContext,
} from '../context/components';
import { type CustomId, type IdOf } from '../custom-id/custom-id';
import { idError } from '../custom-id/id-error';
import { type ComponentKind, componentRecords, type PlacedAnswerOptions } from '../metadata/records';
import { type Only } from '../options/option-types';

/** What a component is heard by: an id that `customId(…)` made, or a text that is taken whole. */
export type HeardId = CustomId | string;

/** Whether an id holds anything. */
export type HasValues<Id> = Id extends CustomId<infer Values> ? ([keyof Values] extends [never] ? false : true) : false;

/** How the answer of a button or select is handled, and where it can be used. */
export type ComponentAnswerOptions = PlacedAnswerOptions;

export interface SelectHandlerOptions extends ComponentAnswerOptions {
  /** Only selects of this kind. Default: all five. */
  readonly kind?: 'string' | 'user' | 'role' | 'mentionable' | 'channel' | undefined;
}

/**
 * Stands on a method whose first parameter takes `Context`, and whose second takes the values of the id, where it has any; all
 * others are injected.
 */
export type ComponentMethodDecorator<Context, Id> = <
  // What is injected is checked when the program starts.
  F extends (HasValues<Id> extends true
    ? // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
      (context: Context, id: IdOf<Id>, ...rest: any[]) => unknown
    : // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
      (context: Context, ...rest: any[]) => unknown),
>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<F>,
) => void;

/**
 * Calls the method when a button with this id is clicked. What it returns changes the message that the button hangs on; to answer
 * with a new one, call `ctx.reply(…)`. Whoever sees the message can click: what they may do is the method's to check.
 * https://discord.com/developers/docs/components/reference#button
 * @param id a text of 1 to 100 characters, heard when it is exactly that; or an id of `customId(…)`, whose values are parameter 1.
 * @param options `contexts: ['Guild']` refuses clicks elsewhere, and gives the method a `GuildButtonContext`.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID for a text of another length. At the start INTERACTION_DUPLICATE when
 *   another method of the group hears of the same id.
 */
export function Button<const Id extends HeardId, const Init extends ComponentAnswerOptions = ComponentAnswerOptions>(
  id: Id,
  options?: Only<Init, ComponentAnswerOptions>,
): ComponentMethodDecorator<IsGuildOnly<Init> extends true ? GuildButtonContext : ButtonContext, Id> {
  return hear(Button, id, 'button', options ?? {});
}

/**
 * Calls the method when something is chosen in a select with this id; otherwise like {@link Button}. What was chosen is
 * `ctx.values`. https://discord.com/developers/docs/components/reference#string-select
 * @param options `kind` narrows it to one of the five kinds; with `contexts: ['Guild']` the method gets a `GuildSelectContext`.
 */
export function Select<const Id extends HeardId, const Init extends SelectHandlerOptions = SelectHandlerOptions>(
  id: Id,
  options?: Only<Init, SelectHandlerOptions>,
): ComponentMethodDecorator<IsGuildOnly<Init> extends true ? GuildSelectContext : SelectContext, Id> {
  const { kind, ...answer }: SelectHandlerOptions = options ?? {};
  return hear(Select, id, kind && `${kind}-select`, answer);
}

function hear(
  factory: (...args: never[]) => unknown,
  // A circular import leaves nothing; that is told when the group starts.
  id: HeardId | undefined,
  kind: ComponentKind | undefined,
  options: PlacedAnswerOptions,
): (target: object, method: string) => void {
  const spot = captureSpot(factory);
  return (target, method) => {
    const isStatic = typeof target === 'function';
    const type = isStatic ? target : target.constructor;
    const place = placeAt(spot, type.name, method);
    if (typeof id === 'string' && (id === '' || id.length > 100)) {
      throw idError(
        `${type.name}.${method} (${place.file ?? 'no file'}) hears of the custom id ${describeGot(id)}; ids are 1 to 100 characters.`,
      );
    }
    componentRecords.add(type, { kind, customId: id, options, method, place, isStatic });
  };
}
