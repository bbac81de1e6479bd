/** What is wrong about scopes of calls is found before anything starts, and says by which way. */
import { Handler, Inject, Injectable, type Provider, type ScopeSpec } from '../../../src/di';
import { graphOf, SentEvent, told } from './fixtures';

class Context {
  static readonly isHandlerContext = true;
}
@Injectable({ scope: 'invocation' })
class Cart {}
@Injectable()
class Prices {
  constructor(readonly cart: Cart) {}
}
@Injectable()
class Shop {
  constructor(readonly prices: Prices) {}
}

const file = String.raw`\(.*invocation-problems\.test\.ts:\d+\)`;

function alpha(parts: Partial<ScopeSpec>): string {
  return told(graphOf({ alpha: parts }).check());
}

describe('what outlives a call', () => {
  it('cannot need what each call has of its own; the problem names the chain', () => {
    expect(alpha({ providers: [Shop, Prices, Cart] })).toMatch(
      new RegExp(
        '^- Prices is made once for group "alpha" and needs Cart \\(argument 0 "cart"\\), of which each call has its own: ' +
          'Shop -> Prices -> Cart\\. \\(DI_OUTLIVES_INVOCATION\\)\n' +
          `    at Prices\\.constructor, argument "cart" ${file}\n` +
          "    Try: ask for Cart in a parameter of the handler’s method, [^\n]*or give Prices scope: 'invocation' as well\\.$",
      ),
    );
  });

  it.each<[string, () => string]>([
    [
      'a handler’s constructor',
      () => {
        @Handler()
        class Buying {
          constructor(readonly cart: Cart) {}
        }
        return alpha({ handlers: [Buying], providers: [Cart] });
      },
    ],
    [
      'a factory',
      () => alpha({ providers: [Cart, { provide: 'n', useFactory: (cart: Cart) => cart, inject: [Cart] }] }),
    ],
    [
      'another name’s user',
      () =>
        alpha({
          providers: [
            Cart,
            { provide: 'cart', useExisting: Cart },
            { provide: 'n', useFactory: (cart: Cart) => cart, inject: ['cart'] },
          ],
        }),
    ],
    [
      'a parameter with a default value',
      () => {
        @Injectable()
        class Maybe {
          constructor(readonly cart: Cart = new Cart()) {}
        }
        return alpha({ providers: [Cart, Maybe] });
      },
    ],
    ['what all groups share', () => told(graphOf({ hub: { providers: [Cart, Prices] } }).check())],
    [
      'what a group is given by the hub',
      () => told(graphOf({ hub: { providers: [Cart] }, alpha: { providers: [Prices] } }).check()),
    ],
  ])('is found in %s', (_what, check) => {
    expect(check()).toContain('DI_OUTLIVES_INVOCATION');
    expect(check().match(/DI_/g)).toHaveLength(1);
  });

  it('cannot need the event or the context either', () => {
    @Injectable()
    class Log {
      constructor(
        readonly event: SentEvent,
        readonly context: Context,
      ) {}
    }
    const said = alpha({ providers: [Log] });
    expect(said).toContain('Log is made once for group "alpha" and needs SentEvent');
    expect(said).toContain('needs Context (argument 1 "context"), of which each call has its own: Log -> Context');
  });
});

describe('what each call has of its own', () => {
  it('may need the group, the hub, the call, and others like it', () => {
    @Injectable()
    class Store {}
    @Injectable({ scope: 'invocation' })
    class Basket {
      constructor(
        readonly cart: Cart,
        readonly event: SentEvent,
        readonly context: Context,
        readonly store: Store,
        @Inject('n') readonly n: number,
      ) {}
    }
    const hub = { providers: [Basket, Store] };
    const own = { providers: [Cart, { provide: 'n', useValue: 1 }] };
    expect(told(graphOf({ hub, alpha: own, beta: own }).check())).toBe('');
    expect(told(graphOf({ hub, alpha: own }).check(['beta']))).toMatch(
      /^- Basket, listed by the options of the hub, needs Cart[^\n]*nothing provides it in group "beta"\. It is provided in group "alpha" only/,
    );
  });

  it('cannot be made in a circle', () => {
    const circle: Provider[] = [
      { provide: 'a', useFactory: (b: unknown) => b, inject: ['b'], scope: 'invocation' },
      { provide: 'b', useFactory: (a: unknown) => a, inject: ['a'], scope: 'invocation' },
    ];
    expect(alpha({ providers: circle })).toContain(
      'Providers of group "alpha" need each other in a circle: a -> b -> a',
    );
    expect(told(graphOf({ hub: { providers: circle } }).check(['alpha'])).match(/DI_CYCLE/g)).toHaveLength(1);
  });

  it('is told to have no provider like everything else', () => {
    @Injectable({ scope: 'invocation' })
    class Basket {
      constructor(@Inject('nothing') readonly n: number) {}
    }
    expect(alpha({ providers: [Basket] })).toMatch(/Basket, listed by [^]*needs "nothing"[^]*DI_MISSING_PROVIDER/);
  });
});

describe('a scope', () => {
  const value = { provide: 'n', useValue: 1, scope: 'invocation' } as unknown as Provider;
  const other = { provide: 'n', useExisting: Cart, scope: 'invocation' } as unknown as Provider;
  const hubs = { provide: 'n', useFactory: () => 1, scope: 'hub' } as unknown as Provider;
  @Injectable({ scope: 'hub' })
  class Shared {}
  @Injectable({ scope: 'request' as 'invocation' })
  class Foreign {}
  @Handler()
  @Injectable({ scope: 'invocation' })
  class Scoped {}
  class Voice {}

  it.each<[string, Partial<ScopeSpec>, string]>([
    ['a value', { providers: [value] }, 'The provider of n has the scope "invocation", which useValue cannot have'],
    ['another name', { providers: [Cart, other] }, 'which useExisting cannot have'],
    ['a provider that would be the hub’s', { providers: [hubs] }, 'has the scope "hub", which a provider cannot say'],
    [
      'a class of another scope',
      { providers: [{ provide: 'n', useClass: Shared, scope: 'invocation' }] },
      'Shared is one for all groups',
    ],
    [
      'a class, when it does not exist',
      { providers: [Foreign] },
      'Foreign has the scope "request", which does not exist',
    ],
    ['a handler', { handlers: [Scoped] }, 'Scoped is a handler, of which each group has one'],
    ['a handler that is a provider too', { handlers: [Scoped], providers: [Scoped] }, 'Scoped is a handler'],
    [
      'what the group itself asks for',
      {
        builtIns: [{ token: Voice, value: 1, overridable: true }],
        providers: [{ provide: Voice, useClass: Voice, scope: 'invocation' }],
      },
      'Voice is asked for by group "alpha" itself, outside of calls',
    ],
  ])('cannot be said of %s', (_what, parts, said) => {
    expect(alpha(parts)).toContain(said);
    expect(alpha(parts).match(/DI_/g)).toHaveLength(1);
    expect(alpha(parts)).toContain('DI_INVOCATION_SCOPE');
  });
});
