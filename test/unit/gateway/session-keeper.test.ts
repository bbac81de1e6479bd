import { type StoredSession } from '../../../src/gateway';
import { SessionKeeper } from '../../../src/gateway/session/session-keeper';
import { sessionKey } from '../../../src/gateway/session/session-key';
import { nullLogger } from '../../../src/util';
import { settle, TOKEN } from './support';

const session = (sequence: number): StoredSession => ({
  sessionId: 's',
  resumeUrl: 'wss://resume.test',
  sequence,
  aliveAtMs: 0,
  shardCount: 1,
  intents: 0,
});

describe('keeping a session', () => {
  it('writes one thing at a time, and of what came meanwhile only the last', async () => {
    const calls: string[] = [];
    const release: (() => void)[] = [];
    const slow = (what: string): Promise<void> => {
      calls.push(what);
      return new Promise((resolve) => release.push(resolve));
    };
    const keeper = new SessionKeeper(
      {
        load: () => Promise.resolve(undefined),
        save: (_key, _id, { sequence }) => slow(`save ${sequence}`),
        clear: () => slow('clear'),
      },
      'key',
      0,
      nullLogger,
    );
    keeper.keep(session(1));
    await settle();
    keeper.keep(session(2));
    keeper.keep(undefined);
    keeper.keep(session(3));
    await settle();
    expect(calls).toEqual(['save 1']);
    release.shift()?.();
    await settle();
    expect(calls).toEqual(['save 1', 'save 3']);
    release.shift()?.();
    await keeper.settled();
  });

  it('is done under a name that does not tell the token', () => {
    expect(sessionKey(TOKEN)).toMatch(/^[0-9a-f]{32}$/);
    expect(sessionKey(`${TOKEN}x`)).not.toBe(sessionKey(TOKEN));
  });
});
