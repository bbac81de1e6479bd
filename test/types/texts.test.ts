/** Keys and arguments of texts: what must compile, and what must not. */
import { defineTexts, loadTexts, nullLogger as logger, type SlashContext, type Texts } from '../../src';

const texts = defineTexts(
  {
    'en-US': {
      hi: 'Hello {name}',
      apples: '{count, plural, one {# apple} other {# apples}} of {tree}',
      pet: '{kind, select, cat {{name} purrs} dog {{name} barks} other {It is there}} since {day, date, long}',
      plain: "Nothing '{here}', it''s all",
      shop: { open: 'Open at {hour, number}' },
    },
    de: { hi: 'Hallo {name}' },
  },
  { logger },
);
const t = texts.of('de');

describe('texts', () => {
  it('take their arguments, each as its text wants it', () => {
    t('hi', { name: 'Ada' });
    t('hi', { name: 7 });
    t('apples', { count: 2, tree: 'the old one' });
    t('pet', { kind: 'cat', name: 'Loom', day: new Date(0) });
    t('plain');
    t('shop.open', { hour: 9 });
    texts.say('hi', { name: 'Ada' });
    expect(texts.for({ locale: 'de' })('hi', { name: 'Ada' })).toBe('Hallo Ada');
  });

  it('do not compile with a wrong key, a missing argument, or one of another kind', () => {
    const wrong = [
      // @ts-expect-error -- no such key
      (): unknown => t('hello', { name: 'Ada' }),
      // @ts-expect-error -- the argument is missing
      (): unknown => t('hi'),
      // @ts-expect-error -- the argument is missing
      (): unknown => t('hi', {}),
      // @ts-expect-error -- another argument
      (): unknown => t('hi', { nam: 'Ada' }),
      // @ts-expect-error -- one argument too many
      (): unknown => t('hi', { name: 'Ada', age: 7 }),
      // @ts-expect-error -- a text takes no objects
      (): unknown => t('hi', { name: { first: 'Ada' } }),
      // @ts-expect-error -- plurals take numbers
      (): unknown => t('apples', { count: '2', tree: 'x' }),
      // @ts-expect-error -- no such case
      (): unknown => t('pet', { kind: 'cow', name: 'Loom', day: 0 }),
      // @ts-expect-error -- dates are dates, or milliseconds
      (): unknown => t('pet', { kind: 'cat', name: 'Loom', day: 'today' }),
      // @ts-expect-error -- it has no arguments
      (): unknown => t('plain', { here: 'x' }),
      // @ts-expect-error -- a table is no text
      (): unknown => t('shop'),
      // @ts-expect-error -- answers are held to the same
      (): unknown => texts.say('hi'),
      // @ts-expect-error -- Discord has no such language
      (): unknown => defineTexts({ 'en-US': { hi: 'Hello' }, tlh: { hi: 'nuqneH' } }),
    ];
    expect(wrong).toHaveLength(13);
  });

  it('of files have the keys of the default language’s file; their arguments are free', () => {
    const open = (): unknown => {
      const loaded = loadTexts<{ hi: string; shop: { open: string } }>({ folder: 'texts' });
      loaded.of('de')('hi', { name: 'Ada' });
      // @ts-expect-error -- no such key
      loaded.of('de')('hello');
      return loaded.of('de')('shop.open');
    };
    expect(open).toBeInstanceOf(Function);
  });

  it('are answers, alone and as the content of a message, and can be injected', () => {
    class Greeter {
      constructor(readonly words: Texts<{ hi: 'Hello {name}' }>) {}
      async greet(ctx: SlashContext): Promise<unknown> {
        await ctx.reply(this.words.say('hi', { name: 'Ada' }));
        await ctx.edit({ content: this.words.say('hi', { name: 'Ada' }), embeds: [] });
        return this.words.for(ctx)('hi', { name: 'Ada' });
      }
    }
    expect(Greeter).toBeInstanceOf(Function);
  });
});
