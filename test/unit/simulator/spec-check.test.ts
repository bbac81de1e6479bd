/** The check that holds all traffic with the simulator against Discord's schemas: what it sees, and what it lets pass. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiscordSimulator, REST_EXCHANGES, type RestExchange } from '../../../src/testing/simulator';
import { readOperations } from '../../support/read-operations';
import { specViolations } from '../../support/spec-check';
import { specOperations } from '../../support/spec-operations';
import { caller } from './support';

const role = {
  id: '1',
  name: 'staff',
  permissions: '0',
  position: 1,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: false,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: 0,
};

/** An exchange as the simulator tells it. */
function exchange(more: Partial<Omit<RestExchange, 'reply'>> & { reply?: unknown }): RestExchange {
  const { reply = [role], ...rest } = more;
  return {
    method: 'GET',
    template: '/guilds/{guild_id}/roles',
    path: '/guilds/1/roles',
    query: {},
    body: undefined,
    fileFields: [],
    status: 200,
    isJson: true,
    isFault: false,
    userAgent: 'DiscordBot (https://example.org, 1.0)',
    ...rest,
    reply: reply === undefined ? '' : JSON.stringify(reply),
  };
}

const createMessage = { method: 'POST', template: '/channels/{channel_id}/messages', status: 400 };

describe('The check against the specification', () => {
  it('finds nothing wrong with an exchange as Discord has it', () => {
    expect(specViolations(exchange({}))).toEqual([]);
  });

  it.each([
    ['a key that is missing', { reply: [{ ...role, name: undefined }] }, 'reply /#/name'],
    ['a key that nobody knows', { reply: [{ ...role, shine: 1 }] }, 'reply /#/shine: is not known'],
    ['a value of another type', { reply: [{ ...role, position: '1' }] }, 'reply /#/position'],
    ['a text in place of JSON', { reply: 'roles', isJson: false }, 'reply /'],
    ['another status', { status: 201 }, 'Discord answers with 200, not with 201'],
    ['a query that nobody knows', { query: { shine: '1' } }, 'query /shine: is not known'],
    ['a body where none belongs', { body: {} }, 'request /: there must be no body'],
    ['an operation that does not exist', { template: '/guilds/{guild_id}/shine' }, 'Discord has no such operation'],
  ])('finds %s', (_what, more, told) => {
    expect(specViolations(exchange(more))).toEqual([expect.stringContaining(told)]);
  });

  it('finds what is wrong in a request, in the kind of thing that was meant', () => {
    const template = '/channels/{channel_id}';
    const name = { method: 'PATCH', template, body: { name: 5, topic: 'x' } };
    const found = specViolations(exchange({ ...name, reply: {} }));
    expect(found.filter((line) => line.includes('request'))).toEqual([
      expect.stringMatching(/^PATCH \/channels\/\{channel_id\}, request \/name: .* \(is 5\)$/),
    ]);
  });

  it('finds values of a query that the operation does not take, and reads numbers and booleans out of texts', () => {
    const template = '/guilds/{guild_id}/members';
    const members = (query: Record<string, string>): string[] =>
      specViolations(exchange({ template, query, reply: [] }));
    expect(members({ limit: '5' })).toEqual([]);
    expect(members({ limit: 'many' })).toEqual([expect.stringContaining('query /limit: does not take "many"')]);
    const search = exchange({ template: '/guilds/{guild_id}/members/search', reply: [] });
    expect(specViolations(search)).toEqual([expect.stringContaining('query /query: is required')]);
  });

  it('lets wrong requests pass that were refused, and answers that a fault made up', () => {
    expect(specViolations(exchange({ ...createMessage, body: { content: 5 }, reply: {} }))).toEqual([]);
    expect(specViolations(exchange({ isFault: true, reply: 'nonsense' }))).toEqual([]);
  });

  it('lets exceptions pass, only where they belong', () => {
    const create = { method: 'POST', reply: role };
    expect(specViolations(exchange({ ...create, body: { permissions: '8' } }))).toEqual([]);
    expect(specViolations(exchange({ ...create, body: { permissions: [] } }))).toHaveLength(1);
  });

  it('hears every exchange of a simulator, with the route that answered', async () => {
    const heard: RestExchange[] = [];
    const hear = (each: unknown): void => {
      heard.push(each as RestExchange);
    };
    subscribe(REST_EXCHANGES, hear);
    const discord = await DiscordSimulator.start({ rest: { limits: false } });
    const call = caller(discord, discord.createBot({ name: 'Alpha' }));
    const channel = discord.createGuild({ name: 'Loom' }).channel('general');
    const form = new FormData();
    form.append('payload_json', JSON.stringify({ content: 'see' }));
    form.append('files[0]', new Blob(['x']), 'x.txt');
    await call('POST', `/channels/${channel.id}/messages`, form);
    await call('GET', '/nowhere?a=1');
    unsubscribe(REST_EXCHANGES, hear);
    await call('GET', '/users/@me');
    await discord.close();
    expect(heard).toMatchObject([
      {
        method: 'POST',
        template: '/channels/{channel_id}/messages',
        path: `/channels/${channel.id}/messages`,
        body: { content: 'see' },
        fileFields: ['files[0]'],
        status: 200,
        isJson: true,
        isFault: false,
      },
      { template: undefined, path: '/nowhere', query: { a: '1' }, status: 404 },
    ]);
  });

  it('works with the operations of the specification that is installed', () => {
    const source = join(__dirname, '../../../node_modules/discord-api-spec/build/discord-api-spec.ts');
    expect(specOperations).toEqual(readOperations(readFileSync(source, 'utf8')));
  });
});
