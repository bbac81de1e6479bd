import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import {
  chooseCompression,
  createInflater,
  FakeSocketFactory,
  FileBudgetStore,
  FileSessionStore,
  HandleInflater,
  LocalOrchestrator,
  MemoryBudgetStore,
  MemoryIdentifyQueue,
  MemorySessionStore,
  PlainInflater,
  StaticGatewayInfoSource,
  WindowInflater,
  WsSocketFactory,
  ZstdInflater,
} from '../../src/gateway';
import { budgetStoreContract } from '../../src/testing/contracts/budget-store';
import { type ContractCase } from '../../src/testing/contracts/contract-case';
import { gatewayInfoSourceContract } from '../../src/testing/contracts/gateway-info-source';
import { identifyQueueContract } from '../../src/testing/contracts/identify-queue';
import { inflaterContract } from '../../src/testing/contracts/inflater';
import { sessionStoreContract } from '../../src/testing/contracts/session-store';
import { shardOrchestratorContract } from '../../src/testing/contracts/shard-orchestrator';
import { socketContract, type SocketRig } from '../../src/testing/contracts/socket';
import { ManualClock } from '../../src/util';
import { startSocketServer } from './socket-server';

function runs(name: string, cases: readonly ContractCase[]): void {
  describe(name, () => {
    for (const one of cases) it(one.name, () => one.run());
  });
}

runs(
  'PlainInflater',
  inflaterContract(() => new PlainInflater(), { format: 'none' }),
);
runs(
  'HandleInflater',
  inflaterContract(() => new HandleInflater(), { format: 'zlib' }),
);
runs(
  'WindowInflater',
  inflaterContract(() => new WindowInflater(), { format: 'zlib' }),
);

if (ZstdInflater.isSupported()) {
  runs(
    'ZstdInflater',
    inflaterContract(() => new ZstdInflater(), { format: 'zstd' }),
  );
}

it('reads zstd where Node has it, and says at once where it has not', () => {
  const hasZstd = 'createZstdDecompress' in zlib;
  expect(ZstdInflater.isSupported()).toBe(hasZstd);
  if (hasZstd) {
    expect(chooseCompression('zstd-stream')).toBe('zstd-stream');
    expect(createInflater('zstd-stream')).toBeInstanceOf(ZstdInflater);
  } else {
    const refusal = expect.objectContaining({
      code: 'GATEWAY_COMPRESSION_UNAVAILABLE',
      advice: expect.stringContaining('Node 22.15') as string,
    }) as Error;
    expect(() => chooseCompression('zstd-stream')).toThrow(refusal);
  }
  expect(chooseCompression('best')).toBe('zlib-stream');
});

it('inflates through the native handle where that works, which it does here', () => {
  expect(HandleInflater.isSupported()).toBe(true);
  expect(createInflater('zlib-stream')).toBeInstanceOf(HandleInflater);
  expect(createInflater('none')).toBeInstanceOf(PlainInflater);
});

runs(
  'MemoryIdentifyQueue',
  identifyQueueContract(() => {
    const clock = new ManualClock();
    return { queue: new MemoryIdentifyQueue({ maxConcurrency: 2, clock }), advance: (ms) => clock.advance(ms) };
  }),
);

runs(
  'MemorySessionStore',
  sessionStoreContract(() => new MemorySessionStore()),
);

describe('stores in a directory', () => {
  const made: string[] = [];
  const directory = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'corduroy-'));
    made.push(path);
    return join(path, 'state');
  };
  afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true }))));

  runs(
    'FileSessionStore',
    sessionStoreContract(async () => new FileSessionStore(await directory())),
  );
  runs(
    'FileBudgetStore',
    budgetStoreContract(async () => new FileBudgetStore(await directory())),
  );
});
runs(
  'MemoryBudgetStore',
  budgetStoreContract(() => new MemoryBudgetStore()),
);

runs(
  'StaticGatewayInfoSource',
  gatewayInfoSourceContract(
    () =>
      new StaticGatewayInfoSource({
        url: 'wss://gateway.test',
        shards: 1,
        sessionStartLimit: { total: 1000, remaining: 999, resetAfterMs: 1, maxConcurrency: 1 },
      }),
  ),
);

runs(
  'LocalOrchestrator',
  shardOrchestratorContract(() => new LocalOrchestrator()),
);

runs('FakeSocketFactory', socketContract(fakeRig));
runs(
  'WsSocketFactory',
  socketContract(() => startSocketServer(new WsSocketFactory())),
);

function fakeRig(): SocketRig {
  const factory = new FakeSocketFactory();
  return {
    factory,
    url: 'wss://gateway.test',
    accept: () => {
      factory.last.serverAccepts();
    },
    refuse: (httpStatus, retryAfterSeconds) => {
      factory.last.serverRefuses(httpStatus, retryAfterSeconds * 1_000);
    },
    send: (data) => {
      factory.last.serverSends(data);
    },
    close: (code, reason) => {
      factory.last.serverCloses(code, reason);
    },
    drop: () => {
      factory.last.serverCloses();
    },
    received: () => factory.last.sent.map((sent) => JSON.stringify(sent)),
    closeCode: () => factory.last.closedWith?.code,
    dispose: () => Promise.resolve(),
  };
}
