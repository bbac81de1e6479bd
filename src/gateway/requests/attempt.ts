/** One sending of a request for members, and what has come for it. Parts may come in any order, and more than once. */
import { type FoundMembers } from '../../models';
import { joinParts, type MemberPart } from './member-part';

export class Attempt {
  private readonly seen = new Set<number>();
  private kept: MemberPart[] = [];

  /** @param nonce comes back with each part, so that two sendings are never taken for one. */
  constructor(readonly nonce: string) {}

  /** How many different parts came. */
  get parts(): number {
    return this.seen.size;
  }

  /** What was kept of them, in the order in which they came. */
  get keptParts(): readonly MemberPart[] {
    return this.kept;
  }

  /** @returns `repeated` for a part that came before. */
  take(part: MemberPart, keeps: boolean): 'whole' | 'partial' | 'repeated' {
    if (this.seen.has(part.index)) return 'repeated';
    this.seen.add(part.index);
    if (keeps) this.kept.push(part);
    return this.seen.size >= part.count ? 'whole' : 'partial';
  }

  /** Everything that came, in Discord's order. */
  joined(): FoundMembers {
    return joinParts([...this.kept].sort((a, b) => a.index - b.index));
  }

  /** Nobody needs the parts again. */
  forget(): void {
    this.kept = [];
  }
}
