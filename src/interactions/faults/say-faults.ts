/** Puts what does not fit into an author's own words: the bridge from faults to texts in several languages. */
import { type OptionFault } from './option-fault';

/** `texts.of(locale)` of a table that has the keys of FAULT_TEXTS, in itself or in a table within it. */
export type FaultTranslate = (key: never, ...values: never[]) => string;

/**
 * For `interactions.texts`: `(locale) => ({ fault: sayFaults(words.of(locale), 'faults') })`.
 * @param translate of texts whose default language has `FAULT_TEXTS`. @param path where in the table they stand. Default: in the table itself.
 * @returns what a fault says. Rules of class-validator have words of their own, which stay.
 */
export function sayFaults(translate: FaultTranslate, path?: string): (fault: OptionFault) => string {
  const say = translate as (key: string, values?: OptionFault['values']) => string;
  return ({ key, values, message }) => {
    if (key === undefined) return message;
    const whole = path === undefined ? key : `${path}.${key}`;
    const said = say(whole, values);
    // What nobody has put into words is shown as its key.
    return said === whole ? message : said;
  };
}
