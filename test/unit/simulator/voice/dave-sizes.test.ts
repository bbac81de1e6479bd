/** Groups of every size, and groups that change for a long time: everybody must agree on who has which leaf. */
import { type VirtualMember } from '../../../../src/testing/simulator/voice/dave/virtual-member';
import { seededRandom } from '../../../../src/testing/simulator/random';
import { DaveCall } from './dave-support';

function view(dave: DaveCall, members: readonly VirtualMember[]): unknown[] {
  return members.map((member) => [member.userId, member.leafIndex, member.epoch, [...member.groupUserIds].sort()]);
}

function expected(dave: DaveCall, members: readonly VirtualMember[]): unknown[] {
  const everybody = members.map((member) => member.userId).sort();
  return members.map(({ userId }) => [userId, dave.service.leafOf(userId), dave.service.epoch, everybody]);
}

describe('leaves', () => {
  it.each([2, 3, 4, 5, 6, 7, 8, 9, 10])('are the same for everybody in a group of %d', async (size) => {
    const dave = new DaveCall();
    const members = await dave.joined(size);
    expect(view(dave, members)).toEqual(expected(dave, members));
    expect(new Set(members.map((member) => member.privacyCode)).size).toBe(1);
  });

  it('are the same for everybody through 300 joins and leaves, some of them at once', async () => {
    const dave = new DaveCall();
    const random = seededRandom(20_261_130);
    const all = Array.from({ length: 9 }, (_, index) => dave.member(index + 1));
    const inside = new Set<VirtualMember>();
    for (let step = 0; step < 300; step += 1) {
      const member = all[Math.floor(random() * all.length)]!;
      // Now and then proposals reach everybody late, so that several changes fall into one epoch.
      const late = random() < 0.3;
      for (const one of inside) dave.service.faults.delay(one.userId, late ? 30 : 0);
      if (inside.delete(member)) member.leave();
      else {
        inside.add(member);
        await member.join(dave.call);
      }
      if (random() < 0.7) await dave.clock.advance(500);
    }
    for (const one of inside) dave.service.faults.delay(one.userId, 0);
    await dave.clock.advance(10_000);
    const members = all.filter((member) => inside.has(member));
    expect(members.length).toBeGreaterThan(1);
    expect(view(dave, members)).toEqual(expected(dave, members));
    expect(dave.service.settled).toBe(true);
    expect(dave.service.refusals).not.toHaveProperty('malformed');
    expect(dave.kinds().filter((kind) => kind === 'lost' || kind === 'reset').length).toBeLessThan(60);
  }, 60_000);
});
