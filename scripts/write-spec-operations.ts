/** Writes test/support/spec-operations.ts from the installed discord-api-spec: run it after that package changed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readOperations } from '../test/support/read-operations';

const root = join(__dirname, '..');
const target = join(root, 'test/support/spec-operations.ts');
const source = readFileSync(join(root, 'node_modules/discord-api-spec/build/discord-api-spec.ts'), 'utf8');
const operations = readOperations(source);
const text = `/** Discord's operations and the types they take and answer. Written by scripts/write-spec-operations.ts; not by hand. */
import { type SpecOperation } from './read-operations';

export const specOperations: Readonly<Record<string, SpecOperation>> = ${JSON.stringify(operations)};
`;
void resolveConfig(target).then(async (options) => {
  writeFileSync(target, await format(text, { ...options, parser: 'typescript' }));
  console.log(`Wrote ${Object.keys(operations).length} operations.`);
});
