/** Holds a translation against the texts of the default language: the same keys, and for each the same arguments. */
import { type SetupProblem } from '../errors';
import { nearNames } from '../util';
import { type ArgumentUse, type ReadText } from './format';
import { type Sheet, textProblem } from './sheet';

/** @returns the keys that the translation lacks. */
export function compareSheets(original: Sheet, translation: Sheet, problems: SetupProblem[]): readonly string[] {
  for (const [key, text] of translation.texts) {
    const model = original.texts.get(key);
    const tell = (message: string, advice: string): void => {
      problems.push(textProblem('TEXTS_MISMATCH', message, advice, translation.file));
    };
    if (model) compareTexts(`The text "${key}" in ${translation.locale}`, model, text, tell);
    else {
      const [near] = nearNames(key, original.texts.keys());
      const advice = near === undefined ? 'take it away, or add it there.' : `write "${near}".`;
      tell(`The key "${key}" in ${translation.locale} is not there in ${original.locale}.`, advice);
    }
  }
  return [...original.texts.keys()].filter((key) => !translation.texts.has(key));
}

type Tell = (message: string, advice: string) => void;

function compareTexts(where: string, original: ReadText, translation: ReadText, tell: Tell): void {
  const known = byName(original.uses);
  const used = byName(translation.uses);
  for (const [name, uses] of used) {
    const model = known.get(name);
    if (!model) {
      const [near] = nearNames(name, known.keys());
      const others = known.size === 0 ? 'take it away: the text has none.' : `use ${list(known.keys())}.`;
      tell(
        `${where} has the argument {${name}}, which nobody gives.`,
        near === undefined ? others : `write {${near}}.`,
      );
    } else for (const use of uses) compareUses(where, model, use, tell);
  }
  for (const name of known.keys()) {
    if (!used.has(name)) tell(`${where} leaves out the argument {${name}}.`, `put {${name}} in.`);
  }
}

/** A translation may ask less of an argument than the original (a language without plurals), never more. */
function compareUses(
  where: string,
  originals: readonly ArgumentUse[],
  { name, takes, cases }: ArgumentUse,
  tell: Tell,
): void {
  if (takes === 'anything' && !originals.some((one) => one.takes === 'a date')) return;
  const same = originals.filter((one) => one.takes === takes);
  if (same.length === 0) {
    const given = originals[0]?.takes ?? 'anything';
    tell(`${where} takes ${takes} for {${name}}, and the default language ${given}.`, 'use the same kind of argument.');
    return;
  }
  const known = same.flatMap((one) => one.cases ?? []);
  for (const one of cases ?? []) {
    if (!known.includes(one))
      tell(`${where} has the case "${one}" of {${name}}, which never comes.`, `use ${list(known)}.`);
  }
}

function byName(uses: readonly ArgumentUse[]): ReadonlyMap<string, readonly ArgumentUse[]> {
  const found = new Map<string, ArgumentUse[]>();
  for (const use of uses) found.set(use.name, [...(found.get(use.name) ?? []), use]);
  return found;
}

function list(names: Iterable<string>): string {
  return [...new Set(names)].join(', ');
}
