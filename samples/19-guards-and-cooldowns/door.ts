/** Guards of one's own: whether the mill is open, and whether a person acts. */
import { Guard, Injectable, type Invocation, MessageCreateEvent, type Verdict } from 'corduroy';

@Injectable()
export class Door {
  isOpen = true;
}

@Injectable()
export class OpenOnly extends Guard {
  constructor(private readonly door: Door) {
    super();
  }

  override check(): Verdict {
    return this.door.isOpen ? undefined : { reason: 'closed', message: 'The mill is closed.' };
  }
}

/** Whoever answers messages answers its own too, if nobody stops it. */
export class PeopleOnly extends Guard {
  static override readonly step = 'person';

  override check({ event }: Invocation): Verdict {
    const isBot = event instanceof MessageCreateEvent && event.author.bot;
    return isBot ? { reason: 'people-only', message: 'This is for people.' } : undefined;
  }
}
