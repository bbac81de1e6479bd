/** What an author may write into bodies, and what not: the value of these tests is that the compiler reads them. */
import {
  ApplicationCommandType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  ComponentType,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  InteractionResponseType,
  OverwriteType,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import {
  type ApplicationCommand,
  type Embed,
  type Message,
  mention,
  PermissionSet,
  type Role,
  type RoleId,
  type Sticker,
} from 'corduroy/models';
import { type InteractionReply, type RestClient } from 'corduroy/rest';

/** Compiled, never run. */
function compiles(_write: (client: RestClient, id: string) => unknown): void {
  expect(true).toBe(true);
}

const BITS = PermissionSet.of('BanMembers');
const NAME = 'n';
const VOICE = {
  privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
  entityType: GuildScheduledEventEntityType.Voice,
} as const;

describe('a body takes', () => {
  it('permissions as text, as bits and as a set', () => {
    for (const permissions of ['4', 4n, BITS]) {
      compiles((c, id) => c.roles.create(id, { permissions }));
      compiles((c, id) => c.roles.edit(id, id, { permissions }));
      compiles((c, id) =>
        c.commands.create(id, { name: NAME, description: 'd', defaultMemberPermissions: permissions }),
      );
      compiles((c, id) => c.commands.editForGuild(id, id, id, { defaultMemberPermissions: permissions }));
      compiles((c, id) =>
        c.channels.setPermission(id, id, { type: OverwriteType.Role, allow: permissions, deny: '0' }),
      );
      compiles((c, id) =>
        c.guilds.createChannel(id, {
          name: NAME,
          permissionOverwrites: [{ id, type: OverwriteType.Member, allow: permissions, deny: permissions }],
        }),
      );
      compiles((c) => c.applications.editMe({ installParams: { scopes: [], permissions } }));
    }
    compiles((c, id) => c.commands.edit(id, id, { defaultMemberPermissions: null }));
    // @ts-expect-error -- permissions do not fit into a number.
    compiles((c, id) => c.roles.create(id, { permissions: 4 }));
  });

  it('moments as a Date and as text', () => {
    for (const at of [new Date(0), '1970-01-01T00:00:00.000Z']) {
      compiles((c, id) => c.members.edit(id, id, { communicationDisabledUntil: at }));
      compiles((c, id) => c.guilds.setIncidentActions(id, { invitesDisabledUntil: at }));
      compiles((c, id) => c.voice.editOwnState(id, { requestToSpeakTimestamp: at }));
      compiles((c, id) => c.messages.create(id, { embeds: [{ timestamp: at }] }));
      compiles((c, id) => c.messages.listPins(id, { before: at }));
      compiles((c, id) => c.threads.listPublicArchived(id, { before: at }));
      compiles((c, id) =>
        c.scheduledEvents.create(id, {
          name: NAME,
          scheduledStartTime: at,
          privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
          entityType: GuildScheduledEventEntityType.Voice,
          channelId: id,
        }),
      );
    }
    // @ts-expect-error -- a number could be seconds or milliseconds.
    compiles((c, id) => c.members.edit(id, id, { communicationDisabledUntil: 0 }));
  });

  it('lists that nobody may change', () => {
    const ids: readonly string[] = [];
    compiles((c, id) => c.members.edit(id, id, { roles: ids }));
    compiles((c, id) => c.messages.create(id, { stickerIds: ids, allowedMentions: { users: ids } }));
    compiles((c, id) => c.bans.bulkCreate(id, { userIds: ids }));
    compiles((c, id) => c.guilds.prune(id, { includeRoles: ids }));
    compiles((c, id) => c.guilds.getPruneCount(id, { includeRoles: ids }));
    compiles((c, id) => c.channels.edit(id, { appliedTags: ids }));
    compiles((c, id) => c.entitlements.list(id, { skuIds: ids }));
    compiles((c, id) => c.messages.search(id, { authorId: ids }));
  });

  it('views where payloads go', () => {
    compiles((c, id) => (embed: Embed, message: Message) => [
      c.messages.create(id, { embeds: [embed, { title: NAME }], components: message.components }),
      c.messages.edit(id, id, { embeds: message.embeds, attachments: message.attachments }),
      c.webhooks.execute(id, id, { embeds: message.embeds }),
    ]);
    compiles((c, id) => (role: Role, sticker: Sticker) => [
      c.roles.edit(id, role.id, { permissions: role.permissions }),
      c.roles.edit(id, role.id, { permissions: role.permissionSet.with('BanMembers') }),
      c.stickers.edit(id, sticker.id, { tags: sticker.tags }),
    ]);
  });

  it('an emoji by its character or by its id', () => {
    for (const emoji of [{ name: '\u{1F9F6}' }, { id: '1' }]) {
      const answers = [{ pollMedia: { text: NAME, emoji } }];
      compiles((c, id) => c.messages.create(id, { poll: { question: { text: NAME }, answers } }));
      compiles((c, id) =>
        c.channels.edit(id, { defaultReactionEmoji: { emojiId: null, emojiName: emoji.name ?? null } }),
      );
    }
  });

  it('what a payload may have as null, left out', () => {
    compiles((c, id) => c.roles.create(id, { colors: { primaryColor: 1 } }));
    compiles((c, id) => c.guilds.editWelcomeScreen(id, { welcomeChannels: [{ channelId: id, description: 'd' }] }));
    compiles((c, id) => c.channels.edit(id, { defaultReactionEmoji: { emojiName: 'x' } }));
    // @ts-expect-error -- a colour is a number, and the first is needed.
    compiles((c, id) => c.roles.create(id, { colors: { secondaryColor: 1 } }));
    // @ts-expect-error -- an emoji's name is a text.
    compiles((c, id) => c.channels.edit(id, { defaultReactionEmoji: { emojiName: 1 } }));
  });

  it('null to clear and undefined to leave alone, where Discord knows the difference', () => {
    compiles((c, id) => c.channels.edit(id, { topic: null, parentId: undefined }));
    compiles((c, id) => c.members.edit(id, id, { nick: null, channelId: null }));
    compiles((c, id) => c.messages.edit(id, id, { content: null, embeds: [], components: [] }));
    compiles((c, id) => c.scheduledEvents.edit(id, id, { recurrenceRule: null, scheduledEndTime: undefined }));
    compiles((c, id) => c.guilds.edit(id, { icon: null, banner: null }));
    // @ts-expect-error -- a role has a name or is left alone: Discord refuses nothing as one.
    compiles((c, id) => c.autoModeration.edit(id, id, { name: null }));
  });
});

describe('a body does not compile', () => {
  it('without what Discord needs', () => {
    // @ts-expect-error -- the name is missing.
    compiles((c, id) => c.guilds.createChannel(id, { topic: NAME }));
    // @ts-expect-error -- the name is missing.
    compiles((c, id) => c.threads.create(id, { autoArchiveDuration: ThreadAutoArchiveDuration.OneHour }));
    // @ts-expect-error -- the image is missing.
    compiles((c, id) => c.emojis.create(id, { name: NAME }));
    // @ts-expect-error -- the topic is missing.
    compiles((c, id) => c.stageInstances.create({ channelId: id }));
    // @ts-expect-error -- the access token is missing.
    compiles((c, id) => c.members.add(id, id, {}));
    // @ts-expect-error -- the start is missing.
    compiles((c, id) => c.scheduledEvents.create(id, { name: NAME, ...VOICE }));
    // @ts-expect-error -- the actions are missing.
    compiles((c, id) => c.autoModeration.create(id, { name: NAME, eventType: AutoModerationRuleEventType.MessageSend, triggerType: AutoModerationRuleTriggerType.Spam })); // prettier-ignore
    // @ts-expect-error -- a slash command is described.
    compiles((c, id) => c.commands.create(id, { name: NAME, type: ApplicationCommandType.ChatInput }));
    // @ts-expect-error -- the query is missing.
    compiles((c, id) => c.members.search(id, { limit: 5 }));
    // @ts-expect-error -- the data of a message is missing.
    compiles((c, id) => c.interactions.reply(id, id, { type: InteractionResponseType.ChannelMessageWithSource }));
  });

  it('with names that are not the author’s', () => {
    // @ts-expect-error -- rateLimitPerUser
    compiles((c, id) => c.channels.edit(id, { rate_limit_per_user: 5 }));
    // @ts-expect-error -- allowedMentions
    compiles((c, id) => c.messages.create(id, { content: NAME, allowed_mentions: {} }));
    // @ts-expect-error -- stickerIds
    compiles((c, id) => c.messages.create(id, { stickers: [] }));
  });
});

describe('what a call gives', () => {
  it('follows from what was asked', () => {
    const components = [{ type: ComponentType.TextDisplay, content: NAME }] as const;
    compiles((c, id): Promise<Message> => c.webhooks.execute(id, id, { components }, { wait: true }));
    compiles((c, id): Promise<void> => c.webhooks.execute(id, id, { components }));
    compiles((c, id): Promise<void> => c.webhooks.execute(id, id, { components }, { threadId: id }));
    compiles(
      (c, id) =>
        (wait: boolean): Promise<Message | undefined> =>
          c.webhooks.execute(id, id, {}, { wait }),
    );
    // @ts-expect-error -- without `wait` there is no message.
    compiles((c, id): Promise<Message> => c.webhooks.execute(id, id, { components }, { wait: false }));
    const type = InteractionResponseType.DeferredMessageUpdate;
    compiles((c, id): Promise<InteractionReply> => c.interactions.reply(id, id, { type }, { withResponse: true }));
    compiles((c, id): Promise<void> => c.interactions.reply(id, id, { type }));
  });

  it('can be mentioned', () => {
    compiles(() => (command: ApplicationCommand) => mention.command('tag add', command.id));
    compiles(() => (id: RoleId) => mention.role(id));
  });
});
