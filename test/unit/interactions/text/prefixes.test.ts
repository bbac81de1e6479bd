/** What makes a message a command: prefixes, mentions, and who is never heard. */
import { type Class } from '../../../../src/di';
import { ErrorHandler } from '../../../../src/dispatcher';
import {
  Command,
  FakeAnswers,
  InteractionRouter,
  Prefixes,
  TextContext,
  type TextCommandOptions,
  TextRouter,
} from '../../../../src/interactions';
import { findMention, findPrefix } from '../../../../src/interactions/text/prefixes';
import { type MessageCreateEvent, unboundContext } from '../../../../src/models';
import { RestClient, ScriptedTransport } from '../../../../src/rest';
import { ALL_INTENTS, MapInjector, unstarted } from '../../dispatcher/support';
import { ALICE, ELSEWHERE, GUILD, said } from './support';

const TOKEN = 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs';
const BOT = '198622483471925248';
const heard: string[] = [];
afterEach(() => {
  heard.length = 0;
});

class Play {
  @Command('play', 'Plays') play({ prefix }: TextContext): void {
    heard.push(prefix);
  }
}

function stage({ options, prefixes }: { options?: TextCommandOptions; prefixes?: Class<Prefixes> } = {}) {
  const { dispatcher, clock, logger, errors } = unstarted();
  const transport = new ScriptedTransport();
  const values: [unknown, unknown][] = [[ErrorHandler, errors]];
  if (prefixes) values.push([Prefixes, new (prefixes as new () => Prefixes)()]);
  const injector = new MapInjector(values as never);
  const parts = { dispatcher, clock, logger, views: unboundContext };
  const router = new TextRouter({
    ...parts,
    options,
    client: new RestClient(TOKEN, { transport, clock, retries: 0 }),
    waits: new InteractionRouter({ ...parts, answersOf: () => new FakeAnswers() }).waits,
    hearClicks: () => undefined,
    userId: () => BOT,
    hasOwnPrefixes: () => prefixes !== undefined,
    injector: () => injector,
  });
  dispatcher.addHandler(Play);
  router.read([Play]);
  expect(router.problems).toEqual([]);
  dispatcher.bind(injector, ALL_INTENTS);
  const hear = async (content: string, fields: object = {}): Promise<number> => {
    const before = heard.length;
    await router.handle(said(content, fields));
    return heard.length - before;
  };
  return { hear, logger, transport, dispatcher };
}

describe('prefixes', () => {
  it('the longest counts, in whatever case, and an empty one never does', () => {
    expect(findPrefix('Hey bot play', ['', 'hey', 'HEY BOT ', 'he'])).toEqual({ prefix: 'HEY BOT ', end: 8 });
    expect(findPrefix('play', ['', '!'])).toBeUndefined();
    expect(findPrefix('', ['!'])).toBeUndefined();
    expect(findPrefix('!', ['!!', '!'])).toEqual({ prefix: '!', end: 1 });
  });

  it('a mention of the bot is one where it stands first', () => {
    expect(findMention(`<@${BOT}>play`, BOT)).toEqual({ prefix: `<@${BOT}> `, end: 21 });
    expect(findMention(`<@!${BOT}> play`, BOT)?.end).toBe(22);
    expect(findMention(`hello <@${BOT}>`, BOT)).toBeUndefined();
    expect(findMention(`<@${ALICE}> play`, BOT)).toBeUndefined();
    expect(findMention(`<@${BOT}> play`, undefined)).toBeUndefined();
  });

  it('is an exclamation mark or a mention, if nobody says otherwise', async () => {
    const { hear } = stage();
    expect([await hear('!play'), await hear(`<@${BOT}> play`), await hear('?play'), await hear('play')]).toEqual([
      ...[1, 1, 0, 0],
    ]);
  });

  it('may be several, and mentions may be none', async () => {
    const { hear } = stage({ options: { prefixes: ['?', 'hey '], mention: false } });
    expect([await hear('?play'), await hear('Hey play'), await hear('!play'), await hear(`<@${BOT}> play`)]).toEqual([
      ...[1, 1, 0, 0],
    ]);
  });

  it('may be chosen by guild, at once or later', async () => {
    class Own extends Prefixes {
      override of({ guildId }: MessageCreateEvent): readonly string[] | Promise<readonly string[]> {
        return guildId === GUILD ? ['?'] : Promise.resolve(['$']);
      }
    }
    const { hear } = stage({ prefixes: Own });
    const elsewhere = { guild_id: ELSEWHERE };
    expect([
      await hear('?play'),
      await hear('$play', elsewhere),
      await hear('!play'),
      await hear('?play', elsewhere),
    ]).toEqual([1, 1, 0, 0]);
    expect(heard).toEqual(['?', '$']);
  });

  it.each(['throws', 'rejects', 'gives nothing'])(
    'that a provider %s for are told once each, and the next message is heard',
    async (how) => {
      class Broken extends Prefixes {
        override of({ content }: MessageCreateEvent): readonly string[] | Promise<readonly string[]> {
          if (content === '!play') return ['!'];
          if (how === 'throws') throw new Error('no store');
          return how === 'rejects' ? Promise.reject(new Error('no store')) : (undefined as never);
        }
      }
      const { hear, logger } = stage({ prefixes: Broken });
      expect([await hear('!play now'), await hear('!play later'), await hear('!play')]).toEqual([0, 0, 1]);
      expect(logger.at('error')).toEqual(Array(2).fill('a text command could not be read'));
      // Mentions need nobody to ask.
      expect(await hear(`<@${BOT}> play`)).toBe(1);
    },
  );
});

describe('never heard are', () => {
  it('bots, webhooks, and the bot itself', async () => {
    const { hear } = stage();
    const author = { id: ALICE, username: 'x', discriminator: '0', avatar: null };
    expect(await hear('!play', { author: { ...author, bot: true } })).toBe(0);
    expect(await hear('!play', { author: { ...author, id: BOT } })).toBe(0);
    expect(await hear('!play', { webhook_id: '1' })).toBe(0);
    expect(await hear('!play')).toBe(1);
  });

  it('lines that Discord wrote: a thread that was named like a command, a message that AutoMod blocked', async () => {
    const { hear } = stage();
    for (const type of [4, 6, 7, 18, 24, 46]) expect(await hear('!play', { type })).toBe(0);
    expect(await hear('!play', { type: 19 })).toBe(1);
  });

  it('messages without text, of a prefix only, of a mention only, of another command', async () => {
    const { hear, logger, transport, dispatcher } = stage();
    for (const content of ['', ' ', '!', '!!', '! ', `<@${BOT}>`, `<@${BOT}>\n`, '!playing', '!__proto__', '!"']) {
      expect(await hear(content)).toBe(0);
    }
    expect(await hear(`!${'a'.repeat(1_999)}`)).toBe(0);
    expect(transport.requests).toEqual([]);
    expect(logger.at('error')).toEqual([]);
    expect(dispatcher.health().outcomes).toMatchObject({ failed: 0, done: 0 });
  });

  it('commands of the wrong case are: names are in any', async () => {
    const { hear } = stage();
    expect([await hear('!PLAY'), await hear('!  play'), await hear('!"play"')]).toEqual([1, 1, 1]);
  });
});
