/** What people read in a handler's place, in their language. */
import { type GuardRefusal, type InteractionTexts, loadTexts } from 'corduroy';
import type en from './texts/en-US.json';

const words = loadTexts<typeof en>({ folder: 'samples/22-errors-and-outcomes/texts' });

export function textsIn(locale: string): Partial<InteractionTexts> {
  const t = words.of(locale);
  const refusal = ({ reason, message, values }: GuardRefusal): string =>
    // Discord shows the timestamp as “in 4 seconds”, in the language of who reads it.
    reason === 'cooldown' ? t('cooldown', { when: String(values?.timestamp) }) : message;
  return {
    refused: (refusals) => refusals.map(refusal).join('\n'),
    failed: ({ invocation }) => t('failed', { id: invocation?.id ?? '?' }),
  };
}
