/** State of a bot, and state of the program: a counter for each group, one scoreboard for all of them. */
import { ClientGroup, Handler, Injectable, MessageCreateEvent, Module, On } from 'corduroy';

/** A provider of a group's module: each group has its own. */
@Injectable()
export class Counter {
  count = 0;
}

/** Shared by all groups, although a group's module lists it. */
@Injectable({ scope: 'hub' })
export class Scoreboard {
  private readonly totals = new Map<string, number>();

  add(group: string): number {
    this.totals.set(group, (this.totals.get(group) ?? 0) + 1);
    return [...this.totals.values()].reduce((sum, count) => sum + count, 0);
  }
}

@Handler()
export class CountingHandler {
  constructor(
    private readonly counter: Counter,
    private readonly scoreboard: Scoreboard,
  ) {}

  @On(MessageCreateEvent, { needs: ['MessageContent'], sequential: 'channel' })
  async count(event: MessageCreateEvent, group: ClientGroup) {
    if (event.author.bot || event.content !== `count ${group.name}`) return;
    this.counter.count += 1;
    const total = this.scoreboard.add(group.name);
    await event.reply(`${group.name} counted to ${this.counter.count}, together we are at ${total}`);
  }
}

@Module({ handlers: [CountingHandler], providers: [Counter, Scoreboard] })
export class CountingModule {}
