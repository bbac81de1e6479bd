/** For who owns the bot. */
import { Injectable } from '../../di';
import { type Invocation } from '../invocation/invocation';
import { Guard, type StepName } from './guard';
import { Owners } from './owners';
import { type GuardRefusal, type Verdict } from './refusal';

/**
 * For the owner of the application, or the members of its team but those who may only read; or for whom the group's `ownerIds`
 * name. Refuses with the reason `owner-only`.
 */
@Injectable()
export class OwnerOnly extends Guard {
  static override readonly step: StepName = 'person';

  constructor(private readonly owners: Owners) {
    super();
  }

  override check({ actor }: Invocation): Verdict | Promise<Verdict> {
    if (actor.userId === undefined) return REFUSAL;
    const answer = this.owners.isOwner(actor.userId);
    return typeof answer === 'boolean' ? verdictOf(answer) : answer.then(verdictOf);
  }
}

const REFUSAL: GuardRefusal = { reason: 'owner-only', message: 'This is for the owner of the bot only.' };

function verdictOf(isOwner: boolean): Verdict {
  return isOwner ? undefined : REFUSAL;
}
