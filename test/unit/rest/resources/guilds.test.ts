import { AuditLogEvent, ChannelType, GuildWidgetStyle } from 'discord-api-types/v10';
import {
  AuditLog,
  type AuditLogEntry,
  BodyError,
  Channel,
  Guild,
  GuildOnboarding,
  GuildWidget,
  Integration,
  Invite,
  Webhook,
} from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const CHANNEL = { id: '1', type: 0 };
const GUILD = { id: '1', name: 'Loom' };
const REGION = { id: 'delft', name: 'Delft', optimal: true, deprecated: false, custom: false };
const SCREEN = { description: null, welcome_channels: [{ channel_id: '3', emoji_id: null, emoji_name: null }] };
const ONBOARDING = { guild_id: '1', prompts: [], default_channel_ids: [], enabled: true, mode: 0 };
const WIDGET = { id: '1', name: 'Loom', instant_invite: null, channels: [], members: [], presence_count: 0 };
const LOG = {
  audit_log_entries: [],
  users: [],
  webhooks: [],
  integrations: [],
  threads: [],
  application_commands: [],
  auto_moderation_rules: [],
  guild_scheduled_events: [],
};
const NOW_MS = new ManualClock().wallMs();
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

type GuildCalls = Calls<Omit<typeof routes.guilds, 'getWidgetImage'>>;

const calls: GuildCalls = {
  get: {
    act: (c, o) => c.guilds.get('1', { withCounts: true }, o),
    sent: 'GET /guilds/1?with_counts=true',
    answer: GUILD,
    made: Guild,
  },
  edit: {
    act: (c, o) => c.guilds.edit('1', { name: 'Loom', afkChannelId: null, icon: PIXEL, banner: null }, o),
    sent: 'PATCH /guilds/1',
    body: { name: 'Loom', afk_channel_id: null, icon: PIXEL, banner: null },
    answer: GUILD,
    made: Guild,
  },
  getPreview: {
    act: (c, o) => c.guilds.getPreview('1', o),
    sent: 'GET /guilds/1/preview',
    answer: { id: '1', approximate_member_count: 5 },
    made: { id: '1', approximateMemberCount: 5 },
  },
  listChannels: {
    act: (c, o) => c.guilds.listChannels('1', o),
    sent: 'GET /guilds/1/channels',
    answer: [CHANNEL],
    made: Channel,
  },
  createChannel: {
    act: (c, o) => c.guilds.createChannel('1', { name: 'x', parentId: '3', rateLimitPerUser: 5 }, o),
    sent: 'POST /guilds/1/channels',
    body: { name: 'x', parent_id: '3', rate_limit_per_user: 5 },
    answer: CHANNEL,
    made: Channel,
  },
  reorderChannels: {
    act: (c, o) => c.guilds.reorderChannels('1', [{ id: '1', position: 2, lockPermissions: true }], o),
    sent: 'PATCH /guilds/1/channels',
    body: [{ id: '1', position: 2, lock_permissions: true }],
  },
  getPruneCount: {
    act: (c, o) => c.guilds.getPruneCount('1', { days: 3, includeRoles: ['4', '5'] }, o),
    sent: 'GET /guilds/1/prune?days=3&include_roles=4%2C5',
    answer: { pruned: 2 },
    made: { pruned: 2 },
  },
  prune: {
    act: (c, o) => c.guilds.prune('1', { days: 3, computePruneCount: false, includeRoles: ['4', '5'] }, o),
    sent: 'POST /guilds/1/prune',
    body: { days: 3, compute_prune_count: false, include_roles: ['4', '5'] },
    answer: { pruned: null },
    made: { pruned: null },
  },
  listVoiceRegions: {
    act: (c, o) => c.guilds.listVoiceRegions('1', o),
    sent: 'GET /guilds/1/regions',
    answer: [REGION],
    made: [REGION],
  },
  listInvites: {
    act: (c, o) => c.guilds.listInvites('1', o),
    sent: 'GET /guilds/1/invites',
    answer: [{ code: 'loom' }],
    made: Invite,
  },
  listWebhooks: {
    act: (c, o) => c.guilds.listWebhooks('1', o),
    sent: 'GET /guilds/1/webhooks',
    answer: [{ id: '2', type: 1 }],
    made: Webhook,
  },
  listIntegrations: {
    act: (c, o) => c.guilds.listIntegrations('1', o),
    sent: 'GET /guilds/1/integrations',
    answer: [{ id: '2', type: 'discord' }],
    made: Integration,
  },
  deleteIntegration: {
    act: (c, o) => c.guilds.deleteIntegration('1', '2', o),
    sent: 'DELETE /guilds/1/integrations/2',
  },
  getVanityUrl: {
    act: (c, o) => c.guilds.getVanityUrl('1', o),
    sent: 'GET /guilds/1/vanity-url',
    answer: { code: null, uses: 0 },
    made: { code: null, uses: 0 },
  },
  getWelcomeScreen: {
    act: (c, o) => c.guilds.getWelcomeScreen('1', o),
    sent: 'GET /guilds/1/welcome-screen',
    answer: SCREEN,
    made: { description: null, welcomeChannels: [{ channelId: '3', emojiId: null, emojiName: null }] },
  },
  editWelcomeScreen: {
    act: (c, o) =>
      c.guilds.editWelcomeScreen(
        '1',
        {
          enabled: true,
          description: 'Hi',
          welcomeChannels: [{ channelId: '3', description: 'Rules', emojiId: null, emojiName: '📜' }],
        },
        o,
      ),
    sent: 'PATCH /guilds/1/welcome-screen',
    body: {
      enabled: true,
      description: 'Hi',
      welcome_channels: [{ channel_id: '3', description: 'Rules', emoji_id: null, emoji_name: '📜' }],
    },
    answer: SCREEN,
    made: { description: null, welcomeChannels: [{ channelId: '3', emojiId: null, emojiName: null }] },
  },
  getOnboarding: {
    act: (c, o) => c.guilds.getOnboarding('1', o),
    sent: 'GET /guilds/1/onboarding',
    answer: ONBOARDING,
    made: GuildOnboarding,
  },
  setOnboarding: {
    act: (c, o) =>
      c.guilds.setOnboarding(
        '1',
        {
          enabled: true,
          defaultChannelIds: ['3'],
          prompts: [{ id: '9', title: 'You?', singleSelect: true, options: [{ title: 'Weaver', roleIds: ['4'] }] }],
        },
        o,
      ),
    sent: 'PUT /guilds/1/onboarding',
    body: {
      enabled: true,
      default_channel_ids: ['3'],
      prompts: [{ id: '9', title: 'You?', single_select: true, options: [{ title: 'Weaver', role_ids: ['4'] }] }],
    },
    answer: ONBOARDING,
    made: GuildOnboarding,
  },
  setIncidentActions: {
    act: (c, o) =>
      c.guilds.setIncidentActions(
        '1',
        { invitesDisabledUntil: new Date(NOW_MS + 86_400_000), dmsDisabledUntil: null },
        o,
      ),
    sent: 'PUT /guilds/1/incident-actions',
    body: { invites_disabled_until: new Date(NOW_MS + 86_400_000).toISOString(), dms_disabled_until: null },
    answer: { invites_disabled_until: null, dms_disabled_until: null },
    made: { invitesDisabledUntil: null, dmsDisabledUntil: null },
  },
  getWidgetSettings: {
    act: (c, o) => c.guilds.getWidgetSettings('1', o),
    sent: 'GET /guilds/1/widget',
    answer: { enabled: true, channel_id: '3' },
    made: { enabled: true, channelId: '3' },
  },
  editWidgetSettings: {
    act: (c, o) => c.guilds.editWidgetSettings('1', { channelId: null }, o),
    sent: 'PATCH /guilds/1/widget',
    body: { channel_id: null },
    answer: { enabled: true, channel_id: null },
    made: { enabled: true, channelId: null },
  },
  getWidget: {
    act: (c, o) => c.guilds.getWidget('1', o),
    sent: 'GET /guilds/1/widget.json',
    answer: WIDGET,
    made: GuildWidget,
  },
  getAuditLog: {
    act: (c, o) =>
      c.guilds.getAuditLog('1', { userId: '2', targetId: '3', actionType: AuditLogEvent.MemberBanAdd, limit: 100 }, o),
    sent: 'GET /guilds/1/audit-logs?user_id=2&target_id=3&action_type=22&limit=100',
    answer: LOG,
    made: AuditLog,
  },
};

const { getWidgetImage, ...jsonRoutes } = routes.guilds;
testCalls('guilds', jsonRoutes, calls, 44);

it('gives the widget’s image as bytes, without a token [seed 44]', async () => {
  const { client, transport } = makeClient();
  const image = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
  transport.reply({ body: image, headers: { 'content-type': 'image/png' } });
  const given = await client.guilds.getWidgetImage('1', { style: GuildWidgetStyle.Banner2 });
  expect(Buffer.from(given)).toEqual(image);
  expect(transport.requests[0]!.path).toBe('/guilds/1/widget.png?style=banner2');
  expect(transport.requests[0]!.headers.authorization).toBeUndefined();
  expect(getWidgetImage.auth).toBe(false);
});

describe('the audit log', () => {
  const page = (...ids: number[]) => ({
    json: {
      ...LOG,
      audit_log_entries: ids.map((id) => ({ id: String(id), action_type: 1, user_id: '2', target_id: null })),
    },
  });
  const down = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from - index);
  const idsOf = (entries: readonly AuditLogEntry[]): number[] => entries.map((entry) => Number(entry.id));

  it('is read page by page, the newest entry first [seed 44]', async () => {
    const { client, transport } = makeClient();
    transport.reply(page(...down(300, 100)), page(...down(200, 3)));
    const entries = await client.guilds.iterateAuditLog('1', { userId: '2' }).toArray();
    expect(idsOf(entries)).toEqual(down(300, 103));
    expect(transport.requests.map(({ path }) => path)).toEqual([
      '/guilds/1/audit-logs?user_id=2&limit=100',
      '/guilds/1/audit-logs?user_id=2&before=201&limit=100',
    ]);
  });

  it('is read from an id on, the oldest entry first [seed 44]', async () => {
    const { client, transport } = makeClient();
    transport.reply(page(...down(200, 100).reverse()), page());
    await client.guilds.iterateAuditLog('1', { after: '100' }).toArray();
    expect(transport.requests.map(({ path }) => path)).toEqual([
      '/guilds/1/audit-logs?after=100&limit=100',
      '/guilds/1/audit-logs?after=200&limit=100',
    ]);
  });

  it('is not asked for more entries than are taken', async () => {
    const { client, transport } = makeClient();
    transport.reply(page(9, 8));
    await expect(client.guilds.iterateAuditLog('1').take(2).toArray()).resolves.toHaveLength(2);
    expect(transport.requests.map(({ path }) => path)).toEqual(['/guilds/1/audit-logs?limit=2']);
  });
});

describe('what Discord would refuse is not sent', () => {
  it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
    ['guilds.edit', (c) => c.guilds.edit('1', { name: 'x' }), 'name'],
    ['guilds.createChannel', (c) => c.guilds.createChannel('1', { name: '' }), 'name'],
    [
      'guilds.createChannel of another kind',
      (c) => c.guilds.createChannel('1', { name: 'x', type: ChannelType.GuildText, bitrate: 64_000 } as never),
      'bitrate',
    ],
    ['guilds.reorderChannels', (c) => c.guilds.reorderChannels('1', [{ id: '1', position: -1 }]), '[0].position'],
    ['guilds.getPruneCount', (c) => c.guilds.getPruneCount('1', { days: 31 }), 'days'],
    ['guilds.prune', (c) => c.guilds.prune('1', { days: 0 }), 'days'],
    [
      'guilds.editWelcomeScreen',
      (c) => c.guilds.editWelcomeScreen('1', { description: 'x'.repeat(141) }),
      'description',
    ],
    [
      'guilds.setOnboarding',
      (c) => c.guilds.setOnboarding('1', { prompts: [{ id: '1', title: '', options: [] }] }),
      'prompts[0].title',
    ],
    [
      'guilds.setIncidentActions',
      (c) => c.guilds.setIncidentActions('1', { dmsDisabledUntil: new Date(NOW_MS + 25 * 3_600_000) }),
      'dmsDisabledUntil',
    ],
    ['guilds.getAuditLog', (c) => c.guilds.getAuditLog('1', { limit: 101 }), 'limit'],
  ])('by %s [seed 58]', async (_method, act, path) => {
    const { client, transport } = makeClient();
    const error: unknown = await act(client).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BodyError);
    expect((error as BodyError).fields[0]!.path).toBe(path);
    expect(transport.requests).toHaveLength(0);
  });
});
