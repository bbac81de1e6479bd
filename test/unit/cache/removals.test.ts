/** What is gone from the cache is still told by the event of the dispatch that took it away. */
import {
  createEvent,
  GuildDeleteEvent,
  GuildMemberRemoveEvent,
  GuildRoleDeleteEvent,
  MessageDeleteBulkEvent,
  MessageDeleteEvent,
  ThreadDeleteEvent,
  type ViewClass,
  unboundContext,
} from 'corduroy';
import { channel, closeAll, Fed, guild, GUILD, member, message, role, thread } from './support';

afterEach(closeAll);

/** Hears a dispatch as a group does: the cache first, then whoever reads the event. */
function heard<E extends InstanceType<ViewClass>>(
  fed: Fed,
  name: string,
  data: object,
  type: abstract new (...args: never[]) => E,
): E {
  fed.hear(name, data);
  const event = createEvent(name, data, { ...unboundContext, relations: fed.cache.relations });
  expect(event).toBeInstanceOf(type);
  return event as unknown as E;
}

it('a member that left, a role and a thread that were deleted, and a guild that was left', () => {
  const loom = guild({
    members: [member('1', { nick: 'weaver' })],
    roles: [role('30', { name: 'dyer' })],
    channels: [channel('10')],
    threads: [thread('11', '10')],
  });
  const fed = new Fed().begin(loom);
  const left = heard(fed, 'GUILD_MEMBER_REMOVE', { guild_id: GUILD, user: { id: '1' } }, GuildMemberRemoveEvent);
  expect([left.member?.nick, left.member?.guildId, fed.cache.members(GUILD).size]).toEqual(['weaver', GUILD, 0]);
  const faded = heard(fed, 'GUILD_ROLE_DELETE', { guild_id: GUILD, role_id: '30' }, GuildRoleDeleteEvent);
  expect(faded.role?.name).toBe('dyer');
  const cut = heard(fed, 'THREAD_DELETE', { id: '11', guild_id: GUILD, parent_id: '10', type: 11 }, ThreadDeleteEvent);
  expect([cut.thread?.id, cut.thread?.guildId]).toEqual(['11', GUILD]);
  const gone = heard(fed, 'GUILD_DELETE', { id: GUILD }, GuildDeleteEvent);
  expect([gone.guild?.id, fed.cache.guilds.size]).toEqual([GUILD, 0]);
});

it('a guild that an outage took away is the one that is still remembered', () => {
  const fed = new Fed().begin(guild());
  const away = heard(fed, 'GUILD_DELETE', { id: GUILD, unavailable: true }, GuildDeleteEvent);
  expect([away.guild?.id, fed.cache.guilds.size]).toEqual([GUILD, 1]);
});

it('messages that were deleted, one or many; of those that nobody remembers nothing', () => {
  const fed = new Fed().begin(guild({ channels: [channel('10')] }));
  for (const id of ['1', '2', '3']) {
    fed.hear('MESSAGE_CREATE', message(id, '10', { content: `text ${id}` }));
  }
  const place = { channel_id: '10', guild_id: GUILD };
  expect(heard(fed, 'MESSAGE_DELETE', { id: '1', ...place }, MessageDeleteEvent).message?.content).toBe('text 1');
  expect(heard(fed, 'MESSAGE_DELETE', { id: '1', ...place }, MessageDeleteEvent).message).toBeUndefined();
  const many = heard(fed, 'MESSAGE_DELETE_BULK', { ids: ['2', '3', '4'], ...place }, MessageDeleteBulkEvent);
  expect(many.messages.map(({ content }) => content)).toEqual(['text 2', 'text 3']);
});
