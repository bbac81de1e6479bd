/** `@Command`: methods that answer commands which people write as messages. */
import { captureSpot, placeAt } from '../../di';
import { type AfterContext, type CommandDecorator } from '../commands/command-init';
import { type Only } from '../options/option-types';
import { type TextCommandInit } from './text-command-init';
import { type GuildTextContext, type TextContext } from './text-context';
import { textCommandRecords } from './text-records';

type ContextOf<Init> = Init extends { readonly contexts: readonly ['Guild'] } ? GuildTextContext : TextContext;

/**
 * The method answers `!name`, with whichever prefix holds. Parameter 0 is the context, parameter 1 the options where its type is
 * a class with option decorators (the same as for `@Slash`), all others are injected. What the method returns is the reply.
 * @param name one word or more, without spaces at its ends: `play`, `queue add`. @param description for the help.
 */
export function Command<const Init extends TextCommandInit = TextCommandInit>(
  name: string,
  description: string,
  init?: Only<Init, TextCommandInit>,
): CommandDecorator<ContextOf<Init>, AfterContext<Init>> {
  const spot = captureSpot(Command);
  return (target: object, method: string) => {
    const isStatic = typeof target === 'function';
    const type = isStatic ? target : target.constructor;
    const place = placeAt(spot, type.name, method);
    textCommandRecords.add(type, {
      path: wordsOf(name),
      description,
      options: init ?? {},
      method,
      place,
      isStatic,
    });
  };
}

/** Names are compared in lower case, and with one space between words. */
export function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/\s+/u).filter(Boolean);
}
