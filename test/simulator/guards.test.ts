/** Guards that ship, as a group injects them: with its clock, its store of limits and its owners, over what Discord tells. */
import {
  type AnyContext,
  BotPermissions,
  Concurrency,
  Cooldown,
  type Guard,
  type GuardUse,
  Handler,
  Injectable,
  Invocation,
  LimitStore,
  ListedOwners,
  MemoryLimitStore,
  OwnerOnly,
  Owners,
  Permissions,
  Slash,
  type SlashContext,
  type Verdict,
} from '../../src';
import {
  DiscordSimulator,
  runBot,
  type RunBotOptions,
  type RunningBot,
  type SimGuild,
  type SimMember,
} from '../../src/testing';

/** Asks a guard as the pipeline does, and leaves the call running. */
async function ask<O>(guard: Guard<O>, { options }: GuardUse<O>, ctx: AnyContext): Promise<Verdict> {
  const { event } = ctx;
  const init = { kind: 'command', owner: undefined, method: undefined, group: 'bot', event } as const;
  const invocation = new Invocation({ ...init, label: ctx.what, subject: ctx, actor: () => ctx.actor });
  return guard.check(invocation, options);
}

const said = (...verdicts: readonly Verdict[]): string =>
  verdicts.map((verdict) => (verdict && 'reason' in verdict ? verdict.reason : 'allowed')).join(' ');

/** Makes what it takes no parameters for. */
function made<O>({ guard }: GuardUse<O>): Guard<O> {
  return new (guard as new () => Guard<O>)();
}

const ONCE_AN_HOUR = Cooldown.perUser('1h');
const ONE_AT_A_TIME = Concurrency.perUser(1);

@Handler()
class Asking {
  constructor(
    private readonly cooldown: Cooldown,
    private readonly concurrency: Concurrency,
    private readonly ownerOnly: OwnerOnly,
  ) {}

  @Slash('limits', 'Asks for uses') async limits(ctx: SlashContext): Promise<string> {
    return said(await ask(this.cooldown, ONCE_AN_HOUR, ctx), await ask(this.concurrency, ONE_AT_A_TIME, ctx));
  }

  @Slash('rights', 'Asks for rights') async rights(ctx: SlashContext): Promise<string> {
    const [person, bot] = [Permissions('BanMembers'), BotPermissions('ManageWebhooks')];
    const owner = { guard: OwnerOnly, options: undefined };
    return said(
      await ask(made(person), person, ctx),
      await ask(made(bot), bot, ctx),
      await ask(this.ownerOnly, owner, ctx),
    );
  }
}

const PARTS: RunBotOptions = { handlers: [Asking], providers: [Cooldown, Concurrency, OwnerOnly] };

describe('guards of a group', () => {
  let discord: DiscordSimulator;
  let guild: SimGuild;
  let alice: SimMember;
  let bot: RunningBot;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    guild = discord.createGuild({ name: 'Loom' });
    alice = guild.addMember('alice');
  });
  afterEach(async () => {
    await bot.stop();
    await discord.close();
  });

  const answer = async (who: SimMember, command: string): Promise<string> =>
    (await (await who.run(bot.account, command)).reply()).content;

  it('count by the group’s own store, each person apart', async () => {
    bot = await runBot(discord, PARTS);
    expect(await answer(alice, 'limits')).toBe('allowed allowed');
    expect(await answer(alice, 'limits')).toBe('cooldown concurrency');
    expect(await answer(guild.addMember('bob'), 'limits')).toBe('allowed allowed');
  });

  it('ask what Discord says that people and the bot may do, and who owns it', async () => {
    bot = await runBot(discord, PARTS);
    const asked = await answer(alice, 'rights');
    expect(asked.split(' ')[0]).toBe('permissions');
    expect(asked.split(' ')[2]).toBe('owner-only');
  });

  it('take owners from the options of the group', async () => {
    bot = await runBot(discord, { ...PARTS, ownerIds: [alice.id] });
    expect((await answer(alice, 'rights')).split(' ')[2]).toBe('allowed');
  });

  it('count in the store, and ask the owners, that the author provides', async () => {
    const store = new MemoryLimitStore();
    @Injectable()
    class Everybody extends Owners {
      override isOwner(): boolean {
        return true;
      }
    }
    bot = await runBot(discord, {
      ...PARTS,
      providers: [
        ...(PARTS.providers ?? []),
        { provide: LimitStore, useValue: store },
        { provide: Owners, useClass: Everybody },
      ],
    });
    await answer(alice, 'limits');
    expect(store.size).toBe(1);
    expect((await answer(alice, 'rights')).split(' ')[2]).toBe('allowed');
    expect(new ListedOwners([]).isOwner(alice.id)).toBe(false);
  });
});
