/** What a group hears before its dispatcher does: who it is. */
import { unboundContext } from 'corduroy';
import { Dispatcher } from 'corduroy/dispatcher';
import { type DispatchPacket, type Shard } from 'corduroy/gateway';
import { nullLogger } from 'corduroy/util';
import { GroupSink, type Identity } from '../../../src/hub/group-sink';

it.each([
  ['without an application', { user: { id: '1', username: 'bot' }, guilds: [] }],
  ['without a user', { application: { id: '2' }, guilds: [] }],
  ['that holds nothing', null],
])('a READY %s tells nobody who it is, and is heard all the same', (_what, d) => {
  const dispatcher = new Dispatcher({ name: 'alpha', context: unboundContext, logger: nullLogger });
  const heard: DispatchPacket[] = [];
  dispatcher.observe(['READY'], (packet) => heard.push(packet));
  const known: Identity[] = [];
  const sink = new GroupSink(dispatcher, (identity) => known.push(identity));
  const packet: DispatchPacket = { op: 0, t: 'READY', s: 1, d };
  sink.deliver(packet, { id: 0, count: 1 } as Shard);
  expect(known).toEqual([]);
  expect(heard).toEqual([packet]);
});
