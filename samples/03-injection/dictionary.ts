/** Providers of every kind: classes, a value behind a typed token, one by an asynchronous factory, and one for each call. */
import { Catch, Handler, Inject, Injectable, Logger, MessageCreateEvent, Module, On, token } from 'corduroy';

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

/** Each call has its own: made when it is asked for, disposed of when the call has ended. */
@Injectable({ scope: 'invocation' })
export class Answer implements Disposable {
  private readonly startedAt = Date.now();

  constructor(
    private readonly event: MessageCreateEvent,
    private readonly logger: Logger,
  ) {}

  async say(text: string) {
    await this.event.reply(text);
  }

  [Symbol.dispose]() {
    this.logger.debug(`"${this.event.content}" took ${Date.now() - this.startedAt} ms`);
  }
}

@Handler()
export class DictionaryHandler {
  constructor(private readonly lookups: Lookups) {}

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async define(event: MessageCreateEvent, @Inject(LANGUAGE) language: string, answer: Answer) {
    const [, word] = /^define (\w+)$/.exec(event.content) ?? [];
    if (!word) return;
    await answer.say(word === 'language' ? `I speak ${language}` : this.lookups.define(word));
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
    Answer,
    { provide: LANGUAGE, useValue: 'English' },
    { provide: Dictionary, useFactory: loadDictionary, inject: [LANGUAGE] },
  ],
})
export class DictionaryModule {}
