/** Noise instead of messages: nothing throws, nothing is stuck, and what is right afterwards works. */
import { ManualClock } from '../../../../src/util';
import {
  type DaveClientFrame,
  type DaveLibrary,
  type DaveServerFrame,
  loadDaveLibrary,
  MlsDaveSession,
} from '../../../../src/voice';
import { DaveCall } from '../../../support/dave/dave-call';

const ROUNDS = 400;

/** Numbers that look random and are the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

class Noise {
  private readonly random: () => number;
  private readonly sample: readonly DaveServerFrame[];

  constructor(seed: number, sample: readonly DaveServerFrame[]) {
    this.random = seeded(seed);
    this.sample = sample;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  bytes(most: number): Buffer {
    return Buffer.from(Array.from({ length: this.below(most) }, () => this.below(256)));
  }

  /** Something that was right once, with some of it changed; or nothing but noise. */
  frame(): DaveServerFrame {
    const old = this.sample[this.below(this.sample.length)] as DaveServerFrame;
    if (this.below(3) > 0 && 'payload' in old) return { ...old, payload: this.damaged(old.payload) };
    const transitionId = this.below(4);
    const protocolVersion = this.below(12) === 0 ? this.below(70_000) : 1;
    const payload = this.bytes(200);
    const kinds: readonly DaveServerFrame[] = [
      { kind: 'prepare-transition', transitionId, protocolVersion },
      { kind: 'execute-transition', transitionId },
      { kind: 'prepare-epoch', epoch: this.below(3), protocolVersion },
      { kind: 'external-sender', payload },
      { kind: 'proposals', operation: this.below(2) === 0 ? 'append' : 'revoke', payload },
      { kind: 'commit', transitionId, payload },
      { kind: 'welcome', transitionId, payload },
    ];
    return kinds[this.below(kinds.length)] as DaveServerFrame;
  }

  private damaged(payload: Buffer): Buffer {
    const bytes = Buffer.from(payload);
    const changes = this.below(4);
    for (let change = 0; change < changes && bytes.length > 0; change++)
      bytes[this.below(bytes.length)] = this.below(256);
    return this.below(4) === 0 ? bytes.subarray(0, this.below(bytes.length + 1)) : bytes;
  }
}

let library: DaveLibrary;
let sample: readonly DaveServerFrame[];

beforeAll(async () => {
  library = await loadDaveLibrary();
  const call = new DaveCall(library);
  const members = [await call.join('101'), await call.join('102'), await call.join('103')];
  await call.leave(members[1] as (typeof members)[0]);
  sample = members.flatMap(({ heard }) => heard);
});

describe('a session under noise', () => {
  it.each([1, 2, 3])(
    'throws nothing, lets nothing out in the clear, and works when it is over (seed %d)',
    async (seed) => {
      const noise = new Noise(seed, sample);
      const call = new DaveCall(library);
      const a = await call.join('101');
      await call.join('102');
      for (let round = 0; round < ROUNDS; round++) {
        // Noise from nowhere: what is answered goes nowhere too, but for what is answered to the server itself.
        a.session.receive(noise.frame());
        const opus = noise.bytes(120);
        const sealed = a.session.seal(opus);
        if (a.session.protocolVersion > 0 && opus.length > 8) expect(sealed).not.toEqual(opus);
        a.session.open(noise.below(2) === 0 ? '102' : '999', noise.bytes(120));
        if (round % 50 === 0) await call.clock.advance(noise.below(400));
      }
      // The noise may have brought another external sender, one that is right in another call.
      a.session.receive({ kind: 'external-sender', payload: call.service.externalSender });
      call.service.reset();
      await call.clock.advance(5_000);
      expect(call.phases).toEqual(['active', 'active']);
      expect(call.privacyCodes.size).toBe(1);
      call.talk();
    },
    60_000,
  );

  it('keeps its timers few and its answers bounded', async () => {
    const noise = new Noise(9, sample);
    const clock = new ManualClock();
    const sent: DaveClientFrame[] = [];
    const session = new MlsDaveSession({ library, userId: '101', clock, send: (frame) => sent.push(frame) });
    session.usersJoined(['102', '103']);
    for (let round = 0; round < 500; round++) session.receive(noise.frame());
    session.begin(1, '81384788765712384');
    for (let round = 0; round < ROUNDS; round++) {
      session.receive(noise.frame());
      expect(clock.pendingTimers).toBeLessThanOrEqual(2);
    }
    expect(sent.length).toBeLessThanOrEqual(2 * (ROUNDS + 500));
    session.close();
    expect(clock.pendingTimers).toBe(0);
    await clock.advance(60_000);
  }, 60_000);
});
