/** What goes wrong in an encrypted call, and how the simulated delivery service gets everybody back together. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { type VirtualMember } from '../../../../src/testing/simulator/voice/dave/virtual-member';
import { ExternalSender } from '../../../../src/testing/simulator/voice/dave/external-sender';
import { compareHearing } from '../../../../src/testing/simulator/voice/dave/hearing';
import { readKeyPackage } from '../../../../src/testing/simulator/voice/dave/key-package';
import { knownFrames } from '../../../../src/testing/simulator/voice/dave/known-frames';
import { appendPayload, proposeAdd } from '../../../../src/testing/simulator/voice/dave/proposal';
import { signContent, uint16, uint64, vector } from '../../../../src/testing/simulator/voice/dave/mls-codec';
import { pointOf } from '../../../../src/testing/simulator/voice/dave/p256';
import { CHANNEL, DaveCall, userId } from './dave-support';

/** Everybody is in one group and knows it. */
function expectTogether(dave: DaveCall, members: readonly VirtualMember[]): void {
  expect([...dave.service.members].sort()).toEqual(members.map((member) => member.userId).sort());
  expect(members.map((member) => member.leafIndex)).toEqual(members.map((one) => dave.service.leafOf(one.userId)));
  expect(new Set(members.map((member) => member.privacyCode)).size).toBe(1);
  expect(members[0]!.privacyCode).toBeDefined();
  expect(dave.service.settled).toBe(true);
}

/** A key package as a client could write it whose leaf understands these kinds of credentials. */
function handMadeKeyPackage(user: string, credentials: readonly number[]): Buffer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = pointOf(publicKey);
  const signed = (label: string, content: Buffer): Buffer =>
    vector(sign('sha256', signContent(label, content), privateKey));
  const leaf = Buffer.concat([
    vector(point),
    vector(point),
    uint16(1),
    vector(uint64(BigInt(user))),
    vector(uint16(1)),
    vector(uint16(2)),
    vector(),
    vector(),
    vector(...credentials.map(uint16)),
    Buffer.of(1),
    uint64(0n),
    uint64(0xffff_ffff_ffff_ffffn),
    vector(),
  ]);
  const rest = Buffer.concat([uint16(1), uint16(2), vector(point), leaf, signed('LeafNodeTBS', leaf), vector()]);
  return Buffer.concat([rest, signed('KeyPackageTBS', rest)]);
}

/** Keeps what a member sends for an opcode. */
function recordSent(dave: DaveCall, op: number): { userId: string; payload: Buffer }[] {
  const sent: { userId: string; payload: Buffer }[] = [];
  const receive = dave.call.receive.bind(dave.call);
  dave.call.receive = (from, code, payload) => {
    if (code === op) sent.push({ userId: from, payload: payload as Buffer });
    receive(from, code, payload);
  };
  return sent;
}

describe('the simulated delivery service, when something goes wrong,', () => {
  it.each(['commit', 'welcome', 'proposals'] as const)('removes and adds again who got a damaged %s', async (kind) => {
    const dave = new DaveCall();
    const [first, second] = await dave.joined(2);
    const third = dave.member(3);
    dave.service.faults.corruptNext(kind === 'welcome' ? userId(3) : userId(2), kind);
    await third.join(dave.call);
    expect(dave.kinds()).toContain('lost');
    expectTogether(dave, [first!, second!, third]);
  });

  it('revokes proposals and tells them again', async () => {
    const dave = new DaveCall();
    const [first, second] = await dave.joined(2);
    dave.service.faults.revokeNext();
    const third = dave.member(3);
    await third.join(dave.call);
    expectTogether(dave, [first!, second!, third]);
    expect(dave.kinds()).not.toContain('lost');
  });

  it('makes the group anew when it is asked to', async () => {
    const dave = new DaveCall();
    const members = await dave.joined(3);
    const code = members[0]!.privacyCode;
    dave.service.faults.reset();
    expectTogether(dave, members);
    expect(members[0]!.privacyCode).not.toBe(code);
  });

  it('takes the first commit of an epoch and drops the others', async () => {
    const dave = new DaveCall();
    await dave.joined(3);
    // Two compete for the first group, and two for the second epoch.
    expect(dave.service.refusals).toEqual({ 'late-commit': 2 });
    expect(dave.events.find(({ kind }) => kind === 'refused')).toMatchObject({ closeCode: undefined });
  });

  it('refuses a commit that is sent again, or that was changed', async () => {
    const dave = new DaveCall();
    const commits = recordSent(dave, 28);
    await dave.joined(2);
    const { userId: by, payload } = commits[0]!;
    dave.service.receive(by, 28, payload);
    expect(dave.kinds().at(-1)).toBe('refused: late-commit');
    dave.service.receive(by, 28, payload.subarray(0, 40));
    expect(dave.events.at(-1)).toMatchObject({ problem: 'malformed', closeCode: 4020 });
    expect(dave.service.epoch).toBe(1);
  });

  it('refuses the key package of somebody else, a damaged one, and one that was used', async () => {
    const dave = new DaveCall();
    const packages = recordSent(dave, 26);
    await dave.joined(2);
    const [first, second] = packages;
    dave.service.receive(userId(1), 26, second!.payload);
    expect(dave.events.at(-1)).toMatchObject({ problem: 'bad-key-package', closeCode: 4020 });
    for (const at of [0, 3, 80, 200, first!.payload.length - 1]) {
      const damaged = Buffer.from(first!.payload);
      damaged[at]! ^= 1;
      dave.service.receive(userId(1), 26, damaged);
      expect(dave.events.at(-1)).toMatchObject({ problem: 'bad-key-package', userId: userId(1) });
    }
    dave.service.receive(userId(2), 26, second!.payload);
    expect(dave.events.at(-1)).toMatchObject({ problem: 'key-package-used-again', closeCode: 4020 });
    expect(dave.service.epoch).toBe(1);
  });

  it('refuses a key package that was handed in before, also when nobody was added with it', async () => {
    const dave = new DaveCall();
    const packages = recordSent(dave, 26);
    const [first] = await dave.joined(1);
    const { payload } = packages[0]!;
    dave.service.receive(first!.userId, 26, payload);
    expect(dave.service.refusals).toEqual({});
    dave.service.faults.reset();
    dave.service.receive(first!.userId, 26, payload);
    expect(dave.events.at(-1)).toMatchObject({ problem: 'key-package-used-again', closeCode: 4020 });
  });

  it('refuses the key package of a leaf that does not understand its own credential', () => {
    expect(() => readKeyPackage(handMadeKeyPackage(userId(1), [0x0001]), userId(1))).not.toThrow();
    expect(() => readKeyPackage(handMadeKeyPackage(userId(1), [0x0002]), userId(1))).toThrow(/credential/);
  });

  it('refuses a commit that names a proposal twice', async () => {
    const dave = new DaveCall();
    dave.drop(28);
    const commits = recordSent(dave, 28);
    await dave.joined(2);
    const { userId: by, payload } = commits[0]!;
    // Version, kind, group, epoch, sender, data and type stand before the only proposal that is named.
    const [head, named, rest] = [payload.subarray(0, 28), payload.subarray(29, 63), payload.subarray(63)];
    dave.service.receive(by, 28, Buffer.concat([head, vector(named, named), rest]));
    expect(dave.events.at(-1)).toMatchObject({ problem: 'wrong-proposals' });
    expect(dave.service.epoch).toBe(0);
    dave.service.receive(by, 28, payload);
    expect(dave.service.epoch).toBe(1);
  });

  it('tells who came back nothing of a change that was under way before', async () => {
    const dave = new DaveCall();
    const [, second] = await dave.joined(2);
    dave.drop(23, userId(3));
    await dave.member(3).join(dave.call);
    second!.leave();
    const again = dave.member(2);
    const announced = new Set<unknown>();
    const executed: unknown[] = [];
    const [tell, tellBinary] = [again.tell.bind(again), again.tellBinary.bind(again)];
    again.tell = (op, d) => {
      if (op === 22) executed.push((d as { transition_id: number }).transition_id);
      tell(op, d);
    };
    again.tellBinary = (op, payload) => {
      if (op === 29 || op === 30) announced.add(payload.readUInt16BE());
      tellBinary(op, payload);
    };
    await again.join(dave.call);
    await dave.clock.advance(4_000);
    expect(executed.length).toBeGreaterThan(0);
    expect(executed.filter((id) => !announced.has(id))).toEqual([]);
  });

  it('survives anything that a participant sends', async () => {
    const dave = new DaveCall();
    const members = await dave.joined(2);
    for (const op of [21, 23, 26, 28, 31, 99]) {
      for (const payload of [
        undefined,
        null,
        {},
        [],
        'x',
        { transition_id: -1 },
        { transition_id: 9e9 },
        Buffer.alloc(0),
      ]) {
        dave.service.receive(userId(1), op, payload);
      }
    }
    for (let length = 1; length < 300; length += 7) dave.service.receive(userId(1), 28, Buffer.alloc(length, length));
    expectTogether(dave, members);
  });

  it('gives up on somebody who can never follow, and goes on with the others', async () => {
    const dave = new DaveCall();
    const members = await dave.joined(2);
    dave.service.faults.corruptNext(userId(3), 'welcome', 100);
    await dave.member(3).join(dave.call);
    expect(dave.kinds().at(-1)).not.toBe('epoch');
    expect(dave.service.refusals['lost-too-often']).toBe(1);
    expectTogether(dave, members);
  });

  it('waits for a member who does not answer no longer than two seconds', async () => {
    const dave = new DaveCall();
    const [first] = await dave.joined(2);
    dave.service.faults.delay(userId(1), 5_000);
    await dave.member(3).join(dave.call);
    await dave.clock.advance(1_999);
    expect(dave.service.settled).toBe(false);
    await dave.clock.advance(1);
    expect(dave.events.at(-1)).toMatchObject({ kind: 'executed', late: [userId(1)] });
    await dave.clock.advance(3_000);
    expect(first!.epoch).toBe(2);
  });

  it('tells proposals again that nobody answers, and makes the group anew in the end', async () => {
    const dave = new DaveCall();
    const members = await dave.joined(2);
    for (const member of members) dave.service.faults.corruptNext(member.userId, 'proposals', 3);
    const third = dave.member(3);
    await third.join(dave.call);
    await dave.clock.advance(6_000);
    expect(dave.events).toContainEqual({ kind: 'reset', reason: 'stuck', protocolVersion: 1 });
    expectTogether(dave, [...members, third]);
  });

  it('turns encryption off while somebody without it is there, and on again', async () => {
    const dave = new DaveCall();
    const members = await dave.joined(2);
    const old = dave.member(3, { maxDaveProtocolVersion: 0 });
    await old.join(dave.call);
    expect(dave.service.protocolVersion).toBe(0);
    const frames = knownFrames(3, 10);
    const speaking = members[0]!.speak(frames);
    await dave.clock.advance(200);
    await speaking;
    for (const listener of [members[1]!, old]) {
      expect(compareHearing(frames, listener.heard(userId(1)))).toMatchObject({ heard: 10, undecryptable: 0 });
    }
    expect(dave.call.wire.of(userId(1))).toMatchObject({ plain: 10, sealed: 0 });
    old.leave();
    expect(dave.service.protocolVersion).toBe(1);
    expectTogether(dave, members);
    const again = knownFrames(4, 10);
    const speakingAgain = members[0]!.speak(again);
    await dave.clock.advance(200);
    await speakingAgain;
    expect(compareHearing([...frames, ...again], members[1]!.heard(userId(1)))).toMatchObject({
      heard: 20,
      missing: [],
    });
    expect(dave.call.wire.of(userId(1))).toMatchObject({ plain: 10, sealed: 10 });
  });

  it('has no encryption in a call that allows none', async () => {
    const dave = new DaveCall({ protocolVersion: 0 });
    const members = await dave.joined(2);
    expect(members.map((member) => member.daveProtocolVersion)).toEqual([0, 0]);
    expect(dave.events).toEqual([]);
  });

  it('follows a member who comes back on a new connection before its old place was cleared', async () => {
    const dave = new DaveCall();
    const [first, second] = await dave.joined(3);
    for (const slow of [first!, second!]) dave.service.faults.delay(slow.userId, 100);
    const again = dave.member(3);
    await again.join(dave.call);
    expect(dave.service.epoch).toBe(2);
    await dave.clock.advance(300);
    expectTogether(dave, [first!, second!, again]);
  });
});

describe('a virtual member', () => {
  it('refuses proposals of a forged external sender', async () => {
    const dave = new DaveCall();
    const commits = recordSent(dave, 28);
    const [first] = await dave.joined(2);
    const elsewhere = new DaveCall();
    const packages = recordSent(elsewhere, 26);
    await elsewhere.member(9).join(elsewhere.call);
    const keyPackage = readKeyPackage(packages[0]!.payload, userId(9));
    const moment = { groupId: uint64(BigInt(CHANNEL)), epoch: 1n };
    const forged = proposeAdd(new ExternalSender(), moment, userId(9), keyPackage);
    const before = commits.length;
    first!.tell(11, { user_ids: [userId(9)] });
    first!.tellBinary(27, appendPayload([forged]));
    expect(first!.failures).toBe(1);
    expect(commits).toHaveLength(before);
  });

  it('refuses to add somebody of whom the voice server said nothing', async () => {
    const dave = new DaveCall();
    const [first, second] = await dave.joined(2);
    const commits = recordSent(dave, 28);
    const tell = first!.tell.bind(first);
    first!.tell = (op, d) => {
      if (op !== 11) tell(op, d);
    };
    const third = dave.member(3);
    await third.join(dave.call);
    expect(first!.failures).toBeGreaterThan(0);
    expect(commits[0]!.userId).toBe(second!.userId);
    expect(second!.privacyCode).toBe(third.privacyCode);
  });

  it('refuses a frame that it has heard before', async () => {
    const dave = new DaveCall();
    const [first, second] = await dave.joined(2);
    const transmit = dave.call.transmit.bind(dave.call);
    dave.call.transmit = (packet, from) => {
      transmit(packet, from);
      transmit(packet, from);
    };
    const frames = knownFrames(1, 5);
    const speaking = first!.speak(frames);
    await dave.clock.advance(100);
    await speaking;
    expect(compareHearing(frames, second!.heard(userId(1)))).toMatchObject({
      heard: 5,
      duplicated: [],
      undecryptable: 5,
    });
    expect(dave.call.wire.of(userId(1)).repeatedNonces).toBe(5);
  });
});
