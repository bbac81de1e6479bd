/** Commands of every kind, known to the embedded Discord and used by people there. */
import { Transform } from 'class-transformer';
import {
  AnyContext,
  Autocomplete,
  Catch,
  ChannelOption,
  type Channel,
  type GuildSlashContext,
  Handler,
  IntegerOption,
  MemberOption,
  Member,
  MentionableOption,
  MessageCommand,
  type MessageCommandContext,
  type Query,
  Role,
  RoleOption,
  Slash,
  type SlashContext,
  slashGroup,
  StringOption,
  type User,
} from '../../src';
import { DiscordSimulator, runBot, type RunningBot, type SimGuild, type SimMember } from '../../src/testing';

const role = slashGroup('role', 'Roles', { contexts: ['Guild'] });
const member = role.group('member', 'Roles of a member');

class RoleOptions {
  @MemberOption('Whose') member!: Member;
  @RoleOption('Which') role!: Role;
}

class SearchOptions {
  @StringOption('What', { autocomplete: true }) what!: string;
  @IntegerOption('How many', { autocomplete: true, optional: true }) most = 3;
}
class WideSearch extends SearchOptions {
  @ChannelOption('Where', { optional: true }) where?: Channel;
  @MentionableOption('Whose', { optional: true }) whose?: User | Role;
}

class PickyOptions {
  @StringOption('When', { transformed: true })
  @Transform(({ value }) => {
    if (value === 'never') throw new RangeError('never');
    return new Date(value as string);
  })
  when!: Date;
}

@Handler()
class Picky {
  @Slash('remind', 'Reminds') remind(_ctx: SlashContext, { when }: PickyOptions) {
    return when.toISOString();
  }
  @Catch(RangeError) never(error: RangeError, ctx: AnyContext) {
    return ctx.refuse(`${error.message} is no time`);
  }
}

@Handler()
class Roles {
  @member.Slash('add', 'Gives a role') add(_ctx: GuildSlashContext, { member: who, role: which }: RoleOptions) {
    return `${who.displayName} is ${which.name} in ${who.guildId === which.guildId}`;
  }
}

@Handler()
class Search {
  @Slash('search', 'Looks for something') search(ctx: SlashContext, { what, most }: SearchOptions) {
    return `${ctx.path.join(' ')} ${what} ${most}`;
  }
  @Slash('search-wide', 'Looks everywhere') wide(_ctx: SlashContext, { what, where, whose }: WideSearch) {
    return `${what} in ${where?.name} of ${whose instanceof Role ? whose.name : whose?.username}`;
  }
  @Autocomplete(SearchOptions, 'what') words(query: Query) {
    return query.value === 'many'
      ? Array.from({ length: 40 }, (_, at) => `w${at}`)
      : [{ name: '🧵'.repeat(101), value: query.value }];
  }
  @Autocomplete(SearchOptions, 'most') numbers({ value, others }: Query<number>) {
    return [value ?? 0, String(others.what).length];
  }
  @MessageCommand('Quote') quote({ target }: MessageCommandContext) {
    return `“${target.content}”`;
  }
}

describe('commands of every kind', () => {
  let discord: DiscordSimulator;
  let guild: SimGuild;
  let alice: SimMember;
  let bot: RunningBot;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    guild = discord.createGuild({ name: 'Loom' });
    alice = guild.addMember('alice');
    bot = await runBot(discord, { handlers: [Roles, Search, Picky] });
    const { client, applicationId, interactions } = bot.group;
    const bodies = interactions.commands.definitions.map(({ body }) => body);
    await client.commands.bulkOverwrite(applicationId as string, bodies);
  });
  afterEach(async () => {
    await bot.stop();
    await discord.close();
  });

  it('are answered within groups of groups, with members and roles', async () => {
    const weaver = guild.createRole({ name: 'weaver' });
    const used = await alice.run(bot.account, 'role member add', { member: alice, role: weaver });
    expect((await used.reply()).content).toBe('alice is weaver in true');
  });

  it('take options of classes that extend others', async () => {
    const general = guild.channel('general');
    const used = await alice.run(bot.account, 'search-wide', { what: 'yarn', where: general, whose: alice });
    expect((await used.reply()).content).toBe('yarn in general of alice');
  });

  it('convert what is entered, and are caught where that fails', async () => {
    const used = await alice.run(bot.account, 'remind', { when: '2026-03-01' });
    expect((await used.reply()).content).toBe('2026-03-01T00:00:00.000Z');
    const refused = await alice.run(bot.account, 'remind', { when: 'never' });
    expect((await refused.reply()).content).toBe('never is no time');
  });

  it('suggest at most 25 values, with names of at most 100 characters', async () => {
    for (const path of ['search', 'search-wide']) {
      const many = await alice.complete(bot.account, path, { what: 'many' }, 'what');
      expect(many.map(({ name }) => name)).toEqual(Array.from({ length: 25 }, (_, at) => `w${at}`));
      const [long] = await alice.complete(bot.account, path, { what: 'one' }, 'what');
      expect(long).toMatchObject({ name: `${'🧵'.repeat(99)}…`, value: 'one' });
    }
  });

  it('suggest numbers, and know what was entered elsewhere', async () => {
    const typed = await alice.complete(bot.account, 'search', { what: 'yarn', most: 7 }, 'most');
    expect(typed).toMatchObject([{ value: 7 }, { value: 4 }]);
    const partly = await alice.complete(bot.account, 'search', { what: 'yarn', most: '-' }, 'most');
    expect(partly).toMatchObject([{ value: 0 }, { value: 4 }]);
  });

  it('stand in the menu of messages', async () => {
    const said = await alice.say(guild.channel('general'), 'warp and weft');
    const used = await alice.runOn(bot.account, 'Quote', said);
    expect((await used.reply()).content).toBe('“warp and weft”');
  });
});
