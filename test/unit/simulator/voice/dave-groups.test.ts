/** Three members with a library of their own agree on keys over the simulated delivery service. */
import { knownFrames } from '../../../../src/testing/simulator/voice/dave/known-frames';
import { compareHearing } from '../../../../src/testing/simulator/voice/dave/hearing';
import { DaveCall, userId } from './dave-support';

const clean = { missing: [], duplicated: [], outOfOrder: 0, foreign: 0, undecryptable: 0 };

describe('a group of the simulated delivery service', () => {
  it('is made by the first commit, grows, and gives everybody the same privacy code', async () => {
    const dave = new DaveCall();
    const members = await dave.joined(3);
    expect(dave.service.epoch).toBe(2);
    expect(members.map((member) => member.epoch)).toEqual([2, 2, 2]);
    expect(members.map((member) => member.leafIndex)).toEqual(members.map((one) => dave.service.leafOf(one.userId)));
    expect(new Set(members.map((member) => member.privacyCode)).size).toBe(1);
    expect(members[0]?.privacyCode).toMatch(/^\d{30}$/);
    expect(dave.service.settled).toBe(true);
    expect(await members[0]?.verificationCode(userId(2))).toBe(await members[1]?.verificationCode(userId(1)));
  });

  it('carries audio that arrives byte by byte and in order, and shows nothing of it on the way', async () => {
    const dave = new DaveCall();
    const [first, second, third] = await dave.joined(3);
    const frames = knownFrames(7, 100);
    dave.call.wire.expect(frames);
    const speaking = first!.speak(frames);
    await dave.clock.advance(2_000);
    expect((await speaking).sent).toHaveLength(100);
    for (const listener of [second!, third!]) {
      const hearing = listener.heard(userId(1));
      expect(compareHearing(frames, hearing)).toEqual({ heard: 100, ...clean });
      expect(hearing.frames.every(({ sealed }) => sealed)).toBe(true);
      expect(hearing.frames.map(({ arrivedAtMs }) => arrivedAtMs)).toEqual(frames.map((_, index) => index * 20));
      expect(hearing.frames.map(({ timestamp }) => timestamp)).toEqual(frames.map((_, index) => (index + 1) * 960));
    }
    expect(dave.call.wire.of(userId(1))).toMatchObject({ sealed: 100, plain: 0, leaks: 0, repeatedNonces: 0 });
  });

  it('goes on without somebody who left, under keys that they do not have', async () => {
    const dave = new DaveCall();
    const [first, second, third] = await dave.joined(3);
    const code = first!.privacyCode;
    third!.leave();
    expect(dave.service.epoch).toBe(3);
    expect(dave.service.members).toEqual([userId(1), userId(2)].sort());
    expect(first!.privacyCode).toBe(second!.privacyCode);
    expect(first!.privacyCode).not.toBe(code);
  });

  it('is replaced when one is left alone', async () => {
    const dave = new DaveCall();
    const [first, second] = await dave.joined(2);
    second!.leave();
    expect(dave.service.epoch).toBe(0);
    expect(first!.ready).toBe(false);
    await second!.join(dave.call);
    expect(dave.service.epoch).toBe(1);
    expect(first!.privacyCode).toBe(second!.privacyCode);
  });
});
