/**
 * A library that agrees on nothing and hides nothing: for tests of what is around it. Payloads are words: proposals `add 102`,
 * `remove 102` or several with commas between, anything else is refused; a commit begins with `commit`, a welcome with
 * `welcome` and names who is in the group, an external sender with `sender`.
 */
import { type ChannelId, type UserId } from '../../models';
import { isSilence } from './dave-frame';
import { type DaveCommit, type DaveGroup, type DaveLibrary, type DaveMember } from './dave-library';

/** Eight bytes where the tag would be, a nonce of one byte, the size, the marker. */
const TRAILER_BYTES = 12;

export class FakeDaveGroup implements DaveGroup {
  ready = false;
  /** Whether every frame is refused. */
  deaf = false;
  externalSender: string | undefined;
  userIds: readonly UserId[];
  private reached = 0;
  private pending: string[] = [];
  private commits = 0;

  constructor(
    readonly protocolVersion: number,
    readonly userId: UserId,
  ) {
    this.userIds = [userId];
  }

  get epoch(): number | undefined {
    return this.ready ? this.reached : undefined;
  }

  get privacyCode(): string | undefined {
    return this.ready ? String(this.reached).padStart(30, '0') : undefined;
  }

  keyPackage(): Buffer {
    return Buffer.from(`key package of ${this.userId}`);
  }

  setExternalSender(payload: Buffer): void {
    if (this.ready) throw new Error('in a group already');
    this.externalSender = wordsOf(payload, 'sender').join(' ');
  }

  processProposals(
    operation: 'append' | 'revoke',
    payload: Buffer,
    expected: readonly UserId[],
  ): DaveCommit | undefined {
    if (this.externalSender === undefined) throw new Error('no external sender');
    const proposals = payload.toString('latin1').split(',');
    for (const proposal of proposals) {
      const [verb, userId] = proposal.split(' ');
      if ((verb !== 'add' && verb !== 'remove') || !userId) throw new Error('no proposal');
      if (verb === 'add' && operation === 'append' && !expected.includes(userId)) throw new Error('unexpected user');
    }
    this.pending = this.pending.filter((proposal) => !proposals.includes(proposal));
    if (operation === 'append') this.pending.push(...proposals);
    if (this.pending.length === 0) return undefined;
    const adds = this.pending.some((proposal) => proposal.startsWith('add'));
    return {
      commit: Buffer.from(`commit ${++this.commits} of ${this.userId}: ${this.pending.join()};`),
      welcome: adds ? Buffer.from('welcome') : undefined,
    };
  }

  processCommit(payload: Buffer): void {
    wordsOf(payload, 'commit');
    this.pending = [];
    this.ready = true;
    this.reached++;
  }

  processWelcome(payload: Buffer): void {
    if (this.ready) throw new Error('in a group already');
    this.userIds = [this.userId, ...wordsOf(payload, 'welcome')];
    this.ready = true;
    this.reached = 1;
  }

  seal(opus: Buffer): Buffer {
    if (!this.ready) throw new Error('no group');
    if (isSilence(opus)) return opus;
    const trailer = Buffer.alloc(TRAILER_BYTES);
    trailer.writeUInt32BE(this.reached);
    trailer.set([1, TRAILER_BYTES, 0xfa, 0xfa], TRAILER_BYTES - 4);
    return Buffer.concat([opus, trailer]);
  }

  open(_userId: UserId, frame: Buffer): Buffer {
    const epoch = frame.readUInt32BE(frame.length - TRAILER_BYTES);
    if (this.deaf || epoch > this.reached || epoch < this.reached - 1) throw new Error('no key for this frame');
    return frame.subarray(0, frame.length - TRAILER_BYTES);
  }

  verificationCode(userId: UserId): Promise<string> {
    if (!this.userIds.includes(userId)) return Promise.reject(new Error('not in the group'));
    return Promise.resolve([this.userId, userId].sort().join('-'));
  }
}

function wordsOf(payload: Buffer, first: string): string[] {
  const [word, ...rest] = payload.toString('latin1').split(' ');
  if (word !== first) throw new Error(`no ${first}`);
  return rest;
}

export class FakeDaveLibrary implements DaveLibrary {
  readonly name = 'fake';
  readonly maxProtocolVersion = 1;
  /** Every group that was made, the youngest last. */
  readonly groups: FakeDaveGroup[] = [];

  member(userId: UserId, _channelId: ChannelId): DaveMember {
    return {
      group: (protocolVersion) => {
        if (protocolVersion !== 1) throw new Error(`version ${protocolVersion} is not spoken`);
        const group = new FakeDaveGroup(protocolVersion, userId);
        this.groups.push(group);
        return group;
      },
    };
  }
}
