/** Whole calls over messages in memory: our sessions with davey on one side, the simulator's delivery service on the other. */
import { type DaveLibrary, loadDaveLibrary } from '../../../../src/voice';
import { DaveCall } from '../../../support/dave/dave-call';

let library: DaveLibrary;

beforeAll(async () => {
  library = await loadDaveLibrary();
});

const refusals = (call: DaveCall): string[] =>
  call.events.flatMap((event) =>
    event.kind === 'refused' && event.closeCode ? [`${event.problem}: ${event.detail}`] : [],
  );

describe('a call with end-to-end encryption', () => {
  it('holds audio of who is alone, and seals it when the second has come', async () => {
    const call = new DaveCall(library);
    const first = await call.join('101');
    expect(first.session).toMatchObject({ phase: 'pending', alone: true, privacyCode: undefined, epoch: undefined });
    expect(first.session.seal(Buffer.from('opus'))).toBe('held');
    const second = await call.join('102');
    expect(call.phases).toEqual(['active', 'active']);
    expect(second.session).toMatchObject({ alone: false, epoch: 1, protocolVersion: 1 });
    call.talk();
    expect(first.session.stats).toMatchObject({ held: 1, sealed: 1, opened: 1, failed: 0, recoveries: 0 });
    expect(refusals(call)).toEqual([]);
  });

  it('has one privacy code for everybody, and another after each change of who is there', async () => {
    const call = new DaveCall(library);
    const codes: string[] = [];
    const note = (): void => {
      const [code, ...others] = [...call.privacyCodes];
      expect(others).toEqual([]);
      expect(code).toMatch(/^\d{30}$/);
      expect(codes).not.toContain(code);
      codes.push(code as string);
      call.talk();
    };
    const [a, b] = [await call.join('101'), await call.join('102')];
    note();
    const c = await call.join('103');
    note();
    await call.leave(b);
    note();
    const d = await call.join('104');
    note();
    await call.leave(a);
    note();
    expect(d.session.epoch).toBe(5);
    expect(c.session.stats).toMatchObject({ recoveries: 0, failed: 0 });
    expect(refusals(call)).toEqual([]);
  });

  it('gives two users the same verification code for each other, which stays while others come and go', async () => {
    const call = new DaveCall(library);
    const [a, b] = [await call.join('101'), await call.join('102')];
    const code = await a.session.verificationCode('102');
    expect(code).toMatch(/^\d{45}$/);
    expect(await b.session.verificationCode('101')).toBe(code);
    const c = await call.join('103');
    expect(await a.session.verificationCode('102')).toBe(code);
    expect(await a.session.verificationCode('103')).not.toBe(code);
    expect(await a.session.verificationCode('999')).toBeUndefined();
    await call.leave(c);
    await call.leave(b);
    expect(await a.session.verificationCode('102')).toBeUndefined();
  });

  it('agrees when three come at once', async () => {
    const call = new DaveCall(library);
    for (const userId of ['101', '102', '103']) call.enter(userId);
    await call.settle();
    await call.clock.advance(2_500);
    await call.settle();
    expect(call.phases).toEqual(['active', 'active', 'active']);
    expect(call.privacyCodes.size).toBe(1);
    call.talk();
  });

  it('agrees when one of two who came at once leaves before anybody committed', async () => {
    const call = new DaveCall(library);
    const [, b] = [await call.join('101'), await call.join('102')];
    const c = call.enter('103');
    call.enter('104');
    await call.leave(c);
    await call.settle();
    expect(call.phases).toEqual(['active', 'active', 'active']);
    call.talk();
    expect(b.session.stats.recoveries).toBe(0);
    expect(refusals(call)).toEqual([]);
  });

  it('begins anew when everybody else has gone, and again agrees with who comes then', async () => {
    const call = new DaveCall(library);
    const [a, b] = [await call.join('101'), await call.join('102')];
    const before = a.session.privacyCode;
    await call.leave(b);
    expect(a.last('prepare-epoch')).toMatchObject({ epoch: 1 });
    expect(a.session).toMatchObject({ phase: 'pending', alone: true, privacyCode: undefined });
    expect(a.session.seal(Buffer.from('opus'))).toBe('held');
    await call.join('103');
    expect(call.phases).toEqual(['active', 'active']);
    expect(a.session.epoch).toBe(1);
    expect(a.session.privacyCode).not.toBe(before);
    call.talk();
  });

  it('works on what came before the session description, in its order', async () => {
    const call = new DaveCall(library);
    await call.join('101', { earlySender: true });
    const late = await call.join('102', { earlySender: true });
    expect(late.heard[0]?.kind).toBe('external-sender');
    expect(call.phases).toEqual(['active', 'active']);
    call.talk();
  });

  it('goes on sealing for the old group until the new one is agreed on, when the server makes it anew', async () => {
    const call = new DaveCall(library);
    const [a, b] = [await call.join('101'), await call.join('102')];
    const before = a.session.privacyCode;
    const old = a.session.seal(Buffer.from('opus')) as Buffer;
    call.service.faults.reset();
    expect(call.phases).toEqual(['active', 'active']);
    const between = a.session.seal(Buffer.from('between')) as Buffer;
    await call.settle();
    expect(call.phases).toEqual(['active', 'active']);
    expect(a.session.privacyCode).not.toBe(before);
    expect(call.privacyCodes.size).toBe(1);
    expect(b.session.open('101', old)?.toString()).toBe('opus');
    expect(b.session.open('101', between)?.toString()).toBe('between');
    call.talk();
    await call.clock.advance(10_000);
    expect(b.session.open('101', a.session.seal(Buffer.from('new')) as Buffer)?.toString()).toBe('new');
  });

  it.each(['commit', 'welcome'] as const)('is taken out and in again after a %s that is damaged', async (kind) => {
    const call = new DaveCall(library);
    const a = await call.join('101');
    if (kind === 'welcome') call.service.faults.corruptNext('102', 'welcome');
    const b = await call.join('102');
    if (kind === 'commit') call.service.faults.corruptNext('102', 'commit');
    await call.join('103');
    await call.clock.advance(2_500);
    await call.settle();
    expect(b.sent.filter((frame) => frame.kind === 'invalid-commit-welcome')).toHaveLength(1);
    expect(b.session.stats.recoveries).toBe(1);
    expect(a.session.stats.recoveries).toBe(0);
    expect(call.phases).toEqual(['active', 'active', 'active']);
    expect(call.privacyCodes.size).toBe(1);
    call.talk();
  });

  it('gives up on a group that is damaged again and again, where the connection sees it', async () => {
    const call = new DaveCall(library);
    await call.join('101');
    await call.join('103');
    for (const kind of ['welcome', 'commit'] as const) call.service.faults.corruptNext('102', kind, 1_000);
    const b = call.enter('102');
    await call.clock.advance(30_000);
    expect(b.session.phase).toBe('failed');
    expect(b.session.seal(Buffer.from('opus'))).toBe('held');
    expect(b.sent.filter((frame) => frame.kind === 'invalid-commit-welcome').length).toBeLessThanOrEqual(5);
  });

  it('waits for the next proposals when some are damaged', async () => {
    const call = new DaveCall(library);
    const [a] = [await call.join('101'), await call.join('102')];
    call.service.faults.corruptNext('101', 'proposals');
    await call.join('103');
    expect(a.session.stats).toMatchObject({ refused: 1 });
    await call.clock.advance(5_000);
    expect(call.phases).toEqual(['active', 'active', 'active']);
    call.talk();
  });

  it('follows proposals that are revoked and made again', async () => {
    const call = new DaveCall(library);
    await call.join('101');
    await call.join('102');
    call.service.faults.revokeNext(2);
    await call.join('103');
    await call.clock.advance(5_000);
    expect(call.phases).toEqual(['active', 'active', 'active']);
    call.talk();
  });

  it('adds nobody whom the server did not tell of', async () => {
    const call = new DaveCall(library);
    const [a, b] = [await call.join('101'), await call.join('102')];
    const code = a.session.privacyCode;
    const stranger = await call.join('666', { hidden: true });
    expect([a, b].map(({ session }) => session.stats.refused)).toEqual([1, 1]);
    expect([a, b].map(({ session }) => session.privacyCode)).toEqual([code, code]);
    expect(stranger.session.phase).toBe('pending');
    expect(a.sent.at(-1)?.kind).not.toBe('commit-welcome');
  });

  it('turns encryption off and on with who comes and goes, and sends nothing in the clear before it is off or after it is to be on', async () => {
    const call = new DaveCall(library);
    const [a, b] = [await call.join('101'), await call.join('102')];
    const opus = Buffer.from('opus in the clear');
    const old = call.enter('103', { maxDaveProtocolVersion: 0 });
    expect(a.last('prepare-transition')).toMatchObject({ protocolVersion: 0 });
    await call.settle();
    expect([a, b].map(({ session }) => session.phase)).toEqual(['off', 'off']);
    expect(a.session).toMatchObject({ protocolVersion: 0, privacyCode: undefined });
    expect(a.session.seal(opus)).toBe(opus);
    expect(b.session.open('101', opus)).toBe(opus);
    expect(b.session.open('103', opus)).toBe(opus);
    call.members.splice(call.members.indexOf(old), 1);
    call.service.faults.delay('102', 300);
    call.service.leave('103');
    expect(a.session).toMatchObject({ phase: 'pending', protocolVersion: 1 });
    expect(a.session.seal(opus)).toBe('held');
    expect(b.session.seal(opus)).toBe(opus);
    // Who has not heard of it yet is still understood.
    expect(a.session.open('102', opus)).toBe(opus);
    await call.clock.advance(2_000);
    expect(call.phases).toEqual(['active', 'active']);
    call.talk();
    // What was on its way in the clear is let through for ten seconds.
    expect(b.session.open('101', opus)).toBe(opus);
    await call.clock.advance(10_000);
    expect(b.session.open('101', opus)).toBeUndefined();
  });

  it('has no encryption in a stage channel, and no key package goes out', async () => {
    const call = new DaveCall(library, 0);
    const a = await call.join('101');
    await call.join('102');
    expect(call.phases).toEqual(['off', 'off']);
    expect(a.sent).toEqual([]);
    call.talk();
    expect(a.session).toMatchObject({ protocolVersion: 0, privacyCode: undefined, epoch: undefined });
  });

  it('executes a transition by itself when the server never says so, and a late word undoes nothing', async () => {
    const call = new DaveCall(library);
    call.service.faults.lateExecuteMs = 5_000;
    await call.join('101');
    const b = call.enter('102');
    await call.clock.advance(1_900);
    expect(b.session.phase).toBe('pending');
    await call.clock.advance(200);
    expect(call.phases).toEqual(['active', 'active']);
    call.talk();
    await call.clock.advance(5_000);
    expect(call.phases).toEqual(['active', 'active']);
    call.talk();
  });

  it('says ready for each transition once, and tells of each change', async () => {
    const call = new DaveCall(library);
    const a = await call.join('101');
    const before = a.changes;
    await call.join('102');
    await call.join('103');
    const ready = a.sent.flatMap((frame) => (frame.kind === 'transition-ready' ? [frame.transitionId] : []));
    const executed = a.heard.flatMap((frame) => (frame.kind === 'execute-transition' ? [frame.transitionId] : []));
    expect(ready).toEqual(executed);
    expect(new Set(ready).size).toBe(2);
    expect(a.changes).toBeGreaterThanOrEqual(before + 2);
  });
});
