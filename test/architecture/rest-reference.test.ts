/** The reference of REST methods says what the client has: each method, what it sends, and what it answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readResources, type Row } from './rest-methods';
import { root } from './sources';

/** `## messages`, text, and the rows of its table. */
function documented(): Map<string, Row[]> {
  const text = readFileSync(join(root, 'docs', 'reference', 'rest.md'), 'utf8');
  const sections = text.split(/^## /m).slice(1);
  return new Map(
    sections.flatMap((section): [string, Row[]][] => {
      const [name = ''] = section.split('\n', 1);
      const rows = section
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .map((line) => cellsOf(line) as unknown as Row);
      return rows.length > 0 ? [[name, rows]] : [];
    }),
  );
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/\\\|/g, '|'));
}

let read: ReturnType<typeof readResources> | undefined;
/** Read once: it parses the client and makes every call that it has. */
const resources = (): ReturnType<typeof readResources> => (read ??= readResources());

describe('docs/reference/rest.md', () => {
  it('has every resource of the client, and no other', async () => {
    expect([...documented().keys()].sort()).toEqual([...(await resources()).keys()].sort());
  });

  it('has every method with what it sends and answers, and no other', async () => {
    const known = documented();
    for (const [resource, rows] of await resources()) {
      expect([resource, ...lines(known.get(resource) ?? [])]).toEqual([resource, ...lines(rows)]);
    }
  });

  it('is led to from the guide, resource by resource', async () => {
    const guide = readFileSync(join(root, 'docs', 'guide', '6-rest-calls.md'), 'utf8');
    const names = [...(await resources()).keys()].filter((name) => !name.includes('.'));
    expect(
      names.filter((name) => !guide.includes(`[\`${name}\`](../reference/rest.md#${name.toLowerCase()})`)),
    ).toEqual([]);
  });
});

/** As they are written in the table, so that a difference shows the line to write. */
function lines(rows: readonly Row[]): string[] {
  return rows.map((row) => `| ${row.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`).sort();
}
