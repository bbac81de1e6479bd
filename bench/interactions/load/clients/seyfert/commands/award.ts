/** The command. */
import {
  Command,
  type CommandContext,
  createIntegerOption,
  createStringOption,
  createUserOption,
  Declare,
  Middlewares,
  Options,
} from 'seyfert';
import { MessageFlags } from 'seyfert/lib/types';

const options = {
  what: createStringOption({ description: 'What is given', required: true }),
  count: createIntegerOption({ description: 'How many', min_value: 1, max_value: 1_000, required: true }),
  to: createUserOption({ description: 'To whom', required: true }),
};

@Declare({ name: 'award', description: 'Gives something to somebody' })
@Options(options)
@Middlewares(['mayManageMessages'])
export default class Award extends Command {
  async run(context: CommandContext<typeof options>) {
    const { what, count, to } = context.options;
    await context.write({ content: `${context.author.name} gives ${count} × ${what} to ${to.name}` });
  }

  async onMiddlewaresError(context: CommandContext, error: string) {
    await context.write({ content: error, flags: MessageFlags.Ephemeral });
  }
}
