/** What a session answers to each message of the server, and what becomes of audio meanwhile: a library without secrets, a clock that stands. */
import { ManualClock } from '../../../../src/util';
import {
  type DaveClientFrame,
  type DavePhase,
  type DaveServerFrame,
  FakeDaveLibrary,
  MlsDaveSession,
  SILENCE_FRAME,
} from '../../../../src/voice';

const opus = Buffer.from('an opus packet');

const sender: DaveServerFrame = { kind: 'external-sender', payload: Buffer.from('sender 1') };
const welcome = (transitionId: number, ...others: string[]): DaveServerFrame => ({
  kind: 'welcome',
  transitionId,
  payload: Buffer.from(['welcome', ...others].join(' ')),
});
const commit = (transitionId: number, text = 'commit of somebody'): DaveServerFrame => ({
  kind: 'commit',
  transitionId,
  payload: Buffer.from(text),
});
const proposals = (text: string, operation: 'append' | 'revoke' = 'append'): DaveServerFrame => ({
  kind: 'proposals',
  operation,
  payload: Buffer.from(text),
});
const prepare = (transitionId: number, protocolVersion: number): DaveServerFrame => ({
  kind: 'prepare-transition',
  transitionId,
  protocolVersion,
});
const execute = (transitionId: number): DaveServerFrame => ({ kind: 'execute-transition', transitionId });
const anew: DaveServerFrame = { kind: 'prepare-epoch', epoch: 1, protocolVersion: 1 };

class Bench {
  readonly clock = new ManualClock();
  readonly library = new FakeDaveLibrary();
  readonly sent: DaveClientFrame[] = [];
  readonly phases: DavePhase[] = [];
  readonly session = new MlsDaveSession({
    library: this.library,
    userId: '101',
    clock: this.clock,
    send: (frame) => this.sent.push(frame),
    onChange: () => this.phases.push(this.session.phase),
  });

  /** What is said to these messages, as words. */
  said(...frames: DaveServerFrame[]): string[] {
    this.sent.length = 0;
    for (const frame of frames) this.session.receive(frame);
    return this.words;
  }

  get words(): string[] {
    return this.sent.map((frame) => {
      switch (frame.kind) {
        case 'transition-ready':
          return `ready ${frame.transitionId}`;
        case 'invalid-commit-welcome':
          return `invalid ${frame.transitionId}`;
        case 'key-package':
          return 'key package';
        case 'commit-welcome':
          return frame.payload.toString();
      }
    });
  }

  /** In a group with 102, in its first epoch. */
  static active(): Bench {
    const bench = new Bench();
    bench.session.begin(1, '500');
    bench.session.usersJoined(['102', '103']);
    bench.said(sender, welcome(1, '102'), execute(1));
    return bench;
  }

  get seals(): 'held' | 'clear' | 'sealed' {
    const sealed = this.session.seal(opus);
    return sealed === 'held' ? 'held' : sealed.equals(opus) ? 'clear' : 'sealed';
  }
}

/** A frame as the others seal it in an epoch. */
function frameOf(epoch: number, opusOfOther = opus): Buffer {
  const trailer = Buffer.alloc(12);
  trailer.writeUInt32BE(epoch);
  trailer.set([1, 12, 0xfa, 0xfa], 8);
  return Buffer.concat([opusOfOther, trailer]);
}

describe('a session before the session description', () => {
  it('sends nothing, seals nothing, opens nothing', () => {
    const bench = new Bench();
    expect(bench.said(sender, welcome(1), commit(2), proposals('add 102'), anew)).toEqual([]);
    expect(bench.session).toMatchObject({ phase: 'idle', protocolVersion: 0, epoch: undefined });
    expect(bench.seals).toBe('held');
    expect(bench.session.open('102', opus)).toBeUndefined();
  });

  it('works on what came early as soon as it begins, in order, behind the key package', () => {
    const bench = new Bench();
    bench.session.usersJoined(['102']);
    bench.said(sender, proposals('add 102'));
    bench.session.begin(1, '500');
    expect(bench.words).toEqual(['key package', 'commit 1 of 101: add 102;welcome']);
  });

  it('keeps a bounded number of messages', () => {
    const bench = new Bench();
    bench.said(...Array.from({ length: 1_000 }, () => proposals('nonsense')));
    expect(bench.session.stats.refused).toBe(744);
    bench.session.begin(1, '500');
    expect(bench.session.stats.refused).toBe(1_000);
    expect(bench.session.phase).toBe('pending');
  });
});

describe('a session that enters a group', () => {
  it('holds audio until the server executes the transition, and says ready before', () => {
    const bench = new Bench();
    bench.session.begin(1, '500');
    expect(bench.said(sender, welcome(7, '102'))).toEqual(['ready 7']);
    expect(bench.seals).toBe('held');
    expect(bench.session.phase).toBe('pending');
    expect(bench.said(execute(7))).toEqual([]);
    expect(bench.seals).toBe('sealed');
    expect(bench.session).toMatchObject({ phase: 'active', epoch: 1, protocolVersion: 1 });
  });

  it('opens what others send already, while it still holds its own', () => {
    const bench = new Bench();
    bench.session.begin(1, '500');
    bench.said(sender, welcome(7, '102'));
    expect(bench.session.open('102', frameOf(1))).toEqual(opus);
  });

  it('executes a transition with the id 0 at once and reports nothing', () => {
    const bench = new Bench();
    bench.session.begin(1, '500');
    expect(bench.said(sender, welcome(0, '102'))).toEqual([]);
    expect(bench.seals).toBe('sealed');
  });

  it('founds the group when its own commit is chosen, and only then', () => {
    const bench = new Bench();
    bench.session.begin(1, '500');
    bench.session.usersJoined(['102']);
    expect(bench.said(sender, proposals('add 102'))).toEqual(['commit 1 of 101: add 102;welcome']);
    expect(bench.said(commit(3, 'commit 1 of 102: add 101;'))).toEqual([]);
    expect(bench.session).toMatchObject({ phase: 'pending', stats: { refused: 1, recoveries: 0 } });
    expect(bench.said(commit(4, 'commit 1 of 101: add 102;'), execute(4))).toEqual(['ready 4']);
    expect(bench.session.phase).toBe('active');
  });

  it('does not take a commit of its own that it had replaced for the one it would send now', () => {
    const bench = new Bench();
    bench.session.begin(1, '500');
    bench.session.usersJoined(['102', '103']);
    bench.said(sender, proposals('add 102'), proposals('add 103'));
    expect(bench.said(commit(3, 'commit 1 of 101: add 102;'))).toEqual(['invalid 3', 'key package']);
    expect(bench.session.phase).toBe('recovering');
  });

  it('sends a commit without a welcome when nobody is added, and nothing when all is revoked', () => {
    const bench = Bench.active();
    expect(bench.said(proposals('remove 102'))).toEqual(['commit 1 of 101: remove 102;']);
    expect(bench.said(proposals('remove 102', 'revoke'))).toEqual([]);
  });

  it('hands an external sender that came while there was no encryption to the group that comes after', () => {
    const bench = new Bench();
    bench.session.begin(0, '500');
    expect(bench.said(sender, anew)).toEqual(['key package']);
    expect(bench.library.groups.at(-1)?.externalSender).toBe('1');
  });

  it('keeps the sender that works when another cannot be read', () => {
    const bench = new Bench();
    bench.session.begin(1, '500');
    bench.said(sender, { kind: 'external-sender', payload: Buffer.from('nonsense') }, anew);
    expect(bench.library.groups.at(-1)?.externalSender).toBe('1');
    expect(bench.session.stats.refused).toBe(1);
  });
});

describe('a session in a group', () => {
  it('lets a commit wait a moment, seals for the old epoch meanwhile, and reports only then', async () => {
    const bench = Bench.active();
    expect(bench.said(commit(2))).toEqual([]);
    expect((bench.session.seal(opus) as Buffer).equals(frameOf(1))).toBe(true);
    await bench.clock.advance(99);
    expect(bench.words).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.words).toEqual(['ready 2']);
    expect((bench.session.seal(opus) as Buffer).equals(frameOf(2))).toBe(true);
  });

  it('works on a waiting commit at once when somebody is heard in the next epoch', () => {
    const bench = Bench.active();
    bench.said(commit(2));
    expect(bench.session.open('102', frameOf(1))).toEqual(opus);
    expect(bench.words).toEqual([]);
    expect(bench.session.open('102', frameOf(2))).toEqual(opus);
    expect(bench.words).toEqual(['ready 2']);
    expect(bench.session.stats.failed).toBe(0);
  });

  it.each<[string, DaveServerFrame]>([
    ['its execution', execute(2)],
    ['proposals', proposals('add 103')],
    ['the next commit', commit(3)],
    ['a new group', anew],
  ])('works on a waiting commit before %s', (_name, next) => {
    const bench = Bench.active();
    expect(bench.said(commit(2), next)[0]).toBe('ready 2');
  });

  it('ignores the execution of a transition that nobody announced, and one that is late', () => {
    const bench = Bench.active();
    expect(bench.said(execute(99))).toEqual([]);
    expect(bench.seals).toBe('sealed');
    bench.said(prepare(5, 1), prepare(6, 0), execute(6));
    expect(bench.seals).toBe('clear');
    bench.said(execute(5));
    expect(bench.seals).toBe('clear');
  });

  it('reports ready for a transition that only changes the version, and for one announced too early when it is', () => {
    const bench = Bench.active();
    expect(bench.said(prepare(5, 1))).toEqual(['ready 5']);
    const early = new Bench();
    early.session.begin(1, '500');
    expect(early.said(sender, prepare(5, 1))).toEqual([]);
    expect(early.said(welcome(6, '102'))).toEqual(['ready 5', 'ready 6']);
  });

  it('is still there after an epoch is announced that is not the first', () => {
    const bench = Bench.active();
    expect(bench.said({ kind: 'prepare-epoch', epoch: 4, protocolVersion: 1 })).toEqual([]);
    expect(bench.seals).toBe('sealed');
  });

  it('warns of nothing and accepts a welcome that names somebody who left a moment ago', () => {
    const bench = new Bench();
    bench.session.begin(1, '500');
    expect(bench.said(sender, welcome(1, '102', '999'))).toEqual(['ready 1']);
  });

  it('seals for the old group while a new one is made, also when a transition of the old one is executed late', () => {
    const bench = Bench.active();
    bench.said(commit(2), anew, execute(2));
    expect((bench.session.seal(opus) as Buffer).equals(frameOf(2))).toBe(true);
    bench.said(welcome(3, '102'));
    expect((bench.session.seal(opus) as Buffer).equals(frameOf(2))).toBe(true);
    bench.said(execute(3));
    expect((bench.session.seal(opus) as Buffer).equals(frameOf(1))).toBe(true);
  });

  it('begins anew alone, holds its audio, and executes at once', () => {
    const bench = Bench.active();
    bench.session.userLeft('102');
    bench.session.userLeft('103');
    expect(bench.said(anew, prepare(0, 1))).toEqual(['key package']);
    expect(bench.session).toMatchObject({ phase: 'pending', alone: true, epoch: undefined });
    expect(bench.seals).toBe('held');
  });
});

describe('turning encryption off and on', () => {
  it('seals until the execution, lets others be in the clear from the announcement on', () => {
    const bench = Bench.active();
    expect(bench.session.open('102', opus)).toBeUndefined();
    expect(bench.said(prepare(9, 0))).toEqual(['ready 9']);
    expect(bench.seals).toBe('sealed');
    expect(bench.session.open('102', opus)).toEqual(opus);
    bench.said(execute(9));
    expect(bench.seals).toBe('clear');
    expect(bench.session).toMatchObject({ phase: 'off', protocolVersion: 0, privacyCode: undefined });
  });

  it('opens what was sealed before the downgrade for ten seconds', async () => {
    const bench = Bench.active();
    bench.said(prepare(9, 0), execute(9));
    expect(bench.session.open('102', frameOf(1))).toEqual(opus);
    await bench.clock.advance(10_000);
    expect(bench.session.open('102', frameOf(1))).toEqual(frameOf(1));
    expect(bench.session.open('102', opus)).toEqual(opus);
  });

  it('lets everything through when it has been off for a while, also what looks sealed by chance', async () => {
    const bench = Bench.active();
    bench.said(prepare(9, 0), execute(9));
    expect(bench.session.open('102', frameOf(7))).toBeUndefined();
    await bench.clock.advance(10_000);
    expect(bench.session.open('102', frameOf(7))).toEqual(frameOf(7));
  });

  it('gives nobody what is sealed for others, for ten seconds after it came into a call that is off: theirs may be about to end', async () => {
    const bench = new Bench();
    bench.session.begin(0, '500');
    expect(bench.session.open('102', frameOf(1))).toBeUndefined();
    expect(bench.session.open('102', opus)).toEqual(opus);
    expect(bench.session.stats).toMatchObject({ opened: 1, failed: 1 });
    await bench.clock.advance(10_000);
    expect(bench.session.open('102', frameOf(1))).toEqual(frameOf(1));
  });

  it('is off at once with the id 0', () => {
    const bench = Bench.active();
    expect(bench.said(prepare(0, 0))).toEqual([]);
    expect(bench.seals).toBe('clear');
  });

  it.each<[string, DaveServerFrame]>([
    ['a new epoch', anew],
    ['a transition', prepare(4, 1)],
    ['a transition at once', prepare(0, 1)],
  ])('sends nothing in the clear from the moment on when encryption is announced by %s', (_name, announcement) => {
    const bench = new Bench();
    bench.session.begin(0, '500');
    expect(bench.seals).toBe('clear');
    expect(bench.said(announcement)).toEqual(['key package']);
    expect(bench.seals).toBe('held');
    bench.said(sender, welcome(12, '102'), execute(12));
    expect(bench.seals).toBe('sealed');
  });

  it('lets through what is in the clear for ten seconds after an upgrade, and not longer', async () => {
    const bench = new Bench();
    bench.session.begin(0, '500');
    bench.said(anew, sender, welcome(12, '102'), execute(12));
    await bench.clock.advance(9_999);
    expect(bench.session.open('102', opus)).toEqual(opus);
    await bench.clock.advance(1);
    expect(bench.session.open('102', opus)).toBeUndefined();
    expect(bench.session.open('102', SILENCE_FRAME)).toEqual(SILENCE_FRAME);
  });

  it('lets nothing in the clear through when it joined a call that is encrypted', () => {
    expect(Bench.active().session.open('102', opus)).toBeUndefined();
  });
});

describe('a session that lost its group', () => {
  it.each<[string, DaveServerFrame, number]>([
    ['commit', commit(2, 'nonsense'), 2],
    ['welcome', welcome(3, '102'), 3],
  ])('flags a %s that it cannot use, begins anew, and holds its audio', async (_name, bad, id) => {
    const bench = Bench.active();
    bench.said(bad);
    await bench.clock.advance(100);
    expect(bench.words).toEqual([`invalid ${id}`, 'key package']);
    expect(bench.session.phase).toBe('recovering');
    expect(bench.seals).toBe('held');
    expect(bench.said(welcome(4, '102'), execute(4))).toEqual(['ready 4']);
    expect(bench.session).toMatchObject({ phase: 'active', stats: { recoveries: 1 } });
  });

  it('gives up after five times in a minute, and comes back when the server begins anew', async () => {
    const bench = Bench.active();
    for (let round = 0; round < 50; round++) bench.said(welcome(round + 2, 'x'), welcome(round + 2, 'x'));
    expect(bench.session.phase).toBe('failed');
    expect(bench.session.stats.recoveries).toBe(5);
    expect(bench.seals).toBe('held');
    expect(bench.said(commit(7), proposals('add 103'), welcome(8))).toEqual([]);
    await bench.clock.advance(60_000);
    expect(bench.said(anew, welcome(9, '102'), execute(9))).toEqual(['key package', 'ready 9']);
    expect(bench.session.phase).toBe('active');
  });

  it('fails when the server wants a version that the library does not speak', () => {
    const bench = new Bench();
    bench.session.begin(9, '500');
    expect(bench.session.phase).toBe('failed');
    expect(bench.phases).toEqual(['failed']);
  });

  it('waits for better when proposals cannot be used', () => {
    const bench = Bench.active();
    expect(bench.said(proposals('nonsense'), proposals(''), proposals('add 999'))).toEqual([]);
    expect(bench.session).toMatchObject({ phase: 'active', stats: { refused: 3, recoveries: 0 } });
    expect(bench.said(proposals('add 103'))).toEqual(['commit 1 of 101: add 103;welcome']);
  });
});

describe('frames that do not open', () => {
  it('are dropped and counted, and 36 in a row from a member end in a new group', async () => {
    const bench = Bench.active();
    await bench.clock.advance(10_000);
    bench.sent.length = 0;
    for (let frame = 0; frame < 35; frame++) expect(bench.session.open('102', frameOf(9))).toBeUndefined();
    expect(bench.words).toEqual([]);
    expect(bench.session.open('102', frameOf(9))).toBeUndefined();
    expect(bench.words).toEqual(['invalid 1', 'key package']);
    expect(bench.session.stats).toMatchObject({ failed: 36, recoveries: 1 });
  });

  it('count from the start after one that opens', async () => {
    const bench = Bench.active();
    await bench.clock.advance(10_000);
    for (let frame = 0; frame < 100; frame++) {
      bench.session.open('102', frameOf(9));
      if (frame % 30 === 29) bench.session.open('102', frameOf(1));
    }
    expect(bench.session.stats.recoveries).toBe(0);
  });

  it('are nothing to worry about during a transition, or from somebody who is not in the group', async () => {
    const bench = Bench.active();
    for (let frame = 0; frame < 100; frame++) bench.session.open('999', frameOf(9));
    bench.said(commit(2));
    for (let frame = 0; frame < 100; frame++) bench.session.open('102', frameOf(9));
    expect(bench.session.stats).toMatchObject({ failed: 200, recoveries: 0 });
    await bench.clock.advance(10_000);
    bench.session.open('102', frameOf(9));
    expect(bench.session.stats.recoveries).toBe(1);
  });

  it('cannot end the call, however many they are', async () => {
    const bench = Bench.active();
    for (let second = 0; second < 300; second++) {
      for (let frame = 0; frame < 50; frame++) bench.session.open('102', frameOf(900));
      await bench.clock.advance(1_000);
      if (bench.session.phase === 'recovering') bench.said(welcome(second, '102'), execute(second));
    }
    expect(bench.session.phase).toBe('active');
    expect(bench.session.stats.recoveries).toBeLessThanOrEqual(11);
  });
});

describe('the end of a session', () => {
  it('leaves no timer behind and does nothing any more', async () => {
    const bench = Bench.active();
    bench.said(commit(2), anew, welcome(3, '102'));
    bench.session.close();
    expect(bench.clock.pendingTimers).toBe(0);
    expect(bench.said(anew, welcome(4))).toEqual([]);
    bench.session.begin(1, '500');
    expect(bench.sent).toEqual([]);
    expect(bench.session.phase).toBe('idle');
    expect(bench.seals).toBe('held');
    expect(bench.session.open('102', opus)).toBeUndefined();
    expect(await bench.session.verificationCode('102')).toBeUndefined();
  });

  it('begins anew with a second session description, and forgets the old call', () => {
    const bench = Bench.active();
    bench.said(commit(2));
    bench.session.begin(0, '501');
    expect(bench.session.phase).toBe('off');
    expect(bench.clock.pendingTimers).toBe(0);
    expect(bench.seals).toBe('clear');
  });
});

it('tells whoever listens of each change, and survives one who throws', () => {
  const bench = Bench.active();
  expect(bench.phases).toEqual(['pending', 'pending', 'active']);
  const throwing = new MlsDaveSession({
    library: new FakeDaveLibrary(),
    userId: '101',
    clock: new ManualClock(),
    send: () => {
      throw new Error('the socket is gone');
    },
  });
  expect(() => {
    throwing.begin(1, '500');
    throwing.receive(anew);
  }).not.toThrow();
});
