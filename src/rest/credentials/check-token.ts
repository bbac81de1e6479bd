/** Whether a text can be a token at all: told at once and with the way out, not by a 401 much later. */
import { RestError } from '../errors/rest-error';

const WHERE =
  'copy it from the developer portal (Bot, Reset Token) into the environment variable that the program reads.';

/** The bare token. `scheme` is the word that people paste along with it. */
export function checkToken(token: unknown, scheme: string, name: string): string {
  if (typeof token !== 'string') throw malformed(`The ${name} is missing: it is ${typeOf(token)}.`, WHERE);
  const bare = token.trim().replace(new RegExp(`^${scheme}\\s+`, 'i'), '');
  if (bare === '' || bare.toLowerCase() === scheme.toLowerCase()) throw malformed(`The ${name} is empty.`, WHERE);
  if (/^["'`].*["'`]$/.test(bare)) throw malformed(`The ${name} is wrapped in quotes.`, 'take the quotes off.');
  if (/\s/.test(bare)) {
    throw malformed(
      `The ${name} has white space inside.`,
      'paste the token alone, on one line, without anything after it.',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(bare)) {
    throw malformed(`The ${name} has characters that no token has.`, `look for invisible characters, or ${WHERE}`);
  }
  return bare;
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

function malformed(message: string, advice: string): RestError {
  return new RestError({ kind: 'token-malformed', message, advice });
}
