import { ChannelType } from 'discord-api-types/v10';
import {
  auditLogQuerySpec,
  autoModerationRuleCreateSpec,
  autoModerationRuleEditSpec,
  banCreateSpec,
  banListQuerySpec,
  type BodySpec,
  bulkBanSpec,
  channelCreateSpec,
  channelPositionsSpec,
  emojiCreateSpec,
  emojiEditSpec,
  guildEditSpec,
  guildTemplateCreateSpec,
  guildTemplateEditSpec,
  incidentActionsSpec,
  joinRequestActionSpec,
  joinRequestsQuerySpec,
  memberAddSpec,
  memberEditSpec,
  memberListQuerySpec,
  memberSearchQuerySpec,
  onboardingSpec,
  ownMemberEditSpec,
  ownVoiceStateEditSpec,
  pruneCountQuerySpec,
  pruneSpec,
  roleCreateSpec,
  roleEditSpec,
  rolePositionsSpec,
  scheduledEventCreateSpec,
  scheduledEventEditSpec,
  scheduledEventExceptionCreateSpec,
  scheduledEventExceptionEditSpec,
  scheduledEventUserCountsQuerySpec,
  scheduledEventUsersQuerySpec,
  soundboardSoundCreateSpec,
  soundboardSoundEditSpec,
  stickerCreateSpec,
  stickerEditSpec,
  voiceStateEditSpec,
  welcomeScreenEditSpec,
  widgetSettingsEditSpec,
} from 'corduroy/models';
import { ids, many, refusals, text } from '../refusals';

type Spec = BodySpec;
type Sized = [name: string, spec: Spec, bodyOf: (size: number) => unknown, limit: number, refusal: string];

/** A data URI of so many bytes. */
const data = (bytes: number): string => `data:image/png;base64,${Buffer.alloc(bytes).toString('base64')}`;
const KIB = 1_024;

const option = { title: 'Weaver' };
const prompt = { id: '1', title: 'You?', options: [option] };
const event = {
  name: 'Fair',
  privacyLevel: 2,
  scheduledStartTime: '2026-01-01T00:00:00Z',
  entityType: 2,
  channelId: '3',
};
const recurrence = { start: '2026-01-01T00:00:00Z', frequency: 2 };
const recurring = (more: object): object => ({ recurrenceRule: { ...recurrence, ...more } });
const rule = { name: 'Words', eventType: 1, triggerType: 1, actions: [{ type: 1 }] };
const metadata = (more: object): object => ({ triggerMetadata: more });
const channel = (more: object): object => ({ name: 'x', ...more });

describe('the largest that fits', () => {
  const rows: Sized[] = [
    ['guild name', guildEditSpec, (n) => ({ name: text(n) }), 100, 'name characters'],
    ['guild description', guildEditSpec, (n) => ({ description: text(n) }), 300, 'description characters'],
    ['channel name', channelCreateSpec, (n) => ({ name: text(n) }), 100, 'name characters'],
    ['channel topic', channelCreateSpec, (n) => channel({ type: 15, topic: text(n) }), 4_096, 'topic characters'],
    ['slow mode', channelCreateSpec, (n) => channel({ rateLimitPerUser: n }), 21_600, 'rateLimitPerUser wholeNumber'],
    [
      'slow mode of threads',
      channelCreateSpec,
      (n) => channel({ defaultThreadRateLimitPerUser: n }),
      21_600,
      'defaultThreadRateLimitPerUser wholeNumber',
    ],
    [
      'overwrites',
      channelCreateSpec,
      (n) => channel({ permissionOverwrites: many(n, { id: '1', type: 0 }) }),
      100,
      'permissionOverwrites items',
    ],
    [
      'forum tags',
      channelCreateSpec,
      (n) => channel({ type: 15, availableTags: many(n, { name: 'x' }) }),
      20,
      'availableTags items',
    ],
    [
      'forum tag',
      channelCreateSpec,
      (n) => channel({ type: 15, availableTags: [{ name: text(n) }] }),
      50,
      'availableTags[0].name characters',
    ],
    [
      'emoji of a forum tag',
      channelCreateSpec,
      (n) => channel({ type: 15, availableTags: [{ name: 'x', emojiName: text(n) }] }),
      100,
      'availableTags[0].emojiName characters',
    ],
    [
      'default reaction',
      channelCreateSpec,
      (n) => channel({ type: 15, defaultReactionEmoji: { emojiName: text(n) } }),
      100,
      'defaultReactionEmoji.emojiName characters',
    ],
    ['days of a prune', pruneSpec, (n) => ({ days: n }), 30, 'days wholeNumber'],
    ['roles of a prune', pruneSpec, (n) => ({ includeRoles: ids(n) }), 100, 'includeRoles items'],
    ['days of a count', pruneCountQuerySpec, (n) => ({ days: n }), 30, 'days wholeNumber'],
    ['roles of a count', pruneCountQuerySpec, (n) => ({ includeRoles: ids(n) }), 100, 'includeRoles items'],
    ['welcome', welcomeScreenEditSpec, (n) => ({ description: text(n) }), 140, 'description characters'],
    [
      'welcome channels',
      welcomeScreenEditSpec,
      (n) => ({ welcomeChannels: many(n, { channelId: '1', description: 'x' }) }),
      5,
      'welcomeChannels items',
    ],
    [
      'welcome channel',
      welcomeScreenEditSpec,
      (n) => ({ welcomeChannels: [{ channelId: '1', description: text(n) }] }),
      50,
      'welcomeChannels[0].description characters',
    ],
    ['prompts', onboardingSpec, (n) => ({ prompts: many(n, prompt) }), 15, 'prompts items'],
    ['default channels', onboardingSpec, (n) => ({ defaultChannelIds: ids(n) }), 500, 'defaultChannelIds items'],
    [
      'prompt',
      onboardingSpec,
      (n) => ({ prompts: [{ ...prompt, title: text(n) }] }),
      100,
      'prompts[0].title characters',
    ],
    [
      'options',
      onboardingSpec,
      (n) => ({ prompts: [{ ...prompt, options: many(n, option) }] }),
      50,
      'prompts[0].options items',
    ],
    ...(
      [
        ['title', (n) => text(n), 50, 'characters'],
        ['description', (n) => text(n), 100, 'characters'],
        ['emojiName', (n) => text(n), 100, 'characters'],
        ['roleIds', (n) => ids(n), 50, 'items'],
        ['channelIds', (n) => ids(n), 50, 'items'],
      ] satisfies [string, (size: number) => unknown, number, string][]
    ).map(([field, valueOf, limit, name]): Sized => [
      `${field} of an option`,
      onboardingSpec,
      (n) => ({ prompts: [{ ...prompt, options: [{ ...option, [field]: valueOf(n) }] }] }),
      limit,
      `prompts[0].options[0].${field} ${name}`,
    ]),
    ['audit log page', auditLogQuerySpec, (n) => ({ limit: n }), 100, 'limit wholeNumber'],
    ['access token', memberAddSpec, (n) => ({ accessToken: text(n) }), 10_240, 'accessToken characters'],
    ['nick of a new member', memberAddSpec, (n) => ({ accessToken: 'x', nick: text(n) }), 32, 'nick characters'],
    ['roles of a new member', memberAddSpec, (n) => ({ accessToken: 'x', roles: ids(n) }), 250, 'roles items'],
    ['nick', memberEditSpec(0), (n) => ({ nick: text(n) }), 32, 'nick characters'],
    ['roles of a member', memberEditSpec(0), (n) => ({ roles: ids(n) }), 350, 'roles items'],
    ['own nick', ownMemberEditSpec, (n) => ({ nick: text(n) }), 32, 'nick characters'],
    ['bio', ownMemberEditSpec, (n) => ({ bio: text(n) }), 190, 'bio characters'],
    ['member page', memberListQuerySpec, (n) => ({ limit: n }), 1_000, 'limit wholeNumber'],
    ['member search page', memberSearchQuerySpec, (n) => ({ query: 'x', limit: n }), 1_000, 'limit wholeNumber'],
    ['member search', memberSearchQuerySpec, (n) => ({ query: text(n) }), 100, 'query characters'],
    ['ban page', banListQuerySpec, (n) => ({ limit: n }), 1_000, 'limit wholeNumber'],
    [
      'seconds of a ban',
      banCreateSpec,
      (n) => ({ deleteMessageSeconds: n }),
      604_800,
      'deleteMessageSeconds wholeNumber',
    ],
    ['days of a ban', banCreateSpec, (n) => ({ deleteMessageDays: n }), 7, 'deleteMessageDays wholeNumber'],
    ['banned at once', bulkBanSpec, (n) => ({ userIds: ids(n) }), 200, 'userIds items'],
    [
      'seconds of bans',
      bulkBanSpec,
      (n) => ({ userIds: ['1'], deleteMessageSeconds: n }),
      604_800,
      'deleteMessageSeconds wholeNumber',
    ],
    ...[roleCreateSpec, roleEditSpec].flatMap((spec): Sized[] => [
      ['role name', spec, (n) => ({ name: text(n) }), 100, 'name characters'],
      ['role colour', spec, (n) => ({ color: n }), 0xff_ff_ff, 'color wholeNumber'],
      ['first colour', spec, (n) => ({ colors: { primaryColor: n } }), 0xff_ff_ff, 'colors.primaryColor wholeNumber'],
      [
        'second colour',
        spec,
        (n) => ({ colors: { secondaryColor: n } }),
        0xff_ff_ff,
        'colors.secondaryColor wholeNumber',
      ],
      ['third colour', spec, (n) => ({ colors: { tertiaryColor: n } }), 0xff_ff_ff, 'colors.tertiaryColor wholeNumber'],
      ['role emoji', spec, (n) => ({ unicodeEmoji: text(n) }), 100, 'unicodeEmoji characters'],
    ]),
    ['emoji name', emojiCreateSpec, (n) => ({ name: text(n), image: data(8) }), 32, 'name characters'],
    ['features', guildEditSpec, (n) => ({ features: ids(n) }), 1_521, 'features items'],
    ['roles of an emoji', emojiEditSpec, (n) => ({ roles: ids(n) }), 1_521, 'roles items'],
    [
      'roles of a new emoji',
      emojiCreateSpec,
      (n) => ({ name: 'xx', image: data(8), roles: ids(n) }),
      1_521,
      'roles items',
    ],
    ['emoji', emojiCreateSpec, (n) => ({ name: 'xx', image: data(n) }), 256 * KIB, 'image bytes'],
    ['new emoji name', emojiEditSpec, (n) => ({ name: text(n) }), 32, 'name characters'],
    ['sticker name', stickerCreateSpec, (n) => ({ name: text(n), tags: 'x' }), 30, 'name characters'],
    [
      'sticker',
      stickerCreateSpec,
      (n) => ({ name: 'xx', tags: 'x', description: text(n) }),
      100,
      'description characters',
    ],
    ['sticker tags', stickerCreateSpec, (n) => ({ name: 'xx', tags: text(n) }), 200, 'tags characters'],
    ['new sticker name', stickerEditSpec, (n) => ({ name: text(n) }), 30, 'name characters'],
    ['new sticker text', stickerEditSpec, (n) => ({ description: text(n) }), 100, 'description characters'],
    ['new sticker tags', stickerEditSpec, (n) => ({ tags: text(n) }), 200, 'tags characters'],
    ['sound name', soundboardSoundCreateSpec, (n) => ({ name: text(n), sound: data(8) }), 32, 'name characters'],
    ['sound', soundboardSoundCreateSpec, (n) => ({ name: 'xx', sound: data(n) }), 512 * KIB, 'sound bytes'],
    [
      'sound emoji',
      soundboardSoundCreateSpec,
      (n) => ({ name: 'xx', sound: data(8), emojiName: text(n) }),
      32,
      'emojiName characters',
    ],
    ['volume', soundboardSoundCreateSpec, (n) => ({ name: 'xx', sound: data(8), volume: n }), 1, 'volume number'],
    ['new sound name', soundboardSoundEditSpec, (n) => ({ name: text(n) }), 32, 'name characters'],
    ['new sound emoji', soundboardSoundEditSpec, (n) => ({ emojiName: text(n) }), 32, 'emojiName characters'],
    ['new volume', soundboardSoundEditSpec, (n) => ({ volume: n }), 1, 'volume number'],
    ...[
      { kind: 'event', spec: scheduledEventCreateSpec as Spec, base: event },
      { kind: 'new event', spec: scheduledEventEditSpec as Spec, base: {} },
    ].flatMap(({ kind, spec, base }): Sized[] => [
      [`${kind} name`, spec, (n) => ({ ...base, name: text(n) }), 100, 'name characters'],
      [`${kind} text`, spec, (n) => ({ ...base, description: text(n) }), 1_000, 'description characters'],
      [
        `${kind} place`,
        spec,
        (n) => ({ ...base, entityMetadata: { location: text(n) } }),
        100,
        'entityMetadata.location characters',
      ],
      [
        `${kind} nth weekday`,
        spec,
        (n) => ({ ...base, ...recurring({ byNWeekday: [{ n, day: 1 }] }) }),
        5,
        'recurrenceRule.byNWeekday[0].n wholeNumber',
      ],
      [
        `${kind} nth weekdays`,
        spec,
        (n) => ({ ...base, ...recurring({ byNWeekday: many(n, { n: 1, day: 1 }) }) }),
        7,
        'recurrenceRule.byNWeekday items',
      ],
      [
        `${kind} day of a month`,
        spec,
        (n) => ({ ...base, ...recurring({ byMonthDay: [n] }) }),
        31,
        'recurrenceRule.byMonthDay itemNumbers',
      ],
      [
        `${kind} day of a year`,
        spec,
        (n) => ({ ...base, ...recurring({ byYearDay: [n] }) }),
        365,
        'recurrenceRule.byYearDay itemNumbers',
      ],
      ...(['byWeekday', 'byMonth'] as const).map((field): Sized => [
        `${kind} ${field}`,
        spec,
        (n) => ({ ...base, ...recurring({ [field]: ids(n) }) }),
        field === 'byWeekday' ? 7 : 12,
        `recurrenceRule.${field} items`,
      ]),
    ]),
    ['interested page', scheduledEventUsersQuerySpec, (n) => ({ limit: n }), 100, 'limit wholeNumber'],
    ...[
      { kind: 'rule', spec: autoModerationRuleCreateSpec as Spec, base: rule, written: 100 },
      { kind: 'new rule', spec: autoModerationRuleEditSpec as Spec, base: {}, written: 1_000 },
    ].flatMap(({ kind, spec, base, written }): Sized[] => [
      [`${kind} name`, spec, (n) => ({ ...base, name: text(n) }), 100, 'name characters'],
      [`${kind} actions`, spec, (n) => ({ ...base, actions: many(n, { type: 1 }) }), 5, 'actions items'],
      [`${kind} roles`, spec, (n) => ({ ...base, exemptRoles: ids(n) }), 20, 'exemptRoles items'],
      [`${kind} channels`, spec, (n) => ({ ...base, exemptChannels: ids(n) }), 50, 'exemptChannels items'],
      [
        `${kind} words`,
        spec,
        (n) => ({ ...base, ...metadata({ keywordFilter: many(n, 'x') }) }),
        1_000,
        'triggerMetadata.keywordFilter items',
      ],
      [
        `${kind} word`,
        spec,
        (n) => ({ ...base, ...metadata({ keywordFilter: ['x', text(n)] }) }),
        60,
        'triggerMetadata.keywordFilter itemCharacters',
      ],
      [
        `${kind} patterns`,
        spec,
        (n) => ({ ...base, ...metadata({ regexPatterns: many(n, 'x') }) }),
        10,
        'triggerMetadata.regexPatterns items',
      ],
      [
        `${kind} pattern`,
        spec,
        (n) => ({ ...base, ...metadata({ regexPatterns: [text(n)] }) }),
        260,
        'triggerMetadata.regexPatterns itemCharacters',
      ],
      [
        `${kind} allowed words`,
        spec,
        (n) => ({ ...base, ...metadata({ allowList: many(n, 'x') }) }),
        written,
        'triggerMetadata.allowList items',
      ],
      [
        `${kind} allowed word`,
        spec,
        (n) => ({ ...base, ...metadata({ allowList: [text(n)] }) }),
        60,
        'triggerMetadata.allowList itemCharacters',
      ],
      [
        `${kind} mentions`,
        spec,
        (n) => ({ ...base, ...metadata({ mentionTotalLimit: n }) }),
        50,
        'triggerMetadata.mentionTotalLimit wholeNumber',
      ],
      [
        `${kind} message`,
        spec,
        (n) => ({ ...base, actions: [{ type: 1, metadata: { customMessage: text(n) } }] }),
        300,
        'actions[0].metadata.customMessage characters',
      ],
      [
        `${kind} time-out`,
        spec,
        (n) => ({ ...base, actions: [{ type: 3, metadata: { durationSeconds: n } }] }),
        2_419_200,
        'actions[0].metadata.durationSeconds wholeNumber',
      ],
    ]),
    [
      'allowed words beside Discord’s lists',
      autoModerationRuleCreateSpec,
      (n) => ({ ...rule, triggerType: 4, triggerMetadata: { presets: [1], allowList: many(n, 'x') } }),
      1_000,
      'triggerMetadata.allowList items',
    ],
    ['template name', guildTemplateCreateSpec, (n) => ({ name: text(n) }), 100, 'name characters'],
    ['template', guildTemplateCreateSpec, (n) => ({ name: 'x', description: text(n) }), 120, 'description characters'],
    ['new template name', guildTemplateEditSpec, (n) => ({ name: text(n) }), 100, 'name characters'],
    ['new template text', guildTemplateEditSpec, (n) => ({ description: text(n) }), 120, 'description characters'],
    ['rejection', joinRequestActionSpec, (n) => ({ rejectionReason: text(n) }), 160, 'rejectionReason characters'],
    ['join request page', joinRequestsQuerySpec, (n) => ({ limit: n }), 100, 'limit wholeNumber'],
    [
      'counted exceptions',
      scheduledEventUserCountsQuerySpec,
      (n) => ({ guildScheduledEventExceptionIds: ids(n) }),
      10,
      'guildScheduledEventExceptionIds items',
    ],
  ];

  it.each(rows)('of: %s [seed 58]', (_name, spec, bodyOf, limit, refusal) => {
    expect(refusals(spec, bodyOf(limit))).toEqual([]);
    expect(refusals(spec, bodyOf(limit + 1))).toEqual([refusal]);
  });
});

describe('the smallest that fits', () => {
  const rows: Sized[] = [
    ['guild name', guildEditSpec, (n) => ({ name: text(n) }), 2, 'name characters'],
    ['channel name', channelCreateSpec, (n) => ({ name: text(n) }), 1, 'name characters'],
    ['channel position', channelCreateSpec, (n) => channel({ position: n }), 0, 'position wholeNumber'],
    ['bitrate', channelCreateSpec, (n) => channel({ type: 2, bitrate: n }), 8_000, 'bitrate wholeNumber'],
    ['seats', channelCreateSpec, (n) => channel({ type: 2, userLimit: n }), 0, 'userLimit wholeNumber'],
    ['position', channelPositionsSpec, (n) => [{ id: '1', position: n }], 0, '[0].position wholeNumber'],
    ['days of a prune', pruneSpec, (n) => ({ days: n }), 1, 'days wholeNumber'],
    [
      'welcome channel',
      welcomeScreenEditSpec,
      (n) => ({ welcomeChannels: [{ channelId: '1', description: text(n) }] }),
      1,
      'welcomeChannels[0].description characters',
    ],
    ['prompt', onboardingSpec, (n) => ({ prompts: [{ ...prompt, title: text(n) }] }), 1, 'prompts[0].title characters'],
    [
      'options',
      onboardingSpec,
      (n) => ({ prompts: [{ ...prompt, options: many(Math.max(n, 0), option) }] }),
      1,
      'prompts[0].options items',
    ],
    ['audit log page', auditLogQuerySpec, (n) => ({ limit: n }), 1, 'limit wholeNumber'],
    ['member page', memberListQuerySpec, (n) => ({ limit: n }), 1, 'limit wholeNumber'],
    ['member search', memberSearchQuerySpec, (n) => ({ query: text(n) }), 1, 'query characters'],
    ['seconds of a ban', banCreateSpec, (n) => ({ deleteMessageSeconds: n }), 0, 'deleteMessageSeconds wholeNumber'],
    ['role name', roleEditSpec, (n) => ({ name: text(n) }), 1, 'name characters'],
    ['role colour', roleCreateSpec, (n) => ({ color: n }), 0, 'color wholeNumber'],
    ['emoji name', emojiEditSpec, (n) => ({ name: text(n) }), 2, 'name characters'],
    ['sticker name', stickerEditSpec, (n) => ({ name: text(n) }), 2, 'name characters'],
    ['sticker description', stickerEditSpec, (n) => ({ description: text(n) }), 2, 'description characters'],
    ['sticker tags', stickerEditSpec, (n) => ({ tags: text(n) }), 1, 'tags characters'],
    ['sound name', soundboardSoundEditSpec, (n) => ({ name: text(n) }), 2, 'name characters'],
    ['sound emoji', soundboardSoundEditSpec, (n) => ({ emojiName: text(n) }), 1, 'emojiName characters'],
    ['volume', soundboardSoundEditSpec, (n) => ({ volume: n }), 0, 'volume number'],
    ['event name', scheduledEventEditSpec, (n) => ({ name: text(n) }), 1, 'name characters'],
    [
      'nth weekday',
      scheduledEventEditSpec,
      (n) => recurring({ byNWeekday: [{ n, day: 1 }] }),
      1,
      'recurrenceRule.byNWeekday[0].n wholeNumber',
    ],
    [
      'day of a month',
      scheduledEventEditSpec,
      (n) => recurring({ byMonthDay: [n] }),
      -1,
      'recurrenceRule.byMonthDay itemNumbers',
    ],
    ['actions', autoModerationRuleEditSpec, (n) => ({ actions: many(n, { type: 1 }) }), 1, 'actions items'],
    [
      'filtered word',
      autoModerationRuleEditSpec,
      (n) => metadata({ keywordFilter: [text(n)] }),
      1,
      'triggerMetadata.keywordFilter itemCharacters',
    ],
    ['template name', guildTemplateEditSpec, (n) => ({ name: text(n) }), 1, 'name characters'],
  ];

  it.each(rows)('of: %s [seed 58]', (_name, spec, bodyOf, limit, refusal) => {
    expect(refusals(spec, bodyOf(limit))).toEqual([]);
    expect(refusals(spec, bodyOf(limit - 1))).toEqual([refusal]);
  });
});

describe('what has to be there', () => {
  it.each<[string, Spec, unknown, string[]]>([
    ['a channel', channelCreateSpec, {}, ['name characters']],
    [
      'a forum tag',
      channelCreateSpec,
      channel({ type: 15, availableTags: [{}] }),
      ['availableTags[0].name characters'],
    ],
    ['a moved channel', channelPositionsSpec, [{ position: 1 }], ['[0].id present']],
    [
      'a welcome channel',
      welcomeScreenEditSpec,
      { welcomeChannels: [{}] },
      ['welcomeChannels[0].channelId present', 'welcomeChannels[0].description characters'],
    ],
    [
      'a prompt',
      onboardingSpec,
      { prompts: [{}] },
      ['prompts[0].id present', 'prompts[0].title characters', 'prompts[0].options items'],
    ],
    ['a new member', memberAddSpec, {}, ['accessToken characters']],
    ['bans', bulkBanSpec, {}, ['userIds items']],
    ['a search', memberSearchQuerySpec, {}, ['query characters']],
    ['a moved role', rolePositionsSpec, [{ position: 1 }], ['[0].id present']],
    ['an emoji', emojiCreateSpec, {}, ['name characters', 'image bytes']],
    ['a sticker', stickerCreateSpec, {}, ['name characters', 'tags characters']],
    ['a sound', soundboardSoundCreateSpec, {}, ['name characters', 'sound bytes']],
    [
      'an event',
      scheduledEventCreateSpec,
      {},
      ['name characters', 'scheduledStartTime moment', 'privacyLevel present', 'entityType present'],
    ],
    [
      'a recurrence',
      scheduledEventEditSpec,
      { recurrenceRule: { byNWeekday: [{ n: 1 }] } },
      ['recurrenceRule.start moment', 'recurrenceRule.frequency present', 'recurrenceRule.byNWeekday[0].day present'],
    ],
    [
      'an event elsewhere',
      scheduledEventCreateSpec,
      { ...event, entityType: 3 },
      ['entityMetadata.location external', 'scheduledEndTime external'],
    ],
    ['a rule', autoModerationRuleCreateSpec, {}, ['eventType present', 'name characters', 'triggerType present']],
    ['an alert', autoModerationRuleEditSpec, { actions: [{ type: 2 }] }, ['actions[0].metadata present']],
    [
      'a channel of an alert',
      autoModerationRuleEditSpec,
      { actions: [{ type: 2, metadata: {} }] },
      ['actions[0].metadata.channelId present'],
    ],
    ['a time-out', autoModerationRuleEditSpec, { actions: [{ type: 3 }] }, ['actions[0].metadata present']],
    ['a template', guildTemplateCreateSpec, {}, ['name characters']],
    ['an exception', scheduledEventExceptionCreateSpec, {}, ['originalScheduledStartTime moment']],
  ])('in %s [seed 58]', (_name, spec, body, expected) => {
    expect(refusals(spec, body).sort()).toEqual([...expected].sort());
  });
});

describe('a list that names something twice', () => {
  it.each<[string, Spec, object, string]>([
    ['a prune', pruneSpec, { includeRoles: ['1', '1'] }, 'includeRoles items'],
    ['onboarding', onboardingSpec, { defaultChannelIds: ['1', '1'] }, 'defaultChannelIds items'],
    ['a new member', memberAddSpec, { accessToken: 'x', roles: ['1', '1'] }, 'roles items'],
    ['a member', memberEditSpec(0), { roles: ['1', '1'] }, 'roles items'],
    ['bans', bulkBanSpec, { userIds: ['1', '1'] }, 'userIds items'],
    ['a rule', autoModerationRuleEditSpec, { exemptRoles: ['1', '1'] }, 'exemptRoles items'],
    ['an event', scheduledEventEditSpec, recurring({ byMonthDay: [1, 1] }), 'recurrenceRule.byMonthDay items'],
  ])('does not fit in %s', (_name, spec, body, refusal) => {
    expect(refusals(spec, body)).toEqual([refusal]);
  });
});

describe('a moment', () => {
  const HOUR_MS = 3_600_000;
  const now = Date.UTC(2026, 5, 1);
  const at = (aheadMs: number): Date => new Date(now + aheadMs);

  it.each<[string, Spec, object, string[]]>([
    ['28 days of time-out', memberEditSpec(now), { communicationDisabledUntil: at(28 * 24 * HOUR_MS) }, []],
    [
      'more than 28 days of time-out',
      memberEditSpec(now),
      { communicationDisabledUntil: at(28 * 24 * HOUR_MS + 60_001) },
      ['communicationDisabledUntil tooFarAhead'],
    ],
    ['the end of a time-out', memberEditSpec(now), { communicationDisabledUntil: null }, []],
    ['a time-out that is over', memberEditSpec(now), { communicationDisabledUntil: at(-1) }, []],
    [
      'a time-out that is no moment',
      memberEditSpec(now),
      { communicationDisabledUntil: 'soon' },
      ['communicationDisabledUntil moment'],
    ],
    ['a day without invites', incidentActionsSpec(now), { invitesDisabledUntil: at(24 * HOUR_MS) }, []],
    [
      'more than a day without invites and messages',
      incidentActionsSpec(now),
      { invitesDisabledUntil: at(25 * HOUR_MS), dmsDisabledUntil: at(25 * HOUR_MS) },
      ['invitesDisabledUntil tooFarAhead', 'dmsDisabledUntil tooFarAhead'],
    ],
    ['invites again', incidentActionsSpec(now), { invitesDisabledUntil: null }, []],
    ['a wish to speak', ownVoiceStateEditSpec, { requestToSpeakTimestamp: at(0) }, []],
    [
      'a wish to speak some time',
      ownVoiceStateEditSpec,
      { requestToSpeakTimestamp: 'later' },
      ['requestToSpeakTimestamp moment'],
    ],
    [
      'no moment for an event',
      scheduledEventEditSpec,
      { scheduledStartTime: 'x', scheduledEndTime: 'y' },
      ['scheduledStartTime moment', 'scheduledEndTime moment'],
    ],
    [
      'no moment for an exception',
      scheduledEventExceptionEditSpec,
      { scheduledStartTime: 'x', scheduledEndTime: 'y' },
      ['scheduledStartTime moment', 'scheduledEndTime moment'],
    ],
  ])('of %s', (_name, spec, body, expected) => {
    expect(refusals(spec, body)).toEqual(expected);
  });
});

describe('a new channel', () => {
  const kinds = {
    text: ChannelType.GuildText,
    announcement: ChannelType.GuildAnnouncement,
    voice: ChannelType.GuildVoice,
    stage: ChannelType.GuildStageVoice,
    category: ChannelType.GuildCategory,
    forum: ChannelType.GuildForum,
    media: ChannelType.GuildMedia,
  };
  const settings: Readonly<Record<string, unknown>> = {
    topic: 'x',
    bitrate: 64_000,
    userLimit: 3,
    rtcRegion: 'delft',
    videoQualityMode: 2,
    rateLimitPerUser: 5,
    nsfw: true,
    parentId: '9',
    defaultAutoArchiveDuration: 60,
    defaultThreadRateLimitPerUser: 5,
    defaultReactionEmoji: { emojiName: '🧵' },
    availableTags: [{ name: 'x' }],
    defaultSortOrder: 1,
    defaultForumLayout: 1,
  };
  const voice = ['bitrate', 'userLimit', 'rtcRegion', 'videoQualityMode'];
  const forum = ['defaultReactionEmoji', 'availableTags', 'defaultSortOrder', 'defaultForumLayout'];
  const threads = ['defaultAutoArchiveDuration', 'defaultThreadRateLimitPerUser'];
  const foreign: Readonly<Record<keyof typeof kinds, readonly string[]>> = {
    text: [...voice, ...forum],
    announcement: [...voice, ...forum],
    voice: ['topic', ...threads, ...forum],
    stage: ['topic', ...threads, ...forum],
    category: Object.keys(settings),
    forum: voice,
    media: voice,
  };

  it.each(Object.keys(kinds) as (keyof typeof kinds)[])(
    'of the kind %s takes no settings that are foreign to it [seed 46]',
    (kind) => {
      const refused = Object.keys(settings).filter((field) => {
        const found = refusals(channelCreateSpec, { name: 'x', type: kinds[kind], [field]: settings[field] });
        expect([[], [`${field} channelType`]]).toContainEqual(found);
        return found.length > 0;
      });
      expect(refused.sort()).toEqual([...foreign[kind]].sort());
    },
  );

  it('is a text channel when nothing else is said', () => {
    expect(refusals(channelCreateSpec, { name: 'x', bitrate: 64_000 })).toEqual(['bitrate channelType']);
    expect(refusals(channelCreateSpec, { name: 'x', type: null, topic: 'y' })).toEqual([]);
  });

  it('may bring settings that ask for nothing, or be of a kind that came later', () => {
    const nothing = { topic: '', userLimit: 0, nsfw: false, parentId: null, availableTags: [] };
    expect(refusals(channelCreateSpec, { name: 'x', type: ChannelType.GuildCategory, ...nothing })).toEqual([]);
    expect(refusals(channelCreateSpec, { name: 'x', type: 99, ...settings })).toEqual([]);
  });
});

it('lets fields and kinds pass that came later, and null where something is cleared', () => {
  const later = { somethingNew: { deep: true } };
  for (const spec of [guildEditSpec, pruneSpec, roleEditSpec, voiceStateEditSpec, widgetSettingsEditSpec] as Spec[]) {
    expect(refusals(spec, later)).toEqual([]);
  }
  expect(refusals(autoModerationRuleEditSpec, { actions: [{ type: 99, metadata: { customMessage: 7 } }] })).toEqual([]);
  expect(refusals(guildEditSpec, { description: null })).toEqual([]);
  expect(refusals(scheduledEventEditSpec, { recurrenceRule: null, entityMetadata: null })).toEqual([]);
  expect(refusals(stickerCreateSpec, { name: 'xx', tags: 'x', description: '' })).toEqual([]);
});
