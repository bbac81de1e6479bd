/** Makes values of words, as Discord would have sent them for a slash command. */
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type FaultReason, reason } from '../faults/option-fault';
import { type OptionBody } from '../options/option-fields';

/** What a word can stand for. */
export type WordValue = { readonly value: string | number | boolean } | { readonly refused: FaultReason };

const YES: ReadonlySet<string> = new Set(['yes', 'y', 'true', 'on', '1']);
const NO: ReadonlySet<string> = new Set(['no', 'n', 'false', 'off', '0']);
/** Digits with a sign and a fraction: `Number` would take `0x10`, `1e99` and the empty text too. */
const NUMBER = /^[+-]?\d{1,17}(?:[.,]\d{1,17})?$/;
/** A thousand to some, one to others: nobody should be taken at the wrong word. */
const AMBIGUOUS = /,\d{3}$/;

const LARGEST_ID = 2n ** 63n - 1n;

/** Of options whose value stands in the word itself. */
export function plainValue(body: OptionBody, text: string): WordValue {
  switch (body.type) {
    case ApplicationCommandOptionType.Boolean:
      return booleanOf(text);
    case ApplicationCommandOptionType.Integer:
    case ApplicationCommandOptionType.Number:
      return choiceOf(body, text) ?? numberOf(body, text);
    default:
      return choiceOf(body, text) ?? { value: text };
  }
}

function booleanOf(text: string): WordValue {
  const word = text.toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { refused: reason('yesOrNo') };
}

function numberOf({ type }: OptionBody, text: string): WordValue {
  const isWhole = type === ApplicationCommandOptionType.Integer;
  const refused = { refused: reason(isWhole ? 'wholeNumber' : 'number') };
  if (!NUMBER.test(text) || AMBIGUOUS.test(text)) return refused;
  const value = Number(text.replace(',', '.'));
  // What is larger would be another number than the one that was written.
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return refused;
  return isWhole && !Number.isInteger(value) ? refused : { value };
}

/** Choices go by their names, as people see them, or by their values. */
function choiceOf(body: OptionBody, text: string): WordValue | undefined {
  const choices = 'choices' in body ? (body.choices as readonly { name: string; value: string | number }[]) : undefined;
  if (!choices || choices.length === 0) return undefined;
  const word = text.toLowerCase();
  const found =
    choices.find(({ value }) => String(value) === text) ?? choices.find(({ name }) => name.toLowerCase() === word);
  return found
    ? { value: found.value }
    : { refused: reason('oneOf', { choices: choices.map(({ name }) => name).join(', ') }) };
}

/** `<@12>`, `<@!12>`, `12` -> `12`. */
export function userIdOf(text: string): string | undefined {
  const id = /^(?:<@!?(\d{15,20})>|(\d{15,20}))$/.exec(text)?.slice(1).find(Boolean);
  // Discord refuses to look for what is larger than any id can be.
  return id !== undefined && BigInt(id) <= LARGEST_ID ? id : undefined;
}

/** `<#12>` or `12`; else a name, with or without `#`. */
export function channelKeyOf(text: string): string {
  return /^<#(\d{15,20})>$/.exec(text)?.[1] ?? text.replace(/^#/, '');
}

/** `<@&12>` or `12`; else a name, with or without `@`. */
export function roleKeyOf(text: string): string {
  return /^<@&(\d{15,20})>$/.exec(text)?.[1] ?? text.replace(/^@/, '');
}

/** Whether a text is a mention of a role. */
export function isRoleMention(text: string): boolean {
  return /^<@&\d{15,20}>$/.test(text);
}
