/** What a member knows through what is remembered: its roles, permissions, voice; and a role its members. */
import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { Channel, Guild, Member, Message, recordsIn, Role, type ViewRelations } from 'corduroy/models';
import { ManualClock } from 'corduroy/util';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';
import { thrownBy } from './thrown-by';

const GUILD = payloads.guild.id;
const USER = payloads.user.id;
const { ViewChannel, SendMessages, SendMessagesInThreads, ManageRoles } = PermissionFlagsBits;
const clock = new ManualClock(Date.UTC(2026, 5, 1));

const role = (id: string, position: number, permissions: bigint): typeof payloads.role => ({
  ...payloads.role,
  id,
  position,
  permissions: String(permissions),
});
const guild = {
  ...payloads.guild,
  owner_id: '1',
  roles: [
    role(GUILD, 0, ViewChannel | SendMessages | SendMessagesInThreads),
    role('8', 2, 0n),
    role('9', 2, ManageRoles),
  ],
};
const raw = { ...payloads.member, user: payloads.user, roles: ['9', '8'], communication_disabled_until: null };
const deny = [{ id: '8', type: OverwriteType.Role, allow: '0', deny: String(SendMessages | SendMessagesInThreads) }];
const place = { ...payloads.channel, id: '30', permission_overwrites: deny };
const thread = { id: '31', type: ChannelType.PublicThread, parent_id: '30', name: 'weft' } as never;
const lost = { id: '32', type: ChannelType.PublicThread, parent_id: '99', name: 'weft' } as never;

const ofGuild = ((id: string, kind: string) => {
  if (id !== GUILD) return recordsIn([], String);
  const lists: Record<string, unknown[]> = {
    members: [raw, { ...raw, user: { ...payloads.user, id: '2' }, roles: [] }],
    voiceStates: [{ user_id: USER, channel_id: '30' }],
    presences: [{ user: { id: USER }, status: 'idle' }],
  };
  const idOf = (record: unknown): string => {
    const { user_id: userId, user } = record as { user_id?: string; user?: { id: string } };
    return userId ?? user?.id ?? '';
  };
  return recordsIn(lists[kind] ?? [], idOf);
}) as ViewRelations['ofGuild'];

const context = recordingContext({
  guild: (id) => (id === GUILD ? guild : undefined),
  channel: (id) => [place, thread, lost].find((each: { readonly id: string }) => each.id === id),
  ofGuild,
});
const member = new Member(raw, context, GUILD);

describe('a member whose guild is remembered', () => {
  it('has its roles, the highest first; of equals the older stands above', () => {
    expect(member.resolvedRoles?.map(({ id }) => id)).toEqual(['8', '9']);
    expect(member.highestRole?.id).toBe('8');
    expect(new Member({ ...raw, roles: [] }, context, GUILD).highestRole?.id).toBe(GUILD);
  });

  it('stands above those whose highest role is lower, and everybody but themselves below the owner', () => {
    const named = (id: string, roles: string[]): Member =>
      new Member({ ...raw, user: { ...payloads.user, id }, roles }, context, GUILD);
    const [high, low, plain, owner] = [named('11', ['8']), named('12', ['9']), named('13', []), named('1', [])];
    const above = [high, low, plain, owner].map((one) => [high, low, plain, owner].map((other) => one.outranks(other)));
    expect(above).toEqual([
      [false, true, true, false],
      [false, false, true, false],
      [false, false, false, false],
      [true, true, true, false],
    ]);
    expect(high.outranks(named('14', ['8']))).toBe(false);
    const lonely = new Member(raw, recordingContext(), GUILD);
    expect(thrownBy(() => lonely.outranks(member))).toMatchObject({ code: 'VIEW_INCOMPLETE' });
  });

  it('knows what it may do in the guild and in a channel', () => {
    expect(member.guildPermissions(clock).has('ManageRoles')).toBe(true);
    expect(member.permissionsIn('30', clock).has('SendMessages')).toBe(false);
    expect(member.permissionsIn(new Channel(payloads.channel, context), clock).has('ViewChannel')).toBe(true);
  });

  it('may do in a thread what its channel allows', () => {
    expect(member.permissionsIn('31', clock).has('SendMessagesInThreads')).toBe(false);
    expect(member.permissionsIn(new Channel(thread, context), clock).has('ViewChannel')).toBe(true);
  });

  it('has its voice state and presence', () => {
    expect(member.voiceState).toMatchObject({ channelId: '30', guildId: GUILD });
    expect(member.presence?.status).toBe('idle');
  });

  it('knows whether it is timed out, and for how long it is to be', async () => {
    const out = new Member({ ...raw, communication_disabled_until: '2026-06-01T00:00:01Z' }, context, GUILD);
    expect([out.isTimedOut(clock), member.isTimedOut(clock)]).toEqual([true, false]);
    const before = Date.now();
    await member.timeout(60_000);
    const { communicationDisabledUntil: until } = context.calls.at(-1)!.args[2] as { communicationDisabledUntil: Date };
    expect(until.getTime() - before).toBeGreaterThanOrEqual(60_000);
  });
});

describe('a member of whom too little is remembered', () => {
  it.each([
    ['the guild', () => new Member(raw, undefined, GUILD).guildPermissions()],
    ['the channel', () => member.permissionsIn('404')],
    ['the channel of the thread', () => member.permissionsIn('32')],
  ])('says that %s is missing when it is asked for permissions', (what, act) => {
    expect(thrownBy(act)).toMatchObject({
      code: 'VIEW_INCOMPLETE',
      message: expect.stringContaining(what) as string,
    });
  });

  it('has neither roles nor voice', () => {
    const bare = new Member(raw);
    expect([bare.resolvedRoles, bare.highestRole, bare.voiceState, bare.presence]).toEqual(Array(4).fill(undefined));
  });
});

it('a role lists who wears it, of those that are remembered', () => {
  const roles = new Guild(guild, context).roles;
  expect(roles.map((each) => each.members.map(({ id }) => id))).toEqual([[USER, '2'], [USER], [USER]]);
  expect(roles[1]?.guild?.id).toBe(GUILD);
  expect(new Role(payloads.role, context).members).toEqual([]);
});

it('a message and a channel have an address, with the guild when it is known', () => {
  const { id, channel_id: channelId } = payloads.message;
  expect(new Message(payloads.message).url).toBe(`https://discord.com/channels/@me/${channelId}/${id}`);
  const known = recordingContext({ channel: () => payloads.channel });
  const guildId = new Channel(payloads.channel).guildId;
  expect(new Message(payloads.message, known).url).toBe(`https://discord.com/channels/${guildId}/${channelId}/${id}`);
  expect(new Channel(payloads.channel).url).toBe(`https://discord.com/channels/${guildId}/${channelId}`);
});
