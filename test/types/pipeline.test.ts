/** What the compiler accepts of guards, interceptors, catches and outcomes, and what it refuses. */
import {
  type AnyContext,
  allOf,
  anyOf,
  Catch,
  Guard,
  type GuardRefusal,
  type GuardUse,
  Handler,
  HandlerFailure,
  Interceptor,
  type Invocation,
  type InvocationOutcome,
  MessageCreateEvent,
  Module,
  not,
  On,
  OnOutcome,
  RestError,
  Use,
} from 'corduroy';

class Anybody extends Guard {
  check(invocation: Invocation): GuardRefusal | undefined {
    return invocation.actor.userId === undefined ? { reason: 'nobody', message: 'Who are you?' } : undefined;
  }
}
class Most extends Guard<{ readonly most: number }> {
  static override readonly step = 'limits';
  async check(_invocation: Invocation, { most }: { readonly most: number }): Promise<undefined> {
    await Promise.resolve(most);
  }
}
class Perhaps extends Guard<number | undefined> {
  check(_invocation: Invocation, _most: number | undefined): undefined {}
}
const most = (count: number): GuardUse<{ readonly most: number }> => ({ guard: Most, options: { most: count } });
class Times extends Interceptor {
  around(_invocation: Invocation, next: () => Promise<unknown>): Promise<unknown> {
    return next();
  }
}
class NoGuard {
  check(): void {}
}
const no: GuardRefusal = { reason: 'no', message: 'No.', values: { retryAfterMs: 5 } };

describe('@Use', () => {
  it('takes guards, uses of guards, combinations and interceptors, on classes and methods', () => {
    @Use(Anybody, most(3), Times)
    @Handler()
    class Greeter {
      @On(MessageCreateEvent)
      @Use(anyOf(Anybody, allOf(most(1), Perhaps)), not(Anybody, no))
      greet(_event: MessageCreateEvent): void {}
    }
    @Module({ handlers: [Greeter], use: [Anybody, most(2), Times] })
    class Greeting {}
    expect(Greeting).toBeDefined();
  });

  it('refuses what is none of these, guards without the options that they need, and interceptors among guards', () => {
    // @ts-expect-error: no guard
    expect(Use(NoGuard)).toBeDefined();
    // @ts-expect-error: it needs options
    expect(Use(Most)).toBeDefined();
    // @ts-expect-error: an instance
    expect(Use(new Anybody())).toBeDefined();
    // @ts-expect-error: an interceptor lets nobody through
    expect(anyOf(Anybody, Times)).toBeDefined();
    // @ts-expect-error: nobody else knows the words
    expect(() => not(Anybody)).toBeDefined();
    // @ts-expect-error: no guard
    expect(Module({ use: [NoGuard] })).toBeDefined();
  });
});

describe('@Catch', () => {
  it('takes errors of its classes, and names a method of its class', () => {
    @Handler()
    class Moderation {
      ban(): void {}
      @Catch(RestError, RangeError)
      either(error: RestError | RangeError, _ctx: AnyContext, failure: HandlerFailure): Promise<unknown> {
        return error instanceof RangeError ? failure.retry() : Promise.resolve(failure.mayRetry);
      }
      @Catch(RestError, { of: 'ban' })
      denied(_error: RestError): void {}
      @Catch({ of: 'ban' })
      all(_error: Error): void {}
    }
    expect(Moderation).toBeDefined();
  });

  it('refuses a method that is none, and an error of another class', () => {
    class Moderation {
      readonly banned = 1;
      ban(): void {}
      // @ts-expect-error: no such method
      @Catch(RestError, { of: 'kick' }) kicks(_error: RestError): void {}
      // @ts-expect-error: a field is no method
      @Catch(RestError, { of: 'banned' }) fields(_error: RestError): void {}
      // @ts-expect-error: RestErrors only
      @Catch(RestError, { of: 'ban' }) other(_error: RangeError & { readonly extra: 1 }): void {}
    }
    expect(Moderation).toBeDefined();
  });
});

describe('@OnOutcome', () => {
  it('takes the outcome, the invocation, and what is injected', () => {
    class Records {
      @OnOutcome() ended(outcome: InvocationOutcome, _invocation: Invocation, _guard: Anybody): string {
        switch (outcome.kind) {
          case 'done':
            return typeof outcome.value;
          case 'refused':
            return outcome.refusals.map(({ reason }) => reason).join();
          case 'invalid':
            return outcome.faults.map(({ option }) => option).join();
          case 'unhandled':
            return outcome.what;
          case 'failed':
            return outcome.caughtBy ?? outcome.error.message;
        }
      }
      // @ts-expect-error: the invocation comes second
      @OnOutcome() wrong(_outcome: InvocationOutcome, _text: string): void {}
    }
    expect(Records).toBeDefined();
  });
});
