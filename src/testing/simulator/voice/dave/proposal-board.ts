/**
 * The proposals that stand: what a commit has to apply to be taken, and who was told of each.
 *
 * In an established group everybody gets the same. Before there is one, everybody is alone in a group of their own, and gets
 * the Adds of all others.
 *
 * A client may forget what an earlier message of an epoch had it add (davey makes no Welcome when the last opcode 27 it saw
 * added nobody), so the last message always holds an Add when one stands: then everything is revoked and proposed again.
 */
import { type ExternalSender } from './external-sender';
import { type KeyPackage } from './key-package';
import { type Outlet } from './outlet';
import { type GroupMoment, type Proposal, appendPayload, proposeAdd, proposeRemove, revokePayload } from './proposal';

const PROPOSALS = 27;

/** How the group is to change. */
export type Change =
  | { readonly kind: 'add'; readonly userId: string; readonly keyPackage: KeyPackage }
  | { readonly kind: 'remove'; readonly userId: string; readonly leafIndex: number };

interface Standing {
  readonly proposal: Proposal;
  /** User ids. */
  readonly told: Set<string>;
}

export class ProposalBoard {
  private standing = new Map<string, Standing>();

  constructor(private readonly by: ExternalSender) {}

  /** Whether somebody is expected to commit. */
  get awaited(): boolean {
    for (const { told } of this.standing.values()) if (told.size > 0) return true;
    return false;
  }

  get proposals(): Proposal[] {
    return [...this.standing.values()].map(({ proposal }) => proposal);
  }

  /** What a commit of this user has to apply: all but what it cannot have been told, to add itself. */
  dueOf(userId: string): Proposal[] {
    return this.proposals.filter(({ kind, userId: whom }) => kind === 'remove' || whom !== userId);
  }

  /** Makes exactly these changes stand, and tells the recipients what is new and what no longer holds. Whether anything was. */
  sync(at: GroupMoment, changes: readonly Change[], recipients: readonly Outlet[]): boolean {
    const wanted = new Map(changes.map((change) => [keyOf(change), change]));
    const obsolete = [...this.standing].filter(([key]) => !wanted.has(key));
    const fresh = [...wanted].filter(([key]) => !this.standing.has(key));
    const kept = [...wanted.keys()].length - fresh.length;
    const changed = obsolete.length > 0 || fresh.length > 0;
    const adds = (list: readonly Change[]): boolean => list.some(({ kind }) => kind === 'add');
    if (changed && kept > 0 && adds(changes) && !adds(fresh.map(([, change]) => change))) {
      this.revoke([...this.standing.keys()], recipients);
      return this.sync(at, changes, recipients);
    }
    this.revoke(
      obsolete.map(([key]) => key),
      recipients,
    );
    for (const [key, change] of fresh) this.standing.set(key, { proposal: this.write(at, change), told: new Set() });
    return this.tell(recipients) || changed;
  }

  /** Revokes everything, so that the next {@link sync} proposes it again. */
  revokeAll(recipients: readonly Outlet[]): void {
    this.revoke([...this.standing.keys()], recipients);
  }

  /** Forgets everything, because a new epoch has begun. */
  clear(): void {
    this.standing = new Map();
  }

  private tell(recipients: readonly Outlet[]): boolean {
    let told = false;
    for (const outlet of recipients) {
      const { userId } = outlet.participant;
      const news = [...this.standing.values()].filter(
        (one) => !one.told.has(userId) && !(one.proposal.kind === 'add' && one.proposal.userId === userId),
      );
      if (news.length === 0) continue;
      for (const one of news) one.told.add(userId);
      told = true;
      outlet.tellBinary(PROPOSALS, appendPayload(news.map(({ proposal }) => proposal)));
    }
    return told;
  }

  private revoke(keys: readonly string[], recipients: readonly Outlet[]): void {
    const gone = keys.map((key) => this.standing.get(key)).filter((one) => one !== undefined);
    for (const key of keys) this.standing.delete(key);
    for (const outlet of recipients) {
      const known = gone.filter(({ told }) => told.has(outlet.participant.userId));
      if (known.length > 0) outlet.tellBinary(PROPOSALS, revokePayload(known.map(({ proposal }) => proposal)));
    }
  }

  private write(at: GroupMoment, change: Change): Proposal {
    return change.kind === 'add'
      ? proposeAdd(this.by, at, change.userId, change.keyPackage)
      : proposeRemove(this.by, at, change.userId, change.leafIndex);
  }
}

function keyOf(change: Change): string {
  return change.kind === 'add' ? `add ${change.keyPackage.ref.toString('hex')}` : `remove ${change.leafIndex}`;
}
