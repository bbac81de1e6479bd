/** Random graphs of providers with random scopes: what is wrong is found, and nothing else; who shares what holds in all of them. */
import fc from 'fast-check';
import { type FactoryProvider, type InvocationInjector } from '../../../src/di';
import { graphOf } from './fixtures';

type Place = 'hub' | 'hub, per call' | 'group' | 'group, per call';

interface Drawn {
  readonly place: Place;
  /** Asynchronous factories are waited for. */
  readonly isAsync: boolean;
  /** Which of those before it are needed. */
  readonly needs: readonly number[];
}

interface Made {
  readonly node: number;
  readonly needs: readonly Made[];
  readonly serial: number;
}

const drawn = fc
  .array(
    fc.record({
      place: fc.constantFrom<Place>('hub', 'hub, per call', 'group', 'group, per call'),
      isAsync: fc.boolean(),
      picks: fc.array(fc.nat(), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((nodes) =>
    nodes.map(({ place, isAsync, picks }, index): Drawn => ({
      place,
      isAsync,
      needs: index === 0 ? [] : [...new Set(picks.map((pick) => pick % index))],
    })),
  );

const isPerCall = ({ place }: Drawn): boolean => place.endsWith('per call');

/** How many needs cannot be: of what lives longer for what lives shorter. */
function mistakes(nodes: readonly Drawn[]): number {
  let count = 0;
  for (const node of nodes) {
    if (isPerCall(node)) continue;
    for (const need of node.needs) {
      const needed = nodes[need] as Drawn;
      if (isPerCall(needed) || (node.place === 'hub' && needed.place === 'group')) count += 1;
    }
  }
  return count;
}

class World {
  serial = 0;
  readonly made: Made[] = [];
  readonly gone: Made[] = [];

  constructor(readonly nodes: readonly Drawn[]) {}

  /** Providers of the hub or of the group. */
  providers(where: 'hub' | 'group'): FactoryProvider[] {
    return this.nodes.flatMap((node, index) => (node.place.startsWith(where) ? [this.provider(node, index)] : []));
  }

  private provider(node: Drawn, index: number): FactoryProvider {
    return {
      provide: `n${index}`,
      inject: node.needs.map((need) => `n${need}`),
      useFactory: (...needs: Made[]) => {
        const made = this.make(index, needs);
        return node.isAsync ? Promise.resolve(made) : made;
      },
      ...(isPerCall(node) ? { scope: 'invocation' } : {}),
    };
  }

  private make(node: number, needs: readonly Made[]): Made {
    const made = { node, needs, serial: this.serial++, [Symbol.dispose]: () => this.gone.push(made) };
    this.made.push(made);
    return made;
  }
}

describe('scopes of calls, whatever the graph', () => {
  it('are refused exactly where something outlives what it needs', () => {
    fc.assert(
      fc.property(drawn, (nodes) => {
        const world = new World(nodes);
        const graph = graphOf({
          hub: { providers: world.providers('hub') },
          alpha: { providers: world.providers('group') },
        });
        expect(graph.check(['alpha'])).toHaveLength(mistakes(nodes));
        expect(world.made).toEqual([]);
      }),
      { seed: 20_261, numRuns: 300 },
    );
  });

  it('make one of each for each call that asks, share what lives longer, and take nothing down before those that need it', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.array(fc.nat(), { maxLength: 6 }), async (nodes, asks) => {
        fc.pre(mistakes(nodes) === 0);
        const world = new World(nodes);
        const graph = graphOf({
          hub: { providers: world.providers('hub') },
          alpha: { providers: world.providers('group') },
        });
        const alpha = await graph.resolveGroup('alpha');
        const longer = world.made.splice(0);
        expect(longer.map(({ node }) => node).sort()).toEqual(
          nodes.flatMap((node, i) => (isPerCall(node) ? [] : [i])).sort(),
        );
        const calls = [alpha.invocation([]), alpha.invocation([])];
        const wanted = asks.map((ask) => ask % nodes.length);
        const [one, two] = await Promise.all(calls.map((call) => askFor(call, wanted)));
        const perCall = [...reachable(nodes, wanted)].filter((node) => isPerCall(nodes[node] as Drawn));
        expect(world.made).toHaveLength(2 * perCall.length);
        wanted.forEach((node, index) => {
          expect(one?.[index] === two?.[index]).toBe(!isPerCall(nodes[node] as Drawn));
        });
        for (const call of calls) {
          const own = world.made.filter((made) => perCall.some((node) => call.get(`n${node}`) === made));
          await call.close();
          const gone = world.gone.splice(0);
          expect(new Set(gone)).toEqual(new Set(own));
          for (const made of own) {
            // Everybody in the call was given the one of the call, and has it for as long as they live.
            for (const need of made.needs) {
              expect([...own, ...longer]).toContain(need);
              if (own.includes(need)) expect(gone.indexOf(need)).toBeGreaterThan(gone.indexOf(made));
            }
          }
        }
        await graph.close();
        expect(world.gone).toHaveLength(longer.length);
      }),
      { seed: 20_262, numRuns: 300 },
    );
  });
});

function askFor(call: InvocationInjector, nodes: readonly number[]): Promise<unknown[]> {
  return Promise.all(nodes.map((node) => call.resolve(`n${node}`)));
}

function reachable(nodes: readonly Drawn[], from: readonly number[]): Set<number> {
  const seen = new Set<number>();
  const visit = (node: number): void => {
    if (seen.has(node)) return;
    seen.add(node);
    nodes[node]?.needs.forEach(visit);
  };
  from.forEach(visit);
  return seen;
}
