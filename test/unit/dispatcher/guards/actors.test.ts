/** Who acted, as events and interactions tell it: what is not known is undefined, never a guess. */
import { type APIChannel, type APIGuild, type APIGuildMember, PermissionFlagsBits } from 'discord-api-types/v10';
import { type Actor, actorOfEvent } from '../../../../src/dispatcher';
import { FrameworkError } from '../../../../src/errors';
import {
  createEvent,
  MemberRolesChangeEvent,
  noRelations,
  PermissionSet,
  unboundContext,
  UserVoiceJoinEvent,
  type ViewContext,
} from '../../../../src/models';
import { ManualClock } from '../../../../src/util';

const GUILD = {
  id: '10',
  owner_id: '99',
  roles: [
    { id: '10', permissions: String(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages) },
    { id: '11', permissions: String(PermissionFlagsBits.BanMembers) },
  ],
} as unknown as APIGuild;

const CHANNELS: Readonly<Record<string, object>> = {
  100: { id: '100', type: 0, guild_id: '10' },
  101: { id: '101', type: 0, guild_id: '10', nsfw: true },
  102: { id: '102', type: 11, guild_id: '10', parent_id: '101' },
  103: { id: '103', type: 11, guild_id: '10', parent_id: '404' },
  300: { id: '300', type: 1 },
};

const BOB = { user: { id: '2', username: 'bob' }, roles: ['11'] } as unknown as APIGuildMember;
const BOT = { user: { id: '7', username: 'bot' }, roles: [] } as unknown as APIGuildMember;

function contextOf(relations: Partial<ViewContext['relations']> = {}): ViewContext {
  return {
    ...unboundContext,
    relations: {
      ...noRelations,
      guild: (id) => (id === '10' ? GUILD : undefined),
      channel: (id) => CHANNELS[id] as APIChannel | undefined,
      member: (_, userId) => (userId === '2' ? BOB : userId === '7' ? BOT : undefined),
      ...relations,
    },
  };
}

function actorOf(name: string, payload: object, context = contextOf()): Actor {
  const clock = new ManualClock();
  return actorOfEvent(createEvent(name, payload, context), { context, ownId: () => '7', clock });
}

const message = (over: object = {}): object => ({
  id: '1000',
  channel_id: '100',
  guild_id: '10',
  author: { id: '1', username: 'alice' },
  member: { roles: ['11'] },
  ...over,
});

describe('the actor of an event', () => {
  it('is who wrote a message, with what the payload and the cache tell', () => {
    const actor = actorOf('MESSAGE_CREATE', message());
    expect(actor).toMatchObject({ userId: '1', guildId: '10', channelId: '100', roleIds: ['11'], isNsfw: false });
    expect(actor.permissions?.names).toEqual(['BanMembers', 'ViewChannel', 'SendMessages']);
    expect(actor.appPermissions?.names).toEqual(['ViewChannel', 'SendMessages']);
    expect(actor.locale).toBeUndefined();
  });

  it('may do what everybody may in direct messages, and no more', () => {
    const actor = actorOf('MESSAGE_CREATE', message({ channel_id: '300', guild_id: undefined, member: undefined }));
    expect(actor).toMatchObject({ userId: '1', guildId: undefined, roleIds: undefined, isNsfw: false });
    expect(actor.permissions?.allows('SendMessages')).toBe(true);
    expect(actor.permissions?.allows('BanMembers')).toBe(false);
    expect(actor.appPermissions?.allows('ManageMessages')).toBe(false);
  });

  it('is looked up where the payload does not bring the member', () => {
    const actor = actorOf('TYPING_START', { channel_id: '100', guild_id: '10', user_id: '2', timestamp: 0 });
    expect(actor.roleIds).toEqual(['11']);
    expect(actor.permissions?.has('BanMembers')).toBe(true);
    const reaction = { channel_id: '100', guild_id: '10', message_id: '1', user_id: '3', emoji: { name: 'x' } };
    const unknown = actorOf('MESSAGE_REACTION_REMOVE', reaction);
    expect(unknown).toMatchObject({ userId: '3', roleIds: undefined, permissions: undefined });
  });

  it('is not known to be allowed anything when guild, channel or roles are forgotten', () => {
    const dropped = (): never => {
      throw new FrameworkError({ code: 'CACHE_FIELD_DROPPED', kind: 'cache', message: 'dropped' });
    };
    for (const relations of [
      { guild: () => undefined },
      { channel: () => undefined },
      {
        guild: () =>
          ({
            ...GUILD,
            get roles(): never {
              return dropped();
            },
          }) as APIGuild,
      },
    ]) {
      const actor = actorOf('MESSAGE_CREATE', message(), contextOf(relations));
      expect([actor.permissions, actor.appPermissions]).toEqual([undefined, undefined]);
      expect(actor.roleIds).toEqual(['11']);
    }
  });

  it('is at a place for adults when the channel, or the channel of the thread, is one', () => {
    const nsfw = (channel_id: string): boolean | undefined => actorOf('MESSAGE_CREATE', message({ channel_id })).isNsfw;
    expect(['100', '101', '102', '103', '404'].map(nsfw)).toEqual([false, true, true, undefined, undefined]);
  });

  it('is the new member, and nobody where a member was changed, removed or banned', () => {
    const payload = { guild_id: '10', user: { id: '2', username: 'bob' }, roles: ['11'] };
    expect(actorOf('GUILD_MEMBER_ADD', payload)).toMatchObject({ userId: '2', roleIds: ['11'], guildId: '10' });
    expect(actorOf('GUILD_MEMBER_ADD', payload).permissions?.has('BanMembers')).toBe(true);
    for (const name of ['GUILD_MEMBER_UPDATE', 'GUILD_MEMBER_REMOVE', 'GUILD_BAN_ADD', 'GUILD_BAN_REMOVE']) {
      expect(actorOf(name, payload)).toMatchObject({ userId: undefined, permissions: undefined, guildId: '10' });
    }
    const context = contextOf();
    const change = new MemberRolesChangeEvent({ guild_id: '10', before: BOB, after: BOB }, context);
    expect(actorOfEvent(change, { context })).toMatchObject({ userId: undefined, roleIds: undefined, guildId: '10' });
  });

  it('is who joined a voice channel, also of derived events', () => {
    const context = contextOf();
    const after = { user_id: '2', channel_id: '100', session_id: 'x' } as never;
    const joined = actorOfEvent(new UserVoiceJoinEvent({ guild_id: '10', after }, context), { context });
    expect(joined).toMatchObject({ userId: '2', guildId: '10', channelId: '100', roleIds: ['11'] });
    expect(joined.appPermissions).toBeUndefined();
  });

  it('of a guild’s own events, and of events without a class, is a place at most', () => {
    expect(actorOf('CHANNEL_CREATE', { ...CHANNELS[101] })).toMatchObject({
      userId: undefined,
      guildId: '10',
      channelId: '101',
      isNsfw: true,
    });
    expect(actorOf('SOMETHING_NEW', { guild_id: '10', user_id: '2' })).toMatchObject({
      userId: undefined,
      guildId: '10',
      channelId: undefined,
      permissions: undefined,
    });
  });

  it('survives payloads that hold anything', () => {
    for (const name of [
      'MESSAGE_CREATE',
      'GUILD_MEMBER_ADD',
      'TYPING_START',
      'VOICE_STATE_UPDATE',
      'PRESENCE_UPDATE',
    ]) {
      for (const payload of [
        {},
        { member: null, author: null, user: null },
        { member: {}, guild_id: 5, user_id: {} },
      ]) {
        const actor = actorOf(name, payload);
        expect([actor.userId, actor.roleIds, actor.permissions, actor.isNsfw]).toEqual(
          expect.arrayContaining([undefined]),
        );
        expect(actor.permissions?.allows('BanMembers') ?? false).toBe(false);
      }
    }
  });
});

describe('the actor of an interaction', () => {
  const interaction = (over: object = {}): object => ({
    id: '1',
    type: 2,
    guild_id: '10',
    channel_id: '404',
    channel: { id: '404', type: 0, nsfw: true },
    member: { user: { id: '2', username: 'bob' }, roles: ['11'], permissions: '4' },
    app_permissions: '8',
    locale: 'de',
    ...over,
  });

  it('is told by Discord, whatever the cache knows', () => {
    const actor = actorOf('INTERACTION_CREATE', interaction(), contextOf(noRelations));
    expect(actor).toMatchObject({
      userId: '2',
      guildId: '10',
      channelId: '404',
      roleIds: ['11'],
      isNsfw: true,
      locale: 'de',
    });
    expect(actor.permissions?.names).toEqual(['BanMembers']);
    expect(actor.appPermissions?.names).toEqual(['Administrator']);
  });

  it('says nothing of what the payload leaves out', () => {
    const sparse = interaction({
      channel: { id: '404', type: 0 },
      member: { user: { id: '2' }, roles: [] },
      app_permissions: undefined,
    });
    expect(actorOf('INTERACTION_CREATE', sparse)).toMatchObject({
      isNsfw: undefined,
      permissions: undefined,
      appPermissions: undefined,
    });
  });

  it('may do what everybody may in direct messages', () => {
    const direct = interaction({
      guild_id: undefined,
      member: undefined,
      user: { id: '2' },
      channel_id: '300',
      channel: { id: '300', type: 1 },
    });
    const actor = actorOf('INTERACTION_CREATE', direct);
    expect(actor).toMatchObject({ userId: '2', guildId: undefined, roleIds: undefined, isNsfw: false });
    expect(actor.permissions?.allows('BanMembers')).toBe(false);
    expect(actor.permissions).toBeInstanceOf(PermissionSet);
  });
});
