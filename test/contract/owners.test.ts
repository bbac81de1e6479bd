/** Whoever tells owners from others keeps what the port promises: a list, and Discord's own word. */
import { type APIApplication } from 'discord-api-types/v10';
import { ListedOwners } from '../../src/dispatcher';
import { ApplicationOwners } from '../../src/hub/application-owners';
import { Application } from '../../src/models';
import { ownersContract } from '../../src/testing/contracts/owners';

const user = (id: string): { id: string } => ({ id });

function application(fields: object): Promise<Application> {
  return Promise.resolve(new Application({ id: '1000', ...fields } as APIApplication));
}

function team(ownerId: string, members: readonly object[]): object {
  return { owner: user('team'), team: { id: 't', owner_user_id: ownerId, members } };
}

function teamOf([owner = '', ...members]: readonly string[]): Promise<Application> {
  const listed = members.map((id) => ({ user: user(id), membership_state: 2, role: 'developer' }));
  return application(team(owner, listed));
}

describe('ListedOwners', () => {
  for (const one of ownersContract((ids) => new ListedOwners(ids))) it(one.name, () => one.run());
});

describe('ApplicationOwners', () => {
  for (const one of ownersContract((ids) => new ApplicationOwners(() => teamOf(ids)))) it(one.name, () => one.run());

  it('knows the one owner of an application without a team', async () => {
    const owners = new ApplicationOwners(() => application({ owner: user('1'), team: null }));
    expect([await owners.isOwner('1'), await owners.isOwner('2')]).toEqual([true, false]);
  });

  it('leaves out who was only invited, and who may only read', async () => {
    const members = [
      { user: user('2'), membership_state: 2, role: 'admin' },
      { user: user('3'), membership_state: 1, role: 'developer' },
      { user: user('4'), membership_state: 2, role: 'read_only' },
    ];
    const owners = new ApplicationOwners(() => application(team('1', members)));
    const answers = await Promise.all(['1', '2', '3', '4', 'team'].map(async (id) => owners.isOwner(id)));
    expect(answers).toEqual([true, true, false, false, false]);
  });

  it('asks once, also when many want to know at once, and again after it failed', async () => {
    let asked = 0;
    const owners = new ApplicationOwners(() => {
      asked++;
      return asked === 1 ? Promise.reject(new Error('no network')) : application({ owner: user('1'), team: null });
    });
    await expect(Promise.all([owners.isOwner('1'), owners.isOwner('1')])).rejects.toThrow('no network');
    expect(await Promise.all([owners.isOwner('1'), owners.isOwner('2'), owners.isOwner('1')])).toEqual([
      true,
      false,
      true,
    ]);
    expect(owners.isOwner('1')).toBe(true);
    expect(asked).toBe(2);
  });
});
