/** Remembers things for people, whether they write or choose a command. */
import {
  AnyContext,
  BooleanOption,
  Catch,
  Command,
  Cooldown,
  Handler,
  IntegerOption,
  Slash,
  StringOption,
  type TextContext,
  Use,
  type User,
  UserOption,
} from 'corduroy';

class NoteOptions {
  @UserOption('Whom it is about') about!: User;
  @IntegerOption('How often it is to be said', { min: 1, max: 3, optional: true }) times = 1;
  @BooleanOption('Whether it is urgent', { optional: true }) urgent = false;
  @StringOption('What to remember', { maxLength: 200, optional: true }) note = 'hello';
}

@Handler()
export class Notes {
  private readonly notes = new Map<string, string>();

  // !remember @bob --urgent --times=2 bring  the wool
  @Slash('remember', 'Remembers something about somebody')
  @Command('remember', 'Remembers something about somebody', { aliases: ['r', 'note down'] })
  @Use(Cooldown.perUser('10s', { uses: 3 }))
  remember(ctx: AnyContext, { about, times, urgent, note }: NoteOptions) {
    const said = Array<string>(times).fill(note).join(', ');
    this.notes.set(about.id, said);
    return `${ctx.user.displayName}, I keep for ${about.displayName}: ${said}${urgent ? '!' : '.'}`;
  }

  @Command('notes', 'Reads out all notes')
  list() {
    return [...this.notes.values()].join('\n') || 'There is nothing.';
  }

  @Command('notes burn', 'Burns all notes', { hidden: true })
  burn(_ctx: TextContext) {
    if (this.notes.size === 0) throw new RangeError('nothing to burn');
    this.notes.clear();
    return 'All gone.';
  }

  @Catch(RangeError)
  cold(error: RangeError, ctx: AnyContext) {
    return `${ctx.user.displayName}, that did not work: ${error.message}.`;
  }
}
