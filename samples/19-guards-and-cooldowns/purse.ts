/** A guard that takes something, with what it is to take; and an interceptor, which sees what comes out of a call. */
import { Guard, type GuardUse, Injectable, Interceptor, type Invocation, type UserId, type Verdict } from 'corduroy';

/** Everybody begins with five coins. */
@Injectable()
export class Purses {
  private readonly spent = new Map<UserId | undefined, number>();

  coinsOf(user: UserId | undefined): number {
    return 5 - (this.spent.get(user) ?? 0);
  }

  take(user: UserId | undefined, coins: number): void {
    this.spent.set(user, (this.spent.get(user) ?? 0) + coins);
  }
}

@Injectable()
class Paid extends Guard<number> {
  static override readonly step = 'payment';

  constructor(private readonly purses: Purses) {
    super();
  }

  override check(invocation: Invocation, coins: number): Verdict {
    const { userId } = invocation.actor;
    const left = this.purses.coinsOf(userId);
    if (left < coins) {
      return { reason: 'coins', message: `This costs ${coins} coins. You have ${left}.`, values: { coins, left } };
    }
    this.purses.take(userId, coins);
    // What did not happen, or failed, is not paid for.
    invocation.onEnd(({ kind }) => {
      if (kind !== 'done') this.purses.take(userId, -coins);
    });
    return undefined;
  }
}

/** `@Use(costs(2))` */
export const costs = (coins: number): GuardUse<number> => ({ guard: Paid, options: coins });

@Injectable()
export class Receipt extends Interceptor {
  constructor(private readonly purses: Purses) {
    super();
  }

  override async around({ actor }: Invocation, next: () => Promise<unknown>): Promise<unknown> {
    const answer = await next();
    return `${String(answer)} (${this.purses.coinsOf(actor.userId)} coins left)`;
  }
}
