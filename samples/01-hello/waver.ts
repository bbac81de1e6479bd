/** A slash command with a button: what a method returns is the answer. */
import {
  Button,
  button,
  type ButtonContext,
  customId,
  Handler,
  type IdOf,
  int,
  message,
  row,
  Slash,
  SlashContext,
} from 'corduroy';

/** What the button carries: typed on both sides, and checked when the program starts. */
const Again = customId('again', { times: int(2, 99) });

@Handler()
export class Waver {
  @Slash('wave', 'Waves at you')
  wave(ctx: SlashContext) {
    return message(`Alpha waves at ${ctx.user.username}`, row(button('Again', Again.of({ times: 2 }))));
  }

  // A button's answer changes the message that it hangs on.
  @Button(Again)
  again(ctx: ButtonContext, { times }: IdOf<typeof Again>) {
    const next = row(button('Again', Again.of({ times: Math.min(times + 1, 99) })));
    return message(`Alpha waves at ${ctx.user.username}, ${times} times`, next);
  }
}
