import {
  type APIChannel,
  type APIEmoji,
  type APIUser,
  ButtonStyle,
  ChannelType,
  ComponentType,
  StickerFormatType,
  StickerType,
} from 'discord-api-types/v10';
import {
  Attachment,
  Channel,
  Emoji,
  Embed,
  Guild,
  Member,
  Message,
  Reaction,
  Role,
  Sticker,
  User,
  VoiceState,
} from 'corduroy/models';
import * as payloads from './payloads';
import { thrownBy } from './thrown-by';

describe('User', () => {
  const user = new User(payloads.user);

  it('reads its payload', () => {
    expect(user.id).toBe('80351110224678912');
    expect(user.username).toBe('nelly');
    expect(user.displayName).toBe('Nelly');
    expect(user.bot).toBe(false);
    expect(user.primaryGuild?.identityGuildId).toBe('197038439483310086');
    expect(user.createdAt.toISOString()).toBe('2015-08-10T17:26:37.529Z');
  });

  it('shows what is shown without an avatar when Discord names the user alone', () => {
    const named = new User({ id: payloads.user.id } as APIUser);
    expect(named.avatarUrl()).toBeNull();
    expect(named.displayAvatarUrl()).toBe('https://cdn.discordapp.com/embed/avatars/5.png');
  });

  it('shows the username when there is no display name', () => {
    expect(new User({ ...payloads.user, global_name: null }).displayName).toBe('nelly');
  });

  it('is a mention where a text is asked for', () => {
    expect(`${String(user)} ${user.mention}`).toBe('<@80351110224678912> <@80351110224678912>');
  });
});

describe('Guild', () => {
  const guild = new Guild(payloads.guild);

  it('reads its payload', () => {
    expect(guild.name).toBe('Loom');
    expect(guild.ownerId).toBe(payloads.user.id);
    expect(guild.afkTimeoutSeconds).toBe(300);
    expect(guild.incidentsData?.invitesDisabledUntil).toBe('2026-01-01T00:00:00.000000+00:00');
    expect(guild.stickers).toEqual([]);
    expect(String(guild)).toBe('Loom');
  });

  it('makes the views of its roles and emojis once', () => {
    expect(guild.roles).toBe(guild.roles);
    expect(guild.emojis).toBe(guild.emojis);
    expect(guild.roles[1]).toBeInstanceOf(Role);
    expect(guild.emojis[0]?.user?.username).toBe('nelly');
  });

  it('finds a role by its id, and the one of everyone by its own', () => {
    expect(guild.role(payloads.role.id)?.name).toBe('Weavers');
    expect(guild.everyoneRole?.name).toBe('@everyone');
    expect(guild.role('1')).toBeUndefined();
  });
});

describe('Role', () => {
  const role = new Role(payloads.role);

  it('reads its payload', () => {
    expect(role.permissions).toBe(66_321_471n);
    expect(role.color).toBe(3_447_003);
    expect(role.colors).toEqual({ primaryColor: 3_447_003, secondaryColor: null, tertiaryColor: null });
    expect(String(role)).toBe('<@&41771983423143936>');
  });

  it('keeps the tags whose null means yes', () => {
    expect(new Role({ ...payloads.role, tags: { premium_subscriber: null } }).tags).toEqual({
      premiumSubscriber: null,
    });
  });
});

describe('Emoji', () => {
  it.each([
    [{ id: null, name: '🔥' }, '🔥', '🔥'],
    [{ id: '41771983429993937', name: 'LUL' }, 'LUL:41771983429993937', '<:LUL:41771983429993937>'],
    [{ id: '41771983429993937', name: 'LUL', animated: true }, 'LUL:41771983429993937', '<a:LUL:41771983429993937>'],
    [{ id: '41771983429993937', name: null }, '_:41771983429993937', '<:_:41771983429993937>'],
  ])('%j has the names that reactions and texts use', (raw, identifier, mention) => {
    const emoji = new Emoji(raw);
    expect(emoji.identifier).toBe(identifier);
    expect(String(emoji)).toBe(mention);
  });

  it('is the same as another by id, and by character when it has none', () => {
    const fire = new Emoji({ id: null, name: '🔥' });
    expect(fire.equals(new Emoji({ id: null, name: '🔥' }))).toBe(true);
    expect(fire.equals(new Emoji({ id: null, name: '💧' }))).toBe(false);
    expect(new Emoji({ id: '1', name: 'a' }).equals(new Emoji({ id: '1', name: 'b' }))).toBe(true);
    expect(fire.createdAt).toBeUndefined();
  });
});

describe('Channel', () => {
  const channel = new Channel(payloads.channel);

  it('reads its payload', () => {
    expect(channel.name).toBe('general');
    expect(channel.guildId).toBe(payloads.guild.id);
    expect(channel.rateLimitPerUser).toBe(2);
    expect(channel.nsfw).toBe(true);
    expect(channel.lastPinTimestamp?.toISOString()).toBe('2025-05-01T12:00:00.000Z');
    expect(channel.permissionOverwrites?.[0]?.allow).toBe('1024');
    expect(String(channel)).toBe('<#41771983423143937>');
  });

  it('reads as undefined what its kind does not have', () => {
    expect(channel.bitrate).toBeUndefined();
    expect(channel.recipients).toBeUndefined();
    expect(channel.threadMetadata).toBeUndefined();
    expect(channel.availableTags).toBeUndefined();
  });

  it('knows the guild that it came with, when its payload does not say', () => {
    const { guild_id: _, ...inGuild } = payloads.channel;
    expect(new Channel(inGuild).guildId).toBeUndefined();
    expect(new Channel(inGuild, undefined, payloads.guild.id).guildId).toBe(payloads.guild.id);
  });

  it.each([
    [ChannelType.GuildText, { text: true, thread: false, dm: false, voice: false }],
    [ChannelType.GuildVoice, { text: true, thread: false, dm: false, voice: true }],
    [ChannelType.GuildStageVoice, { text: true, thread: false, dm: false, voice: true }],
    [ChannelType.GuildForum, { text: false, thread: false, dm: false, voice: false }],
    [ChannelType.GuildCategory, { text: false, thread: false, dm: false, voice: false }],
    [ChannelType.PrivateThread, { text: true, thread: true, dm: false, voice: false }],
    [ChannelType.DM, { text: true, thread: false, dm: true, voice: false }],
    [ChannelType.GroupDM, { text: true, thread: false, dm: true, voice: false }],
  ])('of type %i says what it is', (type, kinds) => {
    const view = new Channel({ id: '1', type } as APIChannel);
    expect({ text: view.isText(), thread: view.isThread(), dm: view.isDM(), voice: view.isVoice() }).toEqual(kinds);
  });

  it('makes the views of its recipients once', () => {
    const dm = new Channel({ id: '1', type: ChannelType.DM, name: null, recipients: [payloads.user] });
    expect(dm.recipients).toBe(dm.recipients);
    expect(dm.recipients?.[0]).toBeInstanceOf(User);
  });
});

describe('Member', () => {
  const member = new Member(payloads.member, undefined, payloads.guild.id);

  it('reads its payload', () => {
    expect(member.id).toBe(payloads.user.id);
    expect(member.guildId).toBe(payloads.guild.id);
    expect(member.displayName).toBe('Nell');
    expect(member.roles).toEqual([payloads.role.id]);
    expect(member.hasRole(payloads.role.id)).toBe(true);
    expect(member.joinedAt?.toISOString()).toBe('2015-04-26T06:26:56.936Z');
    expect(member.premiumSince).toBeNull();
    expect(member.communicationDisabledUntil?.toISOString()).toBe('2026-01-02T00:00:00.000Z');
    expect(member.permissions).toBeUndefined();
    expect(member.user).toBe(member.user);
    expect(String(member)).toBe('<@80351110224678912>');
  });

  it('takes the user that it came with, when its payload does not say', () => {
    const { user, ...alone } = payloads.member;
    expect(new Member(alone, undefined, payloads.guild.id, user).id).toBe(user.id);
  });

  it('says what is missing when nobody told the user', () => {
    const { user: _, ...alone } = payloads.member;
    expect(thrownBy(() => new Member(alone).user)).toMatchObject({ code: 'VIEW_INCOMPLETE' });
  });

  it('has the permissions that an interaction brings', () => {
    expect(new Member({ ...payloads.member, permissions: '2147483648' }).permissions).toBe(2_147_483_648n);
  });
});

describe('Message', () => {
  const message = new Message(payloads.message);

  it('reads its payload', () => {
    expect(message.id).toBe(payloads.ID_OF_2020);
    expect(message.channelId).toBe(payloads.channel.id);
    expect(message.content).toBe('Supa hot');
    expect(message.timestamp.toISOString()).toBe('2020-01-01T00:00:00.000Z');
    expect(message.createdAt).toEqual(message.timestamp);
    expect(message.editedTimestamp).toBeNull();
    expect(message.mentionRoles).toEqual([payloads.role.id]);
    expect(message.doesMention('90351110224678912')).toBe(true);
    expect(message.doesMention(message.author)).toBe(false);
    const { mentions: _mentions, ...partial } = payloads.message;
    expect(new Message(partial as typeof payloads.message).doesMention('90351110224678912')).toBe(false);
  });

  it('gives what has no class of its own with camelCase names', () => {
    expect(message.components).toEqual([
      {
        type: ComponentType.ActionRow,
        components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, customId: 'click_one', label: 'Click' }],
      },
    ]);
  });

  it('makes the views inside it once', () => {
    expect(message.author).toBe(message.author);
    expect(message.mentions).toBe(message.mentions);
    expect(message.attachments).toBe(message.attachments);
    expect(message.embeds).toBe(message.embeds);
    expect(message.reactions).toBe(message.reactions);
    expect(message.components).toBe(message.components);
    expect(message.author).toBeInstanceOf(User);
    expect(message.attachments[0]).toBeInstanceOf(Attachment);
    expect(message.embeds[0]).toBeInstanceOf(Embed);
    expect(message.reactions[0]).toBeInstanceOf(Reaction);
  });

  it('tells a deleted referenced message from one that nobody looked for', () => {
    expect(message.referencedMessage).toBeUndefined();
    expect(new Message({ ...payloads.message, referenced_message: null }).referencedMessage).toBeNull();
    const answer = new Message({ ...payloads.message, referenced_message: payloads.message });
    expect(answer.referencedMessage).toBe(answer.referencedMessage);
    expect(answer.referencedMessage?.content).toBe('Supa hot');
  });

  it('copies nothing of its payload', () => {
    expect(message.raw).toBe(payloads.message);
    expect(message.toRaw()).toBe(payloads.message);
    expect(message.author.raw).toBe(payloads.message.author);
  });

  it('is the same as another with its id', () => {
    expect(message.equals(new Message({ ...payloads.message, content: 'edited' }))).toBe(true);
    expect(message.equals({ id: '1' })).toBe(false);
  });
});

describe('what a message holds', () => {
  const message = new Message(payloads.message);

  it('an attachment reads its payload', () => {
    const [file] = message.attachments;
    expect(file?.sizeBytes).toBe(3_412);
    expect(file?.contentType).toBe('image/png');
    expect(file?.ephemeral).toBe(false);
  });

  it('an embed reads its payload', () => {
    const [embed] = message.embeds;
    expect(embed?.title).toBe('Pattern');
    expect(embed?.timestamp?.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(embed?.footer?.iconUrl).toBe('https://example.com/i.png');
    expect(embed?.fields).toEqual([{ name: 'Warp', value: '12', inline: true }]);
    expect(new Embed({}).fields).toEqual([]);
  });

  it('a reaction reads its payload', () => {
    const [reaction] = message.reactions;
    expect(reaction?.emoji.name).toBe('🔥');
    expect(reaction?.countDetails.normal).toBe(2);
    expect(reaction?.meBurst).toBe(false);
  });
});

describe('VoiceState', () => {
  const state = new VoiceState(payloads.voiceState);

  it('reads its payload', () => {
    expect(state.channelId).toBe('157733188964188161');
    expect(state.selfMute).toBe(true);
    expect(state.selfStream).toBe(false);
    expect(state.suppress).toBe(true);
    expect(state.requestToSpeakTimestamp?.toISOString()).toBe('2021-03-31T18:45:31.297Z');
    expect(state.user?.username).toBe('nelly');
    expect(state.member?.guildId).toBe(payloads.guild.id);
    expect(state.member).toBe(state.member);
  });
});

describe('an emoji that is named alone', () => {
  it('has no image', () => {
    expect(new Emoji({ name: '\u{1F9F6}' } as APIEmoji).imageUrl()).toBeNull();
  });
});

describe('Sticker', () => {
  it('reads its payload', () => {
    const sticker = new Sticker({
      id: '749054660769218631',
      name: 'Wave',
      description: 'Wumpus waves hello',
      tags: 'wumpus, hello',
      type: StickerType.Standard,
      format_type: StickerFormatType.Lottie,
      pack_id: '847199849233514549',
      sort_value: 12,
    });
    expect(sticker.packId).toBe('847199849233514549');
    expect(sticker.formatType).toBe(StickerFormatType.Lottie);
    expect(sticker.sortValue).toBe(12);
    expect(sticker.user).toBeUndefined();
  });
});
