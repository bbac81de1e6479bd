/** One thing that does not fit in what somebody gave: in words, and as a key with values for words in another language. */
import { type InputFault } from '../../dispatcher';
import { type ValuesFor } from '../../texts';
import { FAULT_TEXTS, type FaultKey } from './fault-texts';

/** Why the values of a command or a form do not fit its class; shown to the person. */
export interface OptionFault extends InputFault {
  /** The option's name, or the label of the field, as the person sees it. */
  readonly option: string;
  /** What follows it: `must be longer than 3 characters`. */
  readonly message: string;
  /** Which of {@link FAULT_TEXTS} it is; `undefined` for rules of class-validator, whose words are the class's own. */
  readonly key?: FaultKey;
  /** What the text is filled with. */
  readonly values?: FaultValues;
}

export type FaultValues = Readonly<Record<string, string | number>>;

/** What is wrong, before it is known of which option. */
export interface FaultReason {
  readonly key: FaultKey;
  readonly values?: FaultValues;
}

/** @param values what the text takes; the compiler reads it out of the text. */
export function reason<Key extends FaultKey>(key: Key, ...values: ValuesFor<typeof FAULT_TEXTS, Key>): FaultReason {
  const [given] = values as readonly [FaultValues?];
  return given ? { key, values: given } : { key };
}

export function faultOf(option: string, why: FaultReason): OptionFault {
  return { option, message: inEnglish(why), ...why };
}

const PLURAL = /\{(\w+), plural, one \{([^}]*)\} other \{([^}]*)\}\}/g;

/** Our own texts need no library: they have plain arguments and these plurals. */
function inEnglish({ key, values = {} }: FaultReason): string {
  return FAULT_TEXTS[key]
    .replace(PLURAL, (_, name: string, one: string, other: string) => {
      const count = values[name];
      return (count === 1 ? one : other).replace('#', Number(count).toLocaleString('en-US'));
    })
    .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}
