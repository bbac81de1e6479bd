import { format, inspect } from 'node:util';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { createEvent } from 'corduroy/models';
import { dispatchSamples } from './dispatch-samples';
import { recordingContext } from './recording-context';

const CONTEXT_SECRET = 'MTk4NjIyNDgzNDcxOTI1MjQ4.secret';
const bound = Object.assign(recordingContext(), { token: CONTEXT_SECRET });
const names = Object.values(GatewayDispatchEvents);

/** Values of the fields of a payload that are secrets, at any depth. */
function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'token' ? [inner as string] : secretsIn(inner),
  );
}

describe('printing an event', () => {
  it.each(names)('%s shows its class and its payload, and no secret', (name) => {
    const data: unknown = dispatchSamples[name]();
    const event = createEvent(name, data, bound);
    const shown = inspect(event, { depth: Infinity, maxArrayLength: null });
    expect(shown.startsWith(`${event.constructor.name} {`)).toBe(true);
    const everything = [
      shown,
      inspect(event, { depth: Infinity, showHidden: true }),
      format('%o %O %j', event, event, event),
      JSON.stringify([event]),
    ].join('\n');
    for (const key of Object.keys(data ?? {})) expect(shown).toContain(key);
    for (const secret of [CONTEXT_SECRET, ...secretsIn(data)]) expect(everything).not.toContain(secret);
  });

  it('is tried with the dispatches that carry secrets', () => {
    expect(names.filter((name) => secretsIn(dispatchSamples[name]()).length > 0)).toEqual([
      'INTERACTION_CREATE',
      'VOICE_SERVER_UPDATE',
    ]);
  });

  it.each(names)('%s gives its payload as JSON, but for secrets', (name) => {
    const data: unknown = dispatchSamples[name]() ?? {};
    const json: unknown = JSON.parse(JSON.stringify(createEvent(name, data, bound)));
    const secret = secretsIn(data).length > 0;
    expect(json).toEqual(secret ? { ...(data as object), token: '[token]' } : data);
  });
});
