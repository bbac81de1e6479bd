/** Channels of each kind, and what hangs on them: invites, stages, threads. */
import fc from 'fast-check';
import { ChannelType } from 'discord-api-types/v10';
import {
  archivedThreadsSpec,
  channelCreateSpec,
  channelEditSpec,
  channelPositionsSpec,
  inviteCreateSpec,
  stageInstanceCreateSpec,
  stageInstanceEditSpec,
  targetUsersSpec,
  voiceStatusSpec,
} from 'corduroy/models';
import { type RestClient } from 'corduroy/rest';
import { type Hints, NEVER, textOf } from '../../../support/rule-bodies';
import { type Edge } from '../../../support/rule-edges';
import { type Place } from './place';
import { edge, flag, idAt, ids, listOf, type NamedPlay, oneOf, type Play } from './play';

const text = (length: number): string => 'x'.repeat(length);

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

export const CHANNEL_PLAYS: readonly NamedPlay[] = [
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
    'a page of archived threads',
    (place): Play => ({
      spec: archivedThreadsSpec,
      samples: [{}],
      hints: { before: oneOf(undefined, new Date(), '2026-01-01T00:00:00Z') },
      send: (client: RestClient, query: never) => client.threads.listPublicArchived(place.channel('general'), query),
    }),
  ],
];
