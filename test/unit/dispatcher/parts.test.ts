import {
  GuildCreateEvent,
  MessageCreateEvent,
  ThreadMembersUpdateEvent,
  UnknownDispatchEvent,
  VoiceChannelStatusUpdateEvent,
} from '../../../src/models';
import { dispatcherErrorCodes } from '../../../src/dispatcher';
import { Fifo } from '../../../src/dispatcher/pipeline/fifo';
import { Sequence, sequenceKey } from '../../../src/dispatcher/pipeline/sequence';
import { messageEvent } from './support';

describe('Fifo', () => {
  test('gives back what it was given in order, however long the line and whenever it is read', () => {
    const line = new Fifo<number>();
    const read: number[] = [];
    let next = 0;
    for (let round = 0; round < 50; round += 1) {
      for (let i = 0; i < 100; i += 1) line.push(next++);
      for (let i = 0; i < 70; i += 1) read.push(line.shift() as number);
    }
    expect(line.size).toBe(50 * 30);
    while (line.size > 0) read.push(line.shift() as number);
    expect(read).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
    expect(line.shift()).toBeUndefined();
  });
});

describe('the key of a sequence', () => {
  const of = (raw: object) => new MessageCreateEvent(raw as never);

  test.each([
    ['guild', { guild_id: '3' }, '3'],
    ['channel', { channel_id: '10' }, '10'],
    ['user', { author: { id: '5' } }, '5'],
    ['user', { user: { id: '6' } }, '6'],
    ['user', { user_id: '7' }, '7'],
    ['user', { member: { user: { id: '8' } } }, '8'],
    ['guild', { id: '1' }, undefined],
    ['user', { author: null, user: null, member: null }, undefined],
    ['guild', { guild_id: 3 }, undefined],
  ] as const)('of a %s is read from %j', (scope, raw, key) => {
    expect(sequenceKey(of(raw), scope)).toBe(key);
  });

  test('is the id of the thing itself where the payload is the thing', () => {
    expect(sequenceKey(new GuildCreateEvent({ id: '3' } as never), 'guild')).toBe('3');
    expect(sequenceKey(new GuildCreateEvent({ id: '3' } as never), 'channel')).toBeUndefined();
    expect(sequenceKey(new VoiceChannelStatusUpdateEvent({ id: '3' } as never), 'channel')).toBe('3');
    expect(sequenceKey(new ThreadMembersUpdateEvent({ id: '3' } as never), 'channel')).toBe('3');
  });

  test('is read from the data of a dispatch without a class', () => {
    expect(sequenceKey(new UnknownDispatchEvent({ t: 'FOO', d: { guild_id: '3' } }), 'guild')).toBe('3');
    expect(sequenceKey(new UnknownDispatchEvent({ t: 'FOO', d: null }), 'guild')).toBeUndefined();
  });
});

test('a sequence forgets keys that are idle', () => {
  const sequence = new Sequence('channel');
  sequence.hold('a');
  sequence.hold('b');
  const event = messageEvent('one');
  sequence.wait('a', event);
  expect(sequence.busyKeys).toBe(2);
  expect(sequence.next('a')).toBe(event);
  expect(sequence.next('a')).toBeUndefined();
  expect(sequence.next('b')).toBeUndefined();
  expect(sequence.busyKeys).toBe(0);
});

test('every code has a sentence', () => {
  for (const [code, sentence] of Object.entries(dispatcherErrorCodes)) {
    expect(code).toMatch(/^DISPATCH_[A-Z_]+$/);
    expect(sentence).toMatch(/\.$/);
  }
});
