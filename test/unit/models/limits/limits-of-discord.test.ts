/** Every limit that Discord documents, in one table: a body at the limit passes, one beyond is refused at that place. */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import * as models from 'corduroy/models';
import { type BodySpec } from 'corduroy/models';
import { ids, many, refusals, text } from '../refusals';

/** A body of a size, or at a number. */
type BodyOf = (size: number) => unknown;
type Limit = [what: string, spec: BodySpec, limit: number, bodyOf: BodyOf, refusal: string];

const NOW = Date.parse('2026-01-01T00:00:00Z');
const HOUR_MS = 3_600_000;
/** The clocks of Discord and of the client may differ by this. */
const CLOCKS_MS = 60_000;
const member = models.memberEditSpec(NOW);
const incidents = models.incidentActionsSpec(NOW);
const reply = models.interactionReplySpec({ type: InteractionResponseType.ChannelMessageWithSource, data: {} });

const at = (offsetMs: number): string => new Date(NOW + offsetMs).toISOString();
/** A data URI of so many bytes. */
const data = (bytes: number): string => `data:image/png;base64,${Buffer.alloc(bytes).toString('base64')}`;
const KIB = 1_024;
/** An address of so many characters. */
const url = (length: number): string => `https://x.y/`.padEnd(length, 'z');
const different = (count: number, length: number): string[] => ids(count).map((id) => id.padStart(length, 'x'));

const message = (more: object): object => ({ content: 'x', ...more });
const embed = (more: object): object => ({ embeds: [more] });
const field = (more: object): object => embed({ fields: [{ name: 'x', value: 'x', ...more }] });
const attachment = (more: object): object => ({ attachments: [{ id: '0', ...more }] });
const answer = { pollMedia: { text: 'x' } };
const poll = (more: object): object => ({ poll: { question: { text: 'x' }, answers: [answer], ...more } });
const prompt = (more: object): object => ({ prompts: [{ id: '1', title: 'x', options: [{ title: 'x' }], ...more }] });
const option = (more: object): object => prompt({ options: [{ title: 'x', ...more }] });
const automod = (more: object): object => ({ name: 'x', eventType: 1, triggerType: 1, ...more });
const trigger = (more: object, triggerType = 1): object => automod({ triggerType, triggerMetadata: more });
const action = (type: number, metadata: object): object => automod({ actions: [{ type, metadata }] });
const event = (more: object): object => ({
  name: 'x',
  privacyLevel: 2,
  scheduledStartTime: at(HOUR_MS),
  entityType: 2,
  channelId: '1',
  ...more,
});
const outside = (location: string): object =>
  event({ entityType: 3, scheduledEndTime: at(2 * HOUR_MS), entityMetadata: { location } });
const record = (more: object): object[] => [{ type: 1, key: 'k', name: 'x', description: 'x', ...more }];
const forum = (more: object): object => ({ name: 'x', type: 15, ...more });

/** Specs whose bodies are messages, by what they are called here. */
const MESSAGES: readonly (readonly [string, BodySpec])[] = [
  ['message', models.messageCreateSpec],
  ['edited message', models.messageEditSpec],
  ['message of a webhook', models.webhookExecuteSpec],
  ['edited message of a webhook', models.webhookMessageEditSpec],
  ['follow-up', models.interactionFollowUpSpec],
];

const ofMessages = MESSAGES.flatMap(([what, spec]): Limit[] => [
  [`${what}: content`, spec, 2_000, (n) => ({ content: text(n) }), 'content characters'],
  [`${what}: embeds`, spec, 10, (n) => ({ embeds: many(n, { title: 'x' }) }), 'embeds items'],
  [`${what}: attachments`, spec, 10, (n) => ({ attachments: ids(n).map((id) => ({ id })) }), 'attachments items'],
  [
    `${what}: mentioned users`,
    spec,
    100,
    (n) => message({ allowedMentions: { users: ids(n) } }),
    'allowedMentions.users items',
  ],
  [
    `${what}: mentioned roles`,
    spec,
    100,
    (n) => message({ allowedMentions: { roles: ids(n) } }),
    'allowedMentions.roles items',
  ],
]);

const create = models.messageCreateSpec;
const URLS: readonly (readonly [string, (length: number) => object])[] = [
  ['embeds[0].url', (n) => embed({ title: 'x', url: url(n) })],
  ['embeds[0].image.url', (n) => embed({ image: { url: url(n) } })],
  ['embeds[0].thumbnail.url', (n) => embed({ thumbnail: { url: url(n) } })],
  ['embeds[0].author.url', (n) => embed({ author: { name: 'x', url: url(n) } })],
  ['embeds[0].author.iconUrl', (n) => embed({ author: { name: 'x', iconUrl: url(n) } })],
  ['embeds[0].footer.iconUrl', (n) => embed({ footer: { text: 'x', iconUrl: url(n) } })],
];

/** Texts that together reach a sum of characters. */
const summed = (sum: number): object => ({
  embeds: [
    { title: text(256), description: text(4_096), footer: { text: text(48) } },
    { author: { name: text(200) }, fields: [{ name: text(200), value: text(1_000) }], description: text(sum - 5_800) },
  ],
});

const HIGHEST: readonly Limit[] = [
  ...ofMessages,
  ['embed title', create, 256, (n) => embed({ title: text(n) }), 'embeds[0].title characters'],
  ['embed description', create, 4_096, (n) => embed({ description: text(n) }), 'embeds[0].description characters'],
  ['embed fields', create, 25, (n) => embed({ fields: many(n, { name: 'x', value: 'x' }) }), 'embeds[0].fields items'],
  ['embed field name', create, 256, (n) => field({ name: text(n) }), 'embeds[0].fields[0].name characters'],
  ['embed field value', create, 1_024, (n) => field({ value: text(n) }), 'embeds[0].fields[0].value characters'],
  ['embed footer', create, 2_048, (n) => embed({ footer: { text: text(n) } }), 'embeds[0].footer.text characters'],
  ['embed author', create, 256, (n) => embed({ author: { name: text(n) } }), 'embeds[0].author.name characters'],
  ['embed colour', create, 0xff_ff_ff, (n) => embed({ title: 'x', color: n }), 'embeds[0].color wholeNumber'],
  ...URLS.map(([path, bodyOf]): Limit => [path, create, 2_048, bodyOf, `${path} characters`]),
  ['all texts of all embeds', create, 6_000, summed, 'embeds characterSum'],
  ['stickers', create, 3, (n) => ({ stickerIds: ids(n) }), 'stickerIds items'],
  ['nonce', create, 25, (n) => message({ nonce: text(n) }), 'nonce nonce'],
  [
    'description of a file',
    create,
    1_024,
    (n) => attachment({ description: text(n) }),
    'attachments[0].description characters',
  ],
  ['name of a file', create, 1_024, (n) => attachment({ filename: text(n) }), 'attachments[0].filename characters'],
  [
    'waveform of a voice message',
    create,
    400,
    (n) => attachment({ waveform: text(n) }),
    'attachments[0].waveform characters',
  ],
  ['bulk delete', models.bulkDeleteSpec, 100, (n) => ({ messages: ids(n) }), 'messages items'],
  ['page of messages', models.messageListSpec, 100, (limit) => ({ limit }), 'limit wholeNumber'],
  ['page of reactions', models.reactionListSpec, 100, (limit) => ({ limit }), 'limit wholeNumber'],
  ['page of voters', models.voterListSpec, 100, (limit) => ({ limit }), 'limit wholeNumber'],
  ['page of pins', models.pinListSpec, 50, (limit) => ({ limit }), 'limit wholeNumber'],
  ['poll question', create, 300, (n) => poll({ question: { text: text(n) } }), 'poll.question.text characters'],
  ['poll answers', create, 10, (n) => poll({ answers: many(n, answer) }), 'poll.answers items'],
  [
    'poll answer',
    create,
    300,
    (n) => poll({ answers: [{ pollMedia: { text: text(n) } }] }),
    'poll.answers[0].pollMedia.text characters',
  ],
  ['poll duration', create, 768, (duration) => poll({ duration }), 'poll.duration wholeNumber'],
  ['page of a search', models.messageSearchSpec, 25, (limit) => ({ limit }), 'limit wholeNumber'],
  ['offset of a search', models.messageSearchSpec, 9_975, (offset) => ({ offset }), 'offset wholeNumber'],
  ['words of a search', models.messageSearchSpec, 1_024, (n) => ({ content: text(n) }), 'content characters'],
  ['channels of a search', models.messageSearchSpec, 500, (n) => ({ channelId: ids(n) }), 'channelId items'],
  ['authors of a search', models.messageSearchSpec, 100, (n) => ({ authorId: ids(n) }), 'authorId items'],
  ['mentions of a search', models.messageSearchSpec, 100, (n) => ({ mentions: ids(n) }), 'mentions items'],
  ['slop of a search', models.messageSearchSpec, 100, (slop) => ({ slop }), 'slop wholeNumber'],
  ['channel name', models.channelCreateSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  ['edited channel name', models.channelEditSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  ['topic of a forum', models.channelCreateSpec, 4_096, (n) => forum({ topic: text(n) }), 'topic characters'],
  [
    'topic of a text channel',
    models.channelCreateSpec,
    1_024,
    (n) => ({ name: 'x', type: 0, topic: text(n) }),
    'topic characters',
  ],
  ['edited topic', models.channelEditSpec, 4_096, (n) => ({ topic: text(n) }), 'topic characters'],
  [
    'slow mode',
    models.channelCreateSpec,
    21_600,
    (rateLimitPerUser) => ({ name: 'x', rateLimitPerUser }),
    'rateLimitPerUser wholeNumber',
  ],
  [
    'edited slow mode',
    models.channelEditSpec,
    21_600,
    (rateLimitPerUser) => ({ rateLimitPerUser }),
    'rateLimitPerUser wholeNumber',
  ],
  [
    'slow mode of new threads',
    models.channelEditSpec,
    21_600,
    (defaultThreadRateLimitPerUser) => ({ defaultThreadRateLimitPerUser }),
    'defaultThreadRateLimitPerUser wholeNumber',
  ],
  [
    'users in a voice channel',
    models.channelCreateSpec,
    99,
    (userLimit) => ({ name: 'x', type: 2, userLimit }),
    'userLimit wholeNumber',
  ],
  [
    'users in a stage',
    models.channelCreateSpec,
    10_000,
    (userLimit) => ({ name: 'x', type: 13, userLimit }),
    'userLimit wholeNumber',
  ],
  [
    'overwrites',
    models.channelCreateSpec,
    100,
    (n) => ({ name: 'x', permissionOverwrites: ids(n).map((id) => ({ id, type: 0 })) }),
    'permissionOverwrites items',
  ],
  [
    'edited overwrites',
    models.channelEditSpec,
    100,
    (n) => ({ permissionOverwrites: ids(n).map((id) => ({ id, type: 0 })) }),
    'permissionOverwrites items',
  ],
  [
    'forum tags',
    models.channelCreateSpec,
    20,
    (n) => forum({ availableTags: ids(n).map((name) => ({ name })) }),
    'availableTags items',
  ],
  [
    'name of a forum tag',
    models.channelCreateSpec,
    50,
    (n) => forum({ availableTags: [{ name: text(n) }] }),
    'availableTags[0].name characters',
  ],
  [
    'edited forum tags',
    models.channelEditSpec,
    20,
    (n) => ({ availableTags: ids(n).map((name) => ({ name })) }),
    'availableTags items',
  ],
  ['tags of a post', models.channelEditSpec, 5, (n) => ({ appliedTags: ids(n) }), 'appliedTags items'],
  [
    'tags of a new post',
    models.forumPostSpec,
    5,
    (n) => ({ name: 'x', message: { content: 'x' }, appliedTags: ids(n) }),
    'appliedTags items',
  ],
  ['voice status', models.voiceStatusSpec, 500, (n) => ({ status: text(n) }), 'status characters'],
  ['thread name', models.threadCreateSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  ['name of a thread of a message', models.threadFromMessageSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  ['post name', models.forumPostSpec, 100, (n) => ({ name: text(n), message: { content: 'x' } }), 'name characters'],
  [
    'slow mode of a thread',
    models.threadCreateSpec,
    21_600,
    (rateLimitPerUser) => ({ name: 'x', rateLimitPerUser }),
    'rateLimitPerUser wholeNumber',
  ],
  ['page of thread members', models.threadMemberListSpec, 100, (limit) => ({ limit }), 'limit wholeNumber'],
  ['age of an invite', models.inviteCreateSpec, 5_184_000, (maxAge) => ({ maxAge }), 'maxAge wholeNumber'],
  ['uses of an invite', models.inviteCreateSpec, 100, (maxUses) => ({ maxUses }), 'maxUses wholeNumber'],
  ['roles of an invite', models.inviteCreateSpec, 250, (n) => ({ roleIds: ids(n) }), 'roleIds items'],
  ['guild name', models.guildEditSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  ['guild description', models.guildEditSpec, 300, (n) => ({ description: text(n) }), 'description characters'],
  [
    'welcome channels',
    models.welcomeScreenEditSpec,
    5,
    (n) => ({ welcomeChannels: ids(n).map((channelId) => ({ channelId, description: 'x' })) }),
    'welcomeChannels items',
  ],
  [
    'welcome description',
    models.welcomeScreenEditSpec,
    140,
    (n) => ({ description: text(n) }),
    'description characters',
  ],
  [
    'onboarding prompts',
    models.onboardingSpec,
    15,
    (n) => ({ prompts: ids(n).map((id) => ({ id, title: 'x', options: [{ title: 'x' }] })) }),
    'prompts items',
  ],
  [
    'onboarding options',
    models.onboardingSpec,
    50,
    (n) => prompt({ options: many(n, { title: 'x' }) }),
    'prompts[0].options items',
  ],
  [
    'title of an onboarding option',
    models.onboardingSpec,
    50,
    (n) => option({ title: text(n) }),
    'prompts[0].options[0].title characters',
  ],
  ['nick', member, 32, (n) => ({ nick: text(n) }), 'nick characters'],
  ['own nick', models.ownMemberEditSpec, 32, (n) => ({ nick: text(n) }), 'nick characters'],
  ['nick of a new member', models.memberAddSpec, 32, (n) => ({ accessToken: 'x', nick: text(n) }), 'nick characters'],
  ['own bio', models.ownMemberEditSpec, 190, (n) => ({ bio: text(n) }), 'bio characters'],
  ['roles of a member', member, 350, (n) => ({ roles: ids(n) }), 'roles items'],
  ['roles of a new member', models.memberAddSpec, 250, (n) => ({ accessToken: 'x', roles: ids(n) }), 'roles items'],
  ['page of members', models.memberListQuerySpec, 1_000, (limit) => ({ limit }), 'limit wholeNumber'],
  [
    'page of a member search',
    models.memberSearchQuerySpec,
    1_000,
    (limit) => ({ query: 'x', limit }),
    'limit wholeNumber',
  ],
  ['page of bans', models.banListQuerySpec, 1_000, (limit) => ({ limit }), 'limit wholeNumber'],
  [
    'messages that go with a ban',
    models.banCreateSpec,
    604_800,
    (deleteMessageSeconds) => ({ deleteMessageSeconds }),
    'deleteMessageSeconds wholeNumber',
  ],
  [
    'messages that go with many bans',
    models.bulkBanSpec,
    604_800,
    (deleteMessageSeconds) => ({ userIds: ['1'], deleteMessageSeconds }),
    'deleteMessageSeconds wholeNumber',
  ],
  ['bans at once', models.bulkBanSpec, 200, (n) => ({ userIds: ids(n) }), 'userIds items'],
  ['days of a prune', models.pruneSpec, 30, (days) => ({ days }), 'days wholeNumber'],
  ['days of a prune count', models.pruneCountQuerySpec, 30, (days) => ({ days }), 'days wholeNumber'],
  ['roles of a prune', models.pruneSpec, 100, (n) => ({ includeRoles: ids(n) }), 'includeRoles items'],
  ['role name', models.roleCreateSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  ['edited role name', models.roleEditSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  ['role colour', models.roleCreateSpec, 0xff_ff_ff, (color) => ({ color }), 'color wholeNumber'],
  ...['primaryColor', 'secondaryColor', 'tertiaryColor'].map((name): Limit => {
    return [
      `${name} of a role`,
      models.roleEditSpec,
      0xff_ff_ff,
      (n) => ({ colors: { [name]: n } }),
      `colors.${name} wholeNumber`,
    ];
  }),
  ['emoji of a role', models.roleCreateSpec, 100, (n) => ({ unicodeEmoji: text(n) }), 'unicodeEmoji characters'],
  ['emoji name', models.emojiCreateSpec, 32, (n) => ({ name: text(n), image: data(1) }), 'name characters'],
  ['edited emoji name', models.emojiEditSpec, 32, (n) => ({ name: text(n) }), 'name characters'],
  ['emoji image', models.emojiCreateSpec, 256 * KIB, (n) => ({ name: 'xy', image: data(n) }), 'image bytes'],
  [
    'name of an application emoji',
    models.applicationEmojiCreateSpec,
    32,
    (n) => ({ name: text(n), image: data(1) }),
    'name characters',
  ],
  [
    'image of an application emoji',
    models.applicationEmojiCreateSpec,
    256 * KIB,
    (n) => ({ name: 'xy', image: data(n) }),
    'image bytes',
  ],
  ['edited application emoji', models.applicationEmojiEditSpec, 32, (n) => ({ name: text(n) }), 'name characters'],
  ['sticker name', models.stickerCreateSpec, 30, (n) => ({ name: text(n), tags: 'x' }), 'name characters'],
  [
    'sticker description',
    models.stickerCreateSpec,
    100,
    (n) => ({ name: 'xy', tags: 'x', description: text(n) }),
    'description characters',
  ],
  ['sticker tags', models.stickerCreateSpec, 200, (n) => ({ name: 'xy', tags: text(n) }), 'tags characters'],
  ['edited sticker name', models.stickerEditSpec, 30, (n) => ({ name: text(n) }), 'name characters'],
  ['edited sticker tags', models.stickerEditSpec, 200, (n) => ({ tags: text(n) }), 'tags characters'],
  ['sound name', models.soundboardSoundCreateSpec, 32, (n) => ({ name: text(n), sound: data(1) }), 'name characters'],
  ['sound file', models.soundboardSoundCreateSpec, 512 * KIB, (n) => ({ name: 'xy', sound: data(n) }), 'sound bytes'],
  ['edited sound name', models.soundboardSoundEditSpec, 32, (n) => ({ name: text(n) }), 'name characters'],
  ['sound volume', models.soundboardSoundEditSpec, 1, (volume) => ({ volume }), 'volume number'],
  ['event name', models.scheduledEventCreateSpec, 100, (n) => event({ name: text(n) }), 'name characters'],
  [
    'event description',
    models.scheduledEventCreateSpec,
    1_000,
    (n) => event({ description: text(n) }),
    'description characters',
  ],
  ['event place', models.scheduledEventCreateSpec, 100, (n) => outside(text(n)), 'entityMetadata.location characters'],
  ['edited event name', models.scheduledEventEditSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  [
    'edited event place',
    models.scheduledEventEditSpec,
    100,
    (n) => ({ entityMetadata: { location: text(n) } }),
    'entityMetadata.location characters',
  ],
  ['page of users of an event', models.scheduledEventUsersQuerySpec, 100, (limit) => ({ limit }), 'limit wholeNumber'],
  ['name of a rule', models.autoModerationRuleCreateSpec, 100, (n) => automod({ name: text(n) }), 'name characters'],
  ['edited name of a rule', models.autoModerationRuleEditSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  [
    'actions of a rule',
    models.autoModerationRuleCreateSpec,
    5,
    (n) => automod({ actions: many(n, { type: 1 }) }),
    'actions items',
  ],
  [
    'roles that a rule spares',
    models.autoModerationRuleCreateSpec,
    20,
    (n) => automod({ exemptRoles: ids(n) }),
    'exemptRoles items',
  ],
  [
    'channels that a rule spares',
    models.autoModerationRuleCreateSpec,
    50,
    (n) => automod({ exemptChannels: ids(n) }),
    'exemptChannels items',
  ],
  [
    'keywords',
    models.autoModerationRuleCreateSpec,
    1_000,
    (n) => trigger({ keywordFilter: ids(n) }),
    'triggerMetadata.keywordFilter items',
  ],
  [
    'keyword',
    models.autoModerationRuleCreateSpec,
    60,
    (n) => trigger({ keywordFilter: [text(n)] }),
    'triggerMetadata.keywordFilter itemCharacters',
  ],
  [
    'patterns',
    models.autoModerationRuleCreateSpec,
    10,
    (n) => trigger({ regexPatterns: ids(n) }),
    'triggerMetadata.regexPatterns items',
  ],
  [
    'pattern',
    models.autoModerationRuleCreateSpec,
    260,
    (n) => trigger({ regexPatterns: [text(n)] }),
    'triggerMetadata.regexPatterns itemCharacters',
  ],
  [
    'exceptions from keywords',
    models.autoModerationRuleCreateSpec,
    100,
    (n) => trigger({ allowList: ids(n) }),
    'triggerMetadata.allowList items',
  ],
  [
    'exceptions from presets',
    models.autoModerationRuleCreateSpec,
    1_000,
    (n) => trigger({ presets: [1], allowList: ids(n) }, 4),
    'triggerMetadata.allowList items',
  ],
  [
    'exception',
    models.autoModerationRuleCreateSpec,
    60,
    (n) => trigger({ allowList: [text(n)] }),
    'triggerMetadata.allowList itemCharacters',
  ],
  [
    'mentions',
    models.autoModerationRuleCreateSpec,
    50,
    (mentionTotalLimit) => trigger({ mentionTotalLimit }, 5),
    'triggerMetadata.mentionTotalLimit wholeNumber',
  ],
  [
    'time-out of a rule',
    models.autoModerationRuleCreateSpec,
    2_419_200,
    (durationSeconds) => action(3, { durationSeconds }),
    'actions[0].metadata.durationSeconds wholeNumber',
  ],
  [
    'message of a rule',
    models.autoModerationRuleCreateSpec,
    300,
    (n) => action(1, { customMessage: text(n) }),
    'actions[0].metadata.customMessage characters',
  ],
  ['webhook name', models.webhookCreateSpec, 80, (n) => ({ name: text(n) }), 'name characters'],
  ['edited webhook name', models.webhookEditSpec, 80, (n) => ({ name: text(n) }), 'name characters'],
  ['webhook name by token', models.webhookEditWithTokenSpec, 80, (n) => ({ name: text(n) }), 'name characters'],
  [
    'name beside a message',
    models.webhookExecuteSpec,
    80,
    (n) => message({ username: text(n) }),
    'username characters',
  ],
  [
    'post of a webhook',
    models.webhookExecuteSpec,
    100,
    (n) => message({ threadName: text(n) }),
    'threadName characters',
  ],
  ['template name', models.guildTemplateCreateSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  [
    'template description',
    models.guildTemplateCreateSpec,
    120,
    (n) => ({ name: 'x', description: text(n) }),
    'description characters',
  ],
  ['edited template name', models.guildTemplateEditSpec, 100, (n) => ({ name: text(n) }), 'name characters'],
  [
    'edited template description',
    models.guildTemplateEditSpec,
    120,
    (n) => ({ description: text(n) }),
    'description characters',
  ],
  [
    'topic of a stage',
    models.stageInstanceCreateSpec,
    120,
    (n) => ({ channelId: '1', topic: text(n) }),
    'topic characters',
  ],
  ['edited topic of a stage', models.stageInstanceEditSpec, 120, (n) => ({ topic: text(n) }), 'topic characters'],
  ['own name', models.userEditSpec, 32, (n) => ({ username: text(n) }), 'username characters'],
  ['description', models.applicationEditSpec, 400, (n) => ({ description: text(n) }), 'description characters'],
  ['tags', models.applicationEditSpec, 5, (n) => ({ tags: ids(n) }), 'tags items'],
  ['tag', models.applicationEditSpec, 20, (n) => ({ tags: [text(n)] }), 'tags itemCharacters'],
  ...['interactionsEndpointUrl', 'customInstallUrl', 'roleConnectionsVerificationUrl', 'eventWebhooksUrl'].map(
    (name): Limit => [name, models.applicationEditSpec, 2_048, (n) => ({ [name]: url(n) }), `${name} characters`],
  ),
  ['records', models.roleConnectionMetadataSpec, 5, (n) => ids(n).flatMap((key) => record({ key })), ' items'],
  ['key of a record', models.roleConnectionMetadataSpec, 50, (n) => record({ key: text(n) }), '[0].key pattern'],
  ['name of a record', models.roleConnectionMetadataSpec, 100, (n) => record({ name: text(n) }), '[0].name characters'],
  [
    'description of a record',
    models.roleConnectionMetadataSpec,
    200,
    (n) => record({ description: text(n) }),
    '[0].description characters',
  ],
  ['platform', models.roleConnectionSpec, 50, (n) => ({ platformName: text(n) }), 'platformName characters'],
  [
    'name on a platform',
    models.roleConnectionSpec,
    100,
    (n) => ({ platformUsername: text(n) }),
    'platformUsername characters',
  ],
  [
    'permissions of a command',
    models.commandPermissionsSpec,
    100,
    (n) => ({ permissions: ids(n).map((id) => ({ id, type: 1, permission: true })) }),
    'permissions items',
  ],
  ['page of the audit log', models.auditLogQuerySpec, 100, (limit) => ({ limit }), 'limit wholeNumber'],
  [
    'metadata of a lobby',
    models.lobbyCreateSpec,
    1_000,
    (n) => ({ metadata: { a: text(n - 9), b: text(9) } }),
    'metadata values',
  ],
  [
    'members of a lobby',
    models.lobbyCreateSpec,
    25,
    (n) => ({ members: ids(n).map((id) => ({ id })) }),
    'members items',
  ],
  [
    'idle time of a lobby',
    models.lobbyEditSpec,
    604_800,
    (idleTimeoutSeconds) => ({ idleTimeoutSeconds }),
    'idleTimeoutSeconds wholeNumber',
  ],
  ['secret of a lobby', models.lobbyJoinSpec, 250, (n) => ({ secret: text(n) }), 'secret characters'],
  ['page of messages of a lobby', models.lobbyMessagesQuerySpec, 200, (limit) => ({ limit }), 'limit wholeNumber'],
];

const LOWEST: readonly Limit[] = [
  ['bulk delete', models.bulkDeleteSpec, 2, (n) => ({ messages: ids(n) }), 'messages items'],
  ['page of messages', models.messageListSpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  ['page of reactions', models.reactionListSpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  ['page of voters', models.voterListSpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  ['page of pins', models.pinListSpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  ['embed colour', create, 0, (n) => embed({ title: 'x', color: n }), 'embeds[0].color wholeNumber'],
  ['poll answers', create, 1, (n) => poll({ answers: many(n, answer) }), 'poll.answers items'],
  ['poll duration', create, 1, (duration) => poll({ duration }), 'poll.duration wholeNumber'],
  ['page of a search', models.messageSearchSpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  ['channel name', models.channelCreateSpec, 1, (n) => ({ name: text(n) }), 'name characters'],
  [
    'slow mode',
    models.channelEditSpec,
    0,
    (rateLimitPerUser) => ({ rateLimitPerUser }),
    'rateLimitPerUser wholeNumber',
  ],
  ['bitrate', models.channelCreateSpec, 8_000, (bitrate) => ({ name: 'x', type: 2, bitrate }), 'bitrate wholeNumber'],
  ['edited bitrate', models.channelEditSpec, 8_000, (bitrate) => ({ bitrate }), 'bitrate wholeNumber'],
  ['users in a voice channel', models.channelEditSpec, 0, (userLimit) => ({ userLimit }), 'userLimit wholeNumber'],
  ['thread name', models.threadCreateSpec, 1, (n) => ({ name: text(n) }), 'name characters'],
  ['name of a thread of a message', models.threadFromMessageSpec, 1, (n) => ({ name: text(n) }), 'name characters'],
  ['page of thread members', models.threadMemberListSpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  ['age of an invite', models.inviteCreateSpec, 0, (maxAge) => ({ maxAge }), 'maxAge wholeNumber'],
  ['uses of an invite', models.inviteCreateSpec, 0, (maxUses) => ({ maxUses }), 'maxUses wholeNumber'],
  ['guild name', models.guildEditSpec, 2, (n) => ({ name: text(n) }), 'name characters'],
  [
    'onboarding options',
    models.onboardingSpec,
    1,
    (n) => prompt({ options: many(n, { title: 'x' }) }),
    'prompts[0].options items',
  ],
  ['page of members', models.memberListQuerySpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  ['page of a member search', models.memberSearchQuerySpec, 1, (limit) => ({ query: 'x', limit }), 'limit wholeNumber'],
  [
    'messages that go with a ban',
    models.banCreateSpec,
    0,
    (deleteMessageSeconds) => ({ deleteMessageSeconds }),
    'deleteMessageSeconds wholeNumber',
  ],
  ['days of a prune', models.pruneSpec, 1, (days) => ({ days }), 'days wholeNumber'],
  ['role name', models.roleCreateSpec, 1, (n) => ({ name: text(n) }), 'name characters'],
  ['role colour', models.roleCreateSpec, 0, (color) => ({ color }), 'color wholeNumber'],
  ['emoji name', models.emojiCreateSpec, 2, (n) => ({ name: text(n), image: data(1) }), 'name characters'],
  ['edited emoji name', models.emojiEditSpec, 2, (n) => ({ name: text(n) }), 'name characters'],
  [
    'name of an application emoji',
    models.applicationEmojiCreateSpec,
    2,
    (n) => ({ name: text(n), image: data(1) }),
    'name characters',
  ],
  ['sticker name', models.stickerCreateSpec, 2, (n) => ({ name: text(n), tags: 'x' }), 'name characters'],
  [
    'sticker description that is there',
    models.stickerCreateSpec,
    2,
    (n) => ({ name: 'xy', tags: 'x', description: text(n) }),
    'description characters',
  ],
  ['sticker tags', models.stickerCreateSpec, 1, (n) => ({ name: 'xy', tags: text(n) }), 'tags characters'],
  ['sound name', models.soundboardSoundCreateSpec, 2, (n) => ({ name: text(n), sound: data(1) }), 'name characters'],
  ['sound volume', models.soundboardSoundEditSpec, 0, (volume) => ({ volume }), 'volume number'],
  ['event name', models.scheduledEventCreateSpec, 1, (n) => event({ name: text(n) }), 'name characters'],
  ['page of users of an event', models.scheduledEventUsersQuerySpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  [
    'actions of a rule',
    models.autoModerationRuleCreateSpec,
    1,
    (n) => automod({ actions: many(n, { type: 1 }) }),
    'actions items',
  ],
  ['webhook name', models.webhookCreateSpec, 1, (n) => ({ name: text(n) }), 'name characters'],
  ['template name', models.guildTemplateCreateSpec, 1, (n) => ({ name: text(n) }), 'name characters'],
  [
    'topic of a stage',
    models.stageInstanceCreateSpec,
    1,
    (n) => ({ channelId: '1', topic: text(n) }),
    'topic characters',
  ],
  ['own name', models.userEditSpec, 2, (n) => ({ username: text(n) }), 'username characters'],
  ['key of a record', models.roleConnectionMetadataSpec, 1, (n) => record({ key: text(n) }), '[0].key pattern'],
  ['page of the audit log', models.auditLogQuerySpec, 1, (limit) => ({ limit }), 'limit wholeNumber'],
  [
    'idle time of a lobby',
    models.lobbyCreateSpec,
    5,
    (idleTimeoutSeconds) => ({ idleTimeoutSeconds }),
    'idleTimeoutSeconds wholeNumber',
  ],
];

/** A step beyond a limit: a hundredth where halves count too. */
const step = (refusal: string): number => (refusal.endsWith(' number') ? 0.01 : 1);

describe('no limit of Discord is without a rule', () => {
  it.each(HIGHEST)('%s fits up to its limit and not beyond [seed 58]', (_what, spec, limit, bodyOf, refusal) => {
    expect(refusals(spec, bodyOf(limit))).toEqual([]);
    expect(refusals(spec, bodyOf(limit + step(refusal)))).toEqual([refusal]);
  });

  it.each(LOWEST)('%s fits down to its limit and not below [seed 58]', (_what, spec, limit, bodyOf, refusal) => {
    expect(refusals(spec, bodyOf(limit))).toEqual([]);
    expect(refusals(spec, bodyOf(limit - step(refusal)))).toEqual([refusal]);
  });
});

describe('no moment lies further ahead than Discord takes', () => {
  it.each<[string, BodySpec, string, number]>([
    ['time-out', member, 'communicationDisabledUntil', 28 * 24 * HOUR_MS],
    ['pause of invites', incidents, 'invitesDisabledUntil', 24 * HOUR_MS],
    ['pause of direct messages', incidents, 'dmsDisabledUntil', 24 * HOUR_MS],
  ])('a %s ends in time [seed 58]', (_what, spec, name, limitMs) => {
    expect(refusals(spec, { [name]: at(limitMs) })).toEqual([]);
    expect(refusals(spec, { [name]: at(limitMs + CLOCKS_MS + 1) })).toEqual([`${name} tooFarAhead`]);
  });
});

describe('only such values as Discord takes', () => {
  const FLAGS = MessageFlags;
  const created = FLAGS.SuppressEmbeds | FLAGS.SuppressNotifications | FLAGS.IsVoiceMessage;

  it.each<[string, BodySpec, number, number]>([
    ['message', create, created, FLAGS.Ephemeral],
    ['reply', reply, created | FLAGS.Ephemeral, FLAGS.Crossposted],
    ['follow-up', models.interactionFollowUpSpec, created | FLAGS.Ephemeral, FLAGS.Loading],
    [
      'message of a webhook',
      models.webhookExecuteSpec,
      FLAGS.SuppressEmbeds | FLAGS.SuppressNotifications,
      FLAGS.IsVoiceMessage,
    ],
  ])('are the flags of a %s [seed 58]', (what, spec, allowed, other) => {
    const inside = (flags: number): object =>
      what === 'reply' ? { type: 4, data: message({ flags }) } : message({ flags });
    expect(refusals(spec, inside(allowed))).toEqual([]);
    expect(refusals(spec, inside(other))).toEqual([`${what === 'reply' ? 'data.' : ''}flags flags`]);
    const v2 = { flags: FLAGS.IsComponentsV2, components: [{ type: 10, content: 'x' }] };
    expect(refusals(spec, what === 'reply' ? { type: 4, data: v2 } : v2)).toEqual([]);
  });

  it.each<[string, BodySpec, (value: unknown) => object, readonly unknown[], unknown, string]>([
    [
      'kinds of mentions',
      create,
      (value) => message({ allowedMentions: { parse: [value] } }),
      ['roles', 'users', 'everyone'],
      'here',
      'allowedMentions.parse among',
    ],
    [
      'times until a thread is archived',
      models.threadCreateSpec,
      (autoArchiveDuration) => ({ name: 'x', autoArchiveDuration }),
      [60, 1_440, 4_320, 10_080],
      30,
      'autoArchiveDuration oneOf',
    ],
    [
      'times until threads of a channel are archived',
      models.channelEditSpec,
      (defaultAutoArchiveDuration) => ({ defaultAutoArchiveDuration }),
      [60, 1_440, 4_320, 10_080],
      61,
      'defaultAutoArchiveDuration oneOf',
    ],
    [
      'keys of role connections',
      models.roleConnectionMetadataSpec,
      (key) => record({ key }),
      ['abc_1'],
      'Abc',
      '[0].key pattern',
    ],
  ])('are the %s [seed 58]', (_what, spec, bodyOf, allowed, other, refusal) => {
    for (const value of allowed) expect(refusals(spec, bodyOf(value))).toEqual([]);
    expect(refusals(spec, bodyOf(other))).toEqual([refusal]);
  });

  it.each<[string, BodySpec, object, string]>([
    ['a message of nothing', create, {}, ' presence'],
    [
      'ids beside all users',
      create,
      message({ allowedMentions: { parse: ['users'], users: ['1'] } }),
      'allowedMentions.users exclusive',
    ],
    [
      'ids beside all roles',
      create,
      message({ allowedMentions: { parse: ['roles'], roles: ['1'] } }),
      'allowedMentions.roles exclusive',
    ],
    ['one message deleted twice', models.bulkDeleteSpec, { messages: ['1', '1'] }, 'messages items'],
    ['a webhook called Clyde', models.webhookCreateSpec, { name: 'our Clyde' }, 'name webhookName'],
    ['a webhook called Discord', models.webhookEditSpec, { name: 'discordia' }, 'name webhookName'],
    [
      'a message in the name of Discord',
      models.webhookExecuteSpec,
      message({ username: 'Discord' }),
      'username webhookName',
    ],
    [
      'an event elsewhere without an end',
      models.scheduledEventCreateSpec,
      event({ entityType: 3, entityMetadata: { location: 'x' } }),
      'scheduledEndTime external',
    ],
    ['a capital in the key of a record', models.roleConnectionMetadataSpec, record({ key: 'K' }), '[0].key pattern'],
  ])('not %s [seed 58]', (_what, spec, body, refusal) => {
    expect(refusals(spec, body)).toEqual([refusal]);
  });

  it('lets every forward pass, which says nothing itself [seed 58]', () => {
    expect(refusals(create, { messageReference: { type: 1, messageId: '1', channelId: '2' } })).toEqual([]);
  });

  it('takes keywords of different lengths [seed 58]', () => {
    expect(refusals(models.autoModerationRuleCreateSpec, trigger({ keywordFilter: different(1_000, 60) }))).toEqual([]);
  });
});
