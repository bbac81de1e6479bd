/** What the shop says: a file for each language, read and compared when the program starts. */
import { defineTexts, loadTexts, type Texts } from 'corduroy';
import type en from './texts/en-US.json';

export type Words = Texts<typeof en>;

export const words: Words = loadTexts<typeof en>({ folder: 'samples/20-localisation/texts' });

/** A few words may stand in the code; then the compiler knows their arguments too. */
export const signs = defineTexts({
  'en-US': { open: 'Open until {hour, number}' },
  de: { open: 'Offen bis {hour, number} Uhr' },
});
