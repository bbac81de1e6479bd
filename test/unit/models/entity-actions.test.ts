/** What the views of entities do when they are told to: each action is one method of one resource, with what it takes. */
import { ChannelType, GuildScheduledEventStatus, MessageFlags, OverwriteType } from 'discord-api-types/v10';
import {
  ApplicationCommand,
  AutoModerationRule,
  Ban,
  Channel,
  Emoji,
  Entitlement,
  Guild,
  GuildOnboarding,
  GuildTemplate,
  Integration,
  Invite,
  Lobby,
  Member,
  Message,
  Reaction,
  Role,
  ScheduledEvent,
  SoundboardSound,
  StageInstance,
  Sticker,
  ThreadMember,
  User,
  unboundContext,
  type ViewContext,
  VoiceState,
  Webhook,
} from 'corduroy/models';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';
import { thrownBy } from './thrown-by';

const why = { reason: 'because' };
const GUILD = '5';
const CHANNEL = payloads.channel.id;
const MESSAGE = payloads.message.id;
const USER = payloads.user.id;
const ROLE = payloads.role.id;

type Make<View> = (context: ViewContext) => View;
type Case = readonly [title: string, act: (context: ViewContext) => unknown, name: string, args: readonly unknown[]];

/** @param prefix what every call begins with: where the thing is. */
function on<View>(kind: string, make: Make<View>) {
  return (title: string, act: (view: View) => unknown, name: string, args: readonly unknown[]): Case => [
    `${kind}.${title}`,
    (context) => act(make(context)),
    name,
    args,
  ];
}

const message = on('message', (context) => new Message(payloads.message, context));
const reaction = on(
  'reaction',
  (context) =>
    new Reaction({ ...payloads.message.reactions![0]!, emoji: { id: '1', name: 'loom' } }, context, '3', '4'),
);
const channel = on('channel', (context) => new Channel(payloads.channel, context));
const guild = on('guild', (context) => new Guild({ ...payloads.guild, id: GUILD }, context));
const user = on('user', (context) => new User(payloads.user, context));
const member = on('member', (context) => new Member(payloads.member, context, GUILD));
const role = on('role', (context) => new Role(payloads.role, context, GUILD));
const emoji = on('emoji', (context) => new Emoji({ id: '1', name: 'loom' }, context, GUILD));
const ownEmoji = on('emoji of an application', (context) => new Emoji({ id: '1', name: 'a' }, context, undefined, '7'));
const sticker = on('sticker', (context) => new Sticker({ id: '1', guild_id: GUILD } as never, context));
const sound = on('sound', (context) => new SoundboardSound({ sound_id: '1', guild_id: GUILD } as never, context));
const event = on('event', (context) => new ScheduledEvent({ id: '1', guild_id: GUILD } as never, context));
const stage = on('stage', (context) => new StageInstance({ id: '1', channel_id: '3' } as never, context));
const invite = on('invite', (context) => new Invite({ code: 'abc' } as never, context));
const webhook = on('webhook', (context) => new Webhook({ id: '1' } as never, context));
const tokened = on('webhook with token', (context) => new Webhook({ id: '1', token: 'T' } as never, context));
const rule = on('rule', (context) => new AutoModerationRule({ id: '1', guild_id: GUILD } as never, context));
const template = on(
  'template',
  (context) => new GuildTemplate({ code: 'abc', source_guild_id: GUILD } as never, context),
);
const command = on('command', (context) => new ApplicationCommand({ id: '1', application_id: '7' } as never, context));
const guildCommand = on(
  'command of a guild',
  (context) => new ApplicationCommand({ id: '1', application_id: '7', guild_id: GUILD } as never, context),
);
const entitlement = on('entitlement', (context) => new Entitlement({ id: '1', application_id: '7' } as never, context));
const ban = on('ban', (context) => new Ban({ user: payloads.user, reason: null }, context, GUILD));
const integration = on('integration', (context) => new Integration({ id: '1' } as never, context, GUILD));
const onboarding = on('onboarding', (context) => new GuildOnboarding({ guild_id: GUILD } as never, context));
const threadMember = on('thread member', (context) => new ThreadMember({ id: '3', user_id: USER } as never, context));
const voice = on(
  'voice state',
  (context) => new VoiceState({ user_id: USER, channel_id: '3', guild_id: GUILD } as never, context),
);
const lobby = on('lobby', (context) => new Lobby({ id: '1', members: [] } as never, context));

const CASES: readonly Case[] = [
  message('fetch', (m) => m.fetch(), 'messages.get', [CHANNEL, MESSAGE]),
  message('suppressEmbeds', (m) => m.suppressEmbeds(), 'messages.edit', [CHANNEL, MESSAGE, { flags: 4 }]),
  message('suppressEmbeds off', (m) => m.suppressEmbeds(false), 'messages.edit', [CHANNEL, MESSAGE, { flags: 0 }]),
  message('forward', (m) => m.forward('9'), 'messages.create', [
    '9',
    { messageReference: { type: 1, messageId: MESSAGE, channelId: CHANNEL } },
  ]),
  message('startThread', (m) => m.startThread('weft', why), 'threads.createFromMessage', [
    CHANNEL,
    MESSAGE,
    { name: 'weft' },
    why,
  ]),
  message('react', (m) => m.react({ id: '1', name: 'loom' }), 'reactions.add', [CHANNEL, MESSAGE, 'loom:1']),
  message('removeReaction', (m) => m.removeReaction('🔥', new User(payloads.user)), 'reactions.removeUser', [
    CHANNEL,
    MESSAGE,
    '🔥',
    USER,
  ]),
  message('removeEmoji', (m) => m.removeEmoji('🔥'), 'reactions.removeEmoji', [CHANNEL, MESSAGE, '🔥']),
  message('removeAllReactions', (m) => m.removeAllReactions(), 'reactions.removeAll', [CHANNEL, MESSAGE]),
  message('reactors', (m) => m.reactors('🔥'), 'reactions.iterate', [CHANNEL, MESSAGE, '🔥']),
  message('endPoll', (m) => m.endPoll(), 'polls.end', [CHANNEL, MESSAGE]),
  message('voters', (m) => m.voters(2), 'polls.iterateVoters', [CHANNEL, MESSAGE, 2]),
  message('its reactions', (m) => m.reactions[0]!.remove(), 'reactions.removeEmoji', [CHANNEL, MESSAGE, '🔥']),
  reaction('users', (r) => r.users({ after: '8' }), 'reactions.iterate', ['3', '4', 'loom:1', { after: '8' }]),
  reaction('removeUser', (r) => r.removeUser(USER), 'reactions.removeUser', ['3', '4', 'loom:1', USER]),
  reaction('remove', (r) => r.remove(), 'reactions.removeEmoji', ['3', '4', 'loom:1']),

  channel('fetch', (c) => c.fetch(), 'channels.get', [CHANNEL]),
  channel('fetchMessage', (c) => c.fetchMessage('4'), 'messages.get', [CHANNEL, '4']),
  channel('history', (c) => c.history({ before: '4' }), 'messages.iterate', [CHANNEL, { before: '4' }]),
  channel('pins', (c) => c.pins(), 'messages.iteratePins', [CHANNEL]),
  channel('bulkDelete', (c) => c.bulkDelete(['1', new Message(payloads.message)], why), 'messages.bulkDelete', [
    CHANNEL,
    { messages: ['1', MESSAGE] },
    why,
  ]),
  channel(
    'setPermission of a role',
    (c) => c.setPermission(new Role(payloads.role), { deny: 8n }, why),
    'channels.setPermission',
    [CHANNEL, ROLE, { deny: 8n, type: OverwriteType.Role }, why],
  ),
  channel(
    'setPermission of a member',
    (c) => c.setPermission(new Member(payloads.member), {}),
    'channels.setPermission',
    [CHANNEL, USER, { type: OverwriteType.Member }],
  ),
  channel(
    'setPermission of an id',
    (c) => c.setPermission({ id: '6', type: OverwriteType.Role }, {}),
    'channels.setPermission',
    [CHANNEL, '6', { type: OverwriteType.Role }],
  ),
  channel('removePermission', (c) => c.removePermission(new Role(payloads.role)), 'channels.deletePermission', [
    CHANNEL,
    ROLE,
  ]),
  channel('createInvite', (c) => c.createInvite({ unique: true }), 'channels.createInvite', [
    CHANNEL,
    { unique: true },
  ]),
  channel('invites', (c) => c.invites(), 'channels.listInvites', [CHANNEL]),
  channel('createWebhook', (c) => c.createWebhook('weft'), 'channels.createWebhook', [CHANNEL, { name: 'weft' }]),
  channel('webhooks', (c) => c.webhooks(), 'channels.listWebhooks', [CHANNEL]),
  channel('follow', (c) => c.follow(new Channel(payloads.channel)), 'channels.followAnnouncements', [
    CHANNEL,
    { webhookChannelId: CHANNEL },
  ]),
  channel('startThread', (c) => c.startThread({ name: 'a', type: ChannelType.PublicThread }), 'threads.create', [
    CHANNEL,
    { name: 'a', type: 11 },
  ]),
  channel('archivedThreads', (c) => c.archivedThreads(), 'threads.iteratePublicArchived', [CHANNEL]),
  channel('archivedThreads private', (c) => c.archivedThreads('private'), 'threads.iteratePrivateArchived', [CHANNEL]),
  channel('join', (c) => c.join(), 'threads.join', [CHANNEL]),
  channel('leave', (c) => c.leave(), 'threads.leave', [CHANNEL]),
  channel('addMember', (c) => c.addMember(USER), 'threads.addMember', [CHANNEL, USER]),
  channel('removeMember', (c) => c.removeMember(new Member(payloads.member)), 'threads.removeMember', [CHANNEL, USER]),
  channel('threadMembers', (c) => c.threadMembers(), 'threads.iterateMembers', [CHANNEL]),
  channel('archive', (c) => c.archive(why), 'channels.edit', [CHANNEL, { archived: true }, why]),
  channel('unarchive', (c) => c.unarchive(), 'channels.edit', [CHANNEL, { archived: false }]),
  channel('lock', (c) => c.lock(), 'channels.edit', [CHANNEL, { locked: true }]),
  channel('unlock', (c) => c.unlock(), 'channels.edit', [CHANNEL, { locked: false }]),
  channel('setStatus', (c) => c.setStatus(null), 'channels.setVoiceStatus', [CHANNEL, { status: null }]),
  channel('sendSound', (c) => c.sendSound({ soundId: '1' }), 'channels.sendSoundboardSound', [
    CHANNEL,
    { soundId: '1' },
  ]),
  channel(
    'sendSound of a guild',
    (c) => c.sendSound(new SoundboardSound({ sound_id: '1', guild_id: GUILD } as never)),
    'channels.sendSoundboardSound',
    [CHANNEL, { soundId: '1', sourceGuildId: GUILD }],
  ),
  channel('startStage', (c) => c.startStage('looms'), 'stageInstances.create', [
    { topic: 'looms', channelId: CHANNEL },
  ]),

  guild('fetch', (g) => g.fetch(), 'guilds.get', [GUILD]),
  guild('edit', (g) => g.edit({ name: 'Loom' }, why), 'guilds.edit', [GUILD, { name: 'Loom' }, why]),
  guild('leave', (g) => g.leave(), 'users.leaveGuild', [GUILD]),
  guild('fetchChannels', (g) => g.fetchChannels(), 'guilds.listChannels', [GUILD]),
  guild('createChannel', (g) => g.createChannel({ name: 'a' }), 'guilds.createChannel', [GUILD, { name: 'a' }]),
  guild('createRole', (g) => g.createRole({ name: 'a' }), 'roles.create', [GUILD, { name: 'a' }]),
  guild('createEmoji', (g) => g.createEmoji({ name: 'a', image: 'data:' }), 'emojis.create', [
    GUILD,
    { name: 'a', image: 'data:' },
  ]),
  guild('createSticker', (g) => g.createSticker({} as never), 'stickers.create', [GUILD, {}]),
  guild('createSound', (g) => g.createSound({} as never), 'soundboard.create', [GUILD, {}]),
  guild('createScheduledEvent', (g) => g.createScheduledEvent({} as never), 'scheduledEvents.create', [GUILD, {}]),
  guild('createAutoModerationRule', (g) => g.createAutoModerationRule({} as never), 'autoModeration.create', [
    GUILD,
    {},
  ]),
  guild('autoModerationRules', (g) => g.autoModerationRules(), 'autoModeration.list', [GUILD]),
  guild('createTemplate', (g) => g.createTemplate({ name: 'a' }), 'templates.create', [GUILD, { name: 'a' }]),
  guild('templates', (g) => g.templates(), 'templates.list', [GUILD]),
  guild('fetchMember', (g) => g.fetchMember(new User(payloads.user)), 'members.get', [GUILD, USER]),
  guild('fetchMembers', (g) => g.fetchMembers(), 'members.iterate', [GUILD]),
  guild('searchMembers', (g) => g.searchMembers({ query: 'n' }), 'members.search', [GUILD, { query: 'n' }]),
  guild('editMe', (g) => g.editMe({ nick: 'a' }), 'members.editMe', [GUILD, { nick: 'a' }]),
  guild('kick', (g) => g.kick(USER, why), 'members.remove', [GUILD, USER, why]),
  guild('ban', (g) => g.ban(USER, { ...why, deleteMessageSeconds: 60 }), 'bans.create', [
    GUILD,
    USER,
    { deleteMessageSeconds: 60 },
    why,
  ]),
  guild('ban without more', (g) => g.ban(USER), 'bans.create', [GUILD, USER, {}, {}]),
  guild(
    'bulkBan',
    (g) => g.bulkBan([USER, new Member(payloads.member)], { deleteMessageSeconds: 60 }),
    'bans.bulkCreate',
    [GUILD, { userIds: [USER, USER], deleteMessageSeconds: 60 }, {}],
  ),
  guild('unban', (g) => g.unban(USER), 'bans.remove', [GUILD, USER]),
  guild('fetchBan', (g) => g.fetchBan(USER), 'bans.get', [GUILD, USER]),
  guild('bans', (g) => g.bans(), 'bans.iterate', [GUILD]),
  guild('invites', (g) => g.invites(), 'guilds.listInvites', [GUILD]),
  guild('webhooks', (g) => g.webhooks(), 'guilds.listWebhooks', [GUILD]),
  guild('integrations', (g) => g.integrations(), 'guilds.listIntegrations', [GUILD]),
  guild('auditLog', (g) => g.auditLog({ limit: 1 }), 'guilds.getAuditLog', [GUILD, { limit: 1 }]),
  guild('auditLogEntries', (g) => g.auditLogEntries(), 'guilds.iterateAuditLog', [GUILD]),
  guild('its roles', (g) => g.roles[1]!.delete(), 'roles.delete', [GUILD, ROLE]),
  guild('its emojis', (g) => g.emojis[0]!.delete(), 'emojis.delete', [GUILD, '41771983429993937']),

  user('fetch', (u) => u.fetch(), 'users.get', [USER]),
  user('createDM', (u) => u.createDM(), 'users.createDM', [{ recipientId: USER }]),
  member('fetch', (m) => m.fetch(), 'members.get', [GUILD, USER]),
  member('ban', (m) => m.ban({ deleteMessageSeconds: 9, ...why }), 'bans.create', [
    GUILD,
    USER,
    { deleteMessageSeconds: 9 },
    why,
  ]),
  member('addRole', (m) => m.addRole(new Role(payloads.role)), 'members.addRole', [GUILD, USER, ROLE]),
  member('setRoles', (m) => m.setRoles(['1', new Role(payloads.role)]), 'members.edit', [
    GUILD,
    USER,
    { roles: ['1', ROLE] },
  ]),
  member('setNickname', (m) => m.setNickname(null), 'members.edit', [GUILD, USER, { nick: null }]),
  member('removeTimeout', (m) => m.removeTimeout(why), 'members.edit', [
    GUILD,
    USER,
    { communicationDisabledUntil: null },
    why,
  ]),
  member('moveTo', (m) => m.moveTo(new Channel(payloads.channel)), 'members.edit', [
    GUILD,
    USER,
    { channelId: CHANNEL },
  ]),
  member('disconnect', (m) => m.disconnect(), 'members.edit', [GUILD, USER, { channelId: null }]),
  member('setMute', (m) => m.setMute(true), 'members.edit', [GUILD, USER, { mute: true }]),
  member('setDeaf', (m) => m.setDeaf(false), 'members.edit', [GUILD, USER, { deaf: false }]),

  role('fetch', (r) => r.fetch(), 'roles.get', [GUILD, ROLE]),
  role('edit', (r) => r.edit({ hoist: true }), 'roles.edit', [GUILD, ROLE, { hoist: true }]),
  role('delete', (r) => r.delete(why), 'roles.delete', [GUILD, ROLE, why]),
  role('setPosition', (r) => r.setPosition(3), 'roles.reorder', [GUILD, [{ id: ROLE, position: 3 }]]),
  emoji('edit', (e) => e.edit({ name: 'a' }), 'emojis.edit', [GUILD, '1', { name: 'a' }]),
  emoji('delete', (e) => e.delete(), 'emojis.delete', [GUILD, '1']),
  ownEmoji('edit', (e) => e.edit({ name: 'b' }), 'applicationEmojis.edit', ['7', '1', { name: 'b' }]),
  ownEmoji('delete', (e) => e.delete(), 'applicationEmojis.delete', ['7', '1']),
  sticker('edit', (s) => s.edit({ name: 'a' }), 'stickers.edit', [GUILD, '1', { name: 'a' }]),
  sticker('delete', (s) => s.delete(), 'stickers.delete', [GUILD, '1']),
  sound('edit', (s) => s.edit({ name: 'a' }), 'soundboard.edit', [GUILD, '1', { name: 'a' }]),
  sound('delete', (s) => s.delete(), 'soundboard.delete', [GUILD, '1']),
  sound('play', (s) => s.play('3'), 'channels.sendSoundboardSound', ['3', { soundId: '1', sourceGuildId: GUILD }]),
  event('fetch', (e) => e.fetch(), 'scheduledEvents.get', [GUILD, '1', { withUserCount: true }]),
  event('edit', (e) => e.edit({ name: 'a' }), 'scheduledEvents.edit', [GUILD, '1', { name: 'a' }]),
  event('delete', (e) => e.delete(), 'scheduledEvents.delete', [GUILD, '1']),
  event('start', (e) => e.start(), 'scheduledEvents.edit', [GUILD, '1', { status: GuildScheduledEventStatus.Active }]),
  event('end', (e) => e.end(), 'scheduledEvents.edit', [GUILD, '1', { status: GuildScheduledEventStatus.Completed }]),
  event('cancel', (e) => e.cancel(), 'scheduledEvents.edit', [
    GUILD,
    '1',
    { status: GuildScheduledEventStatus.Canceled },
  ]),
  event('users', (e) => e.users({ withMember: true }), 'scheduledEvents.iterateUsers', [
    GUILD,
    '1',
    { withMember: true },
  ]),
  stage('edit', (s) => s.edit({ topic: 'a' }), 'stageInstances.edit', ['3', { topic: 'a' }]),
  stage('delete', (s) => s.delete(), 'stageInstances.delete', ['3']),
  invite('fetch', (i) => i.fetch(), 'invites.get', ['abc', { withCounts: true }]),
  invite('delete', (i) => i.delete(why), 'invites.delete', ['abc', why]),

  webhook('edit', (w) => w.edit({ name: 'a' }), 'webhooks.edit', ['1', { name: 'a' }]),
  webhook('delete', (w) => w.delete(), 'webhooks.delete', ['1']),
  tokened('edit', (w) => w.edit({ name: 'a' }), 'webhooks.editWithToken', ['1', 'T', { name: 'a' }]),
  tokened('edit of its place', (w) => w.edit({ channelId: '3' }), 'webhooks.edit', ['1', { channelId: '3' }]),
  tokened('delete', (w) => w.delete(), 'webhooks.deleteWithToken', ['1', 'T']),
  tokened('send', (w) => w.send('hi', { threadId: '3' }), 'webhooks.execute', [
    '1',
    'T',
    { content: 'hi' },
    { wait: true, threadId: '3' },
    {},
  ]),
  tokened('fetchMessage', (w) => w.fetchMessage('4'), 'webhooks.getMessage', ['1', 'T', '4', {}, {}]),
  tokened('editMessage', (w) => w.editMessage('4', 'ho'), 'webhooks.editMessage', [
    '1',
    'T',
    '4',
    { content: 'ho' },
    {},
    {},
  ]),
  tokened('deleteMessage', (w) => w.deleteMessage('4', { threadId: '3' }), 'webhooks.deleteMessage', [
    '1',
    'T',
    '4',
    { threadId: '3' },
    {},
  ]),

  rule('edit', (r) => r.edit({ name: 'a' }), 'autoModeration.edit', [GUILD, '1', { name: 'a' }]),
  rule('setEnabled', (r) => r.setEnabled(false), 'autoModeration.edit', [GUILD, '1', { enabled: false }]),
  rule('delete', (r) => r.delete(), 'autoModeration.delete', [GUILD, '1']),
  template('sync', (t) => t.sync(), 'templates.sync', [GUILD, 'abc']),
  template('edit', (t) => t.edit({ name: 'a' }), 'templates.edit', [GUILD, 'abc', { name: 'a' }]),
  template('delete', (t) => t.delete(), 'templates.delete', [GUILD, 'abc']),
  command('edit', (c) => c.edit({ name: 'a' }), 'commands.edit', ['7', '1', { name: 'a' }]),
  command('delete', (c) => c.delete(), 'commands.delete', ['7', '1']),
  guildCommand('edit', (c) => c.edit({ name: 'a' }), 'commands.editForGuild', ['7', GUILD, '1', { name: 'a' }]),
  guildCommand('delete', (c) => c.delete(), 'commands.deleteForGuild', ['7', GUILD, '1']),
  entitlement('consume', (e) => e.consume(), 'entitlements.consume', ['7', '1']),
  entitlement('deleteTest', (e) => e.deleteTest(), 'entitlements.deleteTest', ['7', '1']),
  ban('lift', (b) => b.lift(why), 'bans.remove', [GUILD, USER, why]),
  integration('delete', (i) => i.delete(), 'guilds.deleteIntegration', [GUILD, '1']),
  onboarding('edit', (o) => o.edit({ enabled: false }), 'guilds.setOnboarding', [GUILD, { enabled: false }]),
  threadMember('remove', (t) => t.remove(), 'threads.removeMember', ['3', USER]),
  voice('fetch', (v) => v.fetch(), 'voice.getState', [GUILD, USER]),
  voice('edit', (v) => v.edit({ suppress: true }), 'voice.editState', [GUILD, USER, { suppress: true }]),
  voice('setSuppressed', (v) => v.setSuppressed(false), 'voice.editState', [
    GUILD,
    USER,
    { channelId: '3', suppress: false },
  ]),
  voice('moveTo', (v) => v.moveTo('9'), 'members.edit', [GUILD, USER, { channelId: '9' }]),
  voice('disconnect', (v) => v.disconnect(), 'members.edit', [GUILD, USER, { channelId: null }]),
  voice('setMute', (v) => v.setMute(true), 'members.edit', [GUILD, USER, { mute: true }]),
  voice('setDeaf', (v) => v.setDeaf(true), 'members.edit', [GUILD, USER, { deaf: true }]),
  lobby('edit', (l) => l.edit({ metadata: null }), 'lobbies.edit', ['1', { metadata: null }]),
  lobby('delete', (l) => l.delete(), 'lobbies.delete', ['1']),
  lobby('addMember', (l) => l.addMember(USER), 'lobbies.addMember', ['1', USER, {}]),
  lobby('removeMember', (l) => l.removeMember(USER), 'lobbies.removeMember', ['1', USER]),
];

describe('a bound view passes on', () => {
  it.each(CASES)('%s', async (_title, act, name, args) => {
    const context = recordingContext();
    await act(context);
    expect(context.calls).toEqual([{ name, args }]);
  });

  it('how many were pruned', async () => {
    const answers = { 'guilds.prune': { pruned: 3 }, 'guilds.getPruneCount': { pruned: 4 } };
    const context = recordingContext({}, answers);
    const view = new Guild({ ...payloads.guild, id: GUILD }, context);
    expect([await view.prune({ days: 7 }, why), await view.pruneCount({ days: 7 })]).toEqual([3, 4]);
    expect(context.calls).toEqual([
      { name: 'guilds.prune', args: [GUILD, { days: 7 }, why] },
      { name: 'guilds.getPruneCount', args: [GUILD, { days: 7 }] },
    ]);
  });

  it('what a member is told in private', async () => {
    const context = recordingContext(
      {},
      { 'users.createDM': new Channel({ id: '77', type: ChannelType.DM, name: null }) },
    );
    await new Member(payloads.member, context, GUILD).send('psst');
    expect(context.calls.map(({ name }) => name)).toEqual(['users.createDM', 'messages.create']);
  });

  it('other flags of a message whose embeds it hides', async () => {
    const context = recordingContext();
    const flags = MessageFlags.IsVoiceMessage;
    await new Message({ ...payloads.message, flags }, context).suppressEmbeds();
    expect(context.calls[0]?.args[2]).toEqual({ flags: flags | MessageFlags.SuppressEmbeds });
  });
});

describe('a view whose payload does not say enough', () => {
  const context = recordingContext();

  it.each([
    ['role.edit', 'guild', () => new Role(payloads.role, context).edit({})],
    ['emoji.delete of a reaction', 'whose', () => new Emoji({ id: '1', name: 'a' }, context).delete()],
    ['emoji.delete of Unicode', 'no custom emoji', () => new Emoji({ id: null, name: '🔥' }, context, GUILD).delete()],
    ['reaction.remove', 'message', () => new Reaction(payloads.message.reactions![0]!, context).remove()],
    ['sticker.edit of a pack', 'guild', () => new Sticker({ id: '1' } as never, context).edit({})],
    ['sound.delete of everyone', 'guild', () => new SoundboardSound({ sound_id: '1' } as never, context).delete()],
    ['webhook.send', 'token', () => new Webhook({ id: '1' } as never, context).send('hi')],
    ['ban.lift', 'guild', () => new Ban({ user: payloads.user, reason: null }, context).lift()],
    ['integration.delete', 'guild', () => new Integration({ id: '1' } as never, context).delete()],
    ['threadMember.remove', 'thread', () => new ThreadMember({ flags: 0 } as never, context).remove()],
    ['voiceState.disconnect', 'guild', () => new VoiceState({ user_id: '1' } as never, context).disconnect()],
    ['member.ban', 'guild', () => new Member(payloads.member, context).ban()],
  ])('refuses %s, and says what is missing', (_title, missing, act) => {
    expect(thrownBy(act)).toMatchObject({
      code: 'VIEW_INCOMPLETE',
      message: expect.stringContaining(missing) as string,
      advice: expect.any(String) as string,
    });
    expect(context.calls).toEqual([]);
  });
});

it.each(CASES)('an unbound view refuses %s', async (_title, act) => {
  await expect((async () => act(unboundContext))()).rejects.toMatchObject({ code: 'VIEW_UNBOUND' });
});
