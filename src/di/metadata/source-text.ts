/**
 * Reads parameter names, default values and the presence of a constructor from a function's source text.
 * Names make messages readable; nothing is injected by them. What cannot be read is left out.
 */

/** One parameter as its source says it. */
export interface SourceParameter {
  /** Missing for a destructured parameter. */
  readonly name: string | undefined;
  readonly hasDefault: boolean;
  readonly isRest: boolean;
}

/** The parameters of a function or method; `undefined` when its source cannot be read (native or bound functions). */
export function functionParameters(fn: object): readonly SourceParameter[] | undefined {
  const source = Function.prototype.toString.call(fn);
  if (isNative(source)) return undefined;
  return parametersAt(
    source,
    find(source, 0, (at, depth) => depth === 0 && source[at] === '('),
  );
}

/** The parameters of the constructor that a class writes itself; `undefined` when it writes none or it cannot be read. */
export function constructorParameters(type: object): readonly SourceParameter[] | undefined {
  const source = Function.prototype.toString.call(type);
  if (isNative(source)) return undefined;
  if (!source.startsWith('class')) return functionParameters(type);
  const body = find(source, 0, (at, depth) => depth === 0 && source[at] === '{');
  if (body < 0) return undefined;
  const own = /constructor\s*\(/y;
  const start = find(source, body, (at, depth) => {
    own.lastIndex = at;
    return depth === 1 && own.test(source) && !/[\w$#.]/.test(source[at - 1] ?? '');
  });
  return start < 0 ? undefined : parametersAt(source, source.indexOf('(', start));
}

function isNative(source: string): boolean {
  return source.endsWith('{ [native code] }');
}

function parametersAt(source: string, open: number): readonly SourceParameter[] | undefined {
  if (open < 0) return undefined;
  const parameters: SourceParameter[] = [];
  let from = open + 1;
  const end = find(source, open, (at, depth) => {
    const closes = depth === 0 && source[at] === ')' && at > open;
    if (closes || (depth === 1 && source[at] === ',')) {
      const text = source
        .slice(from, at)
        .replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '')
        .trim();
      if (text) parameters.push(parameter(text));
      from = at + 1;
    }
    return closes;
  });
  return end < 0 ? undefined : parameters;
}

function parameter(text: string): SourceParameter {
  const [, rest, name, after = ''] = /^(\.\.\.)?\s*([A-Za-z_$][\w$]*)?([^]*)$/.exec(text) ?? [];
  return { name, isRest: rest !== undefined, hasDefault: name ? /^\s*=/.test(after) : /[}\]]\s*=/.test(text) };
}

/**
 * The first position from `from` at which `wanted` holds, skipping strings, comments and regular expressions; -1 for none.
 * `depth` counts brackets that are open; an opening bracket is seen before it counts, a closing one after.
 */
function find(source: string, from: number, wanted: (at: number, depth: number) => boolean): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const next = afterLiteral(source, at);
    if (next > at) {
      at = next - 1;
      continue;
    }
    const char = source[at] ?? '';
    if (')]}'.includes(char)) depth -= 1;
    if (wanted(at, depth)) return at;
    if ('([{'.includes(char)) depth += 1;
  }
  return -1;
}

const COMMENT = /\/\/.*|\/\*[^]*?\*\//y;
const QUOTED = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/y;
const PATTERN = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;

/** Where the literal or comment that begins at `at` ends; `at` itself when none begins there. */
function afterLiteral(source: string, at: number): number {
  const char = source[at];
  if (char === '`') return afterTemplate(source, at);
  const candidates = char === '/' ? [COMMENT, PATTERN] : char === "'" || char === '"' ? [QUOTED] : [];
  for (const candidate of candidates) {
    candidate.lastIndex = at;
    // After a value a slash divides; after an operator, an opening bracket or a keyword it opens a pattern.
    if (
      candidate === PATTERN &&
      !/(?:^|[=(,:;!&|?{}[+\-*%^~<>\n]|\b(?:return|typeof|case|in|of|void))\s*$/.test(
        source.slice(Math.max(0, at - 20), at),
      )
    )
      continue;
    if (candidate.test(source)) return candidate.lastIndex;
  }
  return at;
}

function afterTemplate(source: string, open: number): number {
  for (let at = open + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '`') return at + 1;
    else if (source.startsWith('${', at)) {
      const close = find(source, at + 1, (inner, depth) => depth === 0 && source[inner] === '}');
      if (close < 0) return source.length;
      at = close;
    }
  }
  return source.length;
}
