/** A mill: guards on methods, on classes, and on the module. */
import {
  anyOf,
  button,
  Concurrency,
  Cooldown,
  GuildOnly,
  Handler,
  message,
  MessageCreateEvent,
  Module,
  not,
  NsfwOnly,
  On,
  OwnerOnly,
  Permissions,
  row,
  Slash,
  type SlashContext,
  Use,
} from 'corduroy';
import { Door, OpenOnly, PeopleOnly } from './door';
import { costs, Purses, Receipt } from './purse';

@Handler()
@Use(GuildOnly)
class Mill {
  @Slash('dye', 'Dyes your wool')
  @Use(Cooldown.perUser('1m', { uses: 2 }), costs(2), Receipt)
  dye() {
    return 'Your wool is blue.';
  }

  @Slash('cloak', 'Makes a cloak')
  @Use(costs(100))
  cloak() {
    return 'A cloak!';
  }

  // The call ends, and the loom is free, when who sits at it gets up or has not for a minute.
  @Slash('weave', 'Weaves at the only loom')
  @Use(Concurrency.perGuild(1))
  async weave(ctx: SlashContext) {
    await ctx.reply(message('You sit at the loom.', row(button('Get up', 'up'))));
    const click = await ctx.awaitComponent({ timeoutMs: 60_000 });
    await click.update({ content: 'The cloth is woven.', components: [] });
  }

  @Slash('recite', 'Recites a song for children')
  @Use(not(NsfwOnly, { reason: 'children', message: 'Not where children may not be.' }))
  recite() {
    return 'Baa, baa, black sheep';
  }

  @On(MessageCreateEvent)
  @Use(PeopleOnly, Cooldown.perChannel('10m'))
  async greet(event: MessageCreateEvent) {
    await event.reply('The mill is open.');
  }
}

@Handler()
export class Keeper {
  constructor(private readonly door: Door) {}

  @Slash('door', 'Opens or closes the mill')
  @Use(anyOf(OwnerOnly, Permissions('ManageGuild')))
  turn() {
    this.door.isOpen = !this.door.isOpen;
    return this.door.isOpen ? 'Open' : 'Closed';
  }
}

/** Holds for the handlers that the module lists, and not for the keeper, who could never open again. */
@Module({ handlers: [Mill], providers: [Door, Purses], use: [OpenOnly] })
export class MillModule {}
