/** What members of many guilds share: their users, and the lists of the roles that they wear. */
import { closeAll, Fed, guild, GUILD, member, SELF } from './support';

afterEach(closeAll);

const OTHER = '200000000000000002';
const inGuild = (payload: object, guildId = GUILD): object => ({ ...payload, guild_id: guildId });
const empty = (id: string): object => guild({ id, members: [], channels: [], roles: [] });

describe('a user', () => {
  it.each([
    ['of an unlimited cache', { members: 'all' }],
    ['of a limited cache', { members: 'all', users: { max: 100 } }],
  ] as const)('%s goes with the last guild that has it as a member', (_title, choice) => {
    const fed = new Fed(choice).begin(empty(GUILD), empty(OTHER));
    for (const id of ['7', '8']) fed.hear('GUILD_MEMBER_ADD', inGuild(member(id)));
    fed.hear('GUILD_MEMBER_ADD', inGuild(member('7'), OTHER));
    fed.hear('GUILD_MEMBER_ADD', inGuild(member('7'), OTHER));
    fed.hear('GUILD_MEMBER_REMOVE', inGuild({ user: { id: '7' } }));
    fed.hear('GUILD_MEMBER_REMOVE', inGuild({ user: { id: '7' } }));
    expect(fed.cache.users.map(({ id }) => id).toSorted()).toEqual(['7', '8', SELF.id]);
    fed.hear('GUILD_DELETE', { id: OTHER });
    expect(fed.cache.users.map(({ id }) => id)).toEqual([SELF.id, '8']);
    fed.hear('GUILD_MEMBER_REMOVE', inGuild({ user: { id: '8' } }));
    expect(fed.cache.users.map(({ id }) => id)).toEqual([SELF.id]);
  });

  it('that is the bot itself stays without any member, and with several', () => {
    const fed = new Fed({ members: 'all' }).begin(empty(GUILD), empty(OTHER));
    for (const guildId of [GUILD, OTHER])
      fed.hear('GUILD_MEMBER_ADD', inGuild({ ...member('1'), user: SELF }, guildId));
    for (const id of [GUILD, OTHER]) fed.hear('GUILD_DELETE', { id });
    expect(fed.cache.users.map(({ id }) => id)).toEqual([SELF.id]);
    fed.hear('GUILD_CREATE', guild({ members: [member('1')] }));
    fed.hear('GUILD_DELETE', { id: GUILD });
    expect(fed.cache.users.map(({ id }) => id)).toEqual([SELF.id]);
  });

  it('whose account was told of before its guild is remembered for as long as the guild', () => {
    const fed = new Fed({ members: 'all' }).begin(empty(GUILD), empty(OTHER));
    for (const id of ['7', '8']) fed.hear('USER_UPDATE', member(id).user);
    for (const id of ['7', '8']) fed.hear('GUILD_MEMBER_ADD', inGuild(member(id)));
    for (const id of ['7', '8']) fed.hear('GUILD_MEMBER_REMOVE', inGuild({ user: { id } }));
    expect(fed.cache.users.map(({ id }) => id)).toEqual([SELF.id]);
  });

  it('of members that are taken at once leaves nothing behind', () => {
    const fed = new Fed({ members: { max: 0 } }).begin(guild());
    fed.hear('GUILD_MEMBER_ADD', inGuild(member('7')));
    expect([fed.cache.members(GUILD).size, fed.cache.users.map(({ id }) => id)]).toEqual([0, [SELF.id]]);
  });

  it('of members of whom only the latest are kept goes with them, and comes again', () => {
    const fed = new Fed({ members: { max: 1 } }).begin(empty(GUILD), empty(OTHER));
    fed.hear('GUILD_MEMBER_ADD', inGuild(member('7'), OTHER));
    for (const id of ['7', '8', '7', '9']) fed.hear('GUILD_MEMBER_ADD', inGuild(member(id)));
    expect(fed.cache.users.map(({ id }) => id)).toEqual([SELF.id, '7', '9']);
    fed.hear('GUILD_MEMBER_REMOVE', inGuild({ user: { id: '7' } }, OTHER));
    expect(fed.cache.users.map(({ id }) => id)).toEqual([SELF.id, '9']);
  });
});

describe('members that wear the same roles', () => {
  const payload = (): object =>
    guild({
      members: [
        member('1', { roles: ['500', '501'] }),
        member('2', { roles: ['501', '500'] }),
        member('3', { roles: ['500', '501'] }),
        member('4', { roles: [] }),
        member('5', { roles: 'none' as never }),
        member('6', { roles: [7] as never }),
      ],
    });

  it('share one list, and say what they were told', () => {
    const { cache } = new Fed({ members: 'all' }).begin(payload());
    const raw = (id: string): readonly string[] | undefined => cache.members(GUILD).get(id)?.raw.roles;
    expect(raw('1')).toBe(raw('3'));
    expect(raw('2')).not.toBe(raw('1'));
    const told = (payload() as { members: { roles: unknown }[] }).members.map(({ roles }) => roles);
    expect(['1', '2', '3', '4', '5', '6'].map(raw)).toEqual(told);
  });

  it('change one by one', () => {
    const fed = new Fed({ members: 'all' }).begin(payload());
    fed.hear('GUILD_MEMBER_UPDATE', inGuild(member('1', { roles: ['500'] })));
    expect(fed.cache.members(GUILD).get('1')?.raw.roles).toEqual(['500']);
    expect(fed.cache.members(GUILD).get('3')?.raw.roles).toEqual(['500', '501']);
  });
});
