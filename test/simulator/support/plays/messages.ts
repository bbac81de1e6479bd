/** Messages of all kinds, and what is in them. */
import fc from 'fast-check';
import { ChannelType, MessageFlags } from 'discord-api-types/v10';
import {
  Attachment,
  bulkDeleteSpec,
  forumPostSpec,
  messageCreateSpec,
  messageEditSpec,
  messageListSpec,
  type MessageCreateBody,
  pinListSpec,
  reactionListSpec,
  threadCreateSpec,
  threadFromMessageSpec,
  threadMemberListSpec,
  voterListSpec,
  webhookCreateSpec,
  webhookEditSpec,
  webhookEditWithTokenSpec,
  webhookExecuteSpec,
  webhookMessageEditSpec,
} from 'corduroy/models';
import { type RestClient } from 'corduroy/rest';
import { type Hints, NEVER, textOf } from '../../../support/rule-bodies';
import { type Edge, type Makers } from '../../../support/rule-edges';
import { type Place, PNG, PNG_URI } from './place';
import { edge, flag, idAt, listOf, type NamedPlay, oneOf, type Play } from './play';

const V2 = MessageFlags.IsComponentsV2;
const YARN = 'https://example.com/yarn.png';
const text = (length: number): string => 'x'.repeat(length);
const button = (customId: string): object => ({ type: 2, style: 1, label: 'x', customId });
const link = { type: 2, style: 5, label: 'x', url: YARN };
const option = { label: 'x', value: 'x', description: 'x', emoji: { name: '🧵' } };
const stringSelect = { type: 3, customId: 's', options: [option] };
const userSelect = { type: 5, customId: 'u', maxValues: 25, defaultValues: [] };
const row = (...components: object[]): object => ({ type: 1, components });
const display = { type: 10, content: 'x' };
const thumbnail = { type: 11, media: { url: YARN } };
const v2 = (...components: object[]): object => ({ flags: V2, components });

const EMBED = {
  title: 'x',
  footer: { text: 'x' },
  author: { name: 'x' },
  provider: { name: 'x' },
  image: { url: YARN },
  thumbnail: { url: YARN },
  video: { url: YARN },
  fields: [{ name: 'x', value: 'x' }],
};

const POLL = { question: { text: 'x' }, answers: [{ pollMedia: { text: 'x', emoji: { name: '🧵' } } }] };

/** What an edit can turn into any message: what has words must lose them when it becomes one of the second version. */
const WORDLESS = { components: [row(link)] };

/** What all messages have; of each kind of component one stands alone, since together they have limits too. */
const SHARED: readonly object[] = [
  { content: 'x', embeds: [EMBED], allowedMentions: { users: [], roles: [] } },
  { components: [row(button('a'))] },
  { components: [row({ ...button('a'), emoji: { name: '🧵' } })] },
  { components: [row(link)] },
  { components: [row(stringSelect)] },
  { components: [row(userSelect)] },
  v2({ type: 9, components: [display], accessory: thumbnail }),
  v2(display),
  v2({ type: 12, items: [{ media: { url: YARN }, description: 'x' }] }),
  v2({ type: 14, spacing: 1 }),
  v2({ type: 17, components: [display], accentColor: 1 }),
];

const TOO_MANY_TOGETHER = 'fewer fit, because there is a limit for all components together';

/** What embeds have of others' pages; of messages Discord takes no notice of it. */
const FILLED_IN: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['image', 'thumbnail', 'video'].flatMap((media) =>
      ['description', 'placeholder', 'placeholderVersion'].map((name) => `${media}.${name}`),
    ),
    'video.url',
  ].map((name) => [`embeds[].${name}`, 'Discord fills it in']),
);

const MAKERS: Makers = {
  items: {
    embeds: () => ({ title: 'x' }),
    'allowedMentions.users': idAt,
    'allowedMentions.roles': idAt,
    'components[].components': (index) => ({ ...button(`b${index}`) }),
    'components[].defaultValues': (index) => ({ id: idAt(index), type: 'user' }),
    'components[].components[].defaultValues': (index) => ({ id: idAt(index), type: 'user' }),
    'components[].components[].options': (index) => ({ label: 'x', value: `v${index}` }),
    'poll.answers': () => ({ pollMedia: { text: 'x' } }),
  },
  left: {
    ...FILLED_IN,
    components: TOO_MANY_TOGETHER,
    attachments: 'each needs a file, see the edges of their own',
    'attachments[].filename': 'is what components call it, see the edges of its own',
    'attachments[].title': 'files of this client have none, see edits',
    'embeds[].provider': 'Discord fills it in',
    'embeds[].provider.name': 'Discord fills it in and takes no notice of it',
    'embeds[].provider.url': 'Discord fills it in and takes no notice of it',
    'components[].components': 'rows and containers take different ones, see the edges of their own',
    'components[].components[].url': 'an address of one character is none, see the edges of its own',
    'components[].accessory.media.url': 'an address of one character is none, see the edges of its own',
    'components[].items[].media.url': 'an address of one character is none, see the edges of its own',
    'components[].file.url': 'an address of one character is none, see the edges of its own',
    'components[].spacing': 'takes one of two',
    'components[].components[].minValues': 'depends on how many can be chosen, see the edges of its own',
    'components[].components[].maxValues': 'depends on how many there are, see the edges of its own',
  },
};

const many = (count: number, make: (index: number) => object): object[] =>
  Array.from({ length: count }, (_, i) => make(i));
const options = (count: number): object[] => many(count, (index) => ({ label: 'x', value: `v${index}` }));
const chosen = (more: object): object => ({ components: [row({ ...stringSelect, options: options(25), ...more })] });
const url = (length: number): string => 'https://example.com/'.padEnd(length, 'z');

/** Edges that hold for every message. */
const EDGES: readonly Edge[] = [
  ...edge(
    'buttons of a row',
    'components[0].components',
    { components: [row(...many(5, (i) => button(`b${i}`)))] },
    { components: [row(...many(6, (i) => button(`b${i}`)))] },
  ),
  ...edge('rows with nothing', 'components[0].components', { components: [row(link)] }, { components: [row()] }),
  ...edge(
    'texts of a section',
    'components[0].components',
    v2({ type: 9, components: many(3, () => display), accessory: thumbnail }),
    v2({ type: 9, components: many(4, () => display), accessory: thumbnail }),
  ),
  ...edge('components', 'components', v2(...many(40, () => display)), v2(...many(41, () => display))),
  ...edge(
    'components in all',
    'components',
    v2({ type: 17, components: many(39, () => display) }),
    v2({ type: 17, components: many(40, () => display) }),
  ),
  ...edge(
    'texts in all',
    'components',
    v2(display, { type: 10, content: text(3_999) }),
    v2(display, { type: 10, content: text(4_000) }),
  ),
  ...edge(
    'address of a link',
    'components[0].components[0].url',
    { components: [row({ ...link, url: url(512) })] },
    { components: [row({ ...link, url: url(513) })] },
  ),
  ...edge(
    'address of a picture',
    'components[0].items[0].media.url',
    v2({ type: 12, items: [{ media: { url: url(2_048) } }] }),
    v2({ type: 12, items: [{ media: { url: url(2_049) } }] }),
  ),
  ...edge('spacing', 'components[0].spacing', v2({ type: 14, spacing: 2 }), v2({ type: 14, spacing: 3 })),
  ...edge(
    'one custom id',
    'components[0].components[1].customId',
    { components: [row(button('a'), button('b'))] },
    { components: [row(button('a'), button('a'))] },
  ),
  ...edge(
    'one id',
    'components[1].id',
    v2({ ...display, id: 1 }, { ...display, id: 2 }),
    v2({ ...display, id: 1 }, { ...display, id: 1 }),
  ),
  ...edge(
    'a select',
    'components[0].components',
    { components: [row(stringSelect)] },
    { components: [row(stringSelect, button('a'))] },
  ),
  ...edge(
    'fewest values',
    'components[0].components[0].minValues',
    chosen({ minValues: 25, maxValues: 25 }),
    chosen({ minValues: 26, maxValues: 25 }),
  ),
  ...edge('most values', 'components[0].components[0].maxValues', chosen({ maxValues: 25 }), chosen({ maxValues: 26 })),
  ...edge(
    'a button with an id',
    'components[0].components[0].customId',
    { components: [row(button('a'))] },
    { components: [row({ ...button('a'), customId: undefined })] },
  ),
  ...edge(
    'a link',
    'components[0].components[0].customId',
    { components: [row(link)] },
    { components: [row({ ...link, customId: 'a' })] },
  ),
  ...edge('content beside the second version', 'content', v2(display), { ...v2(display), content: 'x' }),
  ...edge('embeds beside the second version', 'embeds', v2(display), { ...v2(display), embeds: [{ title: 'x' }] }),
  ...edge(
    'texts of embeds in all',
    'embeds',
    { embeds: [{ description: text(4_000) }, { description: text(2_000) }] },
    { embeds: [{ description: text(4_000) }, { description: text(2_001) }] },
  ),
  ...edge(
    'mentions of a kind',
    'allowedMentions.users',
    { content: 'x', allowedMentions: { parse: ['roles'], users: ['1'] } },
    { content: 'x', allowedMentions: { parse: ['users'], users: ['1'] } },
    /^allowedMentions(?:\.users)?$/,
  ),
  ...edge(
    'kinds of mentions',
    'allowedMentions.parse',
    { content: 'x', allowedMentions: { parse: ['everyone'] } },
    { content: 'x', allowedMentions: { parse: ['here'] } },
    /^allowedMentions\.parse\[0\]$/,
  ),
  ...edge(
    'a moment',
    'embeds[0].timestamp',
    { embeds: [{ title: 'x', timestamp: new Date() }] },
    { embeds: [{ title: 'x', timestamp: 'now' }] },
  ),
];

const rows = fc
  .uniqueArray(textOf(1, 40), { minLength: 1, maxLength: 5 })
  .map((names) => ({ components: [row(...names.map(button))] }));
const selects = fc
  .record(
    { placeholder: textOf(0, 150), minValues: fc.constantFrom(0, 1), maxValues: fc.constant(1), disabled: flag },
    { requiredKeys: [] },
  )
  .map((more) => ({ components: [row({ ...stringSelect, ...more })] }));
const displays = fc.array(fc.record({ type: fc.constant(10), content: textOf(1, 60) }), { minLength: 1, maxLength: 4 });
const blocks = fc.oneof(
  displays,
  displays.map((components) => [
    { type: 17, components, accentColor: 0xffffff, spoiler: true },
    { type: 14, divider: true },
  ]),
  displays.map((components) => [{ type: 9, components: components.slice(0, 3), accessory: thumbnail }]),
  textOf(1, 1_024).map((description) => [{ type: 12, items: [{ media: { url: YARN }, description, spoiler: false }] }]),
);
const layouts = blocks.map((components) => v2(...components));

/** Messages of the first version, or components alone. */
const HINTS: Hints = {
  url: oneOf(YARN, url(40)),
  iconUrl: oneOf(YARN, url(40)),
  avatarUrl: oneOf(YARN, url(40)),
  timestamp: oneOf(new Date(0), '2026-01-01T00:00:00Z'),
  'embeds[].image.url': fc.constant(YARN),
  'embeds[].thumbnail.url': fc.constant(YARN),
  'embeds[].image': oneOf({ url: YARN }, undefined),
  'embeds[].thumbnail': oneOf({ url: YARN }, undefined),
  'embeds[].footer.text': textOf(1, 200),
  'embeds[].footer': textOf(1, 200).map((words) => ({ text: words, iconUrl: YARN })),
  'embeds[].author': textOf(1, 200).map((name) => ({ name, url: YARN })),
  'embeds[].provider': NEVER,
  'embeds[].video': NEVER,
  'allowedMentions.parse': listOf(['roles', 'users', 'everyone']),
  'allowedMentions.users': NEVER,
  'allowedMentions.roles': NEVER,
  attachments: NEVER,
  components: oneOf(undefined, []),
  flags: oneOf(undefined, 0, MessageFlags.SuppressEmbeds),
  nonce: oneOf(undefined, 'n', 7, text(25)),
  stickerIds: NEVER,
  sharedClientTheme: NEVER,
  threadName: NEVER,
  appliedTags: NEVER,
  'poll.answers[].pollMedia': textOf(1, 300).map((words) => ({ text: words })),
};

/** An edit must leave something. */
const EDIT_HINTS: Hints = { ...HINTS, content: textOf(1, 2_000) };

/** Bodies of any kind of message: what rules make of one, or components. */
const orComponents = (play: Play): Play => ({ ...play, or: fc.oneof(rows, selects, layouts) });

const file = (index: number): object => ({ filename: `${index}.txt` });

interface Described {
  readonly filename?: string;
  readonly description?: string;
  readonly waveform?: string;
  readonly durationSecs?: number;
}

/** What a body says of its attachments, as files that it is said of. */
function withFiles(body: MessageCreateBody): MessageCreateBody {
  const { attachments, ...rest } = body;
  if (!attachments) return body;
  const files = (attachments as readonly Described[]).map(({ filename, ...info }) =>
    Attachment.fromBytes(Buffer.from('x'), { name: filename ?? 'x.txt', ...info }),
  );
  return { ...rest, files };
}

const described = (more: object): object => ({ content: 'x', attachments: [{ filename: 'x.txt', ...more }] });
const FILES: readonly Edge[] = [
  { what: 'files, as many as may be', path: 'files', body: { attachments: many(10, file) }, fits: true },
  { what: 'files, too many', path: 'files', body: { attachments: many(11, file) }, fits: false, cannotBeSent: true },
  ...edge(
    'description of a file',
    'attachments[0].description',
    described({ description: text(1_024) }),
    described({ description: text(1_025) }),
  ),
  ...edge(
    'name of a file',
    'attachments[0].filename',
    described({ filename: text(1_024) }),
    described({ filename: text(1_025) }),
  ),
  ...edge(
    'waveform',
    'attachments[0].waveform',
    described({ waveform: text(400) }),
    described({ waveform: text(401) }),
  ),
  ...edge('length', 'attachments[0].durationSecs', described({ durationSecs: 0.5 }), described({ durationSecs: -1 })),
];

const SHOWN_FILE = {
  flags: V2,
  attachments: [{ filename: 'x.txt' }],
  components: [{ type: 13, file: { url: 'attachment://x.txt' } }],
};

const CREATE: readonly object[] = [...SHARED, { poll: POLL }, SHOWN_FILE];

/** Of an edit the client does not know which version the message is of. */
const ROWS: readonly Edge[] = [
  ...edge(
    'rows',
    'components',
    { components: many(5, (i) => row(button(`b${i}`))) },
    { components: many(6, (i) => row(button(`b${i}`))) },
  ),
];

const pollEdges: readonly Edge[] = edge('a poll beside the second version', 'poll', v2(display), {
  ...v2(display),
  poll: POLL,
});

function create({ channel, stickerIds }: Pick<Place, 'channel' | 'stickerIds'>): Play {
  return orComponents({
    spec: messageCreateSpec,
    samples: CREATE,
    makers: {
      items: { ...MAKERS.items, stickerIds: (index) => stickerIds[index % stickerIds.length] },
      left: { ...MAKERS.left, sharedClientTheme: 'is not played', nonce: 'has an edge of its own' },
    },
    hints: { ...HINTS, stickerIds: listOf(stickerIds) },
    more: { tts: flag, enforceNonce: fc.constant(false) },
    edges: [
      ...EDGES,
      ...FILES,
      ...ROWS,
      ...pollEdges,
      ...edge('nonce', 'nonce', { content: 'x', nonce: text(25) }, { content: 'x', nonce: text(26) }),
      ...edge('stickers beside the second version', 'stickerIds', v2(display), {
        ...v2(display),
        stickerIds: stickerIds.slice(0, 1),
      }),
    ],
    send: (client: RestClient, body: MessageCreateBody) => client.messages.create(channel('general'), withFiles(body)),
  });
}

export const MESSAGE_PLAYS: readonly NamedPlay[] = [
  ['a message', (place) => create({ channel: place.channel.bind(place), stickerIds: place.stickerIds })],
  [
    'a message that is edited',
    async (place): Promise<Play> => {
      const files = many(10, (index) =>
        Attachment.fromBytes(Buffer.from('x'), { name: `${index}.txt` }),
      ) as unknown as MessageCreateBody['files'];
      const channelId = place.channel('general');
      const { attachments, id: messageId } = await place.client.messages.create(channelId, { content: 'x', files });
      const kept = { attachments: [{ id: attachments[0]?.id, description: 'x', title: 'x' }] };
      return orComponents({
        spec: messageEditSpec,
        samples: [...SHARED, kept],
        makers: {
          items: { ...MAKERS.items, attachments: (index) => ({ id: attachments[index]?.id ?? idAt(index) }) },
          left: Object.fromEntries(Object.entries(MAKERS.left ?? {}).filter(([at]) => !at.startsWith('attachments'))),
        },
        hints: EDIT_HINTS,
        edges: EDGES,
        // What has components of the second version once keeps them, so each edit has a message of its own.
        ready: async () => (await place.client.messages.create(channelId, WORDLESS as never)).id,
        send: (client: RestClient, body: never, id: string) => {
          const isKept = (body as { readonly attachments?: unknown }).attachments !== undefined;
          return client.messages.edit(channelId, isKept ? messageId : id, body);
        },
      });
    },
  ],
  [
    'a message of a webhook',
    async (place): Promise<Play> => {
      const webhook = await place.client.channels.createWebhook(place.channel('general'), { name: 'Shuttle' });
      const inForum = await place.client.channels.createWebhook(place.forumId, { name: 'Shuttle' });
      return orComponents({
        spec: webhookExecuteSpec,
        samples: CREATE,
        makers: {
          items: { ...MAKERS.items, appliedTags: (index) => place.tagIds[index % place.tagIds.length] },
          left: {
            ...MAKERS.left,
            appliedTags: 'is for posts, see the edges of their own',
            threadName: 'is for posts, see the edges of their own',
          },
        },
        hints: HINTS,
        more: { tts: flag },
        edges: [
          ...EDGES,
          ...FILES,
          ...ROWS,
          ...pollEdges,
          ...edge(
            'name of a post',
            'threadName',
            { content: 'x', threadName: text(100) },
            { content: 'x', threadName: text(101) },
          ),
          ...edge(
            'tags of a post',
            'appliedTags',
            { content: 'x', threadName: 'x', appliedTags: place.tagIds.slice(0, 5) },
            { content: 'x', threadName: 'x', appliedTags: place.tagIds.slice(0, 6) },
          ),
          ...edge('a name', 'username', { content: 'x', username: 'Weaver' }, { content: 'x', username: 'Discord' }),
        ],
        send: (client: RestClient, body: MessageCreateBody & { readonly threadName?: string }) => {
          const { id, token = '' } = body.threadName === undefined ? webhook : inForum;
          return client.webhooks.execute(id, token, withFiles(body), { wait: true });
        },
      });
    },
  ],
  [
    'a message of a webhook that is edited',
    async (place): Promise<Play> => {
      const { id, token = '' } = await place.client.channels.createWebhook(place.channel('general'), {
        name: 'Shuttle',
      });
      return orComponents({
        spec: webhookMessageEditSpec,
        samples: SHARED,
        makers: { ...MAKERS, left: { ...MAKERS.left, poll: 'is for new messages' } },
        hints: { ...EDIT_HINTS, poll: NEVER },
        edges: EDGES,
        ready: async () => (await place.client.webhooks.execute(id, token, WORDLESS as never, { wait: true })).id,
        send: (client: RestClient, body: never, messageId: string) =>
          client.webhooks.editMessage(id, token, messageId, body),
      });
    },
  ],
  [
    'a post',
    (place): Play => ({
      spec: forumPostSpec,
      samples: [{ name: 'x', message: { content: 'x', embeds: [EMBED] } }],
      makers: {
        items: {
          appliedTags: (index) => place.tagIds[index],
          'message.embeds': () => ({ title: 'x' }),
          'message.embeds[].fields': () => ({ name: 'x', value: 'x' }),
          'message.stickerIds': (index) => place.stickerIds[index],
        },
        left: Object.fromEntries([
          ...Object.entries(MAKERS.left ?? {}).map(([at, why]) => [`message.${at}`, why]),
          ['message', 'without it the body is that of a thread'],
          ['message.nonce', 'posts know none'],
          ['message.allowedMentions', 'the same as in messages'],
        ]) as Readonly<Record<string, string>>,
      },
      hints: {
        ...Object.fromEntries(
          Object.entries(HINTS).map(([at, values]) => [
            at.includes('.') || at.includes('[') ? `message.${at}` : at,
            values,
          ]),
        ),
        autoArchiveDuration: oneOf(60, 1_440, 4_320, 10_080),
        appliedTags: listOf(place.tagIds, 5),
        nonce: NEVER,
      },
      edges: edge(
        'time until it is archived',
        'autoArchiveDuration',
        { name: 'x', message: { content: 'x' }, autoArchiveDuration: 60 },
        { name: 'x', message: { content: 'x' }, autoArchiveDuration: 61 },
      ),
      send: async (client: RestClient, body: never) => {
        const { id } = await client.threads.create(place.forumId, body);
        await place.client.channels.delete(id);
      },
    }),
  ],
  [
    'a thread',
    (place): Play => ({
      spec: threadCreateSpec,
      samples: [{ name: 'x' }],
      hints: { autoArchiveDuration: oneOf(60, 1_440, 4_320, 10_080) },
      more: { type: oneOf(11, 12) },
      edges: edge(
        'time until it is archived',
        'autoArchiveDuration',
        { name: 'x', autoArchiveDuration: 10_080 },
        { name: 'x', autoArchiveDuration: 30 },
      ),
      send: (client: RestClient, body: never) => client.threads.create(place.channel('general'), body),
    }),
  ],
  [
    'a thread of a message',
    (place): Play => ({
      spec: threadFromMessageSpec,
      samples: [{ name: 'x' }],
      hints: { autoArchiveDuration: oneOf(60, 1_440, 4_320, 10_080) },
      ready: () => place.say(),
      send: (client: RestClient, body: never, messageId: string) =>
        client.threads.createFromMessage(place.channel('general'), messageId, body),
    }),
  ],
  [
    'a webhook',
    (place): Play => ({
      spec: webhookCreateSpec,
      samples: [{ name: 'x' }],
      more: { avatar: oneOf(undefined, null, PNG_URI) },
      edges: edge('a name', 'name', { name: 'Weaver' }, { name: 'Discordant' }),
      send: async (client: RestClient, body: never) => {
        const { id } = await client.channels.createWebhook(place.channel('rules'), body);
        await place.client.webhooks.delete(id);
      },
    }),
  ],
  [
    'a webhook that is edited',
    async (place): Promise<Play> => {
      const { id } = await place.client.channels.createWebhook(place.channel('rules'), { name: 'Shuttle' });
      return {
        spec: webhookEditSpec,
        samples: [{ name: 'x' }],
        more: { avatar: oneOf(undefined, null, PNG_URI), channelId: oneOf(undefined, place.channel('general')) },
        send: (client: RestClient, body: never) => client.webhooks.edit(id, body),
      };
    },
  ],
  [
    'a webhook that is edited by its token',
    async (place): Promise<Play> => {
      const { id, token = '' } = await place.client.channels.createWebhook(place.channel('rules'), { name: 'Shuttle' });
      return {
        spec: webhookEditWithTokenSpec,
        samples: [{ name: 'x' }],
        more: { avatar: oneOf(undefined, null, PNG) },
        send: (client: RestClient, body: never) => client.webhooks.editWithToken(id, token, body),
      };
    },
  ],
  [
    'a bulk delete',
    (place): Play => ({
      spec: bulkDeleteSpec,
      samples: [{ messages: [] }],
      random: false,
      makers: {
        items: { messages: (index) => place.newId(index) },
        left: { messages: 'Discord tells of the number without a path, see the edges of its own' },
      },
      send: (client: RestClient, body: never) => client.messages.bulkDelete(place.channel('general'), body),
      edges: [
        { what: 'two messages', path: 'messages', body: { messages: [place.newId(0), place.newId(1)] }, fits: true },
        {
          what: 'a hundred messages',
          path: 'messages',
          body: { messages: many(100, (i) => place.newId(i) as never) },
          fits: true,
        },
        { what: 'one message', path: 'messages', body: { messages: [place.newId(0)] }, fits: false, code: 50_016 },
        {
          what: 'too many messages',
          path: 'messages',
          body: { messages: many(101, (i) => place.newId(i) as never) },
          fits: false,
          code: 50_016,
        },
      ],
    }),
  ],
  [
    'a page of messages',
    (place): Play => ({
      spec: messageListSpec,
      samples: [{}],
      send: (client: RestClient, query: never) => client.messages.list(place.channel('general'), query),
    }),
  ],
  [
    'a page of reactions',
    async (place): Promise<Play> => {
      const messageId = await place.say();
      await place.client.reactions.add(place.channel('general'), messageId, '🧵');
      return {
        spec: reactionListSpec,
        samples: [{}],
        send: (client: RestClient, query: never) =>
          client.reactions.list(place.channel('general'), messageId, '🧵', query),
      };
    },
  ],
  [
    'a page of voters',
    async (place): Promise<Play> => {
      const messageId = await place.say({ poll: POLL });
      return {
        spec: voterListSpec,
        samples: [{}],
        send: (client: RestClient, query: never) =>
          client.polls.listVoters(place.channel('general'), messageId, 1, query),
      };
    },
  ],
  [
    'a page of pins',
    (place): Play => ({
      spec: pinListSpec,
      samples: [{}],
      hints: { before: oneOf(undefined, new Date(), '2026-01-01T00:00:00Z') },
      send: (client: RestClient, query: never) => client.messages.listPins(place.channel('general'), query),
    }),
  ],
  [
    'a page of thread members',
    async (place): Promise<Play> => {
      const { id } = await place.client.threads.create(place.channel('general'), {
        name: 'x',
        type: ChannelType.PublicThread,
      });
      return {
        spec: threadMemberListSpec,
        samples: [{}],
        send: (client: RestClient, query: never) => client.threads.listMembers(id, query),
      };
    },
  ],
];
