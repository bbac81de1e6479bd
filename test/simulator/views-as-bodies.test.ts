/** What Discord answered with can be sent back: it is taken, and what comes of it is what was there before. */
import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ApplicationRoleConnectionMetadataType,
  AutoModerationActionType as Action,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  ButtonStyle,
  ChannelType,
  ComponentType,
  GuildOnboardingMode,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventRecurrenceRuleFrequency as Frequency,
  GuildScheduledEventRecurrenceRuleWeekday as Weekday,
  InteractionContextType,
  MessageFlags,
  OverwriteType,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import { Attachment, type Message } from 'corduroy/models';
import { Place, PNG } from './support/plays/place';

const YARN = 'https://example.com/yarn.png';
const HOUR_MS = 3_600_000;

/** Addresses of media get an id for each message that shows them. */
function withoutMediaIds(components: unknown): unknown {
  return JSON.parse(
    JSON.stringify(components, (key, value: unknown) => {
      if (key !== 'media' && key !== 'file') return value;
      const { url } = value as { readonly url: string };
      return { url };
    }),
  );
}

describe('what came from Discord goes back', () => {
  let place: Place;
  beforeAll(async () => {
    place = await Place.open();
  }, 30_000);
  afterAll(() => place.close());

  const said = async (body: Parameters<Place['say']>[0]): Promise<Message> =>
    place.client.messages.get(place.channel('general'), await place.say(body));

  it('embeds of a message, in a new one and in an edit', async () => {
    const { client } = place;
    const message = await said({
      embeds: [
        {
          title: 'Loom',
          description: 'Cloth',
          url: YARN,
          color: 7,
          timestamp: new Date(0),
          author: { name: 'Weaver', url: YARN, iconUrl: YARN },
          footer: { text: 'Wool', iconUrl: YARN },
          image: { url: YARN },
          thumbnail: { url: YARN },
          fields: [{ name: 'Warp', value: 'Weft' }],
        },
      ],
    });
    const again = await client.messages.create(message.channelId, { embeds: message.embeds });
    expect(again.raw.embeds).toEqual(message.raw.embeds);
    const edited = await client.messages.edit(message.channelId, again.id, { embeds: again.embeds });
    expect(edited.raw.embeds).toEqual(message.raw.embeds);
    const [embed] = message.embeds;
    const asFields = await client.messages.create(message.channelId, {
      embeds: [
        {
          title: embed?.title,
          timestamp: embed?.timestamp,
          author: embed?.author,
          footer: embed?.footer,
          image: embed?.image,
          fields: embed?.fields,
        },
      ],
    });
    expect(asFields.embeds[0]?.raw).toMatchObject({
      timestamp: message.raw.embeds[0]?.timestamp,
      fields: message.raw.embeds[0]?.fields,
      author: message.raw.embeds[0]?.author,
    });
  });

  it('components of the first version, in a new message and in an edit', async () => {
    const { client } = place;
    const message = await said({
      components: [
        {
          type: ComponentType.ActionRow,
          components: [
            { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Weave', customId: 'weave' },
            { type: ComponentType.Button, style: ButtonStyle.Link, url: YARN, emoji: { name: '🧵' } },
          ],
        },
        {
          type: ComponentType.ActionRow,
          components: [
            { type: ComponentType.StringSelect, customId: 'yarn', options: [{ label: 'Wool', value: 'wool' }] },
          ],
        },
      ],
    });
    const again = await client.messages.create(message.channelId, { components: message.components });
    expect(again.raw.components).toEqual(message.raw.components);
    const edited = await client.messages.edit(message.channelId, message.id, { components: message.components });
    expect(edited.raw.components).toEqual(message.raw.components);
  });

  it('components of the second version, and the flag that belongs to them', async () => {
    const { client } = place;
    const file = Attachment.fromBytes(Buffer.from('x'), { name: 'x.txt' });
    const message = await said({
      flags: MessageFlags.IsComponentsV2,
      files: [file],
      components: [
        {
          type: ComponentType.Container,
          accentColor: 7,
          components: [
            { type: ComponentType.TextDisplay, content: '# Loom' },
            { type: ComponentType.Separator, divider: true },
            {
              type: ComponentType.Section,
              components: [{ type: ComponentType.TextDisplay, content: 'Cloth' }],
              accessory: { type: ComponentType.Thumbnail, media: { url: YARN } },
            },
            { type: ComponentType.MediaGallery, items: [{ media: { url: YARN }, description: 'Yarn' }] },
          ],
        },
      ],
    });
    const { components, flags } = message;
    const again = await client.messages.create(message.channelId, { components, flags });
    expect(withoutMediaIds(again.raw.components)).toEqual(withoutMediaIds(message.raw.components));
    const edited = await client.messages.edit(message.channelId, message.id, { components, flags });
    expect(withoutMediaIds(edited.raw.components)).toEqual(withoutMediaIds(message.raw.components));
  });

  it('attachments of a message, which an edit keeps', async () => {
    const { client } = place;
    const files = ['a.txt', 'b.txt'].map((name) => Attachment.fromBytes(Buffer.from('x'), { name, description: name }));
    const message = await said({ files });
    const edited = await client.messages.edit(message.channelId, message.id, { attachments: message.attachments });
    expect(edited.raw.attachments).toEqual(message.raw.attachments);
    const [, second] = message.attachments;
    const fewer = await client.messages.edit(message.channelId, message.id, { attachments: second ? [second] : [] });
    expect(fewer.attachments.map(({ filename }) => filename)).toEqual(['b.txt']);
  });

  it('a poll, as another poll', async () => {
    const { client } = place;
    const message = await said({
      poll: {
        question: { text: 'Which?' },
        answers: [{ pollMedia: { text: 'Wool' } }, { pollMedia: { text: 'Silk', emoji: { name: '🧵' } } }],
        allowMultiselect: true,
      },
    });
    const { question, answers = [], allowMultiselect, layoutType } = message.poll ?? {};
    const again = await client.messages.create(message.channelId, {
      poll: {
        question: { text: question?.text ?? '' },
        answers: answers.map(({ pollMedia }) => ({ pollMedia })),
        allowMultiselect,
        layoutType,
      },
    });
    expect(again.raw.poll).toMatchObject({
      question: message.raw.poll?.question,
      answers: message.raw.poll?.answers,
      allow_multiselect: true,
    });
  });

  it('an emoji, as a reaction, in a button and on a tag', async () => {
    const { client, guild } = place;
    const [emoji] = await client.emojis.list(guild.id);
    if (!emoji?.id) throw new Error('there is no emoji');
    const message = await said({ content: 'x' });
    await message.react(emoji);
    const [reaction] = (await client.messages.get(message.channelId, message.id)).reactions;
    if (!reaction) throw new Error('there is no reaction');
    expect(reaction.emoji.equals(emoji)).toBe(true);
    await message.unreact(reaction.emoji);
    const { name, id, animated } = emoji;
    const shown = await client.messages.create(message.channelId, {
      components: [
        {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.Button,
              style: ButtonStyle.Primary,
              customId: 'x',
              emoji: { id, name: name ?? '', animated },
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(shown.raw.components)).toContain(id);
    const forum = await client.guilds.createChannel(guild.id, {
      name: 'tags',
      type: ChannelType.GuildForum,
      availableTags: [{ name: 'Wool', emojiId: id }],
      defaultReactionEmoji: { emojiId: id, emojiName: null },
    });
    const { availableTags, defaultReactionEmoji } = forum;
    const edited = await client.channels.edit(forum.id, { availableTags, defaultReactionEmoji });
    expect(edited.raw).toEqual(forum.raw);
  });

  it('a role, as another role and as itself', async () => {
    const { client, guild } = place;
    const made = await client.roles.create(guild.id, {
      name: 'Weaver',
      colors: { primaryColor: 1, secondaryColor: 2 },
      hoist: true,
      mentionable: true,
      permissions: 1_024n,
      unicodeEmoji: '🧵',
    });
    const { name, colors, hoist, mentionable, permissions, unicodeEmoji, permissionSet } = made;
    const body = { name, colors, hoist, mentionable, permissions, unicodeEmoji };
    const again = await client.roles.create(guild.id, body);
    expect({ ...again.raw, id: '', position: 0 }).toEqual({ ...made.raw, id: '', position: 0 });
    const edited = await client.roles.edit(guild.id, made.id, { ...body, permissions: permissionSet });
    expect({ ...edited.raw, position: 0 }).toEqual({ ...made.raw, position: 0 });
    const roles = await client.roles.list(guild.id);
    const order = roles.filter(({ position }) => position === 1).map(({ id, position }) => ({ id, position }));
    const ordered = await client.roles.reorder(guild.id, order);
    expect(ordered.map(({ raw }) => raw)).toEqual(roles.map(({ raw }) => raw));
  });

  it('settings of channels, exceptions among them, in another channel and in an edit', async () => {
    const { client, guild } = place;
    const [roleId = ''] = place.roles;
    const made = await client.guilds.createChannel(guild.id, {
      name: 'weavers',
      type: ChannelType.GuildText,
      topic: 'Cloth',
      rateLimitPerUser: 5,
      nsfw: true,
      permissionOverwrites: [{ id: roleId, type: OverwriteType.Role, allow: 1_024n, deny: '2048' }],
      defaultAutoArchiveDuration: ThreadAutoArchiveDuration.OneHour,
      parentId: place.channel('Group'),
    });
    const { permissionOverwrites, topic, rateLimitPerUser, nsfw, defaultAutoArchiveDuration, parentId } = made;
    const settings = { permissionOverwrites, topic, rateLimitPerUser, nsfw, defaultAutoArchiveDuration, parentId };
    const again = await client.guilds.createChannel(guild.id, {
      name: made.name ?? '',
      type: ChannelType.GuildText,
      ...settings,
    });
    expect({ ...again.raw, id: '', position: 0 }).toEqual({ ...made.raw, id: '', position: 0 });
    const edited = await client.channels.edit(made.id, { ...settings, name: made.name ?? undefined });
    expect(edited.raw).toEqual(made.raw);
    for (const { id, type, allow, deny } of permissionOverwrites ?? []) {
      await client.channels.setPermission(made.id, id, { type, allow, deny });
    }
    expect((await client.channels.get(made.id)).raw).toEqual(made.raw);
    const places = (await client.guilds.listChannels(guild.id)).map(({ id, position }) => ({ id, position }));
    await client.guilds.reorderChannels(guild.id, places);
    expect((await client.guilds.listChannels(guild.id)).map(({ id, position }) => ({ id, position }))).toEqual(places);
  });

  it('settings of a post', async () => {
    const { client } = place;
    const [tagId = ''] = place.tagIds;
    const post = await client.threads.create(place.forumId, {
      name: 'Wool',
      message: { content: 'x' },
      appliedTags: [tagId],
      autoArchiveDuration: ThreadAutoArchiveDuration.OneHour,
    });
    const before = await client.channels.get(post.id);
    const { name, appliedTags, rateLimitPerUser, threadMetadata, flags } = before;
    const after = await client.channels.edit(post.id, {
      name: name ?? undefined,
      appliedTags,
      rateLimitPerUser,
      flags,
      archived: threadMetadata?.archived,
      locked: threadMetadata?.locked,
      autoArchiveDuration: threadMetadata?.autoArchiveDuration,
    });
    expect(after.raw).toEqual(before.raw);
  });

  it('a member, with the end of a time-out', async () => {
    const { client, crowd, alice } = place;
    const roles = place.crowdRoles.slice(0, 3);
    const until = new Date(Date.now() + HOUR_MS);
    const before = await client.members.edit(crowd.id, alice.id, {
      nick: 'Al',
      roles,
      communicationDisabledUntil: until,
    });
    const { nick, communicationDisabledUntil } = before;
    const after = await client.members.edit(crowd.id, alice.id, {
      nick,
      roles: before.roles,
      communicationDisabledUntil,
    });
    expect(after.raw).toEqual(before.raw);
  });

  it('stickers and sounds', async () => {
    const { client, guild } = place;
    const [sticker] = await client.stickers.list(guild.id);
    if (!sticker) throw new Error('there is no sticker');
    const { name, description, tags } = sticker;
    const edited = await client.stickers.edit(guild.id, sticker.id, { name, description, tags });
    expect(edited.raw).toEqual(sticker.raw);
    const sound = await client.soundboard.create(guild.id, {
      name: 'horn',
      sound: Buffer.from('ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000', 'latin1'),
      volume: 0.5,
      emojiName: '🧵',
    });
    const same = await client.soundboard.edit(guild.id, sound.id, {
      name: sound.name,
      volume: sound.volume,
      emojiId: sound.emojiId,
      emojiName: sound.emojiName,
    });
    expect(same.raw).toEqual(sound.raw);
    const message = await client.messages.create(place.channel('general'), { stickerIds: [sticker.id] });
    const ids = message.stickerItems.map(({ id }) => id);
    const again = await client.messages.create(place.channel('general'), { stickerIds: ids });
    expect(again.raw.sticker_items).toEqual(message.raw.sticker_items);
  });

  it('a rule of auto moderation, as another rule and as itself', async () => {
    const { client, guild } = place;
    const made = await client.autoModeration.create(guild.id, {
      name: 'Words',
      eventType: AutoModerationRuleEventType.MessageSend,
      triggerType: AutoModerationRuleTriggerType.Keyword,
      triggerMetadata: { keywordFilter: ['x*'], regexPatterns: ['y+'], allowList: ['xy'] },
      actions: [
        { type: Action.BlockMessage, metadata: { customMessage: 'No.' } },
        { type: Action.SendAlertMessage, metadata: { channelId: place.channel('general') } },
        { type: Action.Timeout, metadata: { durationSeconds: 60 } },
      ],
      enabled: true,
      exemptRoles: place.roles,
      exemptChannels: [place.channel('rules')],
    });
    const { name, eventType, triggerType, triggerMetadata, actions, enabled, exemptRoles, exemptChannels } = made;
    const body = { name, eventType, triggerMetadata, actions, enabled, exemptRoles, exemptChannels };
    const edited = await client.autoModeration.edit(guild.id, made.id, body);
    expect(edited.raw).toEqual(made.raw);
    const again = await client.autoModeration.create(guild.id, { ...body, triggerType });
    expect({ ...again.raw, id: '' }).toEqual({ ...made.raw, id: '' });
  });

  it('a scheduled event, as another event and as itself', async () => {
    const { client, guild } = place;
    const start = new Date(Date.now() + HOUR_MS);
    const made = await client.scheduledEvents.create(guild.id, {
      name: 'Fair',
      description: 'Of yarn',
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      entityType: GuildScheduledEventEntityType.External,
      entityMetadata: { location: 'the park' },
      scheduledStartTime: start,
      scheduledEndTime: new Date(start.getTime() + HOUR_MS),
      recurrenceRule: { start, frequency: Frequency.Weekly, interval: 2, byWeekday: [Weekday.Wednesday] },
    });
    const { name, description, privacyLevel, entityType, location, recurrenceRule } = made;
    const body = {
      name,
      description: description ?? undefined,
      privacyLevel,
      entityType,
      entityMetadata: { location },
      scheduledStartTime: made.scheduledStartAt,
      scheduledEndTime: made.scheduledEndAt ?? undefined,
      recurrenceRule: recurrenceRule ?? undefined,
    };
    const edited = await client.scheduledEvents.edit(guild.id, made.id, body);
    expect(edited.raw).toEqual(made.raw);
    const again = await client.scheduledEvents.create(guild.id, body);
    expect({ ...again.raw, id: '' }).toEqual({ ...made.raw, id: '' });
  });

  it('commands, one by one and all at once', async () => {
    const { client, applicationId } = place;
    const { id } = await client.commands.create(applicationId, {
      name: 'yarn',
      nameLocalizations: { de: 'garn', 'pt-BR': 'fio' },
      description: 'About yarn',
      descriptionLocalizations: { de: 'Über Garn' },
      defaultMemberPermissions: 8n,
      contexts: [InteractionContextType.Guild],
      integrationTypes: [ApplicationIntegrationType.GuildInstall],
      nsfw: true,
      options: [
        {
          type: ApplicationCommandOptionType.SubcommandGroup,
          name: 'wool',
          description: 'Of sheep',
          options: [
            {
              type: ApplicationCommandOptionType.Subcommand,
              name: 'buy',
              description: 'Buys some',
              options: [
                {
                  type: ApplicationCommandOptionType.String,
                  name: 'color',
                  nameLocalizations: { de: 'farbe' },
                  description: 'Which one',
                  required: true,
                  choices: [{ name: 'Red', nameLocalizations: { de: 'Rot' }, value: 'red' }],
                },
                { type: ApplicationCommandOptionType.Number, name: 'grams', description: 'How much', minValue: 0.5 },
              ],
            },
          ],
        },
      ],
    });
    const command = await client.commands.get(applicationId, id);
    const { name, nameLocalizations, description, descriptionLocalizations, options } = command;
    const { defaultMemberPermissions, contexts, integrationTypes, nsfw } = command;
    const body = {
      name,
      nameLocalizations,
      description,
      descriptionLocalizations,
      options,
      defaultMemberPermissions,
      contexts,
      integrationTypes,
      nsfw,
    };
    const unversioned = { version: '' };
    expect({ ...(await client.commands.edit(applicationId, id, body)).raw, ...unversioned }).toEqual({
      ...command.raw,
      ...unversioned,
    });
    expect({ ...(await client.commands.create(applicationId, body)).raw, ...unversioned }).toEqual({
      ...command.raw,
      ...unversioned,
    });
    const [only] = await client.commands.bulkOverwrite(applicationId, [{ ...body, id }]);
    expect({ ...only?.raw, ...unversioned }).toEqual({ ...command.raw, ...unversioned });
  });

  it('what newcomers are shown', async () => {
    const { client, guild } = place;
    const welcome = await client.guilds.editWelcomeScreen(guild.id, {
      description: 'Come in',
      welcomeChannels: [{ channelId: place.channel('rules'), description: 'Read', emojiId: null, emojiName: '🧵' }],
    });
    expect(await client.guilds.editWelcomeScreen(guild.id, welcome)).toEqual(welcome);
    const [roleId = ''] = place.roles;
    const made = await client.guilds.setOnboarding(guild.id, {
      prompts: [
        {
          id: '1',
          title: 'Who are you?',
          singleSelect: true,
          options: [
            { title: 'Weaver', description: 'At the loom', emojiId: place.emojiId, roleIds: [roleId] },
            { title: 'Spinner', emojiName: '🧵', channelIds: [place.channel('rules')] },
          ],
        },
      ],
      defaultChannelIds: [place.channel('general')],
      enabled: false,
      mode: GuildOnboardingMode.OnboardingAdvanced,
    });
    expect(made.prompts[0]?.options.map(({ emoji }) => emoji)).toMatchObject([{ id: place.emojiId }, { name: '🧵' }]);
    const { prompts, defaultChannelIds, enabled, mode } = made;
    const again = await client.guilds.setOnboarding(guild.id, { prompts, defaultChannelIds, enabled, mode });
    expect(again.raw).toEqual(made.raw);
  });

  it('settings of a guild', async () => {
    const { client, guild } = place;
    const before = await client.guilds.get(guild.id);
    const after = await client.guilds.edit(guild.id, {
      name: before.name,
      description: before.description,
      verificationLevel: before.verificationLevel,
      explicitContentFilter: before.explicitContentFilter,
      defaultMessageNotifications: before.defaultMessageNotifications,
      preferredLocale: before.preferredLocale,
      afkTimeout: before.afkTimeoutSeconds as 300,
      afkChannelId: before.afkChannelId,
      systemChannelId: before.systemChannelId,
      systemChannelFlags: before.systemChannelFlags,
      features: before.features,
      premiumProgressBarEnabled: before.premiumProgressBarEnabled,
    });
    expect(after.raw).toEqual(before.raw);
    const widget = await client.guilds.editWidgetSettings(guild.id, { enabled: true, channelId: null });
    expect(await client.guilds.editWidgetSettings(guild.id, widget)).toEqual(widget);
  });

  it('an invite, as one that is like it', async () => {
    const { client } = place;
    const channelId = place.channel('general');
    const made = await client.channels.createInvite(channelId, { maxAge: 60, maxUses: 2, temporary: true });
    const { maxAgeSeconds: maxAge, maxUses, temporary } = made;
    const again = await client.channels.createInvite(channelId, { maxAge, maxUses, temporary });
    expect(again.code).toBe(made.code);
  });

  it('a webhook and its message', async () => {
    const { client } = place;
    const webhook = await client.channels.createWebhook(place.channel('general'), { name: 'Shuttle', avatar: PNG });
    const { name, channelId, token = '' } = webhook;
    const same = await client.webhooks.edit(webhook.id, { name: name ?? undefined, channelId: channelId ?? undefined });
    expect(same.raw).toEqual(webhook.raw);
    const message = await client.webhooks.execute(webhook.id, token, { embeds: [{ title: 'x' }] }, { wait: true });
    const { embeds, content, components, flags } = message;
    const edited = await client.webhooks.editMessage(webhook.id, token, message.id, {
      embeds,
      content,
      components,
      flags,
    });
    expect(edited.raw.embeds).toEqual(message.raw.embeds);
    const again = await client.webhooks.execute(webhook.id, token, { embeds, content, components }, { wait: true });
    expect(again.raw.embeds).toEqual(message.raw.embeds);
  });

  it('a stage, a template, records of role connections, the application', async () => {
    const { client, guild, applicationId } = place;
    const stage = await client.stageInstances.create({ channelId: place.channel('Stage'), topic: 'Yarn' });
    const { topic, privacyLevel } = stage;
    expect((await client.stageInstances.edit(stage.channelId, { topic, privacyLevel })).raw).toEqual(stage.raw);
    const template = await client.templates.create(guild.id, { name: 'Loom', description: 'Cloth' });
    const { name, description } = template;
    expect((await client.templates.edit(guild.id, template.code, { name, description })).raw).toEqual(template.raw);
    const records = await client.applications.setRoleConnectionMetadata(applicationId, [
      {
        type: ApplicationRoleConnectionMetadataType.IntegerLessThanOrEqual,
        key: 'yarn',
        name: 'Yarn',
        nameLocalizations: { de: 'Garn' },
        description: 'How much',
      },
    ]);
    expect(await client.applications.setRoleConnectionMetadata(applicationId, records)).toEqual(records);
    const application = await client.applications.editMe({
      description: 'Weaves',
      tags: ['yarn'],
      installParams: { scopes: ['bot' as never], permissions: 8n },
    });
    const same = await client.applications.editMe({
      description: application.description,
      tags: application.tags,
      installParams: application.installParams,
    });
    expect(same.raw).toEqual(application.raw);
  });
});
