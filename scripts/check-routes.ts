/**
 * Proves that the client has the whole of Discord's REST API and nothing beside it: every method of every resource is
 * called without being sent, and held against the specification that the package discord-api-spec carries.
 * Run by `npm run check:routes`; it prints what differs and exits with 1.
 */
import { specOperations } from '../test/support/spec-operations';
import { compareBounds } from './routes/compare-bounds';
import { readTypes } from './routes/compare-types';
import {
  ALIASES,
  BOUND_EXCEPTIONS,
  EXCLUDED,
  type Exception,
  EXTRA,
  MULTIPART,
  TYPE_EXCEPTIONS,
} from './routes/exceptions';
import { recordMethods } from './routes/record-methods';

async function main(): Promise<void> {
  const problems: string[] = [];
  const types = readTypes();
  const { methods, silent } = await recordMethods(types.publicMethods());
  problems.push(...silent.map((told) => `nothing recorded for ${told}`));

  const known = new Set(Object.keys(specOperations));
  const called = new Map<string, string[]>();
  for (const { name, operation } of methods) called.set(operation, [...(called.get(operation) ?? []), name]);

  for (const [operation, names] of called) {
    if (!known.has(operation) && !EXTRA.has(operation)) problems.push(`invented: ${names.join()} sends ${operation}`);
    const others = names.filter((name) => !ALIASES.has(name));
    if (others.length > 1) problems.push(`two methods for ${operation}: ${others.join(', ')}`);
  }
  for (const operation of EXTRA.keys()) {
    if (!called.has(operation)) problems.push(`listed as extra, but nothing sends it: ${operation}`);
    if (known.has(operation)) problems.push(`listed as extra, but the specification has it now: ${operation}`);
  }
  for (const operation of known) {
    if (called.has(operation) === EXCLUDED.has(operation)) {
      problems.push(
        `${EXCLUDED.has(operation) ? 'excluded, but a method sends it' : 'no method sends it'}: ${operation}`,
      );
    }
  }
  for (const { name, operation, takesFiles } of methods) {
    if (takesFiles !== MULTIPART.has(operation) && !ALIASES.has(name) && known.has(operation)) {
      problems.push(`${name} ${takesFiles ? 'takes files, and Discord does not' : 'takes no files, and Discord does'}`);
    }
  }
  const covered = [...known].filter((operation) => called.has(operation)).length;
  console.log(`${covered} of ${known.size - EXCLUDED.size} operations have a method; ${EXCLUDED.size} are excluded:`);
  for (const [operation, why] of EXCLUDED) console.log(`  ${operation}: ${why}`);

  const used = new Set<Exception>();
  const isExcused = (exceptions: readonly Exception[], method: string, path: string): boolean => {
    const found = exceptions.find((each) => each.method.test(method) && each.path.test(path));
    if (found) used.add(found);
    return found !== undefined;
  };

  for (const { method, path, kind } of types.compareAll(methods.filter(({ name }) => !ALIASES.has(name)))) {
    if (isExcused(TYPE_EXCEPTIONS, method, path)) continue;
    problems.push(
      kind === 'missing' ? `${method} lacks ${path}` : `${method} has ${path}, which Discord does not know`,
    );
  }

  const bounded = methods.flatMap(({ name, operation, bodySpecs }) => {
    if (ALIASES.has(name)) return [];
    const body = specOperations[operation]?.body;
    return body === undefined ? [] : [{ name, specs: bodySpecs, body }];
  });
  const { differences, compared } = compareBounds(bounded);
  for (const { method, path, ours, theirs } of differences) {
    if (isExcused(BOUND_EXCEPTIONS, method, path)) continue;
    problems.push(`${method}: ${path} is ${ours ?? 'not checked'}, Discord’s is ${theirs}`);
  }
  console.log(`${bounded.length} bodies compared, ${compared} bounds.`);

  for (const exception of [...TYPE_EXCEPTIONS, ...BOUND_EXCEPTIONS]) {
    if (!used.has(exception)) problems.push(`an exception that nothing needs: ${exception.method} ${exception.path}`);
  }

  if (problems.length === 0) {
    console.log('Nothing is missing and nothing is invented.');
    return;
  }
  console.error(`\n${problems.length} differences:`);
  for (const problem of problems) console.error(`- ${problem}`);
  process.exitCode = 1;
}

void main();
