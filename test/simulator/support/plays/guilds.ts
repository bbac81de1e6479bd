/** What a guild is made of: channels, roles, members, expressions, events, rules, settings. */
import fc from 'fast-check';
import {
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  ChannelType,
} from 'discord-api-types/v10';
import {
  archivedThreadsSpec,
  Attachment,
  auditLogQuerySpec,
  autoModerationRuleCreateSpec,
  autoModerationRuleEditSpec,
  banCreateSpec,
  banListQuerySpec,
  bulkBanSpec,
  channelCreateSpec,
  channelEditSpec,
  channelPositionsSpec,
  emojiCreateSpec,
  emojiEditSpec,
  guildEditSpec,
  guildTemplateCreateSpec,
  guildTemplateEditSpec,
  incidentActionsSpec,
  inviteCreateSpec,
  memberAddSpec,
  memberEditSpec,
  memberListQuerySpec,
  memberSearchQuerySpec,
  onboardingSpec,
  ownMemberEditSpec,
  pruneSpec,
  roleCreateSpec,
  roleEditSpec,
  rolePositionsSpec,
  scheduledEventCreateSpec,
  scheduledEventEditSpec,
  scheduledEventUsersQuerySpec,
  soundboardSoundCreateSpec,
  soundboardSoundEditSpec,
  stageInstanceCreateSpec,
  stageInstanceEditSpec,
  stickerCreateSpec,
  stickerEditSpec,
  targetUsersSpec,
  voiceStatusSpec,
  welcomeScreenEditSpec,
} from 'corduroy/models';
import { type RestClient } from 'corduroy/rest';
import { type Hints, lettersOf, NEVER, textOf } from '../../../support/rule-bodies';
import { type Makers, type Edge } from '../../../support/rule-edges';
import { MP3, MP3_URI, PNG, PNG_URI, type Place } from './place';
import { edge, flag, hoursAhead, idAt, ids, listOf, type NamedPlay, oneOf, type Play } from './play';

const text = (length: number): string => 'x'.repeat(length);
const words = fc.string({ unit: lettersOf('abcXYZ_019'), minLength: 2, maxLength: 32 });

/** A data URI of so many bytes. */
const imageOf = (bytes: number): string => dataUri('image/png', Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)]));
const soundOf = (bytes: number): string =>
  dataUri('audio/mpeg', Buffer.concat([MP3, Buffer.alloc(bytes - MP3.length)]));
const dataUri = (kind: string, bytes: Buffer): string => `data:${kind};base64,${bytes.toString('base64')}`;
const KIB = 1_024;

const FORUM_FIELDS = ['defaultReactionEmoji', 'availableTags'];
const tag = (name: string): object => ({ name, emojiName: '🧵' });

/** Kinds of channels, and which settings with rules each has. */
const KINDS: readonly (readonly [what: string, type: ChannelType, has: readonly string[]])[] = [
  [
    'text channel',
    ChannelType.GuildText,
    ['topic', 'rateLimitPerUser', 'defaultThreadRateLimitPerUser', 'defaultAutoArchiveDuration'],
  ],
  ['announcement channel', ChannelType.GuildAnnouncement, ['topic', 'rateLimitPerUser', 'defaultAutoArchiveDuration']],
  ['voice channel', ChannelType.GuildVoice, ['bitrate', 'userLimit', 'rateLimitPerUser']],
  ['stage', ChannelType.GuildStageVoice, ['bitrate', 'userLimit']],
  ['category', ChannelType.GuildCategory, []],
  [
    'forum',
    ChannelType.GuildForum,
    ['topic', 'rateLimitPerUser', 'defaultThreadRateLimitPerUser', 'defaultAutoArchiveDuration', ...FORUM_FIELDS],
  ],
  ['media channel', ChannelType.GuildMedia, ['topic', 'defaultAutoArchiveDuration', ...FORUM_FIELDS]],
];
const ALWAYS = ['name', 'position', 'permissionOverwrites'];
const SETTINGS = [
  'topic',
  'position',
  'bitrate',
  'userLimit',
  'rateLimitPerUser',
  'permissionOverwrites',
  'defaultThreadRateLimitPerUser',
  'defaultAutoArchiveDuration',
  'autoArchiveDuration',
  'appliedTags',
  'name',
  ...FORUM_FIELDS,
];

function channelParts(
  place: Place,
  type: ChannelType,
  has: readonly string[],
): Pick<Play, 'makers' | 'hints' | 'samples'> {
  const without = SETTINGS.filter((name) => ![...ALWAYS, ...has].includes(name));
  const isVoice = type === ChannelType.GuildVoice;
  const hasTags = has.includes('availableTags');
  const values: Hints = {
    permissionOverwrites: listOf(place.roles).map((roles) => roles.map((id) => ({ id, type: 0 }))),
    defaultAutoArchiveDuration: oneOf(60, 1_440, 4_320, 10_080),
    defaultReactionEmoji: oneOf({ emojiName: '🧵' }, { emojiId: place.emojiId }, null),
    availableTags: fc
      .uniqueArray(textOf(1, 20), { maxLength: 3, selector: (name) => name.toLowerCase() })
      .map((names) => names.map((name) => ({ name, moderated: true, emojiName: '🧵' }))),
    bitrate: fc.integer({ min: 8_000, max: isVoice ? 384_000 : 64_000 }),
    userLimit: fc.integer({ min: 0, max: isVoice ? 99 : 10_000 }),
    topic: textOf(0, 1_024),
    position: fc.integer({ min: 0, max: 20 }),
    ...Object.fromEntries(without.map((name) => [name, NEVER])),
  };
  const isForum = type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
  const left: Record<string, string> = Object.fromEntries(without.map((name) => [name, 'is a setting of other kinds']));
  if (!isForum) left.topic = 'has another limit in this kind, see the edges of its own';
  return {
    samples: [
      { name: 'x', type, ...(hasTags ? { availableTags: [tag('x')], defaultReactionEmoji: { emojiName: '🧵' } } : {}) },
    ],
    makers: {
      left,
      items: {
        permissionOverwrites: (index) => ({ id: idAt(index), type: 1 }),
        availableTags: (index) => tag(`x${index}`),
      },
    },
    hints: values,
  };
}

const created = KINDS.map(([what, type, has]): NamedPlay => [
  `a ${what}`,
  (place) => ({
    ...channelParts(place, type, has),
    spec: channelCreateSpec,
    more: { type: fc.constant(type) },
    edges: createdEdges(type),
    send: async (client: RestClient, body: never) => {
      const { id } = await client.guilds.createChannel(place.guild.id, body);
      await place.client.channels.delete(id);
    },
  }),
]);

function createdEdges(type: ChannelType): readonly Edge[] {
  const of = (more: object): object => ({ name: 'x', type, ...more });
  if (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement) {
    return edge('topic', 'topic', of({ topic: text(1_024) }), of({ topic: text(1_025) }));
  }
  if (type === ChannelType.GuildVoice) return edge('users', 'userLimit', of({ userLimit: 99 }), of({ userLimit: 100 }));
  if (type === ChannelType.GuildStageVoice) {
    return edge('users', 'userLimit', of({ userLimit: 10_000 }), of({ userLimit: 10_001 }));
  }
  return [];
}

const edited = KINDS.map(([what, type, has]): NamedPlay => [
  `a ${what} that is edited`,
  async (place): Promise<Play> => {
    const { id } = await place.client.guilds.createChannel(place.guild.id, { name: 'x', type } as never);
    const parts = channelParts(place, type, has);
    // Of an edit the client does not know the kind: an empty name is for Discord to refuse.
    const hints = { ...parts.hints, name: textOf(1, 100), autoArchiveDuration: NEVER, appliedTags: NEVER };
    return {
      ...parts,
      hints,
      samples: parts.samples.map((sample) => ({ ...sample, type: undefined })),
      spec: channelEditSpec,
      send: (client: RestClient, body: never) => client.channels.edit(id, body),
    };
  },
]);

const ROLE: Pick<Play, 'samples' | 'hints' | 'more' | 'makers'> = {
  samples: [{ name: 'x', colors: { primaryColor: 1 } }],
  hints: {
    unicodeEmoji: oneOf(undefined, null, '🧵'),
    colors: oneOf(undefined, { primaryColor: 1 }, { primaryColor: 1, secondaryColor: 2 }),
  },
  more: {
    hoist: flag,
    mentionable: flag,
    permissions: oneOf(undefined, 0n, '1024', 8n),
    icon: oneOf(undefined, PNG, PNG_URI),
  },
  makers: { left: { 'colors.tertiaryColor': 'three colours are always the same three' } },
};

const event = (place: Place): Pick<Play, 'hints' | 'more' | 'makers'> => ({
  hints: {
    entityMetadata: NEVER,
    scheduledStartTime: oneOf(hoursAhead(1), new Date(hoursAhead(2))),
    scheduledEndTime: oneOf(hoursAhead(3), new Date(hoursAhead(4))),
    privacyLevel: fc.constant(2),
    entityType: fc.constant(2),
    recurrenceRule: oneOf(
      { start: hoursAhead(1), frequency: 3, interval: 1 },
      { start: hoursAhead(1), frequency: 2, interval: 2, byWeekday: [0] },
      { start: hoursAhead(1), frequency: 1, interval: 1, byNWeekday: [{ n: 1, day: 2 }] },
      { start: hoursAhead(1), frequency: 0, interval: 1, byMonth: [5], byMonthDay: [1] },
      undefined,
    ),
  },
  more: { channelId: fc.constant(place.channel('Talk')), image: oneOf(undefined, PNG) },
  makers: {
    left: {
      'recurrenceRule.byWeekday': PLANNED,
      'recurrenceRule.byNWeekday': PLANNED,
      'recurrenceRule.byMonth': PLANNED,
      'recurrenceRule.byMonthDay': PLANNED,
      'recurrenceRule.byYearDay': PLANNED,
    },
  },
});
const MONTHLY = { start: hoursAhead(1), frequency: 1, interval: 1, byNWeekday: [{ n: 1, day: 2 }] };
const PLANNED = 'Discord plans only few of the rules that can be said, none as long as that';

const EVENT = { name: 'x', privacyLevel: 2, entityType: 2, scheduledStartTime: hoursAhead(1) };
const outside = (more: object): object => ({
  ...EVENT,
  entityType: 3,
  scheduledEndTime: hoursAhead(2),
  entityMetadata: { location: 'x' },
  ...more,
});

const METADATA_HINTS: Hints = {
  // Without it such a rule is none.
  triggerMetadata: NEVER,
  exemptChannels: NEVER,
  exemptRoles: NEVER,
  eventType: fc.constant(1),
  triggerType: fc.constant(1),
};

const ruleParts = (place: Place): Pick<Play, 'hints' | 'makers' | 'more'> => ({
  hints: {
    ...METADATA_HINTS,
    name: textOf(1, 100),
    exemptRoles: listOf(place.crowdRoles.slice(0, 9)),
    exemptChannels: listOf([place.crowd.channel('general').id]),
    actions: fc.uniqueArray(
      oneOf(
        { type: 1, metadata: { customMessage: 'No.' } },
        { type: 1 },
        { type: 2, metadata: { channelId: place.crowd.channel('general').id } },
        { type: 3, metadata: { durationSeconds: 60 } },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  },
  more: {
    enabled: flag,
    triggerMetadata: fc.record(
      {
        keywordFilter: fc.uniqueArray(textOf(1, 60), { minLength: 1, maxLength: 4 }),
        regexPatterns: listOf(['x+', '^y', '[a-z]{3}']),
        allowList: fc.uniqueArray(textOf(1, 60), { maxLength: 4 }),
      },
      { requiredKeys: ['keywordFilter'] },
    ),
  },
  makers: {
    texts: { 'triggerMetadata.regexPatterns[]': text },
    items: {
      actions: () => ({ type: 1 }),
      exemptRoles: (index) => place.crowdRoles[index],
      exemptChannels: idAt,
      'triggerMetadata.keywordFilter': (index) => `word ${index}`,
      'triggerMetadata.regexPatterns': (index) => `x{${index}}`,
      'triggerMetadata.allowList': (index) => `word ${index}`,
    },
    left: {
      'triggerMetadata.mentionTotalLimit': 'is for another kind of rule, see the edges of its own',
      'triggerMetadata.allowList': 'its length depends on the kind of rule, see the edges of its own',
    },
  },
});

const RULE = {
  name: 'x',
  eventType: AutoModerationRuleEventType.MessageSend,
  triggerType: AutoModerationRuleTriggerType.Keyword,
  triggerMetadata: { keywordFilter: ['x'] },
  actions: [{ type: AutoModerationActionType.BlockMessage, metadata: { customMessage: 'x' } }],
};
const words_ = (count: number): string[] => Array.from({ length: count }, (_, index) => `word ${index}`);

const roleItems = (place: Place): Makers => ({ items: { roles: (index) => place.crowdRoles[index] } });

export const GUILD_PLAYS: readonly NamedPlay[] = [
  ...created,
  ...edited,
  [
    'a thread that is edited',
    async (place): Promise<Play> => {
      const { id } = await place.client.threads.create(place.forumId, { name: 'x', message: { content: 'x' } });
      const only = ['name', 'rateLimitPerUser', 'autoArchiveDuration', 'appliedTags'];
      const others = SETTINGS.filter((name) => !only.includes(name));
      return {
        spec: channelEditSpec,
        samples: [{ name: 'x' }],
        makers: {
          items: { appliedTags: (index) => place.tagIds[index] },
          left: Object.fromEntries(others.map((name) => [name, 'is a setting of channels'])),
        },
        hints: {
          ...Object.fromEntries(others.map((name) => [name, NEVER])),
          name: textOf(1, 100),
          autoArchiveDuration: oneOf(60, 1_440, 4_320, 10_080),
          appliedTags: listOf(place.tagIds, 5),
        },
        more: { locked: flag },
        send: (client: RestClient, body: never) => client.channels.edit(id, body),
      };
    },
  ],
  [
    'an order of channels',
    (place): Play => ({
      spec: channelPositionsSpec,
      samples: [],
      random: false,
      edges: [
        { what: 'a position', path: '[0].position', body: [{ id: place.channel('general'), position: 0 }], fits: true },
        {
          what: 'no position',
          path: '[0].position',
          body: [{ id: place.channel('general'), position: -1 }],
          fits: false,
          toldAt: /position$/,
        },
      ],
      send: (client: RestClient, body: never) => client.guilds.reorderChannels(place.guild.id, body),
    }),
  ],
  [
    'a role',
    (place): Play => ({
      ...ROLE,
      spec: roleCreateSpec,
      send: async (client: RestClient, body: never) => {
        const { id } = await client.roles.create(place.guild.id, body);
        await place.client.roles.delete(place.guild.id, id);
      },
    }),
  ],
  [
    'a role that is edited',
    async (place): Promise<Play> => {
      const { id } = await place.client.roles.create(place.guild.id);
      return {
        ...ROLE,
        spec: roleEditSpec,
        send: (client: RestClient, body: never) => client.roles.edit(place.guild.id, id, body),
      };
    },
  ],
  [
    'an order of roles',
    (place): Play => ({
      spec: rolePositionsSpec,
      samples: [],
      random: false,
      edges: [
        { what: 'a role', path: '[0].id', body: [{ id: place.roles[0], position: 1 }], fits: true },
        { what: 'no role', path: '[0].id', body: [{ position: 1 }], fits: false, toldAt: /id$/ },
      ],
      send: (client: RestClient, body: never) => client.roles.reorder(place.guild.id, body),
    }),
  ],
  [
    'a member that is edited',
    (place): Play => ({
      spec: memberEditSpec(Date.now()),
      samples: [{ nick: 'x' }],
      makers: roleItems(place),
      hints: {
        roles: listOf(place.crowdRoles.slice(0, 9)),
        communicationDisabledUntil: oneOf(undefined, null, hoursAhead(27 * 24)),
      },
      edges: edge(
        'a time-out',
        'communicationDisabledUntil',
        { communicationDisabledUntil: hoursAhead(28 * 24 - 1) },
        { communicationDisabledUntil: hoursAhead(28 * 24 + 1) },
      ),
      send: (client: RestClient, body: never) => client.members.edit(place.crowd.id, place.alice.id, body),
    }),
  ],
  [
    'the bot’s own member',
    (place): Play => ({
      spec: ownMemberEditSpec,
      samples: [{}],
      more: { avatar: oneOf(undefined, null, PNG), banner: oneOf(undefined, null, PNG_URI) },
      send: (client: RestClient, body: never) => client.members.editMe(place.guild.id, body),
    }),
  ],
  [
    'a member that is brought in',
    (place): Play => {
      const bob = place.discord.createUser('bob');
      const accessToken = bob.accessToken(place.bot, ['guilds.join']);
      return {
        spec: memberAddSpec,
        samples: [{ accessToken }],
        makers: { ...roleItems(place), left: { accessToken: 'is one that Discord made' } },
        hints: { accessToken: fc.constant(accessToken), roles: listOf(place.crowdRoles.slice(0, 9)) },
        more: { mute: flag, deaf: flag },
        send: async (client: RestClient, body: never) => {
          await client.members.add(place.crowd.id, bob.id, body);
          await place.crowd.kick(bob);
        },
      };
    },
  ],
  [
    'a ban',
    (place): Play => {
      const carl = place.discord.createUser('carl');
      return {
        spec: banCreateSpec,
        samples: [{}],
        hints: { deleteMessageDays: NEVER },
        makers: {},
        send: (client: RestClient, body: never) => client.bans.create(place.guild.id, carl.id, body),
      };
    },
  ],
  [
    'bans of many',
    (place): Play => {
      const people = Array.from({ length: 3 }, (_, index) => place.discord.createUser(`dora ${index}`));
      return {
        spec: bulkBanSpec,
        samples: [{ userIds: [people[0]?.id] }],
        makers: { items: { userIds: (index) => (index === 0 ? people[0]?.id : idAt(index)) } },
        hints: {
          userIds: listOf(
            people.map(({ id }) => id),
            3,
            1,
          ),
        },
        send: async (client: RestClient, body: never) => {
          const { bannedUsers } = await client.bans.bulkCreate(place.guild.id, body);
          for (const id of bannedUsers) await place.client.bans.remove(place.guild.id, id);
        },
      };
    },
  ],
  [
    'a prune',
    (place): Play => ({
      spec: pruneSpec,
      samples: [{}],
      makers: { items: { includeRoles: (index) => place.crowdRoles[index] } },
      hints: { includeRoles: listOf(place.crowdRoles.slice(0, 9)) },
      more: { computePruneCount: flag },
      send: (client: RestClient, body: never) => client.guilds.prune(place.crowd.id, body),
    }),
  ],
  [
    'an emoji',
    (place): Play => ({
      spec: emojiCreateSpec,
      samples: [{ name: 'xy', image: PNG_URI }],
      makers: roleItems(place),
      hints: { name: words, image: oneOf(PNG, PNG_URI), roles: listOf(place.crowdRoles.slice(0, 9)) },
      edges: edge(
        'an image',
        'image',
        { name: 'xy', image: imageOf(256 * KIB) },
        { name: 'xy', image: imageOf(256 * KIB + 1) },
      ),
      send: async (client: RestClient, body: never) => {
        const { id } = await client.emojis.create(place.crowd.id, body);
        await place.client.emojis.delete(place.crowd.id, id ?? '');
      },
    }),
  ],
  [
    'an emoji that is edited',
    async (place): Promise<Play> => {
      const { id } = await place.client.emojis.create(place.crowd.id, { name: 'yarn', image: PNG });
      return {
        spec: emojiEditSpec,
        samples: [{ name: 'xy' }],
        makers: roleItems(place),
        hints: { name: words, roles: listOf(place.crowdRoles.slice(0, 9)) },
        send: (client: RestClient, body: never) => client.emojis.edit(place.crowd.id, id ?? '', body),
      };
    },
  ],
  [
    'a sticker',
    (place): Play => ({
      spec: stickerCreateSpec,
      samples: [{ name: 'xy', tags: 'x' }],
      hints: { description: oneOf('', 'xy', text(100)) },
      edges: edge(
        'a description',
        'description',
        { name: 'xy', tags: 'x', description: 'xy' },
        { name: 'xy', tags: 'x', description: 'x' },
      ),
      send: async (client: RestClient, body: never) => {
        const file = Attachment.fromBytes(PNG, { name: 'x.png' });
        const { id } = await client.stickers.create(place.guild.id, { ...(body as object), file } as never);
        await place.client.stickers.delete(place.guild.id, id);
      },
    }),
  ],
  [
    'a sticker that is edited',
    (place): Play => ({
      spec: stickerEditSpec,
      samples: [{ name: 'xy' }],
      hints: { description: oneOf('', 'xy', text(100), null) },
      send: (client: RestClient, body: never) => client.stickers.edit(place.guild.id, place.stickerIds[0] ?? '', body),
    }),
  ],
  [
    'a sound',
    (place): Play => ({
      spec: soundboardSoundCreateSpec,
      samples: [{ name: 'xy', sound: MP3_URI }],
      hints: { sound: oneOf(MP3, MP3_URI), emojiName: oneOf(undefined, null, '🧵') },
      edges: edge(
        'a file',
        'sound',
        { name: 'xy', sound: soundOf(1_024) },
        { name: 'xy', sound: soundOf(512 * KIB + 1) },
      ),
      send: async (client: RestClient, body: never) => {
        const { id } = await client.soundboard.create(place.guild.id, body);
        await place.client.soundboard.delete(place.guild.id, id);
      },
    }),
  ],
  [
    'a sound that is edited',
    async (place): Promise<Play> => {
      const { id } = await place.client.soundboard.create(place.guild.id, { name: 'horn', sound: MP3 });
      return {
        spec: soundboardSoundEditSpec,
        samples: [{ name: 'xy' }],
        hints: { emojiName: oneOf(undefined, null, '🧵') },
        send: (client: RestClient, body: never) => client.soundboard.edit(place.guild.id, id, body),
      };
    },
  ],
  [
    'an event',
    (place): Play => ({
      ...event(place),
      spec: scheduledEventCreateSpec,
      samples: [
        { ...EVENT, channelId: place.channel('Talk') },
        outside({}),
        { ...EVENT, channelId: place.channel('Talk'), recurrenceRule: MONTHLY },
      ],
      edges: [
        ...edge('an end', 'scheduledEndTime', outside({}), outside({ scheduledEndTime: undefined })),
        ...edge('a place', 'entityMetadata.location', outside({}), outside({ entityMetadata: { location: '' } })),
      ],
      send: async (client: RestClient, body: never) => {
        const { id } = await client.scheduledEvents.create(place.guild.id, body);
        await place.client.scheduledEvents.delete(place.guild.id, id);
      },
    }),
  ],
  [
    'an event that is edited',
    async (place): Promise<Play> => {
      const { id } = await place.client.scheduledEvents.create(place.guild.id, outside({}) as never);
      const parts = event(place);
      return {
        ...parts,
        hints: {
          ...parts.hints,
          entityMetadata: textOf(1, 100).map((location) => ({ location })),
          entityType: fc.constant(3),
          scheduledStartTime: fc.constant(hoursAhead(1)),
        },
        more: {},
        spec: scheduledEventEditSpec,
        samples: [{ name: 'x', entityMetadata: { location: 'x' } }],
        makers: { left: { ...parts.makers?.left } },
        send: (client: RestClient, body: never) => client.scheduledEvents.edit(place.guild.id, id, body),
      };
    },
  ],
  [
    'a page of users of an event',
    async (place): Promise<Play> => {
      const { id } = await place.client.scheduledEvents.create(place.guild.id, outside({}) as never);
      return {
        spec: scheduledEventUsersQuerySpec,
        samples: [{}],
        send: (client: RestClient, query: never) => client.scheduledEvents.listUsers(place.guild.id, id, query),
      };
    },
  ],
  [
    'a rule of auto moderation',
    (place): Play => ({
      ...ruleParts(place),
      spec: autoModerationRuleCreateSpec,
      samples: [
        RULE,
        { ...RULE, actions: [{ type: 3, metadata: { durationSeconds: 1 } }] },
        { ...RULE, actions: [{ type: 2, metadata: { channelId: place.crowd.channel('general').id } }] },
      ],
      edges: [
        ...edge(
          'mentions',
          'triggerMetadata.mentionTotalLimit',
          { ...RULE, triggerType: 5, triggerMetadata: { mentionTotalLimit: 50 } },
          { ...RULE, triggerType: 5, triggerMetadata: { mentionTotalLimit: 51 } },
        ),
        ...edge(
          'exceptions',
          'triggerMetadata.allowList',
          { ...RULE, triggerMetadata: { keywordFilter: ['x'], allowList: words_(100) } },
          { ...RULE, triggerMetadata: { keywordFilter: ['x'], allowList: words_(101) } },
        ),
        ...edge(
          'exceptions from presets',
          'triggerMetadata.allowList',
          { ...RULE, triggerType: 4, triggerMetadata: { presets: [1], allowList: words_(1_000) } },
          { ...RULE, triggerType: 4, triggerMetadata: { presets: [1], allowList: words_(1_001) } },
        ),
        ...edge(
          'an exception',
          'triggerMetadata.allowList',
          { ...RULE, triggerMetadata: { keywordFilter: ['x'], allowList: [text(60)] } },
          { ...RULE, triggerMetadata: { keywordFilter: ['x'], allowList: [text(61)] } },
          /allowList\[0\]$/,
        ),
      ],
      send: async (client: RestClient, body: never) => {
        const { id } = await client.autoModeration.create(place.crowd.id, body);
        await place.client.autoModeration.delete(place.crowd.id, id);
      },
    }),
  ],
  [
    'a rule of auto moderation that is edited',
    async (place): Promise<Play> => {
      const { id } = await place.client.autoModeration.create(place.crowd.id, RULE);
      return {
        ...ruleParts(place),
        spec: autoModerationRuleEditSpec,
        samples: [RULE],
        send: (client: RestClient, body: never) => client.autoModeration.edit(place.crowd.id, id, body),
      };
    },
  ],
  [
    'an invite',
    (place): Play => ({
      spec: inviteCreateSpec,
      samples: [{}],
      makers: { items: { roleIds: (index) => place.crowdRoles[index] } },
      hints: { roleIds: listOf(place.crowdRoles.slice(0, 5)) },
      more: { temporary: flag, unique: flag },
      send: async (client: RestClient, body: never) => {
        const { code } = await client.channels.createInvite(place.crowd.channel('general').id, body);
        await place.client.invites.delete(code);
      },
    }),
  ],
  [
    'users that an invite is for',
    async (place): Promise<Play> => {
      const { code } = await place.client.channels.createInvite(place.channel('general'), {
        targetUserIds: [place.alice.id],
      });
      return {
        spec: targetUsersSpec,
        samples: [{ userIds: [place.alice.id] }],
        makers: { items: { userIds: idAt } },
        hints: { userIds: fc.constantFrom(ids(1), ids(9)) },
        send: (client: RestClient, body: never) => client.invites.bulkAddTargetUsers(code, body),
      };
    },
  ],
  [
    'a live stage',
    (place): Play => ({
      spec: stageInstanceCreateSpec,
      samples: [{ channelId: place.channel('Stage'), topic: 'x' }],
      hints: { channelId: fc.constant(place.channel('Stage')) },
      send: async (client: RestClient, body: never) => {
        await client.stageInstances.create(body);
        await place.client.stageInstances.delete(place.channel('Stage'));
      },
    }),
  ],
  [
    'a live stage that is edited',
    async (place): Promise<Play> => {
      const channel = await place.client.guilds.createChannel(place.guild.id, {
        name: 'x',
        type: ChannelType.GuildStageVoice,
      });
      await place.client.stageInstances.create({ channelId: channel.id, topic: 'x' });
      return {
        spec: stageInstanceEditSpec,
        samples: [{ topic: 'x' }],
        send: (client: RestClient, body: never) => client.stageInstances.edit(channel.id, body),
      };
    },
  ],
  [
    'a voice status',
    (place): Play => ({
      spec: voiceStatusSpec,
      samples: [{ status: 'x' }],
      send: (client: RestClient, body: never) => client.channels.setVoiceStatus(place.channel('Talk'), body),
    }),
  ],
  [
    'a template',
    (place): Play => ({
      spec: guildTemplateCreateSpec,
      samples: [{ name: 'x' }],
      send: async (client: RestClient, body: never) => {
        const { code } = await client.templates.create(place.guild.id, body);
        await place.client.templates.delete(place.guild.id, code);
      },
    }),
  ],
  [
    'a template that is edited',
    async (place): Promise<Play> => {
      const [known] = await place.client.templates.list(place.crowd.id);
      const { code } = known ?? (await place.client.templates.create(place.crowd.id, { name: 'x' }));
      return {
        spec: guildTemplateEditSpec,
        samples: [{ name: 'x' }],
        send: (client: RestClient, body: never) => client.templates.edit(place.crowd.id, code, body),
      };
    },
  ],
  [
    'a guild',
    (place): Play => ({
      spec: guildEditSpec,
      samples: [{ name: 'xy' }],
      makers: { items: { features: (index) => `FEATURE_${index}` } },
      hints: { features: oneOf(undefined, ['INVITES_DISABLED'], []) },
      more: {
        verificationLevel: fc.integer({ min: 0, max: 4 }),
        afkTimeout: oneOf(60, 300, 900, 1_800, 3_600),
        systemChannelId: oneOf(null, place.channel('general')),
        icon: oneOf(undefined, null, PNG),
        preferredLocale: oneOf('de', 'en-US'),
      },
      send: (client: RestClient, body: never) => client.guilds.edit(place.guild.id, body),
    }),
  ],
  [
    'a welcome screen',
    (place): Play => ({
      spec: welcomeScreenEditSpec,
      samples: [{ description: 'x', welcomeChannels: [{ channelId: place.channel('general'), description: 'x' }] }],
      makers: { items: { welcomeChannels: () => ({ channelId: place.channel('general'), description: 'x' }) } },
      hints: { 'welcomeChannels[].channelId': oneOf(place.channel('general'), place.channel('rules')) },
      more: { enabled: flag },
      send: (client: RestClient, body: never) => client.guilds.editWelcomeScreen(place.guild.id, body),
    }),
  ],
  [
    'an onboarding',
    (place): Play => {
      const option = { title: 'x', roleIds: place.crowdRoles.slice(0, 1) };
      const prompt = (index: number): object => ({
        id: idAt(index),
        title: 'x',
        options: [option],
        type: 0,
        singleSelect: false,
        required: false,
        inOnboarding: true,
      });
      return {
        spec: onboardingSpec,
        samples: [{ prompts: [prompt(0)], defaultChannelIds: [place.crowd.channel('general').id] }],
        makers: {
          items: {
            prompts: prompt,
            'prompts[].options': () => option,
            'prompts[].options[].roleIds': (index) => place.crowdRoles[index],
            'prompts[].options[].channelIds': idAt,
            defaultChannelIds: idAt,
          },
          left: {
            defaultChannelIds: 'needs as many channels',
            'prompts[].options[].channelIds': 'needs as many channels',
          },
        },
        hints: {
          defaultChannelIds: oneOf(undefined, [place.crowd.channel('general').id]),
          'prompts[].id': fc.integer({ min: 1, max: 9 }).map(idAt),
          'prompts[].options[].roleIds': listOf(place.crowdRoles.slice(0, 5), 3, 1),
          'prompts[].options[].channelIds': NEVER,
          'prompts[].options[].emojiName': oneOf(undefined, '🧵'),
          prompts: fc.uniqueArray(textOf(1, 100), { maxLength: 3 }).map((titles) =>
            titles.map((title, index) => ({
              ...prompt(index),
              title,
              options: [{ title: 'x', description: 'x', roleIds: place.crowdRoles.slice(0, 2), channelIds: [] }],
            })),
          ),
        },
        more: { enabled: fc.constant(false), mode: oneOf(0, 1) },
        send: (client: RestClient, body: never) => client.guilds.setOnboarding(place.crowd.id, body),
      };
    },
  ],
  [
    'incident actions',
    (place): Play => ({
      spec: incidentActionsSpec(Date.now()),
      samples: [{}],
      hints: {
        invitesDisabledUntil: oneOf(null, hoursAhead(23)),
        dmsDisabledUntil: oneOf(null, new Date(hoursAhead(1))),
      },
      edges: [
        ...edge(
          'a pause of invites',
          'invitesDisabledUntil',
          { invitesDisabledUntil: hoursAhead(23) },
          { invitesDisabledUntil: hoursAhead(25) },
        ),
        ...edge(
          'a pause of messages',
          'dmsDisabledUntil',
          { dmsDisabledUntil: hoursAhead(23) },
          { dmsDisabledUntil: hoursAhead(25) },
        ),
      ],
      send: (client: RestClient, body: never) => client.guilds.setIncidentActions(place.guild.id, body),
    }),
  ],
  [
    'a page of members',
    (place): Play => ({
      spec: memberListQuerySpec,
      samples: [{}],
      send: (client: RestClient, query: never) => client.members.list(place.guild.id, query),
    }),
  ],
  [
    'a search for members',
    (place): Play => ({
      spec: memberSearchQuerySpec,
      samples: [{ query: 'x' }],
      send: (client: RestClient, query: never) => client.members.search(place.guild.id, query),
    }),
  ],
  [
    'a page of bans',
    (place): Play => ({
      spec: banListQuerySpec,
      samples: [{}],
      send: (client: RestClient, query: never) => client.bans.list(place.guild.id, query),
    }),
  ],
  [
    'a page of the audit log',
    (place): Play => ({
      spec: auditLogQuerySpec,
      samples: [{}],
      send: (client: RestClient, query: never) => client.guilds.getAuditLog(place.crowd.id, query),
    }),
  ],
  [
    'a page of archived threads',
    (place): Play => ({
      spec: archivedThreadsSpec,
      samples: [{}],
      hints: { before: oneOf(undefined, new Date(), '2026-01-01T00:00:00Z') },
      send: (client: RestClient, query: never) => client.threads.listPublicArchived(place.channel('general'), query),
    }),
  ],
];
