/** What every kind of action of views must do, resource by resource. A part of the contract of view contexts. */
import assert from 'node:assert/strict';
import {
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  ChannelType,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  WebhookType,
} from 'discord-api-types/v10';
import { ApplicationCommand, Attachment, Emoji, Entitlement, type Guild, StageInstance } from '../../models';
import { type ViewContextBench } from './view-context';

type Step = (bench: ViewContextBench) => Promise<void>;

/** One transparent pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** As much of an MP3 as tells what it is. */
const MP3 = Buffer.from('ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000', 'latin1');

const guildOf = ({ context, guildId }: ViewContextBench): Promise<Guild> => context.actions.guilds.get(guildId);

export const VIEW_ACTION_STEPS: readonly (readonly [name: string, step: Step])[] = [
  [
    'takes reactions away by user, by emoji and all, and lists who reacted',
    async ({ context, channelId, look }) => {
      const message = await context.actions.messages.create(channelId, { content: 'react' });
      for (const emoji of ['👍', '👎', '🔥', '🧶']) await message.react(emoji);
      const [me] = await message.reactors('👍').toArray();
      assert.ok(me);
      await message.removeReaction('👍', me);
      await message.removeEmoji('👎');
      assert.deepEqual(look.reactions(message.id), ['🔥', '🧶']);
      await (await message.fetch()).reactions[0]?.remove();
      assert.deepEqual(look.reactions(message.id), ['🧶']);
      await message.removeAllReactions();
      assert.deepEqual(look.reactions(message.id), []);
    },
  ],
  [
    'forwards a message, reads the channel back, and deletes many at once',
    async ({ context, channelId, look }) => {
      const message = await context.actions.messages.create(channelId, { content: 'warp' });
      const copy = await message.forward(channelId);
      await message.pin();
      const channel = await context.actions.channels.get(channelId);
      const [pin] = await channel.pins().toArray();
      assert.ok(pin?.message.equals(message));
      const history = await channel.history().take(10).toArray();
      assert.ok(history.some((each) => each.equals(message)) && history.some((each) => each.equals(copy)));
      await channel.bulkDelete(history.map(({ id }) => id));
      assert.deepEqual(look.contents(), []);
    },
  ],
  [
    'ends a poll and lists who voted',
    async ({ context, channelId }) => {
      const answers = [{ pollMedia: { text: 'warp' } }, { pollMedia: { text: 'weft' } }];
      const poll = { question: { text: 'Which?' }, answers, duration: 1, allowMultiselect: false };
      const message = await context.actions.messages.create(channelId, { poll });
      assert.deepEqual(await message.voters(1).toArray(), []);
      const ended = await message.endPoll();
      assert.ok(ended.equals(message));
    },
  ],
  [
    'starts threads, with and without a message, and manages them',
    async ({ context, channelId, userId }) => {
      const message = await context.actions.messages.create(channelId, { content: 'thread' });
      const hung = await message.startThread('weft');
      assert.equal(hung.id, message.id);
      const channel = await context.actions.channels.get(channelId);
      const thread = await channel.startThread({ name: 'warp', type: ChannelType.PublicThread });
      await thread.addMember(userId);
      const members = await thread.threadMembers().toArray();
      assert.ok(members.some((member) => member.userId === userId));
      await thread.removeMember(userId);
      await thread.leave();
      await thread.join();
      await thread.lock();
      const closed = await thread.archive();
      assert.deepEqual([closed.threadMetadata?.locked, closed.threadMetadata?.archived], [true, true]);
      const archived = await channel.archivedThreads().toArray();
      assert.ok(archived.some((each) => each.equals(thread)));
      await channel.archivedThreads('private').toArray();
    },
  ],
  [
    'allows and forbids things in a channel, and follows an announcement channel',
    async (bench) => {
      const { context, channelId, roleId } = bench;
      const guild = await guildOf(bench);
      const role = await context.actions.roles.get(guild.id, roleId);
      const channel = await context.actions.channels.get(channelId);
      await channel.setPermission(role, { deny: 2048n });
      const [overwrite] = ((await channel.fetch()).permissionOverwrites ?? []).filter(({ id }) => id === roleId);
      assert.deepEqual([overwrite?.type, overwrite?.deny], [0, '2048']);
      await channel.removePermission(role);
      assert.ok(!(await channel.fetch()).permissionOverwrites?.some(({ id }) => id === roleId));
      const news = await guild.createChannel({ name: 'news', type: ChannelType.GuildAnnouncement });
      await news.follow(channel);
      const kinds = (await channel.webhooks()).map(({ type }) => type);
      assert.deepEqual(kinds, [WebhookType.ChannelFollower]);
      await news.delete();
    },
  ],
  [
    'makes invites and takes them back',
    async (bench) => {
      const channel = await bench.context.actions.channels.get(bench.channelId);
      const invite = await channel.createInvite({ unique: true });
      assert.ok((await channel.invites())[0]?.equals(invite));
      assert.ok((await (await guildOf(bench)).invites()).some((each) => each.equals(invite)));
      assert.equal(typeof (await invite.fetch()).approximateMemberCount, 'number');
      await invite.delete();
      assert.deepEqual(await channel.invites(), []);
    },
  ],
  [
    'writes with a webhook, changes what it wrote, and the webhook',
    async (bench) => {
      const { context, channelId, look } = bench;
      const channel = await context.actions.channels.get(channelId);
      const webhook = await channel.createWebhook('Shuttle');
      const message = await webhook.send('one');
      await webhook.editMessage(message, 'two');
      assert.equal((await webhook.fetchMessage(message.id)).content, 'two');
      await webhook.deleteMessage(message);
      assert.deepEqual(look.contents(), []);
      assert.equal((await webhook.edit({ name: 'Loom' })).name, 'Loom');
      assert.ok((await (await guildOf(bench)).webhooks()).some((each) => each.equals(webhook)));
      await webhook.edit({ channelId });
      await webhook.delete();
      const other = await channel.createWebhook('Shuttle');
      await context.actions.webhooks.delete(other.id);
      assert.deepEqual(await channel.webhooks(), []);
    },
  ],
  [
    'makes, changes, moves and deletes roles',
    async (bench) => {
      const guild = await guildOf(bench);
      const role = await guild.createRole({ name: 'spinner' });
      assert.equal((await role.edit({ hoist: true })).hoist, true);
      assert.ok((await role.setPosition(1)).some((each) => each.equals(role)));
      assert.equal((await role.fetch()).guildId, guild.id);
      await role.delete();
      assert.equal((await guild.fetch()).role(role.id), undefined);
    },
  ],
  [
    'finds members, bans them and lets them in again',
    async (bench) => {
      const { userId, look } = bench;
      const guild = await guildOf(bench);
      const member = await guild.fetchMember(userId);
      assert.ok((await guild.fetchMembers().toArray()).some((each) => each.equals(member)));
      const query = member.user.username;
      assert.ok((await guild.searchMembers({ query })).some((each) => each.equals(member)));
      assert.ok((await member.fetch()).equals(member));
      await member.ban({ reason: 'moths', deleteMessageSeconds: 60 });
      assert.equal(look.isMember(userId), false);
      const [ban] = await guild.bans().toArray();
      assert.ok(ban?.equals(await guild.fetchBan(userId)));
      await ban?.lift();
      await guild.bulkBan([userId]);
      await guild.unban(userId);
      assert.deepEqual(await guild.bans().toArray(), []);
    },
  ],
  [
    'changes a guild, its channels and the bot’s own member, and reads what was done',
    async (bench) => {
      const guild = await guildOf(bench);
      assert.equal((await guild.edit({ name: 'Mill' }, { reason: 'grown' })).name, 'Mill');
      const channel = await guild.createChannel({ name: 'yarn' });
      assert.ok((await guild.fetchChannels()).some((each) => each.equals(channel)));
      await channel.delete();
      assert.equal((await guild.editMe({ nick: 'shuttle' })).nick, 'shuttle');
      const entries = await guild.auditLogEntries().toArray();
      assert.ok(entries.some(({ reason }) => reason === 'grown'));
      assert.ok((await guild.auditLog({ limit: 1 })).entries.length === 1);
      assert.equal(typeof (await guild.pruneCount({ days: 7 })), 'number');
      assert.equal(await guild.prune({ days: 7, computePruneCount: false }), null);
      const integrations = await guild.integrations();
      await Promise.all(integrations.filter(({ type }) => type !== 'discord').map((each) => each.delete()));
    },
  ],
  [
    'makes, changes and deletes emojis of a guild and of an application, stickers and sounds',
    async (bench) => {
      const guild = await guildOf(bench);
      const emoji = await guild.createEmoji({ name: 'yarn', image: PNG });
      assert.equal((await emoji.edit({ name: 'wool' })).name, 'wool');
      await emoji.delete();
      const own = new Emoji(
        { id: bench.applicationEmojiId, name: 'own' },
        bench.context,
        undefined,
        bench.applicationId,
      );
      assert.equal((await own.edit({ name: 'mine' })).name, 'mine');
      await own.delete();
      const file = Attachment.fromBytes(PNG, { name: 'yarn.png' });
      const sticker = await guild.createSticker({ name: 'yarn', tags: 'wool', file });
      assert.equal((await sticker.edit({ name: 'wool' })).name, 'wool');
      await sticker.delete();
      const sound = await guild.createSound({ name: 'horn', sound: MP3 });
      assert.equal((await sound.edit({ name: 'bell' })).name, 'bell');
      await sound.delete();
    },
  ],
  [
    'plans an event, begins and ends it',
    async (bench) => {
      const guild = await guildOf(bench);
      const startMs = Date.parse((await guild.fetchMember(bench.userId)).joinedAt?.toISOString() ?? '') + 86_400_000;
      const body = {
        name: 'Fair',
        entityType: GuildScheduledEventEntityType.External,
        privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
        scheduledStartTime: new Date(startMs),
        scheduledEndTime: new Date(startMs + 3_600_000),
        entityMetadata: { location: 'Mill' },
      };
      const event = await guild.createScheduledEvent(body);
      assert.equal((await event.edit({ name: 'Market' })).name, 'Market');
      assert.equal((await event.start()).status, GuildScheduledEventStatus.Active);
      assert.equal(typeof (await event.fetch()).userCount, 'number');
      // Whoever plans an event is interested in it.
      const interested = await event.users().toArray();
      assert.ok(interested.every(({ scheduledEventId }) => scheduledEventId === event.id));
      assert.equal((await event.end()).status, GuildScheduledEventStatus.Completed);
      await (await guild.createScheduledEvent(body)).delete();
    },
  ],
  [
    'keeps words out of a guild',
    async (bench) => {
      const guild = await guildOf(bench);
      const rule = await guild.createAutoModerationRule({
        name: 'moths',
        eventType: AutoModerationRuleEventType.MessageSend,
        triggerType: AutoModerationRuleTriggerType.Keyword,
        triggerMetadata: { keywordFilter: ['moth'] },
        actions: [{ type: AutoModerationActionType.BlockMessage }],
      });
      assert.equal((await rule.setEnabled(true)).enabled, true);
      assert.ok((await guild.autoModerationRules())[0]?.equals(rule));
      await rule.delete();
      assert.deepEqual(await guild.autoModerationRules(), []);
    },
  ],
  [
    'makes a template of a guild',
    async (bench) => {
      const guild = await guildOf(bench);
      const template = await guild.createTemplate({ name: 'Loom' });
      assert.equal((await template.edit({ name: 'Mill' })).name, 'Mill');
      await template.sync();
      assert.ok((await guild.templates())[0]?.equals(template));
      await template.delete();
      assert.deepEqual(await guild.templates(), []);
    },
  ],
  [
    'mutes, moves and disconnects who is in voice, and sets the line under the channel',
    async (bench) => {
      const { context, guildId, userId, voiceChannelId, stageChannelId } = bench;
      const state = await context.actions.voice.getState(guildId, userId);
      assert.equal(state.channelId, voiceChannelId);
      await state.setMute(true);
      assert.equal((await state.fetch()).mute, true);
      await (await context.actions.channels.get(voiceChannelId)).setStatus('weaving');
      await state.moveTo(stageChannelId);
      const onStage = await state.fetch();
      await onStage.setSuppressed(false);
      assert.equal((await state.fetch()).suppress, false);
      const member = await state.disconnect();
      assert.equal(member.id, userId);
    },
  ],
  [
    'goes live on a stage',
    async (bench) => {
      const channel = await bench.context.actions.channels.get(bench.stageChannelId);
      const stage = await channel.startStage('looms');
      assert.ok(stage instanceof StageInstance);
      assert.equal((await stage.edit({ topic: 'yarn' })).topic, 'yarn');
      await stage.delete();
    },
  ],
  [
    'changes what an application owns: commands and entitlements',
    async ({ context, applicationId, commandId, guildCommandId, guildId, entitlementIds }) => {
      const command = new ApplicationCommand({ id: commandId, application_id: applicationId } as never, context);
      assert.equal((await command.edit({ description: 'cloth' })).description, 'cloth');
      await command.delete();
      const raw = { id: guildCommandId, application_id: applicationId, guild_id: guildId };
      const guildCommand = new ApplicationCommand(raw as never, context);
      assert.equal((await guildCommand.edit({ description: 'cloth' })).description, 'cloth');
      await guildCommand.delete();
      for (const [at, id] of entitlementIds.entries()) {
        const entitlement = new Entitlement({ id, application_id: applicationId } as never, context);
        await (at === 0 ? entitlement.consume() : entitlement.deleteTest());
      }
    },
  ],
  [
    'leaves a guild',
    async (bench) => {
      assert.equal((await bench.context.actions.users.get(bench.userId)).id, bench.userId);
      const guild = await guildOf(bench);
      await guild.leave();
      await assert.rejects(guild.fetch());
    },
  ],
];
