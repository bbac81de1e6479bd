/** What is asked before a command. */
import { type CommandContext, createMiddleware } from 'seyfert';

const mayManageMessages = createMiddleware<void, CommandContext>(({ context, next, stop }) => {
  const member = context.interaction.member;
  if (member?.permissions.has(['ManageMessages'])) next();
  else stop('You need the permission Manage Messages for this.');
});

export const middlewares = { mayManageMessages };

declare module 'seyfert' {
  interface SeyfertRegistry {
    middlewares: typeof middlewares;
  }
}
