/** Help, made of the definitions: what commands there are, and how each is written. */
import { type APIApplicationCommandOptionChoice, ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { inlineCode } from '../../models';
import { type OptionBody } from '../options/option-fields';
import { DEFAULT_TEXTS, type InteractionTexts } from '../routing/texts';
import { type TextCommandInit, type TextCommandPlace } from './text-command-init';
import { type TextCommand, type TextCommandSet } from './text-command-set';

export type HelpTexts = Pick<InteractionTexts, 'noCommands' | 'aliases' | 'attachHint' | 'flagHint'>;

export class TextHelp {
  constructor(private readonly set: TextCommandSet) {}

  /**
   * Every command that is not hidden and can be used there, one a line, in alphabetical order; whoever may not use one sees it all the
   * same. @param place where it is asked for. Default: everywhere.
   */
  overview(prefix: string, { noCommands }: HelpTexts = DEFAULT_TEXTS, place?: TextCommandPlace): string {
    const lines = this.set.commands
      .filter(({ record: { options } }) => options.hidden !== true && isThere(options, place))
      .map(({ record }) => ({ name: record.path.join(' '), description: record.description }))
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, description }) => `${inlineCode(prefix + name)} ${description}`.trimEnd());
    return lines.length > 0 ? lines.join('\n') : noCommands;
  }

  /** One command: how it is written, what it does, what each option takes. `undefined` for a name that nobody has. */
  of(name: string, prefix: string, texts: HelpTexts = DEFAULT_TEXTS): string | undefined {
    const command = this.set.get(name);
    if (!command) return undefined;
    const { record, names } = command;
    const options = (command.fields?.bodies ?? []).map((body) => describe(body, texts));
    const others = names.slice(1).map((alias) => prefix + alias);
    return [
      inlineCode(usageOf(command, prefix)),
      record.description,
      ...(options.length > 0 ? ['', ...options] : []),
      ...(others.length > 0 ? ['', texts.aliases(others)] : []),
    ].join('\n');
  }
}

function isThere({ contexts }: TextCommandInit, place: TextCommandPlace | undefined): boolean {
  return place === undefined || contexts === undefined || contexts.includes(place);
}

/** `!ban <user> [days] [reason…]`: what is in brackets may be left out. */
export function usageOf({ record, fields }: TextCommand, prefix: string): string {
  const bodies = fields?.bodies ?? [];
  const last = bodies.filter(({ type }) => type !== Type.Attachment).at(-1);
  const parts = bodies.map((body) => {
    const takesAll = body === last && body.type === Type.String && choicesOf(body).length === 0;
    const name = `${body.name}${takesAll ? '…' : ''}`;
    return body.required === true ? `<${name}>` : `[${name}]`;
  });
  return [prefix + record.path.join(' '), ...parts].join(' ');
}

function describe(body: OptionBody, texts: HelpTexts): string {
  return `${inlineCode(body.name)} ${body.description}${hint(body, texts)}`;
}

function hint(body: OptionBody, { attachHint, flagHint }: HelpTexts): string {
  const choices = choicesOf(body);
  if (choices.length > 0) return ` (${choices.map(({ name }) => name).join(', ')})`;
  if (body.type === Type.Attachment) return ` (${attachHint})`;
  if (body.type === Type.Boolean) return ` (${flagHint(`--${body.name}`)})`;
  return '';
}

function choicesOf(body: OptionBody): readonly APIApplicationCommandOptionChoice[] {
  return 'choices' in body && Array.isArray(body.choices)
    ? (body.choices as readonly APIApplicationCommandOptionChoice[])
    : [];
}
