/** `rateLimitPerUser` <-> `rate_limit_per_user`, remembered: a bot uses the same few hundred names over and over. */

/** Names beyond this many are converted each time, so that keys taken from data cannot fill the memory. */
const REMEMBERED_NAMES = 2_048;

const CAMEL = /^[a-z][a-zA-Z0-9]*$/;
const SNAKE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;

const snakeNames = new Map<string, string>();
const camelNames = new Map<string, string>();

/** The wire's name of a camelCase name. What is no such name (`pt-BR`, `files[0]`, `URL`) stays as it is. */
export function snakeName(name: string): string {
  return snakeNames.get(name) ?? remember(snakeNames, name, CAMEL.test(name) ? name.replace(/[A-Z]/g, lowered) : name);
}

/** The author's name of a snake_case name. What is no such name stays as it is. */
export function camelName(name: string): string {
  return (
    camelNames.get(name) ?? remember(camelNames, name, SNAKE.test(name) ? name.replace(/_([a-z0-9])/g, raised) : name)
  );
}

function lowered(letter: string): string {
  return `_${letter.toLowerCase()}`;
}

function raised(_match: string, letter: string): string {
  return letter.toUpperCase();
}

function remember(names: Map<string, string>, from: string, to: string): string {
  // Ids are keys of data, such as users by id: each comes a few times, and together they would take the place of all names.
  if (names.size < REMEMBERED_NAMES && !startsWithDigit(from)) names.set(from, to);
  return to;
}

function startsWithDigit(name: string): boolean {
  const code = name.charCodeAt(0);
  return code >= 0x30 && code <= 0x39;
}
