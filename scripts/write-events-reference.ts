/** Writes docs/reference/events.md from the classes of events: run it after one of them changed. */
import { writeFileSync } from 'node:fs';
import { EVENTS_REFERENCE, renderEventsReference } from '../test/support/events-reference';

writeFileSync(EVENTS_REFERENCE, renderEventsReference());
console.log('Wrote docs/reference/events.md.');
