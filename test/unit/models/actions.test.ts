import { ChannelType, MessageFlags } from 'discord-api-types/v10';
import { Channel, Emoji, Guild, Member, Message, User, VoiceState } from 'corduroy/models';
import { ManualClock } from 'corduroy/util';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';
import { thrownBy } from './thrown-by';

const CHANNEL = payloads.channel.id;
const MESSAGE = payloads.message.id;
const GUILD = payloads.guild.id;
const USER = payloads.user.id;

describe('a bound message', () => {
  const given = (): { message: Message; calls: ReturnType<typeof recordingContext>['calls'] } => {
    const context = recordingContext();
    return { message: new Message(payloads.message, context), calls: context.calls };
  };

  it('is answered in its channel, whether or not it is still there', async () => {
    const { message, calls } = given();
    await message.reply('hi', { reason: 'because' });
    const body = { content: 'hi', messageReference: { messageId: MESSAGE, failIfNotExists: false } };
    expect(calls).toEqual([{ name: 'messages.create', args: [CHANNEL, body, { reason: 'because' }] }]);
  });

  it('is answered with all of a body, and strictly when asked', async () => {
    const { message, calls } = given();
    const embeds = [{ title: 'x' }];
    await message.reply({ embeds, messageReference: { messageId: 'ignored', failIfNotExists: true } });
    const messageReference = { messageId: MESSAGE, failIfNotExists: true };
    expect(calls[0]?.args).toEqual([CHANNEL, { embeds, messageReference }]);
  });

  it.each([
    ['edit with a text', (m: Message) => m.edit('new'), 'messages.edit', [CHANNEL, MESSAGE, { content: 'new' }]],
    [
      'edit with a body',
      (m: Message) => m.edit({ flags: MessageFlags.SuppressEmbeds }),
      'messages.edit',
      [CHANNEL, MESSAGE, { flags: 4 }],
    ],
    ['delete', (m: Message) => m.delete({ reason: 'spam' }), 'messages.delete', [CHANNEL, MESSAGE, { reason: 'spam' }]],
    ['crosspost', (m: Message) => m.crosspost(), 'messages.crosspost', [CHANNEL, MESSAGE]],
    ['pin', (m: Message) => m.pin(), 'messages.pin', [CHANNEL, MESSAGE]],
    ['unpin', (m: Message) => m.unpin(), 'messages.unpin', [CHANNEL, MESSAGE]],
    ['react with a character', (m: Message) => m.react('🔥'), 'reactions.add', [CHANNEL, MESSAGE, '🔥']],
    ['react with a mention', (m: Message) => m.react('<a:LUL:419>'), 'reactions.add', [CHANNEL, MESSAGE, 'LUL:419']],
    [
      'react with an emoji',
      (m: Message) => m.react(new Emoji({ id: '419', name: 'LUL' })),
      'reactions.add',
      [CHANNEL, MESSAGE, 'LUL:419'],
    ],
    ['unreact', (m: Message) => m.unreact('LUL:419'), 'reactions.removeOwn', [CHANNEL, MESSAGE, 'LUL:419']],
  ])('passes on: %s', async (_title, act, name, args) => {
    const { message, calls } = given();
    await act(message);
    expect(calls).toEqual([{ name, args }]);
  });
});

describe('a bound channel', () => {
  it.each([
    ['send a text', (c: Channel) => c.send('hi'), 'messages.create', [CHANNEL, { content: 'hi' }]],
    [
      'send a body',
      (c: Channel) => c.send({ stickerIds: ['1'] }, { order: 'any' }),
      'messages.create',
      [CHANNEL, { stickerIds: ['1'] }, { order: 'any' }],
    ],
    ['edit', (c: Channel) => c.edit({ topic: null }), 'channels.edit', [CHANNEL, { topic: null }]],
    ['delete', (c: Channel) => c.delete(), 'channels.delete', [CHANNEL]],
    ['type', (c: Channel) => c.triggerTyping(), 'channels.triggerTyping', [CHANNEL]],
  ])('passes on: %s', async (_title, act, name, args) => {
    const context = recordingContext();
    await act(new Channel(payloads.channel, context));
    expect(context.calls).toEqual([{ name, args }]);
  });
});

describe('a bound user', () => {
  it('is written to through the channel that Discord opens', async () => {
    const dm = new Channel({ id: '77', type: ChannelType.DM, name: null });
    const context = recordingContext({}, { 'users.createDM': dm });
    await new User(payloads.user, context).send('psst');
    expect(context.calls).toEqual([
      { name: 'users.createDM', args: [{ recipientId: USER }] },
      { name: 'messages.create', args: ['77', { content: 'psst' }] },
    ]);
  });
});

describe('a bound member', () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 1));
  const until = new Date('2026-01-05T00:00:00Z');

  it.each([
    ['kick', (m: Member) => m.kick({ reason: 'rude' }), 'members.remove', [GUILD, USER, { reason: 'rude' }]],
    ['edit', (m: Member) => m.edit({ nick: null }), 'members.edit', [GUILD, USER, { nick: null }]],
    ['add a role', (m: Member) => m.addRole('9'), 'members.addRole', [GUILD, USER, '9']],
    ['remove a role', (m: Member) => m.removeRole('9'), 'members.removeRole', [GUILD, USER, '9']],
    [
      'time out until',
      (m: Member) => m.timeout(until),
      'members.edit',
      [GUILD, USER, { communicationDisabledUntil: until }],
    ],
    [
      'time out for',
      (m: Member) => m.timeout({ durationMs: 60_000, clock }),
      'members.edit',
      [GUILD, USER, { communicationDisabledUntil: new Date('2026-01-01T00:01:00Z') }],
    ],
    [
      'end a time-out',
      (m: Member) => m.timeout(null),
      'members.edit',
      [GUILD, USER, { communicationDisabledUntil: null }],
    ],
  ])('passes on: %s', async (_title, act, name, args) => {
    const context = recordingContext();
    await act(new Member(payloads.member, context, GUILD));
    expect(context.calls).toEqual([{ name, args }]);
  });

  it('refuses to act when nobody told its guild', () => {
    const context = recordingContext();
    expect(thrownBy(() => new Member(payloads.member, context).kick())).toMatchObject({
      code: 'VIEW_INCOMPLETE',
      message: expect.stringContaining('guild') as string,
    });
    expect(context.calls).toEqual([]);
  });
});

describe('an unbound view', () => {
  it.each([
    ['message.reply', () => new Message(payloads.message).reply('hi')],
    ['message.react', () => new Message(payloads.message).react('🔥')],
    ['channel.send', () => new Channel(payloads.channel).send('hi')],
    ['channel.triggerTyping', () => new Channel(payloads.channel).triggerTyping()],
    ['member.kick', () => new Member(payloads.member, undefined, GUILD).kick()],
  ])('refuses %s and says where to take a bound one', (_name, act) => {
    expect(thrownBy(act)).toMatchObject({ code: 'VIEW_UNBOUND', advice: expect.any(String) as string });
  });

  it('refuses user.send', async () => {
    await expect(new User(payloads.user).send('hi')).rejects.toMatchObject({ code: 'VIEW_UNBOUND' });
  });

  it('knows nobody', () => {
    expect(new Message(payloads.message).channel).toBeUndefined();
    expect(new Channel(payloads.channel).guild).toBeUndefined();
    expect(new Guild(payloads.guild).ownerUser).toBeUndefined();
  });
});

describe('relations', () => {
  const context = recordingContext({
    guild: (id) => (id === GUILD ? payloads.guild : undefined),
    channel: (id) => (id === CHANNEL || id === payloads.channel.parent_id ? payloads.channel : undefined),
    user: (id) => (id === USER ? payloads.user : undefined),
    member: (guildId, userId) => (guildId === GUILD && userId === USER ? payloads.member : undefined),
  });

  it('are views bound to the same context', async () => {
    const channel = new Message(payloads.message, context).channel;
    await channel?.send('hi');
    expect(context.calls.at(-1)).toEqual({ name: 'messages.create', args: [CHANNEL, { content: 'hi' }] });
    expect(channel?.guild?.name).toBe('Loom');
    expect(channel?.parent?.name).toBe('general');
    expect(channel?.guild?.ownerUser?.username).toBe('nelly');
  });

  it('of a voice state come from what is remembered when the payload is short', async () => {
    const { member: _, guild_id: __, ...short } = payloads.voiceState;
    const state = new VoiceState({ ...short, channel_id: CHANNEL }, context, GUILD);
    expect(state.guild?.name).toBe('Loom');
    expect(state.channel?.name).toBe('general');
    expect(state.user?.username).toBe('nelly');
    await state.member?.kick();
    expect(context.calls.at(-1)).toEqual({ name: 'members.remove', args: [GUILD, USER] });
    expect(new VoiceState({ ...short, channel_id: null }, context, GUILD).channel).toBeUndefined();
  });
});
