/**
 * What the voice server knows of an MLS group: its epoch, and who sits on which leaf. None of its secrets.
 *
 * The places matter because a Remove names a leaf and not a user. Everybody computes them alike: a commit first blanks the
 * leaves it removes, then puts those it adds, in the order in which it names them, each on the leftmost blank leaf; when none is
 * blank the tree grows to the right. Epoch 0 is a group that everybody has made for themselves; the first commit decides
 * whose becomes the group of all, and its sender has leaf 0.
 */
import { type Commit } from './commit';
import { type Proposal, type GroupMoment } from './proposal';
import { uint64 } from './mls-codec';

export class Group implements GroupMoment {
  readonly groupId: Buffer;
  private leaves: (string | undefined)[] = [];
  private signatureKeys = new Map<string, Buffer>();
  private current = 0n;

  constructor(channelId: string) {
    this.groupId = uint64(BigInt(channelId));
  }

  get epoch(): bigint {
    return this.current;
  }

  /** Whether a first commit was taken. */
  get established(): boolean {
    return this.current > 0n;
  }

  /** In the order of their leaves. */
  get members(): string[] {
    return this.leaves.filter((userId) => userId !== undefined);
  }

  has(userId: string): boolean {
    return this.leaves.includes(userId);
  }

  leafOf(userId: string): number | undefined {
    const index = this.leaves.indexOf(userId);
    return index < 0 ? undefined : index;
  }

  /** The key that a member signs with, as far as it was seen. */
  signatureKeyOf(userId: string): Buffer | undefined {
    return this.signatureKeys.get(userId);
  }

  /** Moves on by a commit whose proposals these are, in its order. */
  apply(commit: Commit, byUserId: string, proposals: readonly Proposal[]): void {
    if (!this.established) this.leaves = [byUserId];
    for (const { kind, leafIndex, userId } of proposals) {
      if (kind !== 'remove' || leafIndex === undefined) continue;
      this.leaves[leafIndex] = undefined;
      this.signatureKeys.delete(userId);
    }
    for (const { kind, userId, keyPackage } of proposals) {
      if (kind !== 'add' || !keyPackage) continue;
      const blank = this.leaves.indexOf(undefined);
      this.leaves[blank < 0 ? this.leaves.length : blank] = userId;
      this.signatureKeys.set(userId, keyPackage.signatureKey);
    }
    if (commit.leaf) this.signatureKeys.set(byUserId, commit.leaf.signatureKey);
    this.current += 1n;
  }

  /** Forgets everybody: the next group begins at epoch 0. */
  dissolve(): void {
    this.leaves = [];
    this.signatureKeys.clear();
    this.current = 0n;
  }
}
