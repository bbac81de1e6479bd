/** What does not fit is told in the author's own words, in the language of who acted; and in English where there are none. */
import { IsIn } from 'class-validator';
import { Handler } from '../../../../src/di';
import {
  FAULT_TEXTS,
  type FaultKey,
  IntegerOption,
  type OptionFault,
  type InteractionTexts,
  sayFaults,
  Slash,
  type SlashContext,
  StringOption,
} from '../../../../src/interactions';
import { faultOf } from '../../../../src/interactions/faults/option-fault';
import { defineTexts, loadTexts } from '../../../../src/texts';
import { nullLogger } from '../../../../src/util';
import { command, routed, texts } from '../routing/support';

class Wishes {
  @IntegerOption('How many', { min: 0, max: 7 }) count!: number;
  @StringOption('What', { maxLength: 1 }) what!: string;
  @StringOption('How', { optional: true }) @IsIn(['fast'], { message: 'is not how' }) how?: string;
}

@Handler()
class Wishing {
  @Slash('wish', 'Takes wishes') wish(_ctx: SlashContext, _wishes: Wishes): string {
    return 'granted';
  }
}

async function told(own: Partial<InteractionTexts>, entered: Parameters<typeof command>[1]): Promise<string[]> {
  const { send } = routed([Wishing], own);
  const { answers, done } = send(command('wish', entered));
  await done;
  return texts(answers);
}

const WRONG = [
  ['count', 4, 9],
  ['what', 3, 'too much'],
] as const;

it('says what it always said where nobody says otherwise', async () => {
  expect(await told({}, WRONG)).toEqual([
    'reply: **count** takes a whole number from 0 to 7\n**what** takes at most 1 character',
  ]);
});

it('has a key and values for every built-in sentence, and none for those of the class’s own rules', async () => {
  const seen: OptionFault[] = [];
  const invalid = (faults: readonly OptionFault[]): string => {
    seen.push(...faults);
    return 'no';
  };
  await told({ invalid }, WRONG);
  await told({ invalid }, [['count', 4, 1]]);
  await told({ invalid }, [
    ['count', 4, 1],
    ['what', 3, 'x'],
    ['how', 3, 'slow'],
  ]);
  expect(seen).toEqual([
    {
      option: 'count',
      message: 'takes a whole number from 0 to 7',
      key: 'wholeNumberBetween',
      values: { min: 0, max: 7 },
    },
    { option: 'what', message: 'takes at most 1 character', key: 'charactersAtMost', values: { max: 1 } },
    { option: 'what', message: 'is needed', key: 'needed' },
    { option: 'how', message: 'is not how' },
  ]);
});

it('gives what `fault` says to an `invalid` of the author’s own', async () => {
  const own: Partial<InteractionTexts> = {
    fault: ({ key }) => `(${String(key)})`,
    invalid: (faults) => faults.map(({ option, message }) => `${option}: ${message}`).join('; '),
  };
  expect(await told(own, WRONG)).toEqual(['reply: count: (wholeNumberBetween); what: (charactersAtMost)']);
});

it.each([
  [
    'throws',
    () => {
      throw new Error('no words');
    },
  ],
  ['says nothing', () => ' '],
])('keeps its own words where `fault` %s', async (_, fault) => {
  expect(await told({ fault }, [['count', 4, 1]])).toEqual(['reply: **what** is needed']);
});

describe('the table of texts', () => {
  const SAMPLES = { min: 1, max: 1_234, choices: 'Red, {min}' };
  const english = defineTexts({ 'en-US': FAULT_TEXTS }, { logger: nullLogger });

  it.each(Object.keys(FAULT_TEXTS) as FaultKey[])('is what is said by default (%s)', (key) => {
    const say = english.of('en-US') as (key: string, values: object) => string;
    for (const max of [1, SAMPLES.max]) {
      const values = { ...SAMPLES, max };
      expect(faultOf('x', { key, values }).message).toBe(say(key, values));
    }
  });

  it('may stand in a table of the author’s, and what is not translated is another language’s', async () => {
    const words = defineTexts(
      {
        'en-US': { hello: 'Hello', faults: FAULT_TEXTS },
        de: {
          hello: 'Hallo',
          faults: {
            wholeNumberBetween: 'braucht eine ganze Zahl von {min} bis {max}',
            charactersAtMost: 'hat höchstens {max, plural, one {ein Zeichen} other {# Zeichen}}',
          },
        },
      },
      { logger: nullLogger },
    );
    const fault = sayFaults(words.of('de'), 'faults');
    expect(await told({ fault }, WRONG)).toEqual([
      'reply: **count** braucht eine ganze Zahl von 0 bis 7\n**what** hat höchstens ein Zeichen',
    ]);
    expect(await told({ fault }, [['count', 4, 1]])).toEqual(['reply: **what** is needed']);
    expect(fault({ option: 'x', message: 'is not how' })).toBe('is not how');
  });

  it('is not needed: a key that is in no table is told in English', () => {
    const words = defineTexts({ 'en-US': { hello: 'Hello' } }, { logger: nullLogger });
    expect(sayFaults(words.of('de'))(faultOf('x', { key: 'needed' }))).toBe('is needed');
  });
});

it('takes words of any table, whatever of it the compiler knows', () => {
  type AnyTranslate = ReturnType<ReturnType<typeof loadTexts>['of']>;
  const check: (translate: AnyTranslate) => unknown = sayFaults;
  expect(check).toBe(sayFaults);
});
