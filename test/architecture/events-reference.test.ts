/** The reference of events is what the classes say. */
import { existsSync, readFileSync } from 'node:fs';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { EVENTS_REFERENCE, renderEventsReference } from '../support/events-reference';

const text = existsSync(EVENTS_REFERENCE) ? readFileSync(EVENTS_REFERENCE, 'utf8') : '';
const rows = text.split('\n').filter((line) => /^\| `[A-Z_]+` /.test(line));

describe('docs/reference/events.md', () => {
  it('is what scripts/write-events-reference.ts would write', () => {
    expect(text).toBe(renderEventsReference());
  });

  it('has a row for each dispatch', () => {
    const named = rows.map((row) => /^\| `([A-Z_]+)`/.exec(row)?.[1]);
    expect(named.sort()).toEqual((Object.values(GatewayDispatchEvents) as string[]).sort());
  });

  it('leaves no cell empty but the fields of an event that has none', () => {
    const cells = rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    expect(cells.filter((row) => row.slice(0, 4).includes(''))).toEqual([]);
    expect(cells.filter((row) => row[4] === '').map((row) => row[0])).toEqual(['`RESUMED`']);
  });
});
