/** How davey is loaded, what is said when it cannot be, and what is made good of what it leaves out. */
import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import { loadDaveLibrary, type VoiceError } from '../../../../src/voice';
import { compiledPath } from '../../../support/compiled/compile.cjs';
import { HandMadeGroup } from '../../../support/dave/hand-made-group';

const voice = compiledPath(require.resolve('../../../../src/voice/index.ts'));

describe('the library for end-to-end encryption', () => {
  it('is not loaded with the room, and is loaded once', async () => {
    const program = `
      const { loadDaveLibrary } = require(${JSON.stringify(voice)});
      const isLoaded = () => Object.keys(require.cache).some((file) => file.includes('@snazzah'));
      const before = isLoaded();
      loadDaveLibrary().then(({ name }) => console.log(before, isLoaded(), name));`;
    const output = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' });
    expect(output).toMatch(/^false true @snazzah\/davey \d/);
    expect(await loadDaveLibrary()).toBe(await loadDaveLibrary());
  });

  it('says for which machine it is missing and what to try, when it cannot be loaded', async () => {
    const cause = new Error('Cannot find native binding');
    const error: VoiceError = await loadDaveLibrary(() => {
      throw cause;
    }).then(
      () => {
        throw new Error('it was loaded');
      },
      (thrown: unknown) => thrown as VoiceError,
    );
    expect(error).toMatchObject({ code: 'VOICE_DAVE_UNAVAILABLE', kind: 'encryption', mayRetry: false, cause });
    expect(error.message).toContain(`${process.platform} ${process.arch}`);
    if (process.platform === 'linux') expect(error.message).toMatch(/glibc \d|musl/);
    expect(error.advice).toContain('--omit=optional');
    expect(error.advice).toContain('--cpu=wasm32');
  });

  it('prints no key', async () => {
    const library = await loadDaveLibrary();
    expect(inspect(library.member('101', '500'), { depth: 9, showHidden: true })).not.toContain('private:');
    expect(JSON.stringify(library.member('101', '500'))).not.toContain('private');
  });
});

describe('a commit by davey', () => {
  let hand: HandMadeGroup;

  beforeEach(async () => {
    hand = new HandMadeGroup(await loadDaveLibrary());
  });

  it('keeps its welcome when one of those who are added is revoked', () => {
    const group = hand.begin('101');
    const [second, third] = [hand.add(0n, '102'), hand.add(0n, '103')];
    group.processProposals('append', hand.append(second, third), ['102', '103']);
    const result = group.processProposals('revoke', hand.revoke(second), ['102', '103']);
    expect(result?.welcome).toBeDefined();
    expect(hand.countOf(result)).toBe(1);
  });

  it('keeps its welcome when somebody is removed after another was added', () => {
    const { own } = hand.agree('101', '102');
    own.processProposals('append', hand.append(hand.add(1n, '103')), ['102', '103']);
    const result = own.processProposals('append', hand.append(hand.remove(1n, '102', 1)), ['102', '103']);
    expect(result?.welcome).toBeDefined();
    expect(hand.countOf(result)).toBe(2);
  });

  it('has no welcome when everybody who was to be added is revoked', () => {
    const { own } = hand.agree('101', '102');
    const third = hand.add(1n, '103');
    own.processProposals('append', hand.append(third, hand.remove(1n, '102', 1)), ['102', '103']);
    const result = own.processProposals('revoke', hand.revoke(third), ['102', '103']);
    expect(result?.welcome).toBeUndefined();
    expect(hand.countOf(result)).toBe(1);
  });

  it('adds nobody again who was revoked, also beside something that was never proposed', () => {
    const { own } = hand.agree('101', '102');
    const third = hand.add(1n, '103');
    own.processProposals('append', hand.append(third), ['103']);
    expect(() => own.processProposals('revoke', hand.revoke(third, hand.add(1n, '104')), ['103'])).toThrow();
    const result = own.processProposals('append', hand.append(hand.remove(1n, '102', 1)), ['103']);
    expect(result?.welcome).toBeUndefined();
    expect(hand.countOf(result)).toBe(1);
  });

  it('is made also after an external sender came that cannot be read', () => {
    const group = hand.begin('101');
    expect(() => {
      group.setExternalSender(Buffer.alloc(20, 0xff));
    }).toThrow();
    const result = group.processProposals('append', hand.append(hand.add(0n, '102')), ['102']);
    expect(result?.welcome).toBeDefined();
  });

  it('adds nobody of an earlier epoch again', () => {
    const groups = hand.agree('101', '102');
    const result = groups.own.processProposals('append', hand.append(hand.add(1n, '103')), ['103']);
    if (!result) throw new Error('there is no commit');
    groups.own.processCommit(result.commit);
    const removing = groups.own.processProposals('append', hand.append(hand.remove(2n, '102', 1)), ['103']);
    expect(removing?.welcome).toBeUndefined();
  });
});
