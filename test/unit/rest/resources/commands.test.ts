/** Commands: every method, and that nothing is sent that Discord would refuse. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandPermissionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10';
import { ApplicationCommand, BodyError, type CommandCreateBody } from 'corduroy/models';
import { BearerToken, RestClient, routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { errorOf, limited, makeClient } from '../support/make-client';

const COMMAND = { id: '3', application_id: '1', name: 'weave', description: 'weaves', type: 1, version: '4' };
const PERMISSIONS = { id: '3', application_id: '1', guild_id: '2', permissions: [] };
const GUILD = '/applications/1/guilds/2/commands';

const WEAVE = {
  name: 'weave',
  nameLocalizations: { 'pt-BR': 'tecer', 'zh-CN': '织' },
  description: 'weaves',
  options: [
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'ells',
      description: 'how long',
      required: true,
      minValue: 1,
      choices: [{ name: 'Long', nameLocalizations: { de: 'Lang' }, value: 9 }],
    },
  ],
  defaultMemberPermissions: 8n,
} as const satisfies CommandCreateBody;

const WEAVE_SENT = {
  name: 'weave',
  name_localizations: { 'pt-BR': 'tecer', 'zh-CN': '织' },
  description: 'weaves',
  options: [
    {
      type: 4,
      name: 'ells',
      description: 'how long',
      required: true,
      min_value: 1,
      choices: [{ name: 'Long', name_localizations: { de: 'Lang' }, value: 9 }],
    },
  ],
  default_member_permissions: '8',
};

const calls: Calls<typeof routes.commands> = {
  list: {
    act: (c, o) => c.commands.list('1', { withLocalizations: true }, o),
    sent: 'GET /applications/1/commands?with_localizations=true',
    answer: [COMMAND],
    made: ApplicationCommand,
  },
  create: {
    act: (c, o) =>
      c.commands.create(
        '1',
        {
          ...WEAVE,
          contexts: [InteractionContextType.Guild],
          integrationTypes: [ApplicationIntegrationType.GuildInstall],
        },
        o,
      ),
    sent: 'POST /applications/1/commands',
    body: { ...WEAVE_SENT, contexts: [0], integration_types: [0] },
    answer: COMMAND,
    made: ApplicationCommand,
  },
  bulkOverwrite: {
    act: (c, o) =>
      c.commands.bulkOverwrite(
        '1',
        [
          { ...WEAVE, id: '3' },
          { type: ApplicationCommandType.User, name: 'Weave For' },
        ],
        o,
      ),
    sent: 'PUT /applications/1/commands',
    body: [
      { ...WEAVE_SENT, id: '3' },
      { type: 2, name: 'Weave For' },
    ],
    answer: [COMMAND],
    made: ApplicationCommand,
  },
  get: {
    act: (c, o) => c.commands.get('1', '3', o),
    sent: 'GET /applications/1/commands/3',
    answer: COMMAND,
    made: ApplicationCommand,
  },
  edit: {
    act: (c, o) => c.commands.edit('1', '3', { nameLocalizations: null, nsfw: true }, o),
    sent: 'PATCH /applications/1/commands/3',
    body: { name_localizations: null, nsfw: true },
    answer: COMMAND,
    made: ApplicationCommand,
  },
  delete: { act: (c, o) => c.commands.delete('1', '3', o), sent: 'DELETE /applications/1/commands/3' },
  listForGuild: {
    act: (c, o) => c.commands.listForGuild('1', '2', { withLocalizations: false }, o),
    sent: `GET ${GUILD}?with_localizations=false`,
    answer: [COMMAND],
    made: ApplicationCommand,
  },
  createForGuild: {
    act: (c, o) => c.commands.createForGuild('1', '2', WEAVE, o),
    sent: `POST ${GUILD}`,
    body: WEAVE_SENT,
    answer: COMMAND,
    made: ApplicationCommand,
  },
  bulkOverwriteForGuild: {
    act: (c, o) => c.commands.bulkOverwriteForGuild('1', '2', [WEAVE], o),
    sent: `PUT ${GUILD}`,
    body: [WEAVE_SENT],
    answer: [COMMAND],
    made: ApplicationCommand,
  },
  getForGuild: {
    act: (c, o) => c.commands.getForGuild('1', '2', '3', o),
    sent: `GET ${GUILD}/3`,
    answer: COMMAND,
    made: ApplicationCommand,
  },
  editForGuild: {
    act: (c, o) => c.commands.editForGuild('1', '2', '3', { description: 'x' }, o),
    sent: `PATCH ${GUILD}/3`,
    body: { description: 'x' },
    answer: COMMAND,
    made: ApplicationCommand,
  },
  deleteForGuild: { act: (c, o) => c.commands.deleteForGuild('1', '2', '3', o), sent: `DELETE ${GUILD}/3` },
  listPermissions: {
    act: (c, o) => c.commands.listPermissions('1', '2', o),
    sent: `GET ${GUILD}/permissions`,
    answer: [PERMISSIONS],
    made: [{ id: '3', applicationId: '1', guildId: '2', permissions: [] }],
  },
  getPermissions: {
    act: (c, o) => c.commands.getPermissions('1', '2', '3', o),
    sent: `GET ${GUILD}/3/permissions`,
    answer: PERMISSIONS,
    made: { id: '3', applicationId: '1', guildId: '2', permissions: [] },
  },
  setPermissions: {
    act: (c, o) =>
      c.commands.setPermissions(
        '1',
        '2',
        '3',
        { permissions: [{ id: '5', type: ApplicationCommandPermissionType.Role, permission: true }] },
        o,
      ),
    sent: `PUT ${GUILD}/3/permissions`,
    body: { permissions: [{ id: '5', type: 1, permission: true }] },
    answer: PERMISSIONS,
    made: { id: '3', applicationId: '1', guildId: '2', permissions: [] },
  },
};

testCalls('commands', routes.commands, calls, 47);

it('makes a command again after a lost answer, because a command of the same name is replaced', async () => {
  const { client, clock, transport } = makeClient();
  transport.reply({ status: 502 }, { json: COMMAND });
  const made = client.commands.create('1', WEAVE);
  await clock.advance(60_000);
  expect((await made).id).toBe('3');
  expect(transport.requests).toHaveLength(2);
});

it('waits out the limit of a command’s creation', async () => {
  const { client, clock, transport } = makeClient();
  transport.reply(limited(2), { json: COMMAND });
  const made = client.commands.createForGuild('1', '2', WEAVE);
  await clock.advance(2_000);
  expect((await made).name).toBe('weave');
});

describe('permissions of a command', () => {
  const body = { permissions: [{ id: '5', type: ApplicationCommandPermissionType.Role, permission: true }] };

  it('are set for a user, with an access token', async () => {
    const { transport, clock, invalidRequests } = makeClient();
    const client = new RestClient(new BearerToken('user-token'), { transport, clock, invalidRequests });
    transport.reply({ json: PERMISSIONS });
    await client.commands.setPermissions('1', '2', '3', body);
    expect(transport.requests[0]!.headers.authorization).toBe('Bearer user-token');
  });

  it('are refused to a bot with a word on what is needed, and the bot’s token stays good', async () => {
    const { client, transport } = makeClient();
    transport.reply({ status: 401, json: { message: '401: Unauthorized', code: 0 } }, { json: [] });
    const error = await errorOf(client.commands.setPermissions('1', '2', '3', body));
    expect(error).toMatchObject({ kind: 'http', status: 401 });
    expect(error.advice).toMatch(/BearerToken.*applications\.commands\.permissions\.update/);
    expect(await client.commands.list('1')).toEqual([]);
  });
});

it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
  ['create', (c) => c.commands.create('1', { name: 'Weave', description: 'x' }), 'name'],
  ['createForGuild', (c) => c.commands.createForGuild('1', '2', { name: 'weave', description: '' }), 'description'],
  ['edit', (c) => c.commands.edit('1', '3', { name: '' }), 'name'],
  ['editForGuild', (c) => c.commands.editForGuild('1', '2', '3', { description: 'x'.repeat(101) }), 'description'],
  ['bulkOverwrite', (c) => c.commands.bulkOverwrite('1', [WEAVE, WEAVE]), '[1].name'],
  ['bulkOverwriteForGuild', (c) => c.commands.bulkOverwriteForGuild('1', '2', [WEAVE, WEAVE]), '[1].name'],
  [
    'setPermissions',
    (c) =>
      c.commands.setPermissions('1', '2', '3', {
        permissions: Array(101).fill({ id: '5', type: 1, permission: true }),
      }),
    'permissions',
  ],
])('commands.%s sends nothing that Discord would refuse [seed 58]', async (_method, act, path) => {
  const { client, transport } = makeClient();
  const error: unknown = await act(client).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BodyError);
  expect((error as BodyError).fields[0]!.path).toBe(path);
  expect(transport.requests).toHaveLength(0);
});
