/** The command. */
import { Command, Declare, type CommandContext } from 'seyfert';

@Declare({ name: 'ping', description: 'Replies with Pong!' })
export default class Ping extends Command {
  async run(context: CommandContext) {
    await context.write({ content: 'Pong!' });
  }
}
