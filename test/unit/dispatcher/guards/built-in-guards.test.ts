/** What the guards that ship ask, and what they say. */
import {
  type Actor,
  BotPermissions,
  Cooldown,
  DirectMessageOnly,
  type Guard,
  type GuardUse,
  GuildOnly,
  ListedOwners,
  NsfwOnly,
  OwnerOnly,
  Permissions,
  Roles,
  type Verdict,
} from '../../../../src/dispatcher';
import { permissionWords } from '../../../../src/dispatcher/guards/permission-words';
import { PERMISSION_NAMES, PermissionSet } from '../../../../src/models';
import { call } from '../limits/support';

function ask<O>(use: GuardUse<O>, actor: Partial<Actor>): Verdict {
  const Type = use.guard as new () => Guard<O>;
  return new Type().check(call(actor), use.options) as Verdict;
}

const plain = (guard: GuardUse<undefined>['guard'], actor: Partial<Actor>): Verdict =>
  ask({ guard, options: undefined }, actor);

describe('guards of places', () => {
  it.each([GuildOnly, DirectMessageOnly, NsfwOnly])('%p is asked in the step of places', (guard) => {
    expect(guard.step).toBe('place');
  });

  it('GuildOnly refuses direct messages', () => {
    expect(plain(GuildOnly, {})).toBeUndefined();
    expect(plain(GuildOnly, { guildId: undefined })).toEqual({
      reason: 'guild-only',
      message: 'This works in servers only.',
    });
  });

  it('DirectMessageOnly refuses guilds, and what happens nowhere', () => {
    const refusal = { reason: 'dm-only', message: 'This works in direct messages only.' };
    expect(plain(DirectMessageOnly, { guildId: undefined })).toBeUndefined();
    expect(plain(DirectMessageOnly, {})).toEqual(refusal);
    expect(plain(DirectMessageOnly, { guildId: undefined, channelId: undefined })).toEqual(refusal);
  });

  it('NsfwOnly refuses other channels, and those of which it is not known', () => {
    expect(plain(NsfwOnly, { isNsfw: true })).toBeUndefined();
    expect(plain(NsfwOnly, { isNsfw: false })).toEqual({
      reason: 'nsfw-only',
      message: 'This works in age-restricted channels only.',
      values: { isKnown: true },
    });
    expect(plain(NsfwOnly, {})).toMatchObject({ reason: 'nsfw-only', values: { isKnown: false } });
  });
});

describe('guards of people', () => {
  it.each([Permissions('BanMembers').guard, BotPermissions('BanMembers').guard, Roles('100000000000000000').guard])(
    '%p is asked in the step of people',
    (guard) => {
      expect(guard.step).toBe('person');
      expect(OwnerOnly.step).toBe('person');
    },
  );

  it('Permissions lists in words what is missing', () => {
    const use = Permissions('BanMembers', 'ManageGuild', 'UseVAD');
    expect(ask(use, { permissions: PermissionSet.of('BanMembers') })).toEqual({
      reason: 'permissions',
      message: 'You need the permissions Manage Server and Use Voice Activity for this.',
      values: { missing: ['ManageGuild', 'UseVAD'], isKnown: true },
    });
    expect(ask(use, { permissions: PermissionSet.of('BanMembers', 'UseVAD') })).toMatchObject({
      message: 'You need the permission Manage Server for this.',
    });
    expect(ask(use, { permissions: PermissionSet.of('BanMembers', 'ManageGuild', 'UseVAD') })).toBeUndefined();
    expect(ask(use, { permissions: PermissionSet.of('Administrator') })).toBeUndefined();
  });

  it('BotPermissions asks what the bot may do, whatever the person may', () => {
    const use = BotPermissions('BanMembers');
    expect(ask(use, { appPermissions: PermissionSet.none, permissions: PermissionSet.all })).toEqual({
      reason: 'bot-permissions',
      message: 'I need the permission Ban Members for this.',
      values: { missing: ['BanMembers'], isKnown: true },
    });
    expect(ask(use, { appPermissions: PermissionSet.all })).toBeUndefined();
  });

  it('refuses where it is not known what may be done, and says so', () => {
    expect(ask(Permissions('BanMembers'), {})).toEqual({
      reason: 'permissions',
      message: 'It could not be found out what you may do here.',
      values: { missing: ['BanMembers'], isKnown: false },
    });
    expect(ask(BotPermissions('BanMembers'), {})).toMatchObject({
      reason: 'bot-permissions',
      message: 'It could not be found out what I may do here.',
    });
    expect(ask(Roles('100000000000000001'), {})).toMatchObject({
      reason: 'roles',
      message: 'It could not be found out which roles you have.',
      values: { isKnown: false },
    });
  });

  it('Roles wants one of them, Roles.all wants each', () => {
    const [first, second] = ['100000000000000001', '100000000000000002'] as const;
    const [any, all] = [Roles(first, second), Roles.all(first, second)];
    const wearing = (...roleIds: string[]): Verdict[] => [ask(any, { roleIds }), ask(all, { roleIds })];
    expect(wearing(first, second)).toEqual([undefined, undefined]);
    expect(wearing(second)).toEqual([
      undefined,
      {
        reason: 'roles',
        message: `You need the role <@&${first}> for this.`,
        values: { missing: [first], any: false, isKnown: true },
      },
    ]);
    expect(wearing().map((verdict) => (verdict as { message: string }).message)).toEqual([
      `You need the roles <@&${first}> or <@&${second}> for this.`,
      `You need the roles <@&${first}> and <@&${second}> for this.`,
    ]);
  });

  it('OwnerOnly lets owners pass, and nobody of whom it does not know who it is', async () => {
    const guard = new OwnerOnly(new ListedOwners(['7']));
    const refusal = { reason: 'owner-only', message: 'This is for the owner of the bot only.' };
    expect(guard.check(call({ userId: '7' }))).toBeUndefined();
    expect(guard.check(call({ userId: '8' }))).toEqual(refusal);
    expect(guard.check(call({ userId: undefined }))).toEqual(refusal);
    const later = new OwnerOnly({ isOwner: (id) => Promise.resolve(id === '7') });
    expect(await later.check(call({ userId: '7' }))).toBeUndefined();
    expect(await later.check(call({ userId: '8' }))).toEqual(refusal);
  });

  it('OwnerOnly fails where owners cannot be asked for', async () => {
    const guard = new OwnerOnly({ isOwner: () => Promise.reject(new Error('no network')) });
    await expect(guard.check(call())).rejects.toThrow('no network');
  });

  it.each([
    [() => Permissions(), /Permissions\(\) takes the names of permissions, and got \[\]/],
    [
      () => Permissions('BanMember' as never),
      /Permissions\(\) takes names of permissions such as "BanMembers", and got/,
    ],
    [() => BotPermissions('ban' as never), /BotPermissions\(\) takes names/],
    [() => Roles(), /Roles\(\) takes ids of roles, and got \[\]/],
    [() => Roles.all('100000000000000001', 'Moderators'), /Roles.all\(\) takes ids of roles, and got 'Moderators'/],
  ])('are refused when they are made with what they cannot hold', (make, message) => {
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: 'DISPATCH_GUARD_OPTIONS' }) as Error);
  });

  it('calls every permission by words', () => {
    const words = PERMISSION_NAMES.map(permissionWords);
    expect(words.filter((text) => !/^[A-Z][A-Za-z]*( [A-Z][A-Za-z]*)*$/.test(text))).toEqual([]);
    expect(words).toEqual(
      expect.arrayContaining(['Ban Members', 'Send TTS Messages', 'View Audit Log', 'Time Out Members', 'Video']),
    );
  });
});

describe('what the compiler says', () => {
  it('refuses durations and names that are none', () => {
    // @ts-expect-error -- no unit that there is
    expect(() => Cooldown.perUser('5sec')).toThrow();
    // @ts-expect-error -- no number
    expect(() => Cooldown.perUser('five s')).toThrow();
    // @ts-expect-error -- no permission
    expect(() => Permissions('BanMember')).toThrow();
    expect(Cooldown.perUser('1.5h', { uses: 3, kind: 'fixed', bypass: ({ userId }) => userId === '1' })).toBeDefined();
  });
});
