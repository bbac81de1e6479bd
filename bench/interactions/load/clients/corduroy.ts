/** /award with Corduroy: a guard, a class of options, and a reply that is returned. */
import {
  connect,
  env,
  Handler,
  IntegerOption,
  Permissions,
  Slash,
  type SlashContext,
  StringOption,
  Use,
  User,
  UserOption,
} from 'corduroy';

class AwardOptions {
  @StringOption('What is given') what!: string;
  @IntegerOption('How many', { min: 1, max: 1_000 }) count!: number;
  @UserOption('To whom') to!: User;
}

@Handler()
class Awards {
  @Use(Permissions('ManageMessages'))
  @Slash('award', 'Gives something to somebody')
  award(ctx: SlashContext, { what, count, to }: AwardOptions) {
    return `${ctx.user.displayName} gives ${count} × ${what} to ${to.displayName}`;
  }
}

export const bot = connect(env('DISCORD_TOKEN'), { handlers: [Awards] });
