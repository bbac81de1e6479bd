/** How much of somebody's audio is lost while keys change: the costs that docs and clients count on. */
import { compareHearing } from '../../../../src/testing/simulator/voice/dave/hearing';
import { knownFrames } from '../../../../src/testing/simulator/voice/dave/known-frames';
import { type VirtualMember } from '../../../../src/testing/simulator/voice/dave/virtual-member';
import { DaveCall, userId } from './dave-support';

interface Loss {
  /** Packets that a member missed who is told late. */
  readonly late: number;
  readonly prompt: number;
  /** Packets that the newcomer got without a key for them. */
  readonly newcomer: number;
}

async function lossOfJoin(delayMs: number, defersCommits: boolean): Promise<Loss> {
  const dave = new DaveCall();
  const speaker = dave.member(1, { defersCommits });
  const [late, prompt, newcomer] = [dave.member(2), dave.member(3), dave.member(4)];
  for (const member of [speaker, late, prompt]) await member.join(dave.call);
  dave.service.faults.delay(late.userId, delayMs);
  const frames = knownFrames(5, 300);
  const speaking = speaker.speak(frames);
  await dave.clock.advance(1_010);
  await newcomer.join(dave.call);
  await dave.clock.advance(5_000);
  await speaking;
  const missing = (member: VirtualMember): number => compareHearing(frames, member.heard(userId(1))).missing.length;
  return { late: missing(late), prompt: missing(prompt), newcomer: newcomer.heard(userId(1)).undecryptable };
}

describe('a change of keys', () => {
  it.each([0, 20, 100, 500, 2_500])(
    'costs who is told %d ms late one packet for each 20 ms, because davey sends with new keys at once',
    async (delayMs) => {
      expect(await lossOfJoin(delayMs, false)).toEqual({ late: delayMs / 20, prompt: 0, newcomer: 0 });
    },
  );

  it.each([20, 500, 1_900])(
    'costs nobody in the group anything at %d ms when the speaker waits for the switch',
    async (delayMs) => {
      expect(await lossOfJoin(delayMs, true)).toEqual({ late: 0, prompt: 0, newcomer: delayMs / 20 });
    },
  );

  it('lasts as long as the fault of a late switch', async () => {
    const dave = new DaveCall();
    const speaker = dave.member(1, { defersCommits: true });
    for (const member of [speaker, dave.member(2)]) await member.join(dave.call);
    dave.service.faults.lateExecuteMs = 700;
    await dave.member(3).join(dave.call);
    expect(speaker.epoch).toBe(1);
    await dave.clock.advance(699);
    expect(dave.service.settled).toBe(false);
    await dave.clock.advance(1);
    expect(speaker.epoch).toBe(2);
    expect(dave.service.settled).toBe(true);
  });

  it('finds a member who was told of the external sender before the session', async () => {
    const dave = new DaveCall();
    const [first, second] = [dave.member(1), dave.member(2)];
    await first.join(dave.call);
    await second.join(dave.call);
    second.leave();
    // The library is loaded and the member made, but opcode 4 has not come.
    const join = dave.call.join.bind(dave.call);
    dave.call.join = (participant) => {
      dave.service.introduce(participant);
      join(participant);
    };
    await second.join(dave.call);
    expect(second.privacyCode).toBe(first.privacyCode);
    expect(second.failures).toBe(0);
  });
});
