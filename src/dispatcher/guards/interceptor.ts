/** What stands around a call: it sees it begin and end, and may change what comes out. */
import { type Invocation } from '../invocation/invocation';

/** Got from the container, one for each group. Outermost is what was named first. */
export abstract class Interceptor {
  /**
   * @param next goes on, and resolves with what the handler returned; called once or not at all. Who does not wait for it answers
   * at once; the call is over, and its place and its providers are freed, when the handler has ended.
   */
  abstract around(invocation: Invocation, next: () => Promise<unknown>): unknown;
}
