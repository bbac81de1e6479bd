/** What the delivery service tells the owner of its call. */

/** Why something that a participant sent was refused. */
export type DaveProblem =
  /** The bytes, or the JSON, cannot be read or break a rule of MLS or DAVE that can be seen from outside. */
  | 'malformed'
  /** An opcode that is not the participant's to send, or that makes no sense while the call has no encryption. */
  | 'unexpected'
  /** A key package that names somebody else, has the wrong suite or lifetime, or a wrong signature. */
  | 'bad-key-package'
  /** A key package that was handed in before: each is good for one time. */
  | 'key-package-used-again'
  /** A commit from somebody who is not in the group, or that names another leaf as its sender. */
  | 'not-a-member'
  /** A key package of somebody who was added again and again and could never follow. */
  | 'lost-too-often'
  /** Somebody else's commit came first. This is everyday: all members commit at once, and one wins. */
  | 'late-commit'
  /** A commit that names other proposals than those that stand. Everyday while proposals cross commits on the way. */
  | 'wrong-proposals'
  /** A commit without a path although it removes somebody, or one that changes who its sender is. */
  | 'bad-path'
  /** A Welcome is missing, superfluous, or not for exactly those who are added. */
  | 'bad-welcome';

/** Something that was not taken. Nothing has changed by it. */
export interface DaveRefusal {
  readonly kind: 'refused';
  readonly userId: string;
  readonly op: number;
  readonly problem: DaveProblem;
  readonly detail: string;
  /** What a strict voice server closes the socket with; `undefined` for what happens to honest clients too. */
  readonly closeCode: 4001 | 4020 | undefined;
}

export type DaveEvent =
  | DaveRefusal
  /** A commit won: the group is in a new epoch. */
  | { readonly kind: 'epoch'; readonly epoch: number; readonly byUserId: string; readonly members: readonly string[] }
  /** Opcode 22, or what takes its place. `late` are those who never said that they are ready. */
  | {
      readonly kind: 'executed';
      readonly transitionId: number;
      readonly protocolVersion: number;
      readonly late: readonly string[];
    }
  /** Opcode 24 with epoch 1: everybody begins anew. */
  | { readonly kind: 'reset'; readonly reason: ResetReason; readonly protocolVersion: number }
  /** Opcode 31: somebody could not follow and is taken out and added again. */
  | { readonly kind: 'lost'; readonly userId: string; readonly transitionId: number };

export type ResetReason =
  /** One member is left, who must not stay in control of an old group. */
  | 'sole-member'
  /** The protocol's version changed. */
  | 'version'
  /** Everybody in the group was lost at once. */
  | 'nobody-left'
  /** Nobody committed, however often it was proposed. */
  | 'stuck'
  /** {@link DeliveryService.reset}. */
  | 'asked';

/** Where events go. */
export type DaveLog = (event: DaveEvent) => void;
