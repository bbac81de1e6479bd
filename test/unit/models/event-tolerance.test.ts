import { inspect } from 'node:util';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { FrameworkError } from 'corduroy/errors';
import { createEvent, eventMap, Member } from 'corduroy/models';
import { dispatchSamples } from './dispatch-samples';
import { deepFreeze, mutationsOf } from './mutations';
import * as payloads from './payloads';
import { type Failure, readEverything } from './read-everything';
import { recordingContext } from './recording-context';

const names = Object.values(GatewayDispatchEvents);

const forgetful = recordingContext();
const knowing = recordingContext({
  guild: () => payloads.guild,
  channel: () => payloads.channel,
  user: () => payloads.user,
  member: () => payloads.member,
});

/** What a member without its user says when it is asked for the user. It is documented, and tells what to do. */
function isDocumented({ owner, error }: Failure): boolean {
  return owner instanceof Member && error instanceof FrameworkError && error.code === 'VIEW_INCOMPLETE';
}

/** What went wrong with a payload. */
function troublesOf(name: GatewayDispatchEvents, data: unknown): string[] {
  const before = JSON.stringify(data);
  // What is remembered leads to more of the same: two steps are enough there.
  const events = [
    { event: createEvent(name, data, forgetful), depth: 4 },
    { event: createEvent(name, data, knowing), depth: 1 },
  ];
  const troubles = events.flatMap(({ event, depth }) => {
    const failures = readEverything(event, depth).filter((failure) => !isDocumented(failure));
    const whole = typeof data === 'object' ? event.raw === data : true;
    return [
      ...failures.map(({ getter, error }) => `${getter}: ${String(error)}`),
      ...(event instanceof (eventMap.get(name) as never) ? [] : ['is of another class']),
      ...(whole ? [] : ['raw is another object']),
      ...(inspect(event).startsWith(event.constructor.name) ? [] : ['prints oddly']),
      ...(typeof JSON.stringify(event) === 'string' ? [] : ['gives no JSON']),
    ];
  });
  return JSON.stringify(data) === before ? troubles : [...troubles, 'the payload was changed'];
}

describe('an event of a payload as documented', () => {
  it.each(names)('%s gives every field', (name) => {
    const data: unknown = deepFreeze(dispatchSamples[name]());
    expect(troublesOf(name, data)).toEqual([]);
    const failures = readEverything(createEvent(name, data), 4).filter(({ owner }) => !(owner instanceof Member));
    expect(failures).toEqual([]);
  });
});

describe('an event of a payload that is not as documented', () => {
  it.each(names)('%s can be read whatever field is missing, null, empty, new or unheard of', (name) => {
    const troubles = [...mutationsOf(dispatchSamples[name]())].flatMap((mutation) =>
      troublesOf(name, mutation.data).map((trouble) => `${mutation.name} -> ${trouble}`),
    );
    expect([...new Set(troubles)].slice(0, 20)).toEqual([]);
  });

  it.each(names)('%s can be read when nothing is there', (name) => {
    expect(troublesOf(name, Object.freeze({}))).toEqual([]);
  });
});
