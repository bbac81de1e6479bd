/** What members express themselves with and are judged by: emojis, stickers, sounds, events, auto moderation. */
import fc from 'fast-check';
import {
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
} from 'discord-api-types/v10';
import {
  Attachment,
  autoModerationRuleCreateSpec,
  autoModerationRuleEditSpec,
  emojiCreateSpec,
  emojiEditSpec,
  scheduledEventCreateSpec,
  scheduledEventEditSpec,
  scheduledEventUsersQuerySpec,
  soundboardSoundCreateSpec,
  soundboardSoundEditSpec,
  stickerCreateSpec,
  stickerEditSpec,
} from 'corduroy/models';
import { type RestClient } from 'corduroy/rest';
import { type Hints, lettersOf, NEVER, textOf } from '../../../support/rule-bodies';
import { type Makers } from '../../../support/rule-edges';
import { MP3, MP3_URI, type Place, PNG, PNG_URI } from './place';
import { edge, flag, hoursAhead, idAt, listOf, type NamedPlay, oneOf, type Play } from './play';

const text = (length: number): string => 'x'.repeat(length);
const words = fc.string({ unit: lettersOf('abcXYZ_019'), minLength: 2, maxLength: 32 });

/** A data URI of so many bytes. */
const imageOf = (bytes: number): string => dataUri('image/png', Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)]));
const soundOf = (bytes: number): string =>
  dataUri('audio/mpeg', Buffer.concat([MP3, Buffer.alloc(bytes - MP3.length)]));
const dataUri = (kind: string, bytes: Buffer): string => `data:${kind};base64,${bytes.toString('base64')}`;
const KIB = 1_024;

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

export const CONTENT_PLAYS: readonly NamedPlay[] = [
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
];
