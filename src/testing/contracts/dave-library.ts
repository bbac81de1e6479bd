/** What every DaveLibrary keeps to. Run it over an implementation of yours with any test runner. */
import assert from 'node:assert/strict';
import { type DaveGroup, type DaveLibrary, SILENCE_FRAME } from '../../voice';
import { type ContractCase } from './contract-case';

/** The users of the suite: ourselves, who is with us in the group, and who comes later. */
export const DAVE_CONTRACT_USERS = { own: '101', other: '102', third: '103' } as const;

/** The voice server's part, which knows the bytes that an implementation speaks. */
export interface DaveContractServer {
  readonly library: DaveLibrary;
  /** A group of ours that knows its external sender, and that nobody agreed on yet. */
  lonely(): DaveGroup;
  /** Two groups, of `own` and of `other`, that agreed on their first epoch. */
  agree(): { readonly own: DaveGroup; readonly other: DaveGroup };
  /** Leads both into the next epoch, in which `third` is added. */
  advance(groups: { readonly own: DaveGroup; readonly other: DaveGroup }): void;
  /** A payload of opcode 27 that adds `third` to what {@link agree} gave. */
  proposal(): Buffer;
}

const OPUS = Buffer.from('one packet of opus');

const CASES: Readonly<Record<string, (server: DaveContractServer) => void | Promise<void>>> = {
  'says what it speaks': ({ library }) => {
    assert.ok(library.maxProtocolVersion >= 1);
    assert.ok(library.name.length > 0);
  },
  'refuses a version that it does not speak': ({ library }) => {
    assert.throws(() => library.member('101', '500').group(60_000));
  },
  'has no keys before the call agreed': (server) => {
    const group = server.lonely();
    assert.equal(group.ready, false);
    assert.equal(group.epoch, undefined);
    assert.equal(group.privacyCode, undefined);
    assert.throws(() => group.seal(OPUS));
    assert.throws(() => group.open('102', Buffer.alloc(60, 7)));
    assert.ok(group.keyPackage().length > 0);
  },
  'agrees on the epoch, on who is in it, and on its privacy code': (server) => {
    const { own, other } = server.agree();
    for (const group of [own, other]) {
      assert.equal(group.ready, true);
      assert.equal(group.epoch, 1);
      assert.match(group.privacyCode ?? '', /^\d{30}$/);
    }
    assert.equal(own.privacyCode, other.privacyCode);
    assert.ok(other.userIds.includes('102'));
  },
  'opens what the other sealed': (server) => {
    const { own, other } = server.agree();
    const sealed = own.seal(OPUS);
    assert.notDeepEqual(sealed, OPUS);
    assert.deepEqual(sealed.subarray(-2), Buffer.of(0xfa, 0xfa));
    assert.deepEqual(other.open('101', sealed), OPUS);
  },
  'leaves silence as it is': (server) => {
    assert.deepEqual(server.agree().own.seal(SILENCE_FRAME), SILENCE_FRAME);
  },
  'goes on to the next epoch by a commit, with another code, and opens what was sealed before it': (server) => {
    const groups = server.agree();
    const { own, other } = groups;
    const before = own.privacyCode;
    const old = own.seal(OPUS);
    server.advance(groups);
    assert.deepEqual([own.epoch, other.epoch], [2, 2]);
    assert.equal(own.privacyCode, other.privacyCode);
    assert.notEqual(own.privacyCode, before);
    assert.deepEqual(other.open('101', old), OPUS);
    assert.deepEqual(other.open('101', own.seal(OPUS)), OPUS);
  },
  'throws for what it cannot use, and is as before': (server) => {
    const groups = server.agree();
    const { own, other } = groups;
    for (const bytes of [Buffer.alloc(0), Buffer.from('nonsense'), Buffer.alloc(300, 0x41)]) {
      assert.throws(() => own.processProposals('append', bytes, ['103']));
      assert.throws(() => {
        own.processCommit(bytes);
      });
      assert.throws(() => {
        own.processWelcome(bytes);
      });
      assert.throws(() => {
        own.setExternalSender(bytes);
      });
    }
    assert.deepEqual(other.open('101', own.seal(OPUS)), OPUS);
    server.advance(groups);
    assert.deepEqual(other.open('101', own.seal(OPUS)), OPUS);
  },
  'does not add whom nobody expects': (server) => {
    const { own } = server.agree();
    assert.throws(() => own.processProposals('append', server.proposal(), ['999']));
  },
  'answers proposals with a commit, and with a welcome when somebody is added': (server) => {
    const result = server.agree().own.processProposals('append', server.proposal(), ['103']);
    assert.ok(result);
    assert.ok(result.commit.length > 0);
    assert.ok(result.welcome);
  },
  'gives both users the same verification code, and none for who is not there': async (server) => {
    const { own, other } = server.agree();
    assert.equal(await own.verificationCode('102'), await other.verificationCode('101'));
    await assert.rejects(own.verificationCode('999'));
  },
};

/** @param make a server with an implementation on its wire. */
export function daveLibraryContract(make: () => Promise<DaveContractServer>): ContractCase[] {
  return Object.entries(CASES).map(([name, run]) => ({ name, run: async () => run(await make()) }));
}
