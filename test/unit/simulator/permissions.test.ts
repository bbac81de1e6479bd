/** Who may do what, computed from roles and overwrites. */
import { ChannelType } from 'discord-api-types/v10';
import {
  channelPermissions,
  guildPermissions,
  permissionBits,
  type PermissionName,
  permissionNames,
  rank,
} from '../../../src/testing/simulator/world/permissions';
import {
  type ChannelRecord,
  type GuildRecord,
  type MemberRecord,
  type RoleRecord,
} from '../../../src/testing/simulator/world/records';

const NOW = Date.UTC(2026, 0, 1);

function role(id: string, permissions: readonly PermissionName[], position = 1): [string, RoleRecord] {
  return [
    id,
    {
      id,
      name: id,
      color: 0,
      hoist: false,
      position,
      permissions: permissionBits(permissions),
      managed: false,
      mentionable: false,
      secondaryColor: null,
      tertiaryColor: null,
      icon: null,
      unicodeEmoji: null,
    },
  ];
}

const GUILD = {
  id: 'everyone',
  ownerId: 'owner',
  roles: new Map([
    role('everyone', ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory', 'Connect', 'Speak'], 0),
    role('moderator', ['ManageMessages'], 5),
    role('painter', ['AttachFiles'], 3),
    role('admin', ['Administrator'], 9),
  ]),
} as unknown as GuildRecord;

function member(id: string, roles: string[] = [], timeoutUntil: string | null = null): MemberRecord {
  return { user: { id }, roles, timeoutUntil } as unknown as MemberRecord;
}

interface Exception {
  allow?: readonly PermissionName[];
  deny?: readonly PermissionName[];
}

function channel(exceptions: Record<string, Exception> = {}, type = ChannelType.GuildText): ChannelRecord {
  const overwrites = Object.entries(exceptions).map(([id, { allow = [], deny = [] }]) => [
    id,
    { id, type: 0, allow: permissionBits(allow), deny: permissionBits(deny) },
  ]);
  return { type, overwrites: new Map(overwrites as [string, never][]) } as unknown as ChannelRecord;
}

const may = (who: MemberRecord, where: ChannelRecord): PermissionName[] =>
  permissionNames(channelPermissions(GUILD, where, who, NOW));

describe('permissions', () => {
  it('are those of @everyone and of all roles together', () => {
    const names = permissionNames(guildPermissions(GUILD, member('alice', ['moderator', 'painter']), NOW));
    expect(names).toEqual(expect.arrayContaining(['ViewChannel', 'ManageMessages', 'AttachFiles']));
    expect(names).not.toContain('BanMembers');
  });

  it.each([
    ['the owner', member('owner')],
    ['an administrator', member('alice', ['admin'])],
  ])('of %s are all, whatever a channel says', (_who, who) => {
    const closed = channel({ everyone: { deny: ['ViewChannel'] }, alice: { deny: ['ViewChannel'] } });
    expect(may(who, closed)).toEqual(expect.arrayContaining(['ViewChannel', 'BanMembers']));
  });

  it('follow overwrites from @everyone over roles to the member', () => {
    const where = channel({
      everyone: { deny: ['SendMessages'] },
      moderator: { allow: ['SendMessages'] },
      alice: { deny: ['SendMessages'] },
    });
    expect(may(member('bob'), where)).not.toContain('SendMessages');
    expect(may(member('bob', ['moderator']), where)).toContain('SendMessages');
    expect(may(member('alice', ['moderator']), where)).not.toContain('SendMessages');
  });

  it('that one role denies and another allows are allowed', () => {
    const where = channel({ moderator: { deny: ['AttachFiles'] }, painter: { allow: ['AttachFiles'] } });
    expect(may(member('alice', ['moderator', 'painter']), where)).toContain('AttachFiles');
  });

  it('are none in a channel that cannot be viewed', () => {
    expect(may(member('alice', ['moderator']), channel({ everyone: { deny: ['ViewChannel'] } }))).toEqual([]);
  });

  it('to embed or attach go with the permission to send', () => {
    const names = may(member('alice', ['painter']), channel({ everyone: { deny: ['SendMessages'] } }));
    expect(names).toContain('ReadMessageHistory');
    expect(names).not.toContain('EmbedLinks');
    expect(names).not.toContain('AttachFiles');
  });

  it('in voice are nothing but viewing without Connect', () => {
    const talk = channel({ everyone: { deny: ['Connect'] } }, ChannelType.GuildVoice);
    expect(may(member('alice'), talk)).toEqual(['ViewChannel']);
  });

  it('shrink to reading while a timeout runs, and come back after it', () => {
    const later = new Date(NOW + 1_000).toISOString();
    const earlier = new Date(NOW - 1_000).toISOString();
    expect(may(member('alice', ['moderator'], later), channel()).sort()).toEqual(['ReadMessageHistory', 'ViewChannel']);
    expect(may(member('alice', ['moderator'], earlier), channel())).toContain('ManageMessages');
  });

  it('rank by the highest role, and the owner above everybody', () => {
    expect(rank(GUILD, member('alice', ['painter', 'moderator']))).toBe(5);
    expect(rank(GUILD, member('bob'))).toBe(0);
    expect(rank(GUILD, member('owner'))).toBeGreaterThan(rank(GUILD, member('carol', ['admin'])));
  });
});
