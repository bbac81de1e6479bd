/** Who a guild is and what it asks: roles, members, bans, settings, newcomers. */
import fc from 'fast-check';
import {
  auditLogQuerySpec,
  banCreateSpec,
  banListQuerySpec,
  bulkBanSpec,
  guildEditSpec,
  guildTemplateCreateSpec,
  guildTemplateEditSpec,
  incidentActionsSpec,
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
  welcomeScreenEditSpec,
} from 'corduroy/models';
import { type RestClient } from 'corduroy/rest';
import { NEVER, textOf } from '../../../support/rule-bodies';
import { type Makers } from '../../../support/rule-edges';
import { type Place, PNG, PNG_URI } from './place';
import { edge, flag, hoursAhead, idAt, listOf, type NamedPlay, oneOf, type Play } from './play';

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

const roleItems = (place: Place): Makers => ({ items: { roles: (index) => place.crowdRoles[index] } });

export const GUILD_PLAYS: readonly NamedPlay[] = [
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
];
