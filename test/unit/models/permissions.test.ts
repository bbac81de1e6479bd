import { inspect } from 'node:util';
import { ChannelType, OverwriteType, PermissionFlagsBits as Bits } from 'discord-api-types/v10';
import fc from 'fast-check';
import { encodeBody, PERMISSION_NAMES, permissionsInChannel, permissionsInGuild, PermissionSet } from 'corduroy/models';

describe('a set of permissions', () => {
  it('has the 52 that Discord knows', () => {
    expect(PERMISSION_NAMES).toHaveLength(52);
    expect(PermissionSet.all.names).toEqual(PERMISSION_NAMES);
  });

  it('is made of names, bits, decimal text and other sets', () => {
    const set = PermissionSet.of('ViewChannel', 'SendMessages');
    expect(set.bits).toBe(Bits.ViewChannel | Bits.SendMessages);
    expect(PermissionSet.from(set.bits).equals(set)).toBe(true);
    expect(PermissionSet.from('3072').equals(['ViewChannel', 'SendMessages'])).toBe(true);
    expect(PermissionSet.from(set).equals(set)).toBe(true);
    expect([...set]).toEqual(['ViewChannel', 'SendMessages']);
  });

  it('adds, removes and compares without changing', () => {
    const set = PermissionSet.of('ViewChannel', 'SendMessages');
    expect(set.with('Connect', 1n << 45n).without('SendMessages').names).toEqual([
      'ViewChannel',
      'Connect',
      'UseExternalSounds',
    ]);
    expect(set.intersect(['SendMessages', 'Speak']).names).toEqual(['SendMessages']);
    expect(set.has('ViewChannel', 'SendMessages')).toBe(true);
    expect(set.has('ViewChannel', 'Speak')).toBe(false);
    expect(set.hasAny('Speak', 'ViewChannel')).toBe(true);
    expect(set.missing('ViewChannel', 'Speak', 'Connect')).toEqual(['Connect', 'Speak']);
    expect(set.names).toEqual(['ViewChannel', 'SendMessages']);
    expect(PermissionSet.none.isEmpty).toBe(true);
  });

  it('lets an administrator do everything, but does not say that every bit is set', () => {
    const admin = PermissionSet.of('Administrator');
    expect(admin.allows('BanMembers')).toBe(true);
    expect(admin.missing('BanMembers')).toEqual([]);
    expect(admin.has('BanMembers')).toBe(false);
  });

  it('is decimal text in bodies and JSON, and its names when printed', () => {
    const set = PermissionSet.of('ViewChannel', 'SendMessages');
    expect(JSON.stringify({ set })).toBe('{"set":"3072"}');
    const spec = { subject: 'The role', rules: undefined, relations: undefined, verbatim: [] };
    expect(encodeBody<object>(spec, { permissions: set })).toEqual({ permissions: '3072' });
    expect(inspect(set)).toBe('PermissionSet { ViewChannel, SendMessages }');
  });

  it.each<[unknown, string]>([
    ['SendMesages', 'did you mean SendMessages'],
    [-1n, 'and got -1'],
    [{}, 'and got an object'],
  ])('refuses %p', (input, told) => {
    expect(() => PermissionSet.from(input as never)).toThrow(told);
  });

  it('keeps bits that have no name yet', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 70n) - 1n }), (bits) => {
        expect(BigInt(PermissionSet.from(bits).toString())).toBe(bits);
      }),
    );
  });
});

describe('what a member may do', () => {
  const guild = {
    id: '1',
    owner_id: '10',
    roles: [
      { id: '1', permissions: String(Bits.ViewChannel | Bits.SendMessages | Bits.AttachFiles | Bits.Connect) },
      { id: '2', permissions: String(Bits.KickMembers) },
      { id: '3', permissions: String(Bits.Administrator) },
    ],
  };
  const member = (roles: string[] = [], more: object = {}) => ({ userId: '20', roles, ...more });
  const channel = (...overwrites: [id: string, type: OverwriteType, allow: bigint, deny: bigint][]) => ({
    type: ChannelType.GuildText,
    permission_overwrites: overwrites.map(([id, type, allow, deny]) => ({
      id,
      type,
      allow: String(allow),
      deny: String(deny),
    })),
  });
  const { Role, Member } = OverwriteType;

  it('in a guild is what everyone and the roles allow', () => {
    expect(permissionsInGuild(guild, member(['2']), 0).names).toEqual([
      'KickMembers',
      'ViewChannel',
      'SendMessages',
      'AttachFiles',
      'Connect',
    ]);
    expect(permissionsInGuild(guild, member(['3']), 0).equals(PermissionSet.all)).toBe(true);
    expect(permissionsInGuild(guild, { userId: '10', roles: [] }, 0).equals(PermissionSet.all)).toBe(true);
  });

  it.each<[string, ReturnType<typeof channel>, string[], boolean]>([
    ['everyone is denied', channel(['1', Role, 0n, Bits.SendMessages]), [], false],
    [
      'a role allows what everyone is denied',
      channel(['1', Role, 0n, Bits.SendMessages], ['2', Role, Bits.SendMessages, 0n]),
      ['2'],
      true,
    ],
    [
      'one role allows what another denies',
      channel(['2', Role, Bits.SendMessages, 0n], ['4', Role, 0n, Bits.SendMessages]),
      ['2', '4'],
      true,
    ],
    [
      'the member is denied what a role allows',
      channel(['2', Role, Bits.SendMessages, 0n], ['20', Member, 0n, Bits.SendMessages]),
      ['2'],
      false,
    ],
    ['a role of others is denied', channel(['4', Role, 0n, Bits.SendMessages]), ['2'], true],
    ['an administrator is denied', channel(['20', Member, 0n, Bits.SendMessages]), ['3'], true],
    ['the channel cannot be seen', channel(['1', Role, 0n, Bits.ViewChannel]), [], false],
  ])('in a channel follows its overwrites: %s', (_name, place, roles, may) => {
    expect(permissionsInChannel(guild, place, member(roles), 0).has('SendMessages')).toBe(may);
  });

  it('leaves out what means nothing without another permission', () => {
    const silent = permissionsInChannel(guild, channel(['1', Role, 0n, Bits.SendMessages]), member(), 0);
    expect(silent.names).toEqual(['ViewChannel', 'Connect']);
    expect(permissionsInChannel(guild, channel(['1', Role, 0n, Bits.ViewChannel]), member(), 0).isEmpty).toBe(true);
    const voice = { ...channel(['1', Role, 0n, Bits.Connect]), type: ChannelType.GuildVoice };
    expect(permissionsInChannel(guild, voice, member(), 0).names).toEqual(['ViewChannel']);
    const thread = { ...channel(), type: ChannelType.PublicThread };
    expect(permissionsInChannel(guild, thread, member(), 0).has('AttachFiles')).toBe(false);
  });

  it('is nothing but seeing a voice channel that one may not enter', () => {
    const manager = member([], { userId: '30' });
    const place = channel(['30', Member, Bits.ManageChannels, 0n], ['1', Role, 0n, Bits.Connect]);
    const stage = { ...place, type: ChannelType.GuildStageVoice };
    expect(permissionsInChannel(guild, stage, manager, 0).names).toEqual(['ViewChannel']);
    expect(permissionsInChannel(guild, place, manager, 0).has('ManageChannels')).toBe(true);
  });

  it('is to read on in a voice channel while timed out', () => {
    const place = { ...channel(['1', Role, Bits.ReadMessageHistory, 0n]), type: ChannelType.GuildVoice };
    const quiet = member([], { communication_disabled_until: '1970-01-01T00:00:10.000Z' });
    expect(permissionsInChannel(guild, place, quiet, 0).names).toEqual(['ViewChannel', 'ReadMessageHistory']);
  });

  it('is little while timed out, and everything again after it', () => {
    const quiet = member([], { communication_disabled_until: '1970-01-01T00:00:10.000Z' });
    expect(permissionsInChannel(guild, channel(), quiet, 9_999).names).toEqual(['ViewChannel']);
    expect(permissionsInChannel(guild, channel(), quiet, 10_000).has('SendMessages')).toBe(true);
  });
});
