/**
 * Names of slash commands and of options.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
 */

import { characters, describeGot } from '../bodies/body-error';
import { loose, type LooseBody, type Refuse } from './body-spec';

const NAME = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;

/** For messages. */
export const NAME_SAYS = "takes 1 to 32 letters, digits, '-', '_' and apostrophes, in lower case";

/** Whether a text can name a slash command or an option. Letters without a lower case, as of Chinese, pass. */
export function isCommandName(value: unknown): boolean {
  return typeof value === 'string' && NAME.test(value) && value === value.toLowerCase();
}

/** Names in other languages. @param at `options[0].` */
export function checkLocaleNames(node: LooseBody, at: string, refuse: Refuse): void {
  for (const [locale, text] of Object.entries(loose(node.name_localizations))) {
    checkName(text, `${at}nameLocalizations.${locale}`, refuse);
  }
}

/** A name whose length is told by a rule of its own. */
export function checkName(text: unknown, path: string, refuse: Refuse): void {
  if (typeof text !== 'string' || text === '' || characters(text) > 32 || isCommandName(text)) return;
  refuse(path, 'commandName', NAME_SAYS, describeGot(text));
}
