/** Every view can be read and printed, whatever Discord leaves out of its payload; events have tests of their own. */
import { inspect } from 'node:util';
import { FrameworkError } from 'corduroy/errors';
import * as models from 'corduroy/models';
import { readEverything } from './read-everything';
import { recordingContext } from './recording-context';

type AnyView = new (raw: object, context?: models.ViewContext) => models.PayloadView;

const views = Object.entries<unknown>(models).filter(
  (entry): entry is [string, AnyView] =>
    typeof entry[1] === 'function' && entry[1].prototype instanceof models.PayloadView && !('eventName' in entry[1]),
);

/** A payload whose every field of Discord's is null, in as far as it is asked for. */
const nulls: object = new Proxy(
  {},
  { get: (_none, name) => (typeof name === 'string' && /^[a-z_\d]+$/.test(name) ? null : undefined) },
);

const context = recordingContext();

describe.each(views)('%s', (name, View) => {
  it.each([
    ['nothing is there', Object.freeze({})],
    ['every field is null', nulls],
  ])('can be read when %s', (_what, raw) => {
    const view = new View(raw, context);
    const failures = readEverything(view, 3).filter(
      ({ error }) => !(error instanceof FrameworkError && error.code === 'VIEW_INCOMPLETE'),
    );
    expect(failures.map(({ getter, error }) => `${getter}: ${String(error)}`)).toEqual([]);
    expect(inspect(view)).toContain(name);
    expect(typeof JSON.stringify(view)).toBe('string');
  });
});
