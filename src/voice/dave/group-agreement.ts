/**
 * The group that the call is agreeing on, as far as MLS alone goes: a key package out, proposals in and commits to them out,
 * commits and welcomes in. When audio is sealed for it is not decided here.
 */
import { type ChannelId, type UserId } from '../../models';
import { type DaveClientFrame } from '../signalling/frames';
import { type DaveGroup, type DaveLibrary, type DaveMember } from './dave-library';

/** Commits of one epoch that are remembered as ours. */
const MOST_OWN_COMMITS = 16;

export interface GroupAgreementOptions {
  readonly library: DaveLibrary;
  readonly userId: UserId;
  send(frame: DaveClientFrame): void;
  /** A message of the server could not be used, and changed nothing. */
  refuse(kind: string, reason: string): void;
}

export class GroupAgreement {
  private channelId: ChannelId = '0';
  private member: DaveMember | undefined;
  private current: DaveGroup | undefined;
  private externalSender: Buffer | undefined;
  private ownCommits: Buffer[] = [];

  constructor(private readonly options: GroupAgreementOptions) {}

  get group(): DaveGroup | undefined {
    return this.current;
  }

  /** Another call: we are somebody else there. */
  begin(channelId: ChannelId): void {
    this.channelId = channelId;
    this.member = undefined;
    this.drop();
  }

  drop(): void {
    this.current = undefined;
    this.ownCommits = [];
  }

  /** A new group of our own, and a key package by which others can take us into theirs. @throws what the library throws. */
  enter(protocolVersion: number): void {
    this.drop();
    this.member ??= this.options.library.member(this.options.userId, this.channelId);
    const group = this.member.group(protocolVersion);
    const keyPackage = group.keyPackage();
    this.current = group;
    const { externalSender } = this;
    this.externalSender = undefined;
    if (externalSender) this.setExternalSender(externalSender);
    this.options.send({ kind: 'key-package', payload: keyPackage });
  }

  setExternalSender(payload: Buffer): void {
    if (this.externalSender?.equals(payload)) return;
    if (this.current && !this.current.ready) {
      try {
        this.current.setExternalSender(payload);
        this.ownCommits = [];
      } catch (error) {
        this.options.refuse('external-sender', reasonOf(error));
        return;
      }
    }
    // Without a group that could try it, or in one that has a sender: for the next.
    this.externalSender = payload;
  }

  /** Commits to everything that is proposed now, as every member does; the server chooses. */
  commitTo(operation: 'append' | 'revoke', payload: Buffer, expected: readonly UserId[]): void {
    if (!this.current) {
      this.options.refuse('proposals', 'there is no group');
      return;
    }
    try {
      const result = this.current.processProposals(operation, payload, expected);
      if (!result) return;
      if (this.ownCommits.length === MOST_OWN_COMMITS) this.ownCommits.shift();
      this.ownCommits.push(result.commit);
      const parts = result.welcome ? [result.commit, result.welcome] : [result.commit];
      this.options.send({ kind: 'commit-welcome', payload: Buffer.concat(parts) });
    } catch (error) {
      // Nothing is to be answered: should others commit to what we refuse, their commit is what breaks.
      this.options.refuse('proposals', reasonOf(error));
    }
  }

  /** What a chosen commit is to us: the next epoch, no business of ours, or one that we cannot follow. */
  judge(commit: Buffer): 'next' | 'foreign' | 'superseded' {
    const own = this.ownCommits.findIndex((candidate) => candidate.equals(commit));
    // The library keeps only the last: taking an earlier one for it would split the group without a sound.
    if (own >= 0 && own < this.ownCommits.length - 1) return 'superseded';
    return own >= 0 || this.current?.ready ? 'next' : 'foreign';
  }

  /** @throws what the library throws. */
  processCommit(payload: Buffer): void {
    this.current?.processCommit(payload);
    this.ownCommits = [];
  }

  /** @throws what the library throws. */
  processWelcome(payload: Buffer): void {
    this.current?.processWelcome(payload);
    this.ownCommits = [];
  }
}

/** An error as a field of the log. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
