/** Which events are derived from which changes. */
import {
  type ChannelChangeEvent,
  type ChannelPermissionsChangeEvent,
  type GuildOwnerChangeEvent,
  type MemberRolesChangeEvent,
  type MemberTimeoutEvent,
  type MessageContentEditEvent,
  type RolePermissionsChangeEvent,
  ThreadOpenEvent,
} from 'corduroy';
import { channel, closeAll, Fed, guild, GUILD, member, message, role, thread } from './support';

afterEach(closeAll);

const inGuild = (payload: object): object => ({ ...payload, guild_id: GUILD });

describe('of a member', () => {
  const update = (more: object): object => inGuild(member('1', more));

  it.each([
    [{ nick: 'new' }, ['MemberNicknameChangeEvent']],
    [{ roles: ['30'] }, ['MemberRolesChangeEvent']],
    [{ avatar: 'hash' }, ['MemberAvatarChangeEvent']],
    [{ premium_since: '2026-01-01T00:00:00+00:00' }, ['MemberBoostStartEvent']],
    [{ communication_disabled_until: '2026-06-01T00:00:00+00:00' }, ['MemberTimeoutEvent']],
    [{ nick: 'new', roles: ['30'] }, ['MemberNicknameChangeEvent', 'MemberRolesChangeEvent']],
    [{ flags: 1 }, []],
    [{}, []],
  ])('%j makes %j', (more, names) => {
    const fed = new Fed().begin(guild());
    expect(fed.derived('GUILD_MEMBER_UPDATE', update(more))).toEqual(names);
    expect(fed.derived('GUILD_MEMBER_UPDATE', update(more))).toEqual([]);
  });

  it('what ends is told as well', () => {
    const fed = new Fed().begin(guild());
    const on = {
      premium_since: '2026-01-01T00:00:00+00:00',
      communication_disabled_until: '2026-06-01T00:00:00+00:00',
    };
    fed.hear('GUILD_MEMBER_UPDATE', update(on));
    const off = { premium_since: null, communication_disabled_until: null };
    expect(fed.derived('GUILD_MEMBER_UPDATE', update(off))).toEqual(['MemberTimeoutEndEvent', 'MemberBoostEndEvent']);
  });

  it('says what it was and is', () => {
    const fed = new Fed().begin(guild({ members: [member('1', { roles: ['30', '31'] })] }));
    const until = '2026-06-01T00:00:00.000Z';
    const events = fed.derive(
      'GUILD_MEMBER_UPDATE',
      update({ roles: ['31', '32'], communication_disabled_until: until }),
    );
    const [roles, timeout] = events as [MemberRolesChangeEvent, MemberTimeoutEvent];
    expect([roles.added, roles.removed, roles.before.roles, roles.after.roles]).toEqual([
      ['32'],
      ['30'],
      ['30', '31'],
      ['31', '32'],
    ]);
    expect(roles.guild?.name).toBe('Loom');
    expect([timeout.until?.toISOString(), timeout.userId]).toEqual([until, '1']);
  });

  it('who was not known brings nothing', () => {
    const fed = new Fed().begin(guild());
    expect(fed.derived('GUILD_MEMBER_UPDATE', inGuild(member('7', { nick: 'x' })))).toEqual([]);
  });

  it('what happened while the session was lost is derived from the guild that comes again', () => {
    const fed = new Fed().begin(guild());
    fed.hear('READY', { user: { id: '9' }, guilds: [{ id: GUILD }] });
    expect(fed.derived('GUILD_CREATE', guild({ members: [member('1', { nick: 'new' })] }))).toEqual([
      'MemberNicknameChangeEvent',
    ]);
  });

  it('a role that is deleted is taken from its members', () => {
    const fed = new Fed().begin(guild({ members: [member('1', { roles: ['30'] })] }));
    expect(fed.derived('GUILD_ROLE_DELETE', { guild_id: GUILD, role_id: '30' })).toEqual(['MemberRolesChangeEvent']);
  });
});

describe('of guilds and roles', () => {
  it('coming and going', () => {
    const fed = new Fed();
    fed.hear('READY', { user: { id: '9' }, guilds: [{ id: GUILD }] });
    expect(fed.derived('GUILD_CREATE', guild())).toEqual(['GuildAvailableEvent']);
    expect(fed.derived('GUILD_CREATE', guild({}, '200000000000000009'))).toEqual(['GuildJoinEvent']);
    expect(fed.derived('GUILD_DELETE', { id: GUILD, unavailable: true })).toEqual(['GuildUnavailableEvent']);
    expect(fed.derived('GUILD_CREATE', guild())).toEqual(['GuildAvailableEvent']);
    expect(fed.derived('READY', { user: { id: '9' }, guilds: [] })).toEqual(['GuildLeaveEvent', 'GuildLeaveEvent']);
  });

  it('another owner', () => {
    const fed = new Fed().begin(guild());
    const [event] = fed.derive('GUILD_UPDATE', { id: GUILD, owner_id: '2' }) as [GuildOwnerChangeEvent];
    expect([event.oldOwnerId, event.newOwnerId, event.guildId]).toEqual(['1', '2', GUILD]);
    expect(fed.derived('GUILD_UPDATE', { id: GUILD, name: 'Weave' })).toEqual([]);
  });

  it('other permissions of a role, whichever dispatch tells first', () => {
    const fed = new Fed().begin(guild());
    const updated = role('30', { permissions: '3' });
    const [event] = fed.derive('GUILD_ROLE_UPDATE', { guild_id: GUILD, role: updated }) as [RolePermissionsChangeEvent];
    expect([event.added.names, event.removed.isEmpty, event.roleId]).toEqual([
      ['CreateInstantInvite', 'KickMembers'],
      true,
      '30',
    ]);
    expect(fed.derived('GUILD_UPDATE', { id: GUILD, roles: [role(GUILD), updated] })).toEqual([]);
    expect(fed.derived('GUILD_UPDATE', { id: GUILD, roles: [role(GUILD), role('30')] })).toEqual([
      'RolePermissionsChangeEvent',
    ]);
  });
});

describe('of channels and threads', () => {
  it('what changed, by name, and overwrites apart', () => {
    const fed = new Fed().begin(guild());
    const overwrites = [{ id: '30', type: 0, allow: '1024', deny: '0' }];
    const update = inGuild(channel('10', { name: 'lobby', parent_id: '11', permission_overwrites: overwrites }));
    const [change, permissions] = fed.derive('CHANNEL_UPDATE', update) as [
      ChannelChangeEvent,
      ChannelPermissionsChangeEvent,
    ];
    expect(change.changed).toEqual(['name', 'parent_id', 'permission_overwrites']);
    expect([change.before.name, change.after.name, change.channelId]).toEqual(['channel 10', 'lobby', '10']);
    expect(permissions.overwriteIds).toEqual(['30']);
    expect(fed.derived('CHANNEL_UPDATE', update)).toEqual([]);
    expect(fed.derived('CHANNEL_UPDATE', inGuild(channel('99')))).toEqual([]);
  });

  it('opened, closed, locked and unlocked', () => {
    const fed = new Fed().begin(guild({ threads: [thread('20', '10')] }));
    const state = (archived: boolean, locked: boolean): object =>
      thread('20', '10', { thread_metadata: { archived, locked } });
    expect(fed.derived('THREAD_UPDATE', state(false, true))).toEqual(['ThreadLockEvent']);
    expect(fed.derived('THREAD_UPDATE', state(true, true))).toEqual(['ThreadCloseEvent']);
    expect(fed.derived('THREAD_UPDATE', state(true, true))).toEqual([]);
    const [open] = fed.derive('THREAD_UPDATE', state(false, true)) as [ThreadOpenEvent];
    expect(open).toBeInstanceOf(ThreadOpenEvent);
    expect(open.after.id).toBe('20');
    expect(fed.derived('THREAD_UPDATE', state(false, false))).toEqual(['ThreadUnlockEvent']);
    expect(fed.derived('THREAD_CREATE', thread('21', '10'))).toEqual([]);
  });

  it('a thread that the limits took is not taken for one that was opened', () => {
    const fed = new Fed({ threads: { max: 1 } }).begin(guild());
    fed.hear('THREAD_CREATE', thread('20', '10'));
    fed.hear('THREAD_CREATE', thread('21', '10'));
    expect(fed.derived('THREAD_UPDATE', thread('20', '10'))).toEqual([]);
  });
});

describe('of messages', () => {
  it('edits of the text, not links that were found', () => {
    const fed = new Fed().begin(guild());
    fed.hear('MESSAGE_CREATE', message('50', '10'));
    expect(fed.derived('MESSAGE_UPDATE', { id: '50', channel_id: '10', embeds: [{}] })).toEqual([]);
    const [edit] = fed.derive('MESSAGE_UPDATE', message('50', '10', { content: 'bye' })) as [MessageContentEditEvent];
    expect([edit.oldContent, edit.newContent, edit.messageId, edit.channel?.name]).toEqual([
      'hello',
      'bye',
      '50',
      'channel 10',
    ]);
    expect(fed.derived('MESSAGE_UPDATE', message('99', '10'))).toEqual([]);
  });
});

it('makes only events that somebody wants', () => {
  const fed = new Fed().begin(guild());
  const packet = { t: 'GUILD_MEMBER_UPDATE', d: inGuild(member('1', { nick: 'new', roles: ['30'] })) };
  const changes = fed.cache.apply(packet, { id: 0, count: 1 });
  const wanted = fed.cache.derive(packet, changes, (name) => name === 'MEMBER_ROLES_CHANGE');
  expect(wanted.map((event) => event.constructor.name)).toEqual(['MemberRolesChangeEvent']);
});
