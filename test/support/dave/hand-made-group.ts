/** The voice server's half of one group, step by step: for tests that say themselves what is proposed and what is told. */
import { readCommit } from '../../../src/testing/simulator/voice/dave/commit';
import { ExternalSender } from '../../../src/testing/simulator/voice/dave/external-sender';
import { readKeyPackage } from '../../../src/testing/simulator/voice/dave/key-package';
import { uint64 } from '../../../src/testing/simulator/voice/dave/mls-codec';
import {
  appendPayload,
  type Proposal,
  proposeAdd,
  proposeRemove,
  revokePayload,
} from '../../../src/testing/simulator/voice/dave/proposal';
import { type DaveCommit, type DaveGroup, type DaveLibrary } from '../../../src/voice';

const CHANNEL = 500n;

export class HandMadeGroup {
  readonly sender = new ExternalSender();

  constructor(readonly library: DaveLibrary) {}

  begin(userId: string): DaveGroup {
    const group = this.library.member(userId, String(CHANNEL)).group(1);
    group.setExternalSender(this.sender.package);
    return group;
  }

  /** @param keyPackage one of the user's group; left out, of a group that nobody keeps. */
  add(epoch: bigint, userId: string, keyPackage = this.begin(userId).keyPackage()): Proposal {
    return proposeAdd(this.sender, { groupId: uint64(CHANNEL), epoch }, userId, readKeyPackage(keyPackage, userId));
  }

  remove(epoch: bigint, userId: string, leafIndex: number): Proposal {
    return proposeRemove(this.sender, { groupId: uint64(CHANNEL), epoch }, userId, leafIndex);
  }

  /** The payload behind the byte that says what it is. */
  append(...proposals: Proposal[]): Buffer {
    return appendPayload(proposals).subarray(1);
  }

  revoke(...proposals: Proposal[]): Buffer {
    return revokePayload(proposals).subarray(1);
  }

  /** Founds a group of two in its first epoch. */
  agree(ownId: string, otherId: string): { readonly own: DaveGroup; readonly other: DaveGroup } {
    const [own, other] = [this.begin(ownId), this.begin(otherId)];
    const result = own.processProposals('append', this.append(this.add(0n, otherId, other.keyPackage())), [otherId]);
    if (!result?.welcome) throw new Error('the commit has no welcome');
    own.processCommit(result.commit);
    other.processWelcome(result.welcome);
    return { own, other };
  }

  /** How many proposals a commit names. */
  countOf(result: DaveCommit | undefined): number {
    if (!result) return 0;
    return readCommit(Buffer.concat([result.commit, result.welcome ?? Buffer.alloc(0)])).refs.length;
  }
}
