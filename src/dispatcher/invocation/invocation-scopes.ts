/** Opens what each call has of its own when somebody in the call asks for it, and sees to it that it is closed. */
import { type Injector, type InvocationInjector } from '../../di';
import { type Clock, type Logger } from '../../util';
import { quietly } from '../quietly';
import { type Invocation, noGroup } from './invocation';

export class InvocationScopes {
  private injector: Injector | undefined;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** What calls share. */
  bind(injector: Injector): void {
    this.injector = injector;
  }

  open(invocation: Invocation): InvocationInjector {
    const { label, subject, event } = invocation;
    if (!this.injector) throw noGroup(label);
    return this.injector.invocation([], {
      label,
      subjects: [invocation, subject, event],
      clock: this.clock,
      complain: ({ name, error }) => {
        quietly(() => {
          this.logger.warn(`${name} failed after ${label} had ended: ${error.message}`, { error });
        });
      },
    });
  }

  /** Nobody waits for it, except the group's stop: what a call cleans up must not delay its answer. */
  close(invocation: Invocation): void {
    const closing = invocation.closeScope();
    if (closing) this.watch(closing);
  }

  /** What a call leaves behind: the stop waits for it. It must not reject. */
  watch(rest: Promise<void>): void {
    const watched: Promise<void> = rest.finally(() => this.underWay.delete(watched));
    this.underWay.add(watched);
  }

  /** Resolves when everything that calls had is gone. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }
}
