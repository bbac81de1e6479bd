/** Handlers, each with one mistake. */
import { Handler, Inject, MessageCreateEvent, On } from 'corduroy';
import type { Database as TypeOnly } from './parts';
import { Database, type Settings } from './parts';

@Handler()
export class TakesInterface {
  @On(MessageCreateEvent)
  run(_event: MessageCreateEvent, _settings: Settings): void {
    return undefined;
  }
}

@Handler()
export class TakesTypeOnly {
  @On(MessageCreateEvent)
  run(_event: MessageCreateEvent, _database: TypeOnly): void {
    return undefined;
  }
}

@Handler()
export class TakesUnprovided {
  @On(MessageCreateEvent)
  run(_event: MessageCreateEvent, _database: Database): void {
    return undefined;
  }
}

@Handler()
export class TakesUnknownName {
  @On(MessageCreateEvent)
  run(_event: MessageCreateEvent, @Inject('my_numbr') _n: number): void {
    return undefined;
  }
}

@Handler()
export class NeedsInConstructor {
  constructor(readonly database: Database) {}

  @On(MessageCreateEvent)
  run(): void {
    return undefined;
  }
}

/** As a runner that emits no metadata leaves it. */
@Handler()
export class WithoutMetadata {
  run(_event: MessageCreateEvent, _database: Database): void {
    return undefined;
  }
}
On(MessageCreateEvent)(WithoutMetadata.prototype, 'run', {
  value: (event: MessageCreateEvent) => event,
});

@Handler()
export class NoDecoratedMethodArgument {
  @On(MessageCreateEvent)
  run(_event: MessageCreateEvent, _text: string): void {
    return undefined;
  }
}

export class NotAHandler {
  @On(MessageCreateEvent)
  run(): void {
    return undefined;
  }
}
