/** What a method that completes an option is called with: what was typed so far. */
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteractionDataOption,
  ApplicationCommandOptionType,
} from 'discord-api-types/v10';
import { type InteractionCreateEvent } from '../../models';
import { InteractionSource } from './person';

type Option = APIApplicationCommandInteractionDataOption & {
  readonly options?: readonly Option[];
  readonly focused?: boolean;
  readonly value?: string | number | boolean;
};

const NUMBERS: ReadonlySet<number> = new Set([
  ApplicationCommandOptionType.Integer,
  ApplicationCommandOptionType.Number,
]);

/** The value of a number is `undefined` until what was typed is one. */
export class Query<T extends string | number = string> extends InteractionSource {
  private readonly found: { readonly path: readonly string[]; readonly options: readonly Option[] };
  private readonly focused: Option | undefined;

  constructor(event: InteractionCreateEvent) {
    super(event);
    const { data } = event.raw as APIApplicationCommandAutocompleteInteraction;
    this.found = leaf(data.options, [data.name]);
    this.focused = this.found.options.find(({ focused }) => focused === true);
  }

  /** The names down to the command: `['role', 'add']`. */
  get path(): readonly string[] {
    return this.found.path;
  }

  /** The option that is being typed. */
  get option(): string {
    return this.focused?.name ?? '';
  }

  /** What was typed so far; of a number, where it is one already. */
  get value(): T extends number ? number | undefined : string {
    const { text, focused } = this;
    if (focused === undefined || !NUMBERS.has(focused.type)) return text as never;
    // Numbers come as they were typed, as texts.
    const value = text.trim() === '' ? NaN : Number(text);
    return (Number.isFinite(value) ? value : undefined) as never;
  }

  /** What was typed so far, as it was typed. */
  get text(): string {
    return String(this.focused?.value ?? '');
  }

  /** What the other options hold so far, by name. Nothing of it was checked. */
  get others(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      this.found.options.filter(({ focused }) => focused !== true).map(({ name, value }) => [name, value]),
    );
  }
}

function leaf(options: readonly Option[] | undefined, path: readonly string[]): Query['found'] {
  const first = options?.[0];
  // Types 1 and 2 are a subcommand and a group of them.
  if (first && (first.type as number) <= 2) return leaf(first.options, [...path, first.name]);
  return { path, options: options ?? [] };
}
