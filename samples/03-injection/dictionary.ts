/** Providers of every kind: a class, a value behind a typed token, and one that is made by an asynchronous factory. */
import { Catch, Handler, Inject, Injectable, MessageCreateEvent, Module, On, token } from 'corduroy';

export const LANGUAGE = token<string>('language');

/** Made by a factory that is awaited before the bot connects. */
export abstract class Dictionary {
  abstract find(word: string): string | undefined;
}

async function loadDictionary(language: string): Promise<Dictionary> {
  const words = new Map([['loom', `a machine that weaves (${language})`]]);
  return Promise.resolve({ find: (word) => words.get(word) });
}

export class UnknownWord extends Error {}

@Injectable()
export class Lookups {
  constructor(private readonly dictionary: Dictionary) {}

  define(word: string): string {
    const meaning = this.dictionary.find(word);
    if (meaning === undefined) throw new UnknownWord(word);
    return `${word}: ${meaning}`;
  }
}

@Handler()
export class DictionaryHandler {
  constructor(private readonly lookups: Lookups) {}

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async define(event: MessageCreateEvent, @Inject(LANGUAGE) language: string) {
    const [, word] = /^define (\w+)$/.exec(event.content) ?? [];
    if (!word) return;
    await event.reply(word === 'language' ? `I speak ${language}` : this.lookups.define(word));
  }

  /** Whatever a handler of this group throws and is an UnknownWord comes here. */
  @Catch(UnknownWord)
  async unknown(error: UnknownWord, event: MessageCreateEvent) {
    await event.reply(`I do not know "${error.message}"`);
  }
}

@Module({
  handlers: [DictionaryHandler],
  providers: [
    Lookups,
    { provide: LANGUAGE, useValue: 'English' },
    { provide: Dictionary, useFactory: loadDictionary, inject: [LANGUAGE] },
  ],
})
export class DictionaryModule {}
