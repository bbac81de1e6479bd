/** Every error code of every room is explained in the reference, and the reference explains nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSources, root } from './sources';

/** `XxxErrorCodes` tables of all rooms, found by their names so that a new room cannot be forgotten. */
async function declaredCodes(): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  for (const room of readdirSync(join(root, 'src'), { withFileTypes: true })) {
    if (!room.isDirectory()) continue;
    const face = (await import(join(root, 'src', room.name, 'index.ts'))) as Record<string, unknown>;
    for (const [name, table] of Object.entries(face)) {
      if (!name.endsWith('ErrorCodes')) continue;
      for (const [code, meaning] of Object.entries(table as Record<string, string>)) {
        if (codes.has(code)) throw new Error(`${code} is declared twice`);
        codes.set(code, meaning);
      }
    }
  }
  return codes;
}

function documentedCodes(): string[] {
  const text = readFileSync(join(root, 'docs', 'reference', 'errors.md'), 'utf8');
  return [...text.matchAll(/^### ([A-Z][A-Z0-9_]+)$/gm)].map((match) => match[1] as string);
}

describe('error codes', () => {
  it('are the same in the code and in docs/reference/errors.md', async () => {
    expect(documentedCodes().sort()).toEqual([...(await declaredCodes()).keys()].sort());
  });

  it('are used: no table holds a code that nothing throws', async () => {
    const everything = readSources()
      .filter(({ path }) => !path.endsWith('/codes.ts'))
      .map(({ text }) => text)
      .join('\n');
    const unused = [...(await declaredCodes()).keys()].filter((code) => !everything.includes(`'${code}'`));
    expect(unused).toEqual([]);
  });
});
