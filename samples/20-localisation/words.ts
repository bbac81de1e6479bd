/** What the shop says: a file for each language, read and compared when the program starts. */
import { defineTexts, FAULT_TEXTS, loadTexts, type Texts } from 'corduroy';
import type en from './texts/en-US.json';

export type Words = Texts<typeof en>;

export const words: Words = loadTexts<typeof en>({ folder: 'samples/20-localisation/texts' });

/** A few words may stand in the code; then the compiler knows their arguments too. */
export const signs = defineTexts({
  'en-US': { open: 'Open until {hour, number}' },
  de: { open: 'Offen bis {hour, number} Uhr' },
});

/** What does not fit, “takes a whole number from 0 to 20”: English is there already. */
export const faults = defineTexts({ 'en-US': FAULT_TEXTS }, { folder: 'samples/20-localisation/faults' });
