/** Three nets, the nearest first: of a method, of its class, of its module. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  AnyContext,
  Catch,
  Cooldown,
  Handler,
  HandlerFailure,
  Invocation,
  Logger,
  Module,
  Slash,
  type SlashContext,
  StringOption,
  Use,
} from 'corduroy';
import { Line, LineBusy, NoSuchPlace } from './line';

class Telegram {
  @StringOption('Where to', { maxLength: 40 }) place!: string;
  @StringOption('What it says', { maxLength: 100 }) words!: string;
}

@Handler()
class Telegraph {
  constructor(private readonly line: Line) {}

  @Slash('send', 'Sends a telegram')
  @Use(Cooldown.perUser('1m', { uses: 3 }))
  send(_ctx: SlashContext, { place, words }: Telegram) {
    return this.line.send(place, words);
  }

  // Of one method. What is returned is its answer: here what the second run returns.
  @Catch(LineBusy, { of: 'send' })
  async sendAgain(_error: LineBusy, failure: HandlerFailure) {
    await pause(10);
    return failure.retry();
  }

  // Of all methods of the class. A text is told to who acted alone.
  @Catch(NoSuchPlace)
  unknown({ message }: NoSuchPlace) {
    return `Nobody knows where ${message} is.`;
  }

  @Slash('strike', 'Strikes')
  strike() {
    throw new Error('We are on strike');
  }

  @Slash('burn', 'Burns the office down')
  burn() {
    throw new RangeError('There is no office any more');
  }
}

/** Of everything that its module lists. */
@Handler()
class Complaints {
  @Catch()
  async take(error: Error, ctx: AnyContext, invocation: Invocation, logger: Logger) {
    // Whatever is thrown out of here again is left to the next: the group's ErrorHandler, and the text `failed`.
    if (error instanceof RangeError) throw error;
    logger.warn('a complaint', { of: invocation.label, by: ctx.userId, error });
    await ctx.refuse(`Complaint ${invocation.id}: ${error.message}.`);
  }
}

@Module({ handlers: [Telegraph, Complaints], providers: [Line] })
export class Office {}
