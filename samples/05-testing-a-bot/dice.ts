/** A bot that is easy to test: what is random is a provider, so that a test can bring its own. */
import { Handler, Inject, MessageCreateEvent, Module, On, token } from 'corduroy';

/** Makes numbers from 0 up to, but not including, 1. */
export const RANDOM = token<() => number>('random');

@Handler()
export class Dice {
  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async roll(event: MessageCreateEvent, @Inject(RANDOM) random: () => number) {
    const [, sides] = /^roll d(\d+)$/.exec(event.content) ?? [];
    if (sides) await event.reply(`You rolled ${1 + Math.floor(random() * Number(sides))}`);
  }
}

@Module({ handlers: [Dice], providers: [{ provide: RANDOM, useValue: Math.random }] })
export class DiceModule {}
