/** What is told when no method is called: texts of the author's that fail leave the framework's own. */
import { Handler } from '../../../../src/di';
import {
  Button,
  type ButtonContext,
  customId,
  type GuildSlashContext,
  type IdOf,
  Slash,
  snowflake,
} from '../../../../src/interactions';
import { click, command, routed, texts } from './support';

const Old = customId('old', { user: snowflake }, { version: 2 });
const Earlier = customId('old', { user: snowflake }).of({ user: '1' });

@Handler()
class Placed {
  @Slash('here', 'In guilds', { contexts: ['Guild'] }) here(_ctx: GuildSlashContext): string {
    return 'here';
  }
  @Button(Old) old(_ctx: ButtonContext, _id: IdOf<typeof Old>): string {
    return 'old';
  }
}

const ALICE = { id: '200000000000000001', username: 'alice' };
const PRIVATELY = { guild_id: undefined, member: undefined, user: ALICE };

async function told(own: object, raw: object): Promise<[string[], string[]]> {
  const { send, logger } = routed([Placed], own);
  const { answers, done } = send(raw);
  await done;
  expect(logger.at('error')).toEqual([]);
  return [texts(answers), logger.at('warn')];
}

const FAILING: readonly (readonly [how: string, text: unknown])[] = [
  [
    'throws',
    () => {
      throw new Error('no words');
    },
  ],
  ['says nothing', () => ' '],
  ['says a number', () => 7],
];

it.each(FAILING)('where something works is told, although the text for it %s', async (_, elsewhere) => {
  expect(await told({ elsewhere }, command('here', [], PRIVATELY))).toEqual([
    ['reply: This works in servers only.'],
    ['a text of interactions could not be made'],
  ]);
});

it('that a component is outdated is told, although the text for it is empty', async () => {
  const [said, warned] = await told({ outdated: '' }, click(Earlier));
  expect(said).toEqual([expect.stringContaining('from an older version of me')]);
  expect(warned).toEqual(['a text of interactions could not be made']);
});
