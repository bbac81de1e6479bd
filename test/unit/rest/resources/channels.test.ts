/** Channels: their settings, invites, webhooks, and the small things that can be done in them. */
import { ChannelType, InviteTargetType, OverwriteType } from 'discord-api-types/v10';
import { BodyError, Channel, Invite, Webhook } from 'corduroy/models';
import { routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const CHANNEL = { id: '1', type: 0 };
const INVITE = { code: 'x', type: 0, uses: 3 };
const WEBHOOK = { id: '5', type: 1, name: 'Weaver' };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const PIXEL_BYTES = Buffer.from('iVBORw0KGgo=', 'base64');

const calls: Calls<typeof routes.channels> = {
  get: { act: (c, o) => c.channels.get('1', o), sent: 'GET /channels/1', answer: CHANNEL, made: Channel },
  edit: {
    act: (c, o) =>
      c.channels.edit('1', { name: 'y', topic: null, type: ChannelType.GuildText, rateLimitPerUser: 5 }, o),
    sent: 'PATCH /channels/1',
    body: { name: 'y', topic: null, type: 0, rate_limit_per_user: 5 },
    answer: CHANNEL,
    made: Channel,
  },
  delete: { act: (c, o) => c.channels.delete('1', o), sent: 'DELETE /channels/1', answer: CHANNEL, made: Channel },
  triggerTyping: { act: (c, o) => c.channels.triggerTyping('1', o), sent: 'POST /channels/1/typing' },
  setPermission: {
    act: (c, o) => c.channels.setPermission('1', '9', { type: OverwriteType.Role, allow: '8', deny: null }, o),
    sent: 'PUT /channels/1/permissions/9',
    body: { type: 0, allow: '8', deny: null },
  },
  deletePermission: {
    act: (c, o) => c.channels.deletePermission('1', '9', o),
    sent: 'DELETE /channels/1/permissions/9',
  },
  followAnnouncements: {
    act: (c, o) => c.channels.followAnnouncements('1', { webhookChannelId: '7' }, o),
    sent: 'POST /channels/1/followers',
    body: { webhook_channel_id: '7' },
    answer: { channel_id: '1', webhook_id: '8' },
    made: { channelId: '1', webhookId: '8' },
  },
  setVoiceStatus: {
    act: (c, o) => c.channels.setVoiceStatus('1', { status: null }, o),
    sent: 'PUT /channels/1/voice-status',
    body: { status: null },
  },
  addRecipient: {
    act: (c, o) => c.channels.addRecipient('1', '3', { accessToken: 'let-me-in', nick: 'Al' }, o),
    sent: 'PUT /channels/1/recipients/3',
    body: { access_token: 'let-me-in', nick: 'Al' },
    answer: CHANNEL,
    made: Channel,
  },
  removeRecipient: {
    act: (c, o) => c.channels.removeRecipient('1', '3', o),
    sent: 'DELETE /channels/1/recipients/3',
  },
  listInvites: {
    act: (c, o) => c.channels.listInvites('1', o),
    sent: 'GET /channels/1/invites',
    answer: [INVITE],
    made: Invite,
  },
  createInvite: {
    act: (c, o) =>
      c.channels.createInvite(
        '1',
        { maxAge: 0, maxUses: 1, unique: true, targetType: InviteTargetType.Stream, targetUserId: '3', roleIds: ['4'] },
        o,
      ),
    sent: 'POST /channels/1/invites',
    body: { max_age: 0, max_uses: 1, unique: true, target_type: 1, target_user_id: '3', role_ids: ['4'] },
    answer: INVITE,
    made: Invite,
  },
  listWebhooks: {
    act: (c, o) => c.channels.listWebhooks('1', o),
    sent: 'GET /channels/1/webhooks',
    answer: [WEBHOOK],
    made: Webhook,
  },
  createWebhook: {
    act: (c, o) => c.channels.createWebhook('1', { name: 'Weaver', avatar: PIXEL_BYTES }, o),
    sent: 'POST /channels/1/webhooks',
    body: { name: 'Weaver', avatar: PIXEL },
    answer: WEBHOOK,
    made: Webhook,
  },
  sendSoundboardSound: {
    act: (c, o) => c.channels.sendSoundboardSound('1', { soundId: '6', sourceGuildId: '2' }, o),
    sent: 'POST /channels/1/send-soundboard-sound',
    body: { sound_id: '6', source_guild_id: '2' },
  },
};

testCalls('channels', routes.channels, calls, 46);

it('makes an invite of an empty body when nothing is asked of it', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: INVITE });
  expect((await client.channels.createInvite('1')).uses).toBe(3);
  expect(transport.requests[0]!.body).toEqual({});
});

it('sends the users that an invite is for as a file beside it', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: INVITE });
  await client.channels.createInvite('1', { maxAge: 60, targetUserIds: ['123', '456'] });
  const { rawBody } = transport.requests[0]!;
  expect(rawBody).toMatch(/name="payload_json"\r\nContent-Type: application\/json\r\n\r\n\{"max_age":60\}\r\n/);
  expect(rawBody).toMatch(/name="target_users_file"; filename="target_users.csv"\r\n[^]*\r\n\r\n123\n456\r\n/);
});

it('has no new channel when a group took somebody in', async () => {
  const { client, transport } = makeClient();
  transport.reply({ status: 204 });
  expect(await client.channels.addRecipient('1', '3', { accessToken: 'let-me-in' })).toBeUndefined();
});

it('gives a group a picture', async () => {
  const { client, transport } = makeClient();
  transport.reply({ json: CHANNEL });
  await client.channels.edit('1', { icon: PIXEL_BYTES });
  expect(transport.requests[0]!.body).toEqual({ icon: PIXEL });
});

it('refuses a webhook with a name that Discord keeps for itself before anything is sent [seed 51]', async () => {
  const { client, transport } = makeClient();
  await expect(client.channels.createWebhook('1', { name: 'My Discord bot' })).rejects.toBeInstanceOf(BodyError);
  expect(transport.requests).toEqual([]);
});
