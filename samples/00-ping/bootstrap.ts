/** The shortest bot: one slash command, answered by what its method returns. */
import { connect, env, Handler, Slash } from 'corduroy';

@Handler()
class Hello {
  @Slash('ping', 'Replies with Pong!')
  ping() {
    return 'Pong!';
  }
}

export const bot = connect(env('DISCORD_TOKEN'), { handlers: [Hello] });
