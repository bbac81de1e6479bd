import {
  ChannelType,
  type GatewayDispatchPayload,
  GatewayDispatchEvents,
  GatewayIntentBits,
  InteractionType,
} from 'discord-api-types/v10';
import {
  Channel,
  createEvent,
  dispatch,
  eventClassOf,
  eventMap,
  eventNameOf,
  GatewayEvent,
  Guild,
  GuildBanAddEvent,
  GuildCreateEvent,
  GuildMemberAddEvent,
  GuildMemberUpdateEvent,
  hasEventClass,
  inferableIntents,
  InteractionCreateEvent,
  InviteCreateEvent,
  isBroughtBy,
  Member,
  Message,
  MessageCreateEvent,
  MessageDeleteBulkEvent,
  MessageReactionAddEvent,
  MessageReactionRemoveEvent,
  PresenceUpdateEvent,
  ReadyEvent,
  ResumedEvent,
  Role,
  GuildRoleCreateEvent,
  ThreadCreateEvent,
  TypingStartEvent,
  UnknownDispatchEvent,
  User,
  UserUpdateEvent,
  VoiceState,
  VoiceStateUpdateEvent,
} from 'corduroy/models';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';

type DataOf<Name extends GatewayDispatchEvents> = Extract<GatewayDispatchPayload, { t: Name }>['d'];

function make<E>(name: string, data: unknown, Event: abstract new (...args: never[]) => E, context = known): E {
  const event: unknown = createEvent(name, data, context);
  expect(event).toBeInstanceOf(Event);
  return event as E;
}

const known = recordingContext({
  guild: (id) => (id === payloads.guild.id ? payloads.guild : undefined),
  channel: (id) => (id === payloads.channel.id ? payloads.channel : undefined),
  user: (id) => (id === payloads.user.id ? payloads.user : undefined),
  member: (_guildId, userId) => (userId === payloads.user.id ? payloads.member : undefined),
});

describe('the map of events', () => {
  it('has a class for every dispatch of Discord’s, and for nothing else [seed 20]', () => {
    expect([...eventMap.keys()].sort()).toEqual((Object.values(GatewayDispatchEvents) as string[]).sort());
  });

  it('finds the same class by its name as in the map of all', () => {
    expect([...eventMap.keys()].map((name) => [name, eventClassOf(name)])).toEqual([...eventMap]);
    expect([eventClassOf('toString'), hasEventClass('toString')]).toEqual([undefined, false]);
  });

  it.each([...eventMap])('%s makes an instance of its class, named after the dispatch [seed 20]', (name, Event) => {
    const event = createEvent(name, {});
    expect(event).toBeInstanceOf(Event);
    expect(event).toBeInstanceOf(GatewayEvent);
    expect(eventNameOf(event)).toBe(name);
    expect(Event.name.toUpperCase()).toBe(`${name.replaceAll('_', '')}EVENT`);
  });

  it('keeps what has no class', () => {
    const data = { application_id: '1' };
    const event = make('LOOM_WARPED', data, UnknownDispatchEvent);
    expect(event.name).toBe('LOOM_WARPED');
    expect(event.data).toBe(data);
    expect(UnknownDispatchEvent.eventName).toBe('UNKNOWN_DISPATCH');
    expect(event).toBeInstanceOf(GatewayEvent);
  });

  it.each([['a text'], [42], [true], [['a', 'list']]])('keeps data that no class can read: %j [seed 41]', (data) => {
    expect(make('MESSAGE_CREATE', data, UnknownDispatchEvent).data).toBe(data);
  });

  it('makes a RESUMED of nothing', () => {
    make('RESUMED', null, ResumedEvent);
    make('RESUMED', undefined, ResumedEvent);
  });

  it('reads nothing of a malformed payload before a handler does [seed 41]', () => {
    const event = make('MESSAGE_CREATE', { author: 'nobody', mentions: 7 }, MessageCreateEvent);
    expect(event.content).toBeUndefined();
    expect(() => event.mentions).toThrow(TypeError);
  });

  it('reads no field of the payload to make an event', () => {
    const reads: unknown[] = [];
    const watched = new Proxy({}, { get: (_, key) => reads.push(key) });
    for (const name of eventMap.keys()) createEvent(name, watched);
    expect(reads).toEqual([]);
  });
});

describe('event classes', () => {
  it('tell an event from an entity, and one event from another', () => {
    const created = createEvent('MESSAGE_CREATE', payloads.messageCreate);
    expect(new Message(payloads.message)).not.toBeInstanceOf(GatewayEvent);
    expect(created).not.toBeInstanceOf(createEvent('MESSAGE_UPDATE', payloads.messageCreate).constructor);
    expect({}).not.toBeInstanceOf(GatewayEvent);
  });

  it('can be made of any view', () => {
    class Woven extends dispatch('WOVEN', Message, ['Guilds']) {}
    const event = new Woven(payloads.message);
    expect(event).toBeInstanceOf(GatewayEvent);
    expect(Woven.eventName).toBe('WOVEN');
    expect(Woven.intents).toEqual(['Guilds']);
  });
});

describe('an event whose payload is an entity is that entity', () => {
  it('a message, with its guild and its author’s member', async () => {
    const context = recordingContext(known.relations);
    const event = make('MESSAGE_CREATE', payloads.messageCreate, MessageCreateEvent, context);
    expect(event).toBeInstanceOf(Message);
    expect(event.guildId).toBe(payloads.guild.id);
    expect(event.guild?.name).toBe('Loom');
    expect(event.channel?.name).toBe('general');
    expect(event.channelType).toBe(ChannelType.GuildText);
    expect(event.member).toBe(event.member);
    expect(event.member?.displayName).toBe('Nell');
    expect(event.member?.user.username).toBe('nelly');
    await event.member?.kick();
    await event.reply('hi');
    expect(context.calls.map((call) => call.name)).toEqual(['members.remove', 'messages.create']);
  });

  it('a message in private has no guild and no member', () => {
    const { guild_id: _, member: __, ...direct } = payloads.messageCreate;
    const event = make('MESSAGE_CREATE', direct, MessageCreateEvent);
    expect([event.guildId, event.guild, event.member]).toEqual([undefined, undefined, undefined]);
  });

  it('a guild, with what only its event tells', () => {
    const { guild_id: _, ...channelOfGuild } = payloads.channel;
    const { guild_id: __, member: ___, ...stateOfGuild } = payloads.voiceState;
    const data: DataOf<GatewayDispatchEvents.GuildCreate> = {
      ...payloads.guild,
      joined_at: '2026-01-01T00:00:00.000000+00:00',
      large: false,
      member_count: 1,
      voice_states: [stateOfGuild],
      members: [payloads.member],
      channels: [channelOfGuild],
      threads: [{ id: '5', type: ChannelType.PublicThread, name: 'side' }],
      presences: [{ user: { id: '1' }, guild_id: payloads.guild.id, client_status: {} }],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
    const event = make('GUILD_CREATE', data, GuildCreateEvent);
    expect(event).toBeInstanceOf(Guild);
    expect(event.unavailable).toBe(false);
    expect(event.joinedAt.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect([...event.channels][0]).toBeInstanceOf(Channel);
    expect([...event.channels][0]?.guildId).toBe(payloads.guild.id);
    expect([...event.threads][0]?.isThread()).toBe(true);
    expect([...event.members][0]?.guildId).toBe(payloads.guild.id);
    expect([...event.voiceStates][0]).toBeInstanceOf(VoiceState);
    expect([...event.voiceStates][0]?.member?.guildId).toBe(payloads.guild.id);
    expect([...event.presences][0]?.clientStatus).toEqual({});
  });

  it('a member, that knows its guild', async () => {
    const data = { ...payloads.member, guild_id: payloads.guild.id };
    const context = recordingContext();
    const event = make('GUILD_MEMBER_ADD', data, GuildMemberAddEvent, context);
    expect(event).toBeInstanceOf(Member);
    await event.addRole('9');
    expect(context.calls[0]?.args).toEqual([payloads.guild.id, payloads.user.id, '9']);
    expect(make('GUILD_MEMBER_UPDATE', data, GuildMemberUpdateEvent).guild?.name).toBe('Loom');
  });

  it('a thread, a voice state, a user', () => {
    const thread = { id: '5', type: ChannelType.PublicThread, name: 'side', newly_created: true };
    expect(make('THREAD_CREATE', thread, ThreadCreateEvent).newlyCreated).toBe(true);
    const state = make('VOICE_STATE_UPDATE', payloads.voiceState, VoiceStateUpdateEvent);
    expect(state).toBeInstanceOf(VoiceState);
    expect(state.guild?.name).toBe('Loom');
    expect(make('USER_UPDATE', payloads.user, UserUpdateEvent)).toBeInstanceOf(User);
  });
});

describe('any other event holds its entities', () => {
  it('READY', () => {
    const data: DataOf<GatewayDispatchEvents.Ready> = {
      v: 10,
      user: payloads.user,
      guilds: [{ id: '1', unavailable: true }],
      session_id: 'abc',
      resume_gateway_url: 'wss://gateway-us-east1-b.discord.gg',
      shard: [0, 2],
      application: { id: '9', flags: 0 as never, flags_new: '0' },
    };
    const event = make('READY', data, ReadyEvent);
    expect(event.user).toBe(event.user);
    expect(event.guildIds).toEqual(['1']);
    expect(event.shard).toEqual([0, 2]);
    expect(event.application.id).toBe('9');
    expect(event.resumeGatewayUrl).toBe('wss://gateway-us-east1-b.discord.gg');
  });

  it('roles and bans', () => {
    const created = make('GUILD_ROLE_CREATE', { guild_id: '1', role: payloads.role }, GuildRoleCreateEvent);
    expect(created.role).toBeInstanceOf(Role);
    expect(created.role).toBe(created.role);
    const banned = make('GUILD_BAN_ADD', { guild_id: payloads.guild.id, user: payloads.user }, GuildBanAddEvent);
    expect(banned.userId).toBe(payloads.user.id);
    expect(banned.guild?.name).toBe('Loom');
  });

  it('reactions', () => {
    const data = {
      user_id: payloads.user.id,
      channel_id: payloads.channel.id,
      message_id: '7',
      guild_id: payloads.guild.id,
      emoji: { id: null, name: '🔥' },
      burst: false,
      type: 0,
    };
    const removed = make('MESSAGE_REACTION_REMOVE', data, MessageReactionRemoveEvent);
    expect(removed.emoji.name).toBe('🔥');
    expect(removed.member?.displayName).toBe('Nell');
    expect(removed.user?.username).toBe('nelly');
    const added = make('MESSAGE_REACTION_ADD', { ...data, member: payloads.member }, MessageReactionAddEvent);
    expect(added.member).toBe(added.member);
    expect(added.user?.username).toBe('nelly');
    expect(make('MESSAGE_REACTION_ADD', data, MessageReactionAddEvent).user?.username).toBe('nelly');
  });

  it('many deleted messages', () => {
    const event = make(
      'MESSAGE_DELETE_BULK',
      { ids: ['1', '2'], channel_id: payloads.channel.id },
      MessageDeleteBulkEvent,
    );
    expect(event.ids).toEqual(['1', '2']);
    expect(event.channel?.name).toBe('general');
    expect(event.guild).toBeUndefined();
  });

  it('typing, in seconds since 1970', () => {
    const data = { channel_id: '1', user_id: payloads.user.id, timestamp: 1_767_225_600 };
    const event = make('TYPING_START', data, TypingStartEvent);
    expect(event.timestamp.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(event.user?.username).toBe('nelly');
    expect(event.member).toBeUndefined();
  });

  it('a presence, whose user is mostly an id', () => {
    const data = {
      guild_id: payloads.guild.id,
      user: { id: payloads.user.id },
      status: 'idle',
      activities: [{ id: 'x', name: 'Weaving', type: 0, created_at: 1, application_id: '3' }],
    };
    const event = make('PRESENCE_UPDATE', data, PresenceUpdateEvent);
    expect(event.user?.username).toBe('nelly');
    expect(event.activities[0]?.applicationId).toBe('3');
    const whole = make(
      'PRESENCE_UPDATE',
      { ...data, user: { ...payloads.user, username: 'new' } },
      PresenceUpdateEvent,
    );
    expect(whole.user?.username).toBe('new');
  });

  it('an invite', () => {
    const data = {
      code: 'abc',
      channel_id: payloads.channel.id,
      guild_id: payloads.guild.id,
      created_at: '2026-01-01T00:00:00.000000+00:00',
      expires_at: null,
      inviter: payloads.user,
      max_age: 0,
      max_uses: 5,
      temporary: false,
      uses: 0,
    };
    const event = make('INVITE_CREATE', data, InviteCreateEvent);
    expect(event.inviter).toBe(event.inviter);
    expect(event.maxUses).toBe(5);
    expect(event.expiresAt).toBeNull();
    expect(event.roleIds).toEqual([]);
    expect(event.guild?.name).toBe('Loom');
  });

  it('an interaction', () => {
    const data = {
      id: '1',
      application_id: '2',
      type: InteractionType.ApplicationCommand,
      data: { id: '3', name: 'ban', type: 1, resolved: { users: { '80351110224678912': payloads.user } } },
      guild_id: '4',
      channel: { id: '5', type: 0 },
      member: { ...payloads.member, permissions: '8' },
      token: 'secret',
      version: 1,
      app_permissions: '442368',
      locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: { '0': '4' },
      context: 0,
      attachment_size_limit: 10_485_760,
    };
    const event = make('INTERACTION_CREATE', data, InteractionCreateEvent);
    expect(event.type).toBe(InteractionType.ApplicationCommand);
    expect(event.data).toMatchObject({
      name: 'ban',
      resolved: { users: { '80351110224678912': { globalName: 'Nelly' } } },
    });
    expect(event.user?.username).toBe('nelly');
    expect(event.member?.permissions).toBe(8n);
    expect(event.member?.guildId).toBe('4');
    expect(event.channelId).toBe('5');
    expect(event.channel?.type).toBe(ChannelType.GuildText);
    expect(event.appPermissions).toBe(442_368n);
    expect(event.authorizingIntegrationOwners).toEqual({ '0': '4' });
    expect(event.contextType).toBe(0);
  });
});

describe('the intents of an event', () => {
  it('are any one of those that bring it', () => {
    expect(isBroughtBy(MessageCreateEvent, GatewayIntentBits.DirectMessages)).toBe(true);
    expect(isBroughtBy(MessageCreateEvent, GatewayIntentBits.GuildMessages)).toBe(true);
    expect(isBroughtBy(MessageCreateEvent, GatewayIntentBits.Guilds)).toBe(false);
    expect(isBroughtBy(InteractionCreateEvent, 0)).toBe(true);
  });

  it('are asked for by themselves only when they are not privileged [seed 64]', () => {
    expect(inferableIntents(MessageCreateEvent)).toEqual(['GuildMessages', 'DirectMessages']);
    expect(inferableIntents(GuildMemberAddEvent)).toEqual([]);
    expect(inferableIntents(ReadyEvent)).toEqual([]);
  });

  it.each([
    ['GUILD_ROLE_DELETE', ['Guilds']],
    ['GUILD_MEMBER_REMOVE', ['GuildMembers']],
    ['GUILD_BAN_REMOVE', ['GuildModeration']],
    ['CHANNEL_PINS_UPDATE', ['Guilds', 'DirectMessages']],
    ['MESSAGE_DELETE_BULK', ['GuildMessages']],
    ['MESSAGE_REACTION_REMOVE_ALL', ['GuildMessageReactions', 'DirectMessageReactions']],
    ['TYPING_START', ['GuildMessageTyping', 'DirectMessageTyping']],
    ['PRESENCE_UPDATE', ['GuildPresences']],
    ['VOICE_STATE_UPDATE', ['GuildVoiceStates']],
    ['VOICE_SERVER_UPDATE', []],
    ['INVITE_DELETE', ['GuildInvites']],
    ['USER_UPDATE', []],
  ])('%s needs %j', (name, intents) => {
    expect(eventMap.get(name)?.intents).toEqual(intents);
  });
});
