import { inspect } from 'node:util';
import {
  type APIAuditLog,
  type APIAutoModerationRule,
  type APIGuildIntegration,
  type APIGuildOnboarding,
  type APIGuildScheduledEvent,
  type APIGuildWidget,
  type APISoundboardSound,
  type APISticker,
  type APIStickerPack,
  type APITemplate,
  AuditLogEvent,
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  ChannelType,
  GuildOnboardingMode,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventRecurrenceRuleFrequency,
  GuildScheduledEventRecurrenceRuleWeekday,
  GuildScheduledEventStatus,
  IntegrationExpireBehavior,
  StickerFormatType,
  StickerType,
  WebhookType,
} from 'discord-api-types/v10';
import {
  AuditLog,
  AuditLogEntry,
  AutoModerationRule,
  Ban,
  Guild,
  GuildOnboarding,
  GuildTemplate,
  GuildWidget,
  Integration,
  ScheduledEvent,
  ScheduledEventUser,
  SoundboardSound,
  StickerPack,
  User,
} from 'corduroy/models';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';

const { guild, user, ID_OF_2020 } = payloads;
const NEW_YEAR = '2020-01-01T00:00:00.000Z';
/** Remembers one guild and one user. */
const context = recordingContext({
  guild: (id) => (id === guild.id ? guild : undefined),
  user: (id) => (id === user.id ? user : undefined),
});

const event: APIGuildScheduledEvent = {
  id: ID_OF_2020,
  guild_id: guild.id,
  channel_id: null,
  creator_id: user.id,
  name: 'Fair',
  description: 'Cloth',
  scheduled_start_time: '2026-01-01T10:00:00+00:00',
  scheduled_end_time: '2026-01-01T12:00:00+00:00',
  privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
  status: GuildScheduledEventStatus.Scheduled,
  entity_type: GuildScheduledEventEntityType.External,
  entity_id: null,
  entity_metadata: { location: 'The hall' },
  user_count: 7,
  image: 'abc',
  recurrence_rule: {
    start: '2026-01-01T10:00:00+00:00',
    end: null,
    frequency: GuildScheduledEventRecurrenceRuleFrequency.Weekly,
    interval: 1,
    by_weekday: [GuildScheduledEventRecurrenceRuleWeekday.Thursday],
    by_n_weekday: null,
    by_month: null,
    by_month_day: null,
    by_year_day: null,
    count: null,
  },
};

const rule: APIAutoModerationRule = {
  id: ID_OF_2020,
  guild_id: guild.id,
  name: 'Words',
  creator_id: user.id,
  event_type: AutoModerationRuleEventType.MessageSend,
  trigger_type: AutoModerationRuleTriggerType.Keyword,
  trigger_metadata: { keyword_filter: ['moth'] },
  actions: [{ type: AutoModerationActionType.Timeout, metadata: { duration_seconds: 60 } }],
  enabled: true,
  exempt_roles: ['4'],
  exempt_channels: ['5'],
};

const integration: APIGuildIntegration = {
  id: ID_OF_2020,
  name: 'Stream',
  type: 'twitch',
  enabled: true,
  syncing: false,
  role_id: '4',
  enable_emoticons: true,
  expire_behavior: IntegrationExpireBehavior.Kick,
  expire_grace_period: 3,
  user,
  account: { id: 'a', name: 'Nelly' },
  synced_at: NEW_YEAR,
  subscriber_count: 12,
  revoked: false,
};

const sticker: APISticker = {
  id: '1',
  name: 'loom',
  description: null,
  tags: 'loom',
  type: StickerType.Standard,
  format_type: StickerFormatType.PNG,
};

it('a ban tells who may not come in, where and why', () => {
  const ban = new Ban({ user, reason: 'moths' }, context, guild.id);
  expect(ban).toMatchObject({ userId: user.id, reason: 'moths', guildId: guild.id });
  expect(ban.user).toBe(ban.user);
  expect(ban.user.username).toBe('nelly');
  expect(ban.guild?.name).toBe('Loom');
  expect(new Ban({ user, reason: null }).guild).toBeUndefined();
  expect(ban.equals({ guildId: guild.id, userId: user.id })).toBe(true);
});

it('a scheduled event tells what is planned', () => {
  const view = new ScheduledEvent(event, context);
  expect(view).toMatchObject({
    id: ID_OF_2020,
    guildId: guild.id,
    channelId: null,
    creatorId: user.id,
    name: 'Fair',
    description: 'Cloth',
    image: 'abc',
    scheduledStartAt: new Date('2026-01-01T10:00:00Z'),
    scheduledEndAt: new Date('2026-01-01T12:00:00Z'),
    privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
    status: GuildScheduledEventStatus.Scheduled,
    entityType: GuildScheduledEventEntityType.External,
    entityId: null,
    location: 'The hall',
    userCount: 7,
    recurrenceRule: { byWeekday: [3], byNWeekday: null },
    createdAt: new Date(NEW_YEAR),
    url: `https://discord.com/events/${guild.id}/${ID_OF_2020}`,
  });
  expect(view.guild?.name).toBe('Loom');
  expect(view.channel).toBeUndefined();
  expect(String(view)).toBe('Fair');
  expect(view.equals({ id: ID_OF_2020 })).toBe(true);
});

it('a scheduled event knows its maker from its payload, or from what is remembered', () => {
  expect(new ScheduledEvent(event, context).creator?.username).toBe('nelly');
  expect(new ScheduledEvent(event).creator).toBeUndefined();
  const told = new ScheduledEvent({ ...event, creator: user });
  expect(told.creator?.username).toBe('nelly');
  expect(told.creator).toBe(told.creator);
  expect(new ScheduledEvent({ ...event, creator_id: null }, context).creator).toBeUndefined();
  expect(new ScheduledEvent({ ...event, scheduled_end_time: null }).scheduledEndAt).toBeNull();
});

it('who is interested in an event is a member of its guild, where members are told', () => {
  const { user: _user, ...member } = payloads.member;
  const raw = { guild_scheduled_event_id: '5', user, member: member as never };
  const view = new ScheduledEventUser(raw, context, guild.id);
  expect(view).toMatchObject({ scheduledEventId: '5', userId: user.id });
  expect(view.user.username).toBe('nelly');
  expect(view.member?.id).toBe(user.id);
  expect(view.member?.guildId).toBe(guild.id);
  expect(new ScheduledEventUser({ guild_scheduled_event_id: '5', user }).member).toBeUndefined();
});

it('a rule of auto moderation tells what it looks for and what it does', () => {
  const view = new AutoModerationRule(rule, context);
  expect(view).toMatchObject({
    id: ID_OF_2020,
    guildId: guild.id,
    name: 'Words',
    creatorId: user.id,
    eventType: AutoModerationRuleEventType.MessageSend,
    triggerType: AutoModerationRuleTriggerType.Keyword,
    triggerMetadata: { keywordFilter: ['moth'] },
    actions: [{ type: AutoModerationActionType.Timeout, metadata: { durationSeconds: 60 } }],
    enabled: true,
    exemptRoles: ['4'],
    exemptChannels: ['5'],
    createdAt: new Date(NEW_YEAR),
  });
  expect(view.guild?.name).toBe('Loom');
  expect(view.creator?.username).toBe('nelly');
  expect(view.equals({ id: '1' })).toBe(false);
});

it('an integration tells what a guild is connected to', () => {
  const view = new Integration(integration, context, guild.id);
  expect(view).toMatchObject({
    id: ID_OF_2020,
    guildId: guild.id,
    name: 'Stream',
    type: 'twitch',
    enabled: true,
    syncing: false,
    roleId: '4',
    enableEmoticons: true,
    expireBehavior: IntegrationExpireBehavior.Kick,
    expireGracePeriodDays: 3,
    account: { id: 'a', name: 'Nelly' },
    syncedAt: new Date(NEW_YEAR),
    subscriberCount: 12,
    revoked: false,
    application: undefined,
    scopes: undefined,
    createdAt: new Date(NEW_YEAR),
  });
  expect(view.guild?.name).toBe('Loom');
  expect(view.user?.username).toBe('nelly');
  expect(view.equals({ id: ID_OF_2020 })).toBe(true);
});

it('a sound tells how it sounds, and when it was made unless everyone has it', () => {
  const raw: APISoundboardSound = {
    sound_id: ID_OF_2020,
    name: 'clack',
    volume: 0.5,
    emoji_id: null,
    emoji_name: '🧵',
    guild_id: guild.id,
    available: true,
    user,
  };
  const view = new SoundboardSound(raw, context);
  expect(view).toMatchObject({
    id: ID_OF_2020,
    name: 'clack',
    volume: 0.5,
    emojiId: null,
    emojiName: '🧵',
    guildId: guild.id,
    available: true,
    createdAt: new Date(NEW_YEAR),
  });
  expect(view.guild?.name).toBe('Loom');
  expect(view.user?.username).toBe('nelly');
  const { guild_id: _guild, user: _user, ...everyones } = raw;
  expect(new SoundboardSound({ ...everyones, sound_id: '1' }).createdAt).toBeUndefined();
  expect(view.equals({ id: ID_OF_2020 })).toBe(true);
});

it('a pack holds its stickers', () => {
  const raw: APIStickerPack = {
    id: ID_OF_2020,
    stickers: [sticker],
    name: 'Looms',
    sku_id: '2',
    cover_sticker_id: '1',
    description: 'All looms',
    banner_asset_id: '3',
  };
  const view = new StickerPack(raw);
  expect(view).toMatchObject({
    id: ID_OF_2020,
    name: 'Looms',
    description: 'All looms',
    skuId: '2',
    coverStickerId: '1',
    bannerAssetId: '3',
    createdAt: new Date(NEW_YEAR),
  });
  expect(view.stickers).toBe(view.stickers);
  expect(view.stickers[0]!.name).toBe('loom');
  expect(view.equals({ id: '1' })).toBe(false);
});

it('a template tells which set-up it holds', () => {
  const raw: APITemplate = {
    code: 'abc',
    name: 'Weavers',
    description: null,
    usage_count: 4,
    creator_id: user.id,
    creator: user,
    created_at: NEW_YEAR,
    updated_at: '2020-01-02T00:00:00+00:00',
    source_guild_id: guild.id,
    serialized_source_guild: { name: 'Loom', description: null, preferred_locale: 'en-US' as never, icon_hash: null },
    is_dirty: null,
  };
  const view = new GuildTemplate(raw, context);
  expect(view).toMatchObject({
    code: 'abc',
    name: 'Weavers',
    description: null,
    usageCount: 4,
    creatorId: user.id,
    createdAt: new Date(NEW_YEAR),
    updatedAt: new Date('2020-01-02T00:00:00Z'),
    sourceGuildId: guild.id,
    serializedSourceGuild: { name: 'Loom', preferredLocale: 'en-US', iconHash: null },
    isDirty: false,
    url: 'https://discord.new/abc',
  });
  expect(view.creator).toBeInstanceOf(User);
  expect(view.sourceGuild?.name).toBe('Loom');
  expect(new GuildTemplate({ ...raw, creator: null as never, is_dirty: true })).toMatchObject({
    creator: undefined,
    isDirty: true,
  });
  expect(view.equals({ code: 'abc' })).toBe(true);
});

it('widget and onboarding tell what a guild shows', () => {
  const widget: APIGuildWidget = {
    id: ID_OF_2020,
    name: 'Loom',
    instant_invite: null,
    channels: [{ id: '1', name: 'Hall', position: 0 }],
    members: [],
    presence_count: 3,
  };
  const view = new GuildWidget(widget, context);
  expect(view).toMatchObject({
    id: ID_OF_2020,
    name: 'Loom',
    instantInvite: null,
    channels: [{ id: '1', name: 'Hall', position: 0 }],
    members: [],
    presenceCount: 3,
    createdAt: new Date(NEW_YEAR),
  });
  expect(view.guild).toBeUndefined();
  expect(view.equals({ id: ID_OF_2020 })).toBe(true);

  const onboarding: APIGuildOnboarding = {
    guild_id: guild.id,
    prompts: [],
    default_channel_ids: ['1'],
    enabled: true,
    mode: GuildOnboardingMode.OnboardingAdvanced,
  };
  const shown = new GuildOnboarding(onboarding, context);
  expect(shown).toMatchObject({ guildId: guild.id, prompts: [], defaultChannelIds: ['1'], enabled: true, mode: 1 });
  expect(shown.guild).toBeInstanceOf(Guild);
  expect(shown.equals({ guildId: '1' })).toBe(false);
});

describe('the audit log', () => {
  const log: APIAuditLog = {
    audit_log_entries: [
      {
        id: ID_OF_2020,
        action_type: AuditLogEvent.MemberUpdate,
        user_id: user.id,
        target_id: '9',
        changes: [{ key: 'nick', old_value: 'Nell' }],
        options: { delete_member_days: '3' },
        reason: 'spelling',
      },
      { id: '1', action_type: AuditLogEvent.GuildUpdate, user_id: null, target_id: null },
      { id: '2', action_type: AuditLogEvent.GuildUpdate, user_id: '404', target_id: null },
    ],
    users: [user],
    webhooks: [
      {
        id: '3',
        type: WebhookType.Incoming,
        channel_id: '5',
        token: 'secret-token',
        url: 'https://x/secret-token',
      } as never,
    ],
    integrations: [integration],
    threads: [{ id: '4', type: ChannelType.PublicThread, name: 'weft' } as never],
    application_commands: [{ id: '6', name: 'weave', default_member_permissions: null } as never],
    auto_moderation_rules: [rule],
    guild_scheduled_events: [event],
  };
  const view = new AuditLog(log, context, guild.id);

  it('tells who did what to whom', () => {
    const [entry] = view.entries;
    expect(entry).toMatchObject({
      id: ID_OF_2020,
      guildId: guild.id,
      actionType: AuditLogEvent.MemberUpdate,
      userId: user.id,
      targetId: '9',
      changes: [{ key: 'nick', oldValue: 'Nell', newValue: undefined }],
      options: { deleteMemberDays: '3' },
      reason: 'spelling',
      createdAt: new Date(NEW_YEAR),
    });
    expect(entry!.user?.username).toBe('nelly');
    expect(entry!.guild?.name).toBe('Loom');
    expect(entry!.change('nick')?.oldValue).toBe('Nell');
    expect(entry!.change('mute')).toBeUndefined();
    expect(entry!.equals({ id: ID_OF_2020 })).toBe(true);
    expect(view.entries[1]).toMatchObject({ user: undefined, changes: [], options: undefined, reason: undefined });
    expect(view.entries[2]!.user).toBeUndefined();
  });

  it('brings what its entries name', () => {
    expect(view.users[0]!.username).toBe('nelly');
    expect(view.webhooks[0]!.id).toBe('3');
    expect(view.integrations[0]!.guildId).toBe(guild.id);
    expect(view.threads[0]!.guildId).toBe(guild.id);
    expect(view.autoModerationRules[0]!.name).toBe('Words');
    expect(view.scheduledEvents[0]!.name).toBe('Fair');
    expect(view.applicationCommands[0]).toMatchObject({ name: 'weave', defaultMemberPermissions: null });
    expect(view.entries).toBe(view.entries);
  });

  it('prints no token of a webhook', () => {
    expect(inspect(view, { depth: 9 })).not.toContain('secret-token');
    expect(JSON.stringify(view)).not.toContain('secret-token');
    expect(view.webhooks[0]!.token).toBe('secret-token');
  });

  it('finds who did it among what is remembered, where an entry comes alone', () => {
    expect(new AuditLogEntry(log.audit_log_entries[0]!, context).user?.username).toBe('nelly');
    expect(new AuditLogEntry(log.audit_log_entries[0]!).user).toBeUndefined();
  });
});
