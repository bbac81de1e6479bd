/** What belongs to the application: itself, its user, commands, emojis, records of role connections. */
import fc from 'fast-check';
import {
  applicationEditSpec,
  applicationEmojiCreateSpec,
  applicationEmojiEditSpec,
  type BodySpec,
  commandCreateSpec,
  commandEditSpec,
  commandOverwriteSpec,
  currentUserGuildsQuerySpec,
  guildCommandCreateSpec,
  guildCommandEditSpec,
  roleConnectionMetadataSpec,
  roleConnectionSpec,
  userEditSpec,
} from 'corduroy/models';
import { BearerToken, NoopRateLimiter, RestClient } from 'corduroy/rest';
import { bodyOf, type Hints, lettersOf, NEVER, textOf } from '../../../support/rule-bodies';
import { type Edge, type Makers } from '../../../support/rule-edges';
import { PNG, PNG_URI } from './place';
import { edge, flag, listOf, type NamedPlay, oneOf, type Play } from './play';

const text = (length: number): string => 'x'.repeat(length);
const url = (length: number): string => 'https://example.com/'.padEnd(length, 'z');
const words = fc.string({ unit: lettersOf('abcXYZ_019'), minLength: 2, maxLength: 32 });
/** Names of commands and options: lower case. */
const names = fc.string({ unit: lettersOf('abcxyz-_019äßя'), minLength: 1, maxLength: 32 });

const OPTION = { name: 'x', description: 'x', nameLocalizations: { de: 'x' }, descriptionLocalizations: { de: 'x' } };
const option = (type: number, more: object = {}): object => ({ ...OPTION, type, ...more });
const choice = (value: unknown): object => ({ name: 'x', nameLocalizations: { de: 'x' }, value });
const slash = (...options: object[]): object => ({ name: 'x', description: 'x', options });

/** A command with every kind of option. */
const SAMPLES: readonly object[] = [
  slash(option(3, { choices: [choice('x')] })),
  slash(option(4, { choices: [choice(1)] })),
  slash(option(10, { choices: [choice(0.5)] })),
  slash(option(5)),
  slash(option(7, { channelTypes: [0] })),
  slash(option(11, { fileTypes: ['image'] })),
  slash(option(1, { options: [option(3)] })),
  slash(option(2, { options: [option(1)] })),
];

const LONGEST = 'cannot be told from the longest number that JavaScript has';

const MAKERS: Makers = {
  items: {
    options: (index) => option(3, { name: `x${index}` }),
    'options[].options': (index) => option(1, { name: `x${index}` }),
    'options[].options[].options': (index) => option(3, { name: `x${index}` }),
    choices: (index) => choice(index === 0 ? 'x' : `x${index}`),
    'options[].choices': (index) => choice(index === 0 ? 'x' : `x${index}`),
    'options[].channelTypes': (index) => index,
    'options[].fileTypes': (index) => `.x${index}`,
    contexts: (index) => index,
    integrationTypes: (index) => index,
  },
  left: {
    'options[].options': 'subcommands and groups take different ones, see the edges of their own',
    'options[].choices': 'texts and numbers take different ones, see the edges of their own',
    'options[].minValue': LONGEST,
    'options[].maxValue': LONGEST,
    'options[].choices[].value': 'see the edges of its own',
    'options[].type': 'has to be one of those there are',
  },
};

const many = (count: number, make: (index: number) => object): object[] =>
  Array.from({ length: count }, (_, i) => make(i));
const subcommands = (count: number, type: number): object =>
  slash(option(type, { options: many(count, (i) => option(type === 1 ? 3 : 1, { name: `x${i}` })) }));
const choices = (type: number, values: readonly unknown[]): object =>
  slash(option(type, { choices: values.map((value, index) => ({ name: `x${index}`, value })) }));
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
/** A command of so many characters in all its texts. */
const sized = (sum: number): object => ({
  ...slash(
    option(3, { ...PLAIN, choices: [{ name: 'x', value: text(6_000) }] }),
    option(3, { ...PLAIN, name: 'y', choices: [{ name: 'x', value: text(sum - 6_008) }] }),
  ),
  ...PLAIN,
});
const PLAIN = { nameLocalizations: null, descriptionLocalizations: null };
const SUMMED = /^$/;

const EDGES: readonly Edge[] = [
  ...edge('options of a subcommand', 'options[0].options', subcommands(25, 1), subcommands(26, 1)),
  ...edge('subcommands of a group', 'options[0].options', subcommands(25, 2), subcommands(26, 2)),
  ...edge(
    'choices of a text',
    'options[0].choices',
    choices(3, range(25).map(String)),
    choices(3, range(26).map(String)),
  ),
  ...edge('choices of a number', 'options[0].choices', choices(4, range(25)), choices(4, range(26))),
  ...edge('a text to choose', 'options[0].choices[0].value', choices(3, [text(6_000)]), choices(3, [text(6_001)])),
  ...edge('a whole number to choose', 'options[0].choices[0].value', choices(4, [1]), choices(4, [1.5])),
  ...edge(
    'a longer name in another language',
    'nameLocalizations',
    { name: 'x', description: 'x', nameLocalizations: { de: text(32) } },
    { name: 'x', description: 'x', nameLocalizations: { de: text(33) } },
    /^nameLocalizations\.de$/,
  ),
  ...edge('one name', 'options[1].name', slash(option(3), option(3, { name: 'y' })), slash(option(3), option(3))),
  ...edge(
    'needed options first',
    'options[1].required',
    slash(option(3, { required: true }), option(3, { name: 'y' })),
    slash(option(3), option(3, { name: 'y', required: true })),
    /^options\[1\](?:\.required)?$/,
  ),
  ...edge(
    'choices',
    'options[0].choices',
    slash(option(3, { autocomplete: true })),
    slash(option(3, { autocomplete: true, choices: [choice('x')] })),
    /^options\[0\](?:\.choices)?$/,
  ),
  ...edge(
    'subcommands or options',
    'options',
    slash(option(1)),
    slash(option(1), option(3, { name: 'y' })),
    /^options(?:\[1\]\.type)?$/,
  ),
  ...edge(
    'a subcommand in a group',
    'options[0].options[0].type',
    slash(option(2, { options: [option(1)] })),
    slash(option(2, { options: [option(3)] })),
  ),
  // Last, because an edit leaves nothing beside it.
  ...edge('all texts', '', sized(8_000), sized(8_001), SUMMED),
];

const CREATE_EDGES: readonly Edge[] = [
  ...EDGES,
  // Of an edit the client does not know whether it is of a slash command.
  ...edge('a name', 'name', { name: 'ß-1_я', description: 'x' }, { name: 'Xy', description: 'x' }),
  ...edge(
    'a name in another language',
    'nameLocalizations.de',
    { name: 'x', description: 'x', nameLocalizations: { de: 'ä' } },
    { name: 'x', description: 'x', nameLocalizations: { de: 'Ä' } },
  ),
  ...edge(
    'a command for users',
    'description',
    { type: 2, name: 'Do It' },
    { type: 2, name: 'Do It', description: 'x' },
  ),
  ...edge(
    'a command for messages',
    'options',
    { type: 3, name: 'Do It' },
    { type: 3, name: 'Do It', options: [option(3)] },
  ),
];

const localized = (max: number): fc.Arbitrary<unknown> =>
  fc.dictionary(fc.constantFrom('de', 'fr', 'pt-BR', 'en-US'), textOf(1, max), { maxKeys: 2 });
const localNames = fc.dictionary(fc.constantFrom('de', 'fr', 'pt-BR'), names, { maxKeys: 2 });

const options = fc.uniqueArray(
  fc.record(
    {
      name: names,
      description: textOf(1, 100),
      nameLocalizations: localNames,
      descriptionLocalizations: localized(100),
      type: fc.constantFrom(3, 4, 5, 6, 7, 8, 9, 10, 11),
      required: fc.constant(false),
    },
    { requiredKeys: ['name', 'description', 'type'] },
  ),
  { maxLength: 4, selector: ({ name }) => name },
);

const HINTS: Hints = {
  name: names,
  description: textOf(1, 100),
  nameLocalizations: localNames,
  descriptionLocalizations: localized(100),
  options,
  defaultMemberPermissions: oneOf(null, 8n, '1024', 0n),
  contexts: NEVER,
  integrationTypes: NEVER,
};
const GLOBAL: Hints = { ...HINTS, contexts: oneOf(null, [0], [0, 1, 2]), integrationTypes: oneOf([0], [0, 1]) };

const command = (spec: BodySpec, hints: Hints, send: Play['send'], more: Partial<Play> = {}): Play => ({
  spec,
  samples: SAMPLES,
  makers: MAKERS,
  hints,
  edges: CREATE_EDGES,
  send,
  more: { nsfw: flag },
  ...more,
});

/** Guilds have no say where their commands may be used. */
const IN_GUILD: Makers = {
  ...MAKERS,
  left: { ...MAKERS.left, contexts: 'is for global commands', integrationTypes: 'is for global commands' },
};

const record = (more: object = {}): object => ({ type: 1, key: 'k', name: 'x', description: 'x', ...more });

export const APPLICATION_PLAYS: readonly NamedPlay[] = [
  [
    'a command',
    (place) =>
      command(commandCreateSpec, GLOBAL, async (client, body) => {
        const { id } = await client.commands.create(place.applicationId, body);
        await place.client.commands.delete(place.applicationId, id);
      }),
  ],
  [
    'a command that is edited',
    async (place) => {
      const { id } = await place.client.commands.create(place.applicationId, { name: 'edited', description: 'x' });
      return command(commandEditSpec, GLOBAL, (client, body) => client.commands.edit(place.applicationId, id, body), {
        edges: EDGES,
      });
    },
  ],
  [
    'a command of a guild',
    (place) =>
      command(
        guildCommandCreateSpec,
        HINTS,
        async (client, body) => {
          const { id } = await client.commands.createForGuild(place.applicationId, place.guild.id, body);
          await place.client.commands.deleteForGuild(place.applicationId, place.guild.id, id);
        },
        { makers: IN_GUILD },
      ),
  ],
  [
    'a command of a guild that is edited',
    async (place) => {
      const made = await place.client.commands.createForGuild(place.applicationId, place.guild.id, {
        name: 'edited',
        description: 'x',
      });
      return command(
        guildCommandEditSpec,
        HINTS,
        (client, body) => client.commands.editForGuild(place.applicationId, place.guild.id, made.id, body),
        { edges: EDGES, makers: IN_GUILD },
      );
    },
  ],
  [
    'all commands',
    (place): Play => ({
      spec: commandOverwriteSpec,
      samples: [],
      random: false,
      or: fc.uniqueArray(bodyOf(commandOverwriteSpec.rules ?? Object, GLOBAL), {
        maxLength: 3,
        selector: (each) => (each as { name: string }).name,
      }),
      edges: edge('a name', '[1].name', [slash(), { ...slash(), name: 'y' }], [slash(), { ...slash(), name: 'Y' }]),
      send: (client: RestClient, body: never) => client.commands.bulkOverwrite(place.applicationId, body),
    }),
  ],
  [
    'an emoji of the application',
    (place): Play => ({
      spec: applicationEmojiCreateSpec,
      samples: [{ name: 'xy', image: PNG_URI }],
      hints: { name: words, image: oneOf(PNG, PNG_URI) },
      edges: edge(
        'an image',
        'image',
        { name: 'xy', image: imageOf(256 * 1_024) },
        { name: 'xy', image: imageOf(256 * 1_024 + 1) },
      ),
      send: async (client: RestClient, body: never) => {
        const { id } = await client.applicationEmojis.create(place.applicationId, body);
        await place.client.applicationEmojis.delete(place.applicationId, id ?? '');
      },
    }),
  ],
  [
    'an emoji of the application that is edited',
    async (place): Promise<Play> => {
      const { id } = await place.client.applicationEmojis.create(place.applicationId, { name: 'yarn', image: PNG });
      return {
        spec: applicationEmojiEditSpec,
        samples: [{ name: 'xy' }],
        hints: { name: words },
        send: (client: RestClient, body: never) => client.applicationEmojis.edit(place.applicationId, id ?? '', body),
      };
    },
  ],
  [
    'an application',
    (): Play => ({
      spec: applicationEditSpec,
      samples: [{ description: 'x', installParams: { scopes: ['bot'] } }],
      makers: {
        items: {
          tags: (index) => `tag ${index}`,
          eventWebhooksTypes: () => 'ENTITLEMENT_CREATE',
          'installParams.scopes': () => 'bot',
        },
        left: {
          flags: 'has an edge of its own',
          eventWebhooksTypes: 'has an edge of its own',
          'installParams.scopes': 'has an edge of its own',
        },
      },
      hints: {
        description: textOf(0, 400),
        tags: fc.uniqueArray(textOf(1, 20), { maxLength: 5 }),
        interactionsEndpointUrl: oneOf(undefined, null, url(40)),
        customInstallUrl: oneOf(undefined, url(2_048)),
        roleConnectionsVerificationUrl: oneOf(undefined, null, url(40)),
        eventWebhooksUrl: oneOf(undefined, null, url(40)),
        eventWebhooksTypes: listOf(['ENTITLEMENT_CREATE', 'APPLICATION_AUTHORIZED']),
        'installParams.scopes': listOf(['bot', 'applications.commands'], 2, 1),
        'installParams.permissions': oneOf(8n, '1024'),
        flags: NEVER,
        maxParticipants: NEVER,
      },
      edges: [
        ...edge('flags', 'flags', { flags: 0 }, { flags: -1 }),
        ...edge(
          'scopes',
          'installParams.scopes',
          { installParams: { scopes: ['bot'], permissions: '0' } },
          { installParams: { scopes: [], permissions: '0' } },
        ),
      ],
      send: (client: RestClient, body: never) => client.applications.editMe(body),
    }),
  ],
  [
    'records of role connections',
    (place): Play => ({
      spec: roleConnectionMetadataSpec,
      samples: [],
      random: false,
      or: fc.uniqueArray(
        bodyOf(roleConnectionMetadataSpec.rules ?? Object, {
          key: fc.string({ unit: lettersOf('abc_09'), minLength: 1, maxLength: 50 }),
          nameLocalizations: localized(100),
          descriptionLocalizations: localized(200),
        }),
        { maxLength: 5, selector: (each) => (each as { key: string }).key },
      ),
      edges: [
        ...edge(
          'records',
          '',
          many(5, (i) => record({ key: `k${i}` })),
          many(6, (i) => record({ key: `k${i}` })),
        ),
        ...edge('a key', '[0].key', [record({ key: text(50) })], [record({ key: text(51) })]),
        ...edge('letters of a key', '[0].key', [record({ key: 'a_1' })], [record({ key: 'A' })]),
        ...edge('a name', '[0].name', [record({ name: text(100) })], [record({ name: text(101) })]),
        ...edge(
          'a description',
          '[0].description',
          [record({ description: text(200) })],
          [record({ description: text(201) })],
        ),
        ...edge('a type', '[0].type', [record({ type: 8 })], [record({ type: 9 })]),
      ],
      send: (client: RestClient, body: never) =>
        client.applications.setRoleConnectionMetadata(place.applicationId, body),
    }),
  ],
  [
    'the bot’s own account',
    (): Play => ({
      spec: userEditSpec,
      samples: [{ username: 'xy' }],
      more: { avatar: oneOf(undefined, null, PNG), banner: oneOf(undefined, null, PNG_URI) },
      send: (client: RestClient, body: never) => client.users.editMe(body),
    }),
  ],
  [
    'a role connection',
    async (place): Promise<Play> => {
      await place.client.applications.setRoleConnectionMetadata(place.applicationId, [record() as never]);
      const token = place.alice.accessToken(place.bot, ['role_connections.write']);
      const options = { api: place.discord.apiUrl, limiter: new NoopRateLimiter() };
      const clients = {
        checks: new RestClient(new BearerToken(token), options),
        blind: new RestClient(new BearerToken(token), { ...options, validation: 'off' }),
      };
      return {
        spec: roleConnectionSpec,
        samples: [{ platformName: 'x' }],
        hints: { metadata: oneOf({ k: 'x' }, { k: text(100) }, {}, undefined) },
        edges: edge(
          'a value',
          'metadata',
          { metadata: { k: text(100) } },
          { metadata: { k: text(101) } },
          /^metadata\.k$/,
        ),
        send: (client: RestClient, body: never) =>
          (client === place.blind ? clients.blind : clients.checks).users.setRoleConnection(place.applicationId, body),
      };
    },
  ],
  [
    'a page of guilds',
    (): Play => ({
      spec: currentUserGuildsQuerySpec,
      samples: [{}],
      send: (client: RestClient, query: never) => client.users.listGuilds(query),
    }),
  ],
];

/** A data URI of so many bytes. */
function imageOf(bytes: number): string {
  return `data:image/png;base64,${Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)]).toString('base64')}`;
}
