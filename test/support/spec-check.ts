/** Holds one exchange with the simulator against Discord's own schemas. */
import { type RestExchange } from '../../src/testing/simulator';
import { type SpecType } from './read-operations';
import { type SpecException, specExceptions, unlistedOperations } from './spec-exceptions';
import { specOperations } from './spec-operations';
import { schemaOf } from './spec-schemas';

/** Clients of other makers, which tests let loose on the simulator. */
const OTHERS = /discord\.js|discordjs|eris/i;

type Part = SpecException['part'];
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
}

/**
 * What is wrong with an exchange, one line each. Requests that were refused (4xx) may be wrong, and answers that a
 * fault made up are not looked at.
 */
export function specViolations(exchange: RestExchange): string[] {
  const { status, template } = exchange;
  if (exchange.isFault || status < 200 || status > 299) return [];
  const name = `${exchange.method} ${template ?? exchange.path}`;
  const operation = specOperations[name];
  if (!operation) return unlistedOperations.has(name) ? [] : [`${name}: Discord has no such operation`];
  // Others answer for what they send; that it was understood shows in the reply.
  const isOurs = !OTHERS.test(exchange.userAgent);
  return [
    ...(isOurs ? queryViolations(name, operation.query ?? {}, exchange.query) : []),
    ...(isOurs ? requestViolations(name, operation.body, exchange) : []),
    ...replyViolations(name, operation.replies, exchange),
  ];
}

/** What is wrong with the body of a request, by its operation: `POST /applications/{application_id}/commands`. */
export function bodyViolations(name: string, body: unknown): string[] {
  const type = specOperations[name]?.body;
  if (type === undefined) throw new Error(`"${name}" takes no body`);
  return violations(name, 'request', type, body);
}

function queryViolations(
  name: string,
  known: Readonly<Record<string, SpecType>>,
  query: RestExchange['query'],
): string[] {
  const types = new Map(Object.entries(known).map(([key, type]) => [key.replace(/\?$/, ''), type]));
  const missing = Object.keys(known).filter((key) => !key.endsWith('?') && !(key in query));
  return [
    ...missing.map((key) => line(name, 'query', [key], 'is required')),
    ...Object.entries(query).flatMap(([key, given]) => {
      const type = types.get(key);
      if (type === undefined) return excused(name, 'query', [key], 'is not known');
      const fits = readings(given).some((reading) => schemaOf(type).safeParse(reading).success);
      return fits ? [] : excused(name, 'query', [key], `does not take ${JSON.stringify(given)}`);
    }),
  ];
}

/** What the text of a query may mean: itself, a number, a boolean, a list. */
function readings(given: string | readonly string[]): unknown[] {
  if (typeof given !== 'string') return [given, given.map(Number)];
  const boolean = /^(?:true|false)$/i.test(given) ? [given.toLowerCase() === 'true'] : [];
  return [given, Number(given), ...boolean, [given], given.split(',')];
}

function requestViolations(name: string, type: SpecType | undefined, exchange: RestExchange): string[] {
  const attached = exchange.fileFields.filter((field) => /^files\[\d\]$/.test(field));
  const fields = exchange.fileFields.filter((field) => !attached.includes(field));
  const body = fields.length > 0 ? { ...(exchange.body as object), ...textOf(fields) } : exchange.body;
  if (body === undefined) return [];
  if (type === undefined) return excused(name, 'request', [], 'there must be no body');
  return violations(name, 'request', type, body);
}

/** A file stands as a text in the schemas. */
function textOf(fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, 'a file']));
}

function replyViolations(name: string, replies: Readonly<Record<number, SpecType>>, exchange: RestExchange): string[] {
  const type = replies[exchange.status];
  if (type === undefined) {
    const usual = Object.keys(replies).join(' or ');
    return excused(name, 'reply', [], `Discord answers with ${usual}, not with ${exchange.status}`);
  }
  if (exchange.status === 204) return exchange.reply === '' ? [] : [line(name, 'reply', [], '204 has no body')];
  return violations(name, 'reply', type, exchange.isJson ? JSON.parse(exchange.reply) : exchange.reply);
}

function violations(name: string, part: Part, type: SpecType, value: unknown): string[] {
  const result = schemaOf(type).safeParse(value);
  if (result.success) return [];
  const found = (result.error.issues as readonly Issue[]).flatMap((issue) => plainIssues(issue, [], value));
  return [...new Set(found.flatMap(({ path, message }) => excused(name, part, path, message)))];
}

/** Where the value is no branch of a union, the issues of the branch that it resembles most. */
function plainIssues(issue: Issue, above: readonly PropertyKey[], value: unknown): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({ path: [...path, key], message: 'is not known to Discord' }));
  }
  if (issue.code === 'invalid_union' && issue.errors && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch.flatMap((each) => plainIssues(each, path, value)));
    const [best = []] = branches.sort((a, b) => unlikeness(a, path) - unlikeness(b, path));
    return best;
  }
  return [{ ...issue, path, message: `${issue.message}${shown(value, path)}` }];
}

/** A branch of another `type`, or of another kind of value altogether, is never the one that was meant. */
function unlikeness(issues: readonly Issue[], at: readonly PropertyKey[]): number {
  const isOther = issues.some(
    ({ path }) => path.length === at.length || (path.length === at.length + 1 && path[at.length] === 'type'),
  );
  return issues.length + (isOther ? 1_000 : 0);
}

function shown(value: unknown, path: readonly PropertyKey[]): string {
  let at: unknown = value;
  for (const key of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return at === undefined ? '' : ` (is ${JSON.stringify(at).slice(0, 60)})`;
}

function excused(name: string, part: Part, path: readonly PropertyKey[], message: string): string[] {
  const at = pathText(path);
  const isKnown = specExceptions.some(
    (each) =>
      each.part === part &&
      (each.operation === '*' || each.operation === name) &&
      each.path.test(at) &&
      (each.complaint?.test(message) ?? true),
  );
  return isKnown ? [] : [line(name, part, path, message)];
}

function line(name: string, part: Part, path: readonly PropertyKey[], message: string): string {
  return `${name}, ${part} ${pathText(path)}: ${message}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return `/${path.map((key) => (typeof key === 'number' ? '#' : String(key))).join('/')}`;
}
