/** Whether a commit may become the next epoch: all that can be said from outside the group. */
import { type Commit } from './commit';
import { type DaveRefusal } from './dave-event';
import { type Group } from './group';
import { identityOf } from './key-package';
import { isLeafSigned } from './leaf-node';
import { type Proposal } from './proposal';

const BAD_REQUEST = 4020;

export type Complaint = Pick<DaveRefusal, 'problem' | 'detail' | 'closeCode'>;

/** A commit and what the group expects of it. */
export interface Candidate {
  readonly commit: Commit;
  readonly userId: string;
  /** What it has to apply. */
  readonly due: readonly Proposal[];
  /** The key that its sender signs with, when that is known. */
  readonly signatureKey: Buffer | undefined;
}

/** Its proposals in its order, or what is wrong with it. */
export function judgeCommit(group: Group, candidate: Candidate): readonly Proposal[] | Complaint {
  const { commit, userId, due } = candidate;
  if (!commit.groupId.equals(group.groupId))
    return complaint('malformed', 'the commit is for another group', BAD_REQUEST);
  // An honest client's commit may have been on its way when its group was replaced by a new one.
  if (commit.epoch !== group.epoch) {
    return complaint('late-commit', `it is for epoch ${commit.epoch}, and the group is in ${group.epoch}`, undefined);
  }
  const byRef = new Map(due.map((proposal) => [proposal.ref.toString('hex'), proposal]));
  const proposals = commit.refs.map((ref) => byRef.get(ref)).filter((proposal) => proposal !== undefined);
  // All that stand, nothing else, and none of them twice.
  const isWhole = [proposals.length, new Set(commit.refs).size, commit.refs.length].every(
    (count) => count === byRef.size,
  );
  if (proposals.length === 0 || !isWhole) {
    return complaint('wrong-proposals', `${due.length} proposals stand; it names ${commit.refs.length}`, undefined);
  }
  const leaf = group.established ? group.leafOf(userId) : 0;
  if (leaf === undefined) return complaint('not-a-member', 'its sender is not in the group', undefined);
  if (commit.senderLeaf !== leaf) {
    return complaint('not-a-member', `its sender has leaf ${leaf}, not ${commit.senderLeaf}`, BAD_REQUEST);
  }
  return judgePath(group, candidate, proposals) ?? judgeWelcome(commit, proposals) ?? proposals;
}

function judgePath(group: Group, candidate: Candidate, proposals: readonly Proposal[]): Complaint | undefined {
  const { commit, userId, signatureKey } = candidate;
  const { leaf } = commit;
  if (!leaf) {
    if (proposals.every(({ kind }) => kind === 'add')) return undefined;
    return complaint('bad-path', 'a commit that removes somebody renews the keys of its sender', BAD_REQUEST);
  }
  if (leaf.source !== 'commit' || !leaf.identity.equals(identityOf(userId))) {
    return complaint('bad-path', 'the new leaf of its sender names somebody else', BAD_REQUEST);
  }
  if (signatureKey && !signatureKey.equals(leaf.signatureKey)) {
    return complaint('bad-path', 'the new leaf of its sender has another signature key', BAD_REQUEST);
  }
  if (!isLeafSigned(leaf, { groupId: group.groupId, index: commit.senderLeaf })) {
    return complaint('bad-path', 'the signature of the new leaf is wrong', BAD_REQUEST);
  }
  return undefined;
}

function judgeWelcome(commit: Commit, proposals: readonly Proposal[]): Complaint | undefined {
  const refs = proposals.flatMap(({ keyPackage }) => (keyPackage ? [keyPackage.ref.toString('hex')] : []));
  const { secrets } = commit.welcome ?? { secrets: new Map<string, Buffer>() };
  if (secrets.size === refs.length && refs.every((ref) => secrets.has(ref))) return undefined;
  // davey forgets the Welcome in some orders of proposals: no reason to throw anybody out.
  const closeCode = commit.welcome ? BAD_REQUEST : undefined;
  return complaint('bad-welcome', `${refs.length} are added, and the Welcome is for ${secrets.size}`, closeCode);
}

function complaint(problem: Complaint['problem'], detail: string, closeCode: Complaint['closeCode']): Complaint {
  return { problem, detail, closeCode };
}
