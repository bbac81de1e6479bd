/** What the compiler accepts of text commands, and what it refuses. */
import {
  type AnyContext,
  Command,
  type GuildId,
  type GuildSlashContext,
  type GuildTextContext,
  IntegerOption,
  type Member,
  Slash,
  type SlashContext,
  type TextContext,
  UserOption,
  type User,
} from 'corduroy';

class BanOptions {
  @UserOption('x') user!: User;
  @IntegerOption('x', { optional: true }) days = 0;
}
class Other {
  @IntegerOption('x') size!: number;
}

describe('text commands', () => {
  it('take a context of text, options, and what is injected', () => {
    class Fits {
      @Command('a', 'x') a(_ctx: TextContext): void {}
      @Command('b', 'x', { aliases: ['c d'], hidden: true, defer: false }) b(
        _ctx: TextContext,
        _ban: BanOptions,
      ): void {}
      @Command('e', 'x', { options: BanOptions }) e(_ctx: TextContext, _ban: BanOptions, _more: Date): void {}
      @Command('f', 'x') f(): string {
        return 'f';
      }
    }
    expect(Fits).toBeDefined();
  });

  it('in guilds only have guild and member', () => {
    class Fits {
      @Command('a', 'x', { contexts: ['Guild'] }) a({ guildId, member }: GuildTextContext): void {
        const both: [GuildId, Member] = [guildId, member];
        expect(both).toBeDefined();
      }
      @Command('b', 'x', { contexts: ['Guild'] }) b(_ctx: TextContext): void {}
    }
    class Refused {
      // @ts-expect-error it may be used in direct messages
      @Command('a', 'x') a(_ctx: GuildTextContext): void {}
      // @ts-expect-error so may this
      @Command('b', 'x', { contexts: ['Guild', 'BotDM'] }) b(_ctx: GuildTextContext): void {}
    }
    expect([Fits, Refused]).toBeDefined();
  });

  it('refuse other contexts, other options and what they do not know', () => {
    class Refused {
      // @ts-expect-error a message is no interaction
      @Command('a', 'x') a(_ctx: SlashContext): void {}
      // @ts-expect-error the options are of another class
      @Command('b', 'x', { options: BanOptions }) b(_ctx: TextContext, _other: Other): void {}
      // @ts-expect-error there is no such option
      @Command('c', 'x', { ephemeral: true }) c(_ctx: TextContext): void {}
      // @ts-expect-error there is no such place
      @Command('d', 'x', { contexts: ['PrivateChannel'] }) d(_ctx: TextContext): void {}
    }
    expect(Refused).toBeDefined();
  });

  it('and slash commands share a method whose context is that of both', () => {
    class Fits {
      @Slash('a', 'x') @Command('a', 'x') a(_ctx: AnyContext, _ban: BanOptions): void {}
      @Command('b', 'x', { contexts: ['Guild'] }) @Slash('b', 'x', { contexts: ['Guild'] }) b(_ctx: AnyContext): void {}
      @Slash('c', 'x') @Command('c', 'x') c(_ctx: SlashContext | TextContext): void {}
      @Slash('d', 'x', { contexts: ['Guild'] })
      @Command('d', 'x', { contexts: ['Guild'] })
      d({ guildId, member }: GuildSlashContext | GuildTextContext): void {
        const both: [GuildId, Member] = [guildId, member];
        expect(both).toBeDefined();
      }
    }
    class Refused {
      // @ts-expect-error what is written comes without an interaction
      @Slash('a', 'x') @Command('a', 'x') a(_ctx: SlashContext): void {}
      // @ts-expect-error what is chosen comes without a message
      @Slash('b', 'x') @Command('b', 'x') b(_ctx: TextContext): void {}
    }
    expect([Fits, Refused]).toBeDefined();
  });
});
