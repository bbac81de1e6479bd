import {
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventRecurrenceRuleFrequency,
  GuildScheduledEventRecurrenceRuleWeekday,
  GuildScheduledEventStatus,
} from 'discord-api-types/v10';
import {
  AutoModerationRule,
  BodyError,
  GuildTemplate,
  ScheduledEvent,
  type ScheduledEventCreateBody,
  ScheduledEventUser,
  VoiceState,
} from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const EVENT = { id: '5', guild_id: '1', name: 'Fair' };
const RULE = { id: '6', name: 'Words' };
const TEMPLATE = { code: 'abc', name: 'Weavers' };
const STATE = { user_id: '2', channel_id: '3' };
const REGION = { id: 'delft', name: 'Delft', optimal: true, deprecated: false, custom: false };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const fair: ScheduledEventCreateBody = {
  name: 'Fair',
  privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
  scheduledStartTime: new Date(0),
  scheduledEndTime: new Date(3_600_000),
  entityType: GuildScheduledEventEntityType.External,
  entityMetadata: { location: 'The hall' },
};

const eventCalls: Calls<typeof routes.scheduledEvents> = {
  list: {
    act: (c, o) => c.scheduledEvents.list('1', { withUserCount: true }, o),
    sent: 'GET /guilds/1/scheduled-events?with_user_count=true',
    answer: [EVENT],
    made: ScheduledEvent,
  },
  create: {
    act: (c, o) =>
      c.scheduledEvents.create(
        '1',
        {
          ...fair,
          image: PIXEL,
          recurrenceRule: {
            start: new Date(0),
            frequency: GuildScheduledEventRecurrenceRuleFrequency.Weekly,
            interval: 1,
            byWeekday: [GuildScheduledEventRecurrenceRuleWeekday.Wednesday],
          },
        },
        o,
      ),
    sent: 'POST /guilds/1/scheduled-events',
    body: {
      name: 'Fair',
      privacy_level: 2,
      scheduled_start_time: '1970-01-01T00:00:00.000Z',
      scheduled_end_time: '1970-01-01T01:00:00.000Z',
      entity_type: 3,
      entity_metadata: { location: 'The hall' },
      image: PIXEL,
      recurrence_rule: { start: '1970-01-01T00:00:00.000Z', frequency: 2, interval: 1, by_weekday: [2] },
    },
    answer: EVENT,
    made: ScheduledEvent,
  },
  get: {
    act: (c, o) => c.scheduledEvents.get('1', '5', { withUserCount: false }, o),
    sent: 'GET /guilds/1/scheduled-events/5?with_user_count=false',
    answer: EVENT,
    made: ScheduledEvent,
  },
  edit: {
    act: (c, o) =>
      c.scheduledEvents.edit('1', '5', { status: GuildScheduledEventStatus.Active, recurrenceRule: null }, o),
    sent: 'PATCH /guilds/1/scheduled-events/5',
    body: { status: 2, recurrence_rule: null },
    answer: EVENT,
    made: ScheduledEvent,
  },
  delete: { act: (c, o) => c.scheduledEvents.delete('1', '5', o), sent: 'DELETE /guilds/1/scheduled-events/5' },
  listUsers: {
    act: (c, o) => c.scheduledEvents.listUsers('1', '5', { withMember: true, limit: 100, after: '9' }, o),
    sent: 'GET /guilds/1/scheduled-events/5/users?with_member=true&limit=100&after=9',
    answer: [{ guild_scheduled_event_id: '5', user: { id: '2' } }],
    made: ScheduledEventUser,
  },
};

testCalls('scheduledEvents', routes.scheduledEvents, eventCalls, 44);

it('reads everyone who is interested page by page [seed 44]', async () => {
  const { client, transport } = makeClient();
  const page = (from: number, count: number) => ({
    json: Array.from({ length: count }, (_, index) => ({
      guild_scheduled_event_id: '5',
      user: { id: String(from + index) },
      member: { roles: ['4'] },
    })),
  });
  transport.reply(page(1, 100), page(101, 1));
  const users = await client.scheduledEvents.iterateUsers('1', '5', { withMember: true }).toArray();
  expect(users.map((user) => user.userId)).toEqual(Array.from({ length: 101 }, (_, index) => String(index + 1)));
  expect(users[0]!.member!.guildId).toBe('1');
  expect(users[0]!.member!.id).toBe('1');
  expect(transport.requests.map(({ path }) => path)).toEqual([
    '/guilds/1/scheduled-events/5/users?with_member=true&limit=100',
    '/guilds/1/scheduled-events/5/users?with_member=true&after=100&limit=100',
  ]);
});

const ruleCalls: Calls<typeof routes.autoModeration> = {
  list: {
    act: (c, o) => c.autoModeration.list('1', o),
    sent: 'GET /guilds/1/auto-moderation/rules',
    answer: [RULE],
    made: AutoModerationRule,
  },
  create: {
    act: (c, o) =>
      c.autoModeration.create(
        '1',
        {
          name: 'Words',
          eventType: AutoModerationRuleEventType.MessageSend,
          triggerType: AutoModerationRuleTriggerType.Keyword,
          triggerMetadata: { keywordFilter: ['moth*'], regexPatterns: ['^moth$'], allowList: ['mother'] },
          actions: [
            { type: AutoModerationActionType.BlockMessage, metadata: { customMessage: 'No moths' } },
            { type: AutoModerationActionType.SendAlertMessage, metadata: { channelId: '3' } },
            { type: AutoModerationActionType.Timeout, metadata: { durationSeconds: 60 } },
          ],
          enabled: true,
          exemptRoles: ['4'],
        },
        o,
      ),
    sent: 'POST /guilds/1/auto-moderation/rules',
    body: {
      name: 'Words',
      event_type: 1,
      trigger_type: 1,
      trigger_metadata: { keyword_filter: ['moth*'], regex_patterns: ['^moth$'], allow_list: ['mother'] },
      actions: [
        { type: 1, metadata: { custom_message: 'No moths' } },
        { type: 2, metadata: { channel_id: '3' } },
        { type: 3, metadata: { duration_seconds: 60 } },
      ],
      enabled: true,
      exempt_roles: ['4'],
    },
    answer: RULE,
    made: AutoModerationRule,
  },
  get: {
    act: (c, o) => c.autoModeration.get('1', '6', o),
    sent: 'GET /guilds/1/auto-moderation/rules/6',
    answer: RULE,
    made: AutoModerationRule,
  },
  edit: {
    act: (c, o) => c.autoModeration.edit('1', '6', { enabled: false, exemptChannels: [] }, o),
    sent: 'PATCH /guilds/1/auto-moderation/rules/6',
    body: { enabled: false, exempt_channels: [] },
    answer: RULE,
    made: AutoModerationRule,
  },
  delete: { act: (c, o) => c.autoModeration.delete('1', '6', o), sent: 'DELETE /guilds/1/auto-moderation/rules/6' },
};

testCalls('autoModeration', routes.autoModeration, ruleCalls, 44);

const templateCalls: Calls<typeof routes.templates> = {
  get: {
    act: (c, o) => c.templates.get('abc', o),
    sent: 'GET /guilds/templates/abc',
    answer: TEMPLATE,
    made: GuildTemplate,
  },
  list: {
    act: (c, o) => c.templates.list('1', o),
    sent: 'GET /guilds/1/templates',
    answer: [TEMPLATE],
    made: GuildTemplate,
  },
  create: {
    act: (c, o) => c.templates.create('1', { name: 'Weavers', description: null }, o),
    sent: 'POST /guilds/1/templates',
    body: { name: 'Weavers', description: null },
    answer: TEMPLATE,
    made: GuildTemplate,
  },
  sync: {
    act: (c, o) => c.templates.sync('1', 'abc', o),
    sent: 'PUT /guilds/1/templates/abc',
    answer: TEMPLATE,
    made: GuildTemplate,
  },
  edit: {
    act: (c, o) => c.templates.edit('1', 'abc', { description: 'Looms' }, o),
    sent: 'PATCH /guilds/1/templates/abc',
    body: { description: 'Looms' },
    answer: TEMPLATE,
    made: GuildTemplate,
  },
  delete: {
    act: (c, o) => c.templates.delete('1', 'abc', o),
    sent: 'DELETE /guilds/1/templates/abc',
    answer: TEMPLATE,
    made: GuildTemplate,
  },
};

testCalls('templates', routes.templates, templateCalls, 44);

const voiceCalls: Calls<typeof routes.voice> = {
  getOwnState: {
    act: (c, o) => c.voice.getOwnState('1', o),
    sent: 'GET /guilds/1/voice-states/@me',
    answer: STATE,
    made: VoiceState,
  },
  editOwnState: {
    act: (c, o) => c.voice.editOwnState('1', { channelId: '3', requestToSpeakTimestamp: new Date(0) }, o),
    sent: 'PATCH /guilds/1/voice-states/@me',
    body: { channel_id: '3', request_to_speak_timestamp: '1970-01-01T00:00:00.000Z' },
  },
  getState: {
    act: (c, o) => c.voice.getState('1', '2', o),
    sent: 'GET /guilds/1/voice-states/2',
    answer: STATE,
    made: VoiceState,
  },
  editState: {
    act: (c, o) => c.voice.editState('1', '2', { channelId: '3', suppress: true }, o),
    sent: 'PATCH /guilds/1/voice-states/2',
    body: { channel_id: '3', suppress: true },
  },
  listRegions: { act: (c, o) => c.voice.listRegions(o), sent: 'GET /voice/regions', answer: [REGION], made: [REGION] },
};

testCalls('voice', routes.voice, voiceCalls, 44);

it('knows the guild of the voice states it answers with', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: STATE }, { json: STATE });
  expect((await client.voice.getOwnState('7')).guildId).toBe('7');
  expect((await client.voice.getState('7', '2')).guildId).toBe('7');
});

it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
  ['scheduledEvents.create', (c) => c.scheduledEvents.create('1', { ...fair, name: '' }), 'name'],
  [
    'scheduledEvents.create without an end elsewhere',
    (c) => c.scheduledEvents.create('1', { ...fair, scheduledEndTime: undefined }),
    'scheduledEndTime',
  ],
  ['scheduledEvents.edit', (c) => c.scheduledEvents.edit('1', '5', { description: 'x'.repeat(1_001) }), 'description'],
  ['scheduledEvents.listUsers', (c) => c.scheduledEvents.listUsers('1', '5', { limit: 101 }), 'limit'],
  ['autoModeration.create', (c) => c.autoModeration.create('1', { name: 'x', actions: [] } as never), 'actions'],
  ['autoModeration.edit', (c) => c.autoModeration.edit('1', '6', { name: 'x'.repeat(101) }), 'name'],
  ['templates.create', (c) => c.templates.create('1', { name: '' }), 'name'],
  ['templates.edit', (c) => c.templates.edit('1', 'abc', { description: 'x'.repeat(121) }), 'description'],
  [
    'voice.editOwnState',
    (c) => c.voice.editOwnState('1', { requestToSpeakTimestamp: 'soon' }),
    'requestToSpeakTimestamp',
  ],
])('%s sends nothing that Discord would refuse [seed 58]', async (_method, act, path) => {
  const { client, transport } = makeClient();
  const error: unknown = await act(client).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BodyError);
  expect((error as BodyError).fields.map((field) => field.path)).toContain(path);
  expect(transport.requests).toHaveLength(0);
});
