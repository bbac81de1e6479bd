/** What all limits have in common: who is let off, and that a call holds each of them once. */
import { Guard } from '../guards/guard';
import { type Verdict } from '../guards/refusal';
import { type Invocation } from '../invocation/invocation';
import { type Free, Holds } from './holds';
import { type KeyParts, type LimitOptions } from './limit-scope';

export abstract class Limit<R extends LimitOptions & KeyParts> extends Guard<R> {
  private readonly holds = new Holds();

  override check(invocation: Invocation, rule: R): Verdict | Promise<Verdict> {
    if (rule.bypass?.(invocation.actor) === true) return undefined;
    return this.holds.ask(invocation, rule, (key, onFree) => this.take(key, rule, onFree, invocation));
  }

  /**
   * Takes what the limit has left, or says why there is nothing.
   * @param key whom it is counted for
   * @param onFree is given what frees it
   */
  protected abstract take(
    key: string,
    rule: R,
    onFree: (free: Free) => void,
    invocation: Invocation,
  ): Verdict | Promise<Verdict>;
}
