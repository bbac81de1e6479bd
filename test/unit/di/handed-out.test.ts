/** Factories that hand out what is somebody else's: nobody but its owner takes it down. */
import { deferred, ManualClock } from '../../../src/util';
import { graphOf } from './fixtures';

let gone: string[] = [];
beforeEach(() => {
  gone = [];
});

class Resource implements AsyncDisposable {
  constructor(readonly name: string) {}
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
    gone.push(this.name);
  }
}
class Client {}
class Group {
  constructor(readonly client: object) {}
}

/** A group that has a client of itself, which its group leads to. */
function withClient(scope?: 'invocation') {
  const client = new Resource('client');
  const given = new Resource('given');
  const graph = graphOf({
    alpha: {
      providers: [
        { provide: 'given', useValue: given },
        { provide: 'same', useFactory: async (value: object) => Promise.resolve(value), inject: ['given'], scope },
        { provide: 'rest', useFactory: (value: object) => value, inject: [Client], scope },
        { provide: 'found', useFactory: (group: Group) => group.client, inject: [Group], scope },
      ] as never,
      builtIns: [
        { token: Group, value: new Group(client) },
        { token: Client, value: () => client },
      ],
    },
  });
  return { graph, client };
}

test('what a group has of itself, and values that were given, outlive the providers that hand them out', async () => {
  const { graph, client } = withClient();
  const injector = await graph.resolveGroup('alpha');
  expect([injector.get('rest'), injector.get('found')]).toEqual([client, client]);
  expect(await graph.closeGroup('alpha')).toEqual([]);
  expect(gone).toEqual([]);
});

test('a call does not take down what its factory found in its group', async () => {
  const { graph, client } = withClient('invocation');
  const injector = await graph.resolveGroup('alpha');
  const call = injector.invocation([]);
  expect(await call.resolve('same')).toMatchObject({ name: 'given' });
  expect([call.get('rest'), call.get('found')]).toEqual([client, client]);
  await call.close();
  expect(gone).toEqual([]);
});

test('a factory that is late does not take down what it was given: others use it', async () => {
  const clock = new ManualClock();
  const wait = deferred();
  const graph = graphOf({
    hub: { providers: [{ provide: 'pool', useFactory: () => new Resource('pool') }] },
    alpha: {
      providers: [
        {
          provide: 'mine',
          useFactory: async (pool: Resource) => {
            await wait.promise;
            return pool;
          },
          inject: ['pool'],
        },
      ],
    },
  });
  const starting = graph.resolveGroup('alpha', { clock, limitMs: 100 });
  const failed = expect(starting).rejects.toThrow(/did not settle in time/);
  await clock.advance(100);
  await failed;
  wait.resolve();
  await clock.advance(0);
  expect(gone).toEqual([]);
  await graph.close();
  expect(gone).toEqual(['pool']);
});
