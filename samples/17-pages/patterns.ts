/** Pages that people turn by buttons, and a question before something is lost. */
import { bold, confirm, type GuildSlashContext, Handler, paginate, Slash, type SlashContext } from 'corduroy';
import { PatternBook } from './pattern-book';

const ON_A_PAGE = 3;

@Handler()
export class Patterns {
  constructor(private readonly book: PatternBook) {}

  // Pages are made when they are shown. Only who asked can turn them, until nobody did for a minute.
  @Slash('patterns', 'Shows all patterns')
  async show(ctx: SlashContext) {
    const { names } = this.book;
    if (names.length === 0) return 'There are none any more.';
    const page = (index: number) => names.slice(index * ON_A_PAGE, (index + 1) * ON_A_PAGE).join('\n');
    await paginate(ctx, { count: Math.ceil(names.length / ON_A_PAGE), page }, { timeoutMs: 60_000 });
    return undefined;
  }

  // A list of pages does as well. Anybody may turn these.
  @Slash('lesson', 'Tells how to weave')
  async teach(ctx: SlashContext) {
    await paginate(ctx, ['Wind the warp.', 'Thread the heddles.', 'Throw the shuttle.'], { who: 'anybody' });
  }

  // The question is for who asked alone. `undefined` means that they did not answer.
  @Slash('forget', 'Throws all patterns away', { contexts: ['Guild'], permissions: ['ManageGuild'] })
  async forget(ctx: GuildSlashContext) {
    const { names } = this.book;
    const isSure = await confirm(ctx, `Throw ${names.length} patterns away?`, { danger: true, yes: 'Throw them away' });
    if (isSure !== true) return ctx.refuse('All patterns are still there.');
    names.splice(0);
    return `${bold(ctx.member.displayName)} threw all patterns away.`;
  }
}
