/** What Discord publishes about threads and does not document. */
import { Channel, Message, ThreadMember } from 'corduroy/models';
import { makeClient, MESSAGE, watch } from '../support/make-client';

const MEMBER = { id: '4', user_id: '2', join_timestamp: '2025-05-01T12:00:00Z', flags: 0 };
const RESULTS = {
  threads: [{ id: '4', type: 11 }],
  members: [MEMBER],
  first_messages: [MESSAGE],
  has_more: false,
  total_results: 1,
};
const FOUND = {
  threads: [expect.any(Channel)],
  members: [expect.any(ThreadMember)],
  firstMessages: [expect.any(Message)],
  hasMore: false,
  totalResults: 1,
};

it('searches the threads of a channel [seed 46]', async () => {
  const bench = makeClient();
  bench.transport.reply({ json: RESULTS });
  const query = { name: 'warp', tag: ['7', '8'], tagSetting: 'match_some', archived: false, limit: 25 } as const;
  expect(await bench.client.undocumented.threads.search('1', query)).toEqual(FOUND);
  expect(bench.transport.requests[0]!.path).toBe(
    '/channels/1/threads/search?name=warp&tag=7&tag=8&tag_setting=match_some&archived=false&limit=25',
  );
});

it('waits for the index', async () => {
  const bench = makeClient();
  const notReady = { message: 'Index not yet available', code: 110000, documents_indexed: 0, retry_after: 3 };
  bench.transport.reply({ status: 202, json: notReady }, { json: { ...RESULTS, first_messages: undefined } });
  const search = watch(bench.client.undocumented.threads.search('1'));
  await bench.clock.advance(2_999);
  expect(search.done).toBe(false);
  await bench.clock.advance(1);
  expect(search.value).toEqual({ ...FOUND, firstMessages: [] });
});
