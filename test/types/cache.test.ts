/** What of a cache's options and lookups must compile, and what the compiler must refuse. */
import { type APIChannel } from 'discord-api-types/v10';
import {
  type CacheOptions,
  type Channel,
  CHANNELS,
  type ClientGroup,
  type GuildMembers,
  type MemberRolesChangeEvent,
} from 'corduroy';

it('the options of a cache know kinds, fields and payloads', () => {
  const options: CacheOptions = {
    guilds: { keep: ['name', 'owner_id'] },
    channels: { filter: (record: APIChannel, { guildId }) => record.id !== guildId && guildId !== undefined },
    members: { max: 5, filter: ({ roles }) => roles.length > 0 },
    messages: { ttlMs: 1_000, keep: ['content', 'author'] },
    threads: { keep: ['parent_id', 'thread_metadata'] },
    presences: 'off',
  };
  expect(Object.keys(options)).toHaveLength(6);
  // @ts-expect-error -- a kind that does not exist
  const kind: CacheOptions = { member: 'all' };
  // @ts-expect-error -- a field that does not exist
  const field: CacheOptions = { guilds: { keep: ['ownerId'] } };
  // @ts-expect-error -- a field of another kind
  const other: CacheOptions = { users: { filter: ({ owner_id }) => owner_id === '1' } };
  expect([kind, field, other]).toHaveLength(3);
});

it('lookups give views, or what was asked for in their place', () => {
  const found: Channel | undefined = CHANNELS.get('1');
  const orNull: Channel | null = CHANNELS.get('1', null);
  // @ts-expect-error -- it may be missing
  const certain: Channel = CHANNELS.get('1');
  expect([found, orNull, certain]).toEqual([undefined, null, undefined]);
  const uses = (group: ClientGroup, event: MemberRolesChangeEvent): GuildMembers => {
    const bound: Channel | undefined = CHANNELS.get('1')?.as(group);
    const names: readonly string[] = event.added;
    // @ts-expect-error -- a guild's id is no channel's
    group.cache.messages(event.guildId);
    expect([bound, names]).toHaveLength(2);
    return group.cache.members(event.guildId);
  };
  expect(uses).toBeInstanceOf(Function);
});
