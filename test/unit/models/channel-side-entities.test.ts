/** Webhooks, invites, live stages and members of threads. */
import { inspect } from 'node:util';
import {
  type APIInvite,
  type APIStageInstance,
  type APIThreadMember,
  type APIWebhook,
  ChannelType,
  InviteTargetType,
  InviteType,
  StageInstancePrivacyLevel,
  WebhookType,
} from 'discord-api-types/v10';
import { Invite, StageInstance, ThreadMember, Webhook } from 'corduroy/models';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';

const known = recordingContext({
  guild: (id) => (id === payloads.guild.id ? payloads.guild : undefined),
  channel: (id) => (id === payloads.channel.id ? payloads.channel : undefined),
});

describe('Webhook', () => {
  const SECRET = '3d89bb7572e0fb30d8128367b3b1b44fecd1726de135cbe28a41f8b2f777c372ba2939e72279b94526ff5d1bd4358d65cf11';
  const raw: APIWebhook = {
    id: '223704706495545344',
    type: WebhookType.Incoming,
    guild_id: payloads.guild.id,
    channel_id: payloads.channel.id,
    user: payloads.user,
    name: 'Weaver',
    avatar: null,
    token: SECRET,
    application_id: null,
    url: `https://discord.com/api/webhooks/223704706495545344/${SECRET}`,
  };
  const webhook = new Webhook(raw, known);

  it('reads its payload', () => {
    expect(webhook.id).toBe('223704706495545344');
    expect(webhook.type).toBe(WebhookType.Incoming);
    expect(webhook.name).toBe('Weaver');
    expect(webhook.avatar).toBeNull();
    expect(webhook.user?.username).toBe('nelly');
    expect(webhook.user).toBe(webhook.user);
    expect(webhook.applicationId).toBeNull();
    expect(webhook.createdAt.toISOString()).toBe('2016-09-09T07:22:38.261Z');
    expect(webhook.equals({ id: webhook.id })).toBe(true);
    expect(webhook.equals({ id: '1' })).toBe(false);
  });

  it('finds the guild and the channel where they are remembered', () => {
    expect(webhook.guild?.name).toBe(payloads.guild.name);
    expect(webhook.channel?.name).toBe('general');
    expect(new Webhook(raw).guild).toBeUndefined();
    expect(new Webhook({ ...raw, guild_id: null, channel_id: null }, known).channel).toBeUndefined();
  });

  it('knows what it follows', () => {
    const follower = new Webhook({
      ...raw,
      type: WebhookType.ChannelFollower,
      source_guild: { id: '1', name: 'News', icon: null },
      source_channel: { id: '2', name: 'wire' },
    });
    expect(follower.sourceGuild).toEqual({ id: '1', name: 'News', icon: null });
    expect(follower.sourceChannel?.name).toBe('wire');
  });

  it('never prints its token, nor the address that has it', () => {
    const shown = `${inspect(webhook, { depth: Infinity, showHidden: true })}${JSON.stringify({ webhook })}`;
    expect(shown).toContain('Weaver');
    expect(shown).not.toContain(SECRET);
    expect(webhook.token).toBe(SECRET);
    expect(webhook.url).toContain(SECRET);
    expect(webhook.toRaw()).toBe(raw);
    expect(Object.keys(new Webhook({ ...raw, token: undefined, url: undefined }).toJSON())).not.toContain('url');
  });
});

describe('Invite', () => {
  const raw: APIInvite = {
    code: '0vCdhLbwjZZTWZLD',
    type: InviteType.Guild,
    guild: { id: payloads.guild.id, name: 'Loom', vanity_url_code: null } as never,
    channel: { id: payloads.channel.id, name: 'general', type: ChannelType.GuildText },
    inviter: payloads.user,
    target_type: InviteTargetType.Stream,
    target_user: { ...payloads.user, id: '7' },
    approximate_member_count: 9,
    approximate_presence_count: 3,
    expires_at: '2026-01-01T00:00:00.000000+00:00',
  };

  it('reads what everyone may know', () => {
    const invite = new Invite(raw);
    expect(invite.code).toBe('0vCdhLbwjZZTWZLD');
    expect(invite.guildId).toBe(payloads.guild.id);
    expect(invite.guild).toMatchObject({ name: 'Loom', vanityUrlCode: null });
    expect(invite.channelId).toBe(payloads.channel.id);
    expect(invite.channel?.name).toBe('general');
    expect(invite.inviter?.username).toBe('nelly');
    expect(invite.targetType).toBe(InviteTargetType.Stream);
    expect(invite.targetUser?.id).toBe('7');
    expect([invite.approximateMemberCount, invite.approximatePresenceCount]).toEqual([9, 3]);
    expect(invite.expiresAt).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(invite.roles).toEqual([]);
    expect(invite.uses).toBeUndefined();
    expect(invite.createdAt).toBeUndefined();
    expect(String(invite)).toBe('https://discord.gg/0vCdhLbwjZZTWZLD');
    expect(invite.equals({ code: invite.code })).toBe(true);
  });

  it('reads how it is used', () => {
    const invite = new Invite({
      ...raw,
      expires_at: null,
      guild_id: '5',
      target_channel_id: '6',
      target_message_id: '8',
      roles: [{ id: '4', unicode_emoji: null } as never],
      uses: 2,
      max_uses: 10,
      max_age: 3_600,
      temporary: true,
      created_at: '2025-01-01T00:00:00.000000+00:00',
    });
    expect(invite.guildId).toBe('5');
    expect([invite.targetChannelId, invite.targetMessageId]).toEqual(['6', '8']);
    expect(invite.expiresAt).toBeNull();
    expect(invite.roles).toEqual([{ id: '4', unicodeEmoji: null }]);
    expect([invite.uses, invite.maxUses, invite.maxAgeSeconds, invite.temporary]).toEqual([2, 10, 3_600, true]);
    expect(invite.createdAt).toEqual(new Date('2025-01-01T00:00:00Z'));
  });

  it('may lead to no channel', () => {
    expect(new Invite({ ...raw, channel: null }).channelId).toBeUndefined();
  });
});

describe('StageInstance', () => {
  const raw = {
    id: '840647391636226060',
    guild_id: payloads.guild.id,
    channel_id: payloads.channel.id,
    topic: 'Looms',
    privacy_level: StageInstancePrivacyLevel.GuildOnly,
    guild_scheduled_event_id: '947656305244532806',
  } as APIStageInstance;

  it('reads its payload', () => {
    const stage = new StageInstance(raw, known);
    expect(stage.id).toBe('840647391636226060');
    expect([stage.guildId, stage.channelId]).toEqual([payloads.guild.id, payloads.channel.id]);
    expect([stage.guild?.id, stage.channel?.id]).toEqual([payloads.guild.id, payloads.channel.id]);
    expect(stage.topic).toBe('Looms');
    expect(stage.privacyLevel).toBe(StageInstancePrivacyLevel.GuildOnly);
    expect(stage.guildScheduledEventId).toBe('947656305244532806');
    expect(stage.createdAt.getUTCFullYear()).toBe(2021);
    expect(stage.equals(new StageInstance(raw))).toBe(true);
  });
});

describe('ThreadMember', () => {
  const NUMBERS: object = { flags: 1 };
  const raw = {
    id: '4',
    user_id: payloads.user.id,
    join_timestamp: '2025-01-01T00:00:00.000000+00:00',
    member: payloads.member,
    ...NUMBERS,
  } as APIThreadMember;

  it('reads its payload', () => {
    const member = new ThreadMember(raw, known, payloads.guild.id);
    expect([member.id, member.userId, member.flags]).toEqual(['4', payloads.user.id, 1]);
    expect(member.joinTimestamp).toEqual(new Date('2025-01-01T00:00:00Z'));
    expect(member.member?.nick).toBe('Nell');
    expect(member.member?.guild?.id).toBe(payloads.guild.id);
    expect(member.member).toBe(member.member);
    expect(member.equals(new ThreadMember({ ...raw, flags: 0 as never }))).toBe(true);
    expect(member.equals({ id: '4', userId: '1' })).toBe(false);
  });

  it('brings no member where none was asked for', () => {
    expect(new ThreadMember({ ...raw, member: undefined }).member).toBeUndefined();
  });
});
