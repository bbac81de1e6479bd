/** Makes a list that Discord takes of what a method suggests. */
import { type Suggestion } from '../answers/responder';
import { clipped } from '../clipped';
import { describeGot } from '../../models';
import { InteractionError } from '../interaction-error';

const MOST_SUGGESTIONS = 25;
/** Characters of the name of a suggestion, and of its value. */
const LONGEST_NAME = 100;

/** Texts and numbers stand for themselves. What is longer than Discord shows is cut: better than no suggestion at all. */
export function toSuggestions(result: unknown, label: string): readonly Suggestion[] {
  if (result === undefined || result === null) return [];
  if (!Array.isArray(result)) throw noSuggestions(label, result, 'list');
  const suggestions: Suggestion[] = [];
  for (const each of result as readonly unknown[]) {
    const suggestion = toSuggestion(each);
    if (!suggestion) throw noSuggestions(label, each, 'suggestion');
    if (isTaken(suggestion)) suggestions.push(suggestion);
    if (suggestions.length === MOST_SUGGESTIONS) break;
  }
  return suggestions;
}

function toSuggestion(each: unknown): Suggestion | undefined {
  if (typeof each === 'string' || typeof each === 'number') {
    return { name: clipped(String(each), LONGEST_NAME), value: each };
  }
  if (typeof (each as Partial<Suggestion> | null | undefined)?.name !== 'string') return undefined;
  const suggestion = each as Suggestion;
  const { name, nameLocalizations: names } = suggestion;
  const cut = { ...suggestion, name: clipped(name, LONGEST_NAME) };
  return names ? { ...cut, nameLocalizations: clippedAll(names) } : cut;
}

function noSuggestions(label: string, got: unknown, wanted: string): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_ANSWER_INVALID',
    kind: 'answer',
    message: `${label} suggested ${describeGot(got)}, which is no ${wanted}.`,
    advice: 'return a list of texts, numbers, or { name, value }.',
  });
}

/** Empty ones are as none. */
function clippedAll(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const shown = Object.entries(names).filter(([, name]) => name.trim() !== '');
  return Object.fromEntries(shown.map(([locale, name]) => [locale, clipped(name, LONGEST_NAME)]));
}

/** For one that it does not take Discord refuses the whole list. A value that is cut would be another one. */
function isTaken({ name, value }: Suggestion): boolean {
  return name.trim() !== '' && (typeof value === 'string' ? value.length <= LONGEST_NAME : Number.isFinite(value));
}
