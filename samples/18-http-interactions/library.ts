/** Lends books: nothing in here knows whether the gateway or a request brought what people do. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  ApplicationAuthorizedEvent,
  Attachment,
  button,
  Button,
  type ButtonContext,
  customId,
  Handler,
  type IdOf,
  Logger,
  message,
  On,
  row,
  Slash,
  type SlashContext,
  StringOption,
  text,
} from 'corduroy';

const Return = customId('return', { title: text(40) });

class BookOptions {
  @StringOption('Which book', { maxLength: 40 }) title!: string;
}

@Handler()
export class Library {
  private readonly lent = new Map<string, string>();

  @Slash('borrow', 'Borrows a book')
  borrow(ctx: SlashContext, { title }: BookOptions) {
    const holder = this.lent.get(title);
    if (holder !== undefined) return ctx.refuse(`${title} is with ${holder}.`);
    this.lent.set(title, ctx.user.displayName);
    return message(`${ctx.user.displayName} took ${title}.`, row(button('Return it', Return.of({ title }))));
  }

  @Button(Return)
  giveBack(_ctx: ButtonContext, { title }: IdOf<typeof Return>) {
    this.lent.delete(title);
    return { content: `${title} is back.`, components: [] };
  }

  // The response says that an answer will come; the answer itself is a request, made when there is one.
  @Slash('catalogue', 'Sends the list of all that is lent', { defer: 100 })
  async catalogue(_ctx: SlashContext) {
    await pause(300);
    const list = [...this.lent].map(([title, holder]) => `${title}: ${holder}\n`).join('');
    return {
      content: `${this.lent.size} lent`,
      files: [Attachment.fromBytes(Buffer.from(list), { name: 'lent.txt' })],
    };
  }

  // Comes to the same address, where the developer portal names it for webhook events.
  @On(ApplicationAuthorizedEvent)
  installed(event: ApplicationAuthorizedEvent, logger: Logger) {
    logger.info(`${event.user.displayName} installed the library`);
  }
}
