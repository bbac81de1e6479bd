/** Everything that can be wrong with the options of a cache, told before anything connects. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import {
  CACHE_KINDS,
  type CacheKind,
  derivedInfo,
  type EventInfo,
  intentBits,
  type IntentName,
  isPrivileged,
} from '../../models';
import { nearNames } from '../../util';
import { type CacheChoice, type CachePolicy } from './options';
import { isOptions, writtenNeeds } from './policies';
import { KNOWN_FIELDS } from './known-fields';

const OPTION_NAMES = ['max', 'ttlMs', 'filter', 'keep'] as const;

/** Parts of their guild's record: they come and go with it. */
const INSIDE_GUILDS: ReadonlySet<CacheKind> = new Set(['roles', 'emojis', 'stickers']);

/** Wrong names and values. @param owner whose options they are: `Group "alpha"`. */
export function optionProblems(choice: unknown, owner: string, place?: SetupPlace): SetupProblem[] {
  const problem = (message: string, advice: string): SetupProblem => ({
    code: 'SETUP_CACHE_OPTIONS',
    message: `${owner}: ${message}`,
    advice,
    place,
  });
  if (choice === undefined || choice === 'off') return [];
  if (!isOptions(choice)) {
    return [
      problem(
        `cache is ${shown(choice)}.`,
        "write cache: 'off', or a policy for each kind: cache: { members: 'all' }.",
      ),
    ];
  }
  return Object.entries(choice).flatMap(([kind, policy]) => {
    if (!isKind(kind)) {
      return [
        problem(`the cache has no kind "${kind}".`, `use one of ${CACHE_KINDS.join(', ')}${meant(kind, CACHE_KINDS)}.`),
      ];
    }
    return policyProblems(kind, policy as unknown).map(({ message, advice }) =>
      problem(`cache.${kind} ${message}`, advice),
    );
  });
}

interface Fault {
  readonly message: string;
  readonly advice: string;
}

function policyProblems(kind: CacheKind, policy: unknown): Fault[] {
  if (policy === undefined || policy === 'off' || policy === 'all') return [];
  if (!isOptions(policy)) {
    return [{ message: `is ${shown(policy)}.`, advice: `write 'off', 'all', or { max, ttlMs, filter, keep }.` }];
  }
  const faults: Fault[] = [];
  for (const name of Object.keys(policy)) {
    if ((OPTION_NAMES as readonly string[]).includes(name)) continue;
    faults.push({
      message: `has no option "${name}".`,
      advice: `use ${OPTION_NAMES.join(', ')}${meant(name, OPTION_NAMES)}.`,
    });
  }
  const { max, ttlMs, filter, keep } = policy as Readonly<Record<string, unknown>>;
  if (max !== undefined && !(typeof max === 'number' && Number.isInteger(max) && max >= 0)) {
    faults.push({ message: `has a max of ${shown(max)}.`, advice: 'give a whole number, 0 or more.' });
  }
  if (ttlMs !== undefined && !(typeof ttlMs === 'number' && ttlMs > 0)) {
    faults.push({ message: `has a ttlMs of ${shown(ttlMs)}.`, advice: 'give a number of milliseconds above 0.' });
  }
  if (INSIDE_GUILDS.has(kind) && (max !== undefined || ttlMs !== undefined)) {
    faults.push({
      message: 'takes neither max nor ttlMs.',
      advice: `${kind} are parts of their guild; filter and keep work, and so do max and ttlMs of guilds.`,
    });
  }
  if (filter !== undefined && typeof filter !== 'function') {
    faults.push({
      message: `has a filter that is ${shown(filter)}.`,
      advice: 'give a function: filter: (record) => boolean.',
    });
  }
  faults.push(...keepProblems(kind, keep));
  return faults;
}

function keepProblems(kind: CacheKind, keep: unknown): Fault[] {
  if (keep === undefined) return [];
  if (!Array.isArray(keep))
    return [{ message: `has a keep that is ${shown(keep)}.`, advice: 'give a list of names of fields.' }];
  const known = KNOWN_FIELDS[kind];
  return keep
    .filter((field) => !known.includes(field as string))
    .map((field) => ({
      message: `keeps ${shown(field)}, which is no field of it.`,
      advice: `fields are named as Discord names them${meant(String(field), known)}.`,
    }));
}

/** Kinds that the author wants and the session would not be sent. */
export function intentProblems(
  choice: CacheChoice,
  session: readonly IntentName[],
  owner: string,
  place?: SetupPlace,
): SetupProblem[] {
  const bits = intentBits(session);
  const has = (intent: IntentName): boolean => (intentBits([intent]) & bits) !== 0;
  const problems = writtenNeeds(choice)
    .filter(({ intents }) => !intents.some(has))
    .map(({ kind, intents }) => missing(owner, kind, intents, place));
  const wantsMessages = writtenNeeds(choice).some(({ kind }) => kind === 'messages');
  if (wantsMessages && !has('MessageContent')) problems.push(missing(owner, 'messages', ['MessageContent'], place));
  return problems;
}

function missing(
  owner: string,
  kind: CacheKind,
  intents: readonly IntentName[],
  place: SetupPlace | undefined,
): SetupProblem {
  const portal = intents.some(isPrivileged) ? ', and switch it on in the developer portal' : '';
  return {
    code: 'SETUP_CACHE_INTENT',
    message: `${owner} keeps ${kind}, which takes the intent ${intents.join(' or ')}; the session would not have it.`,
    advice: `write intents: { add: ['${intents[0] as string}'] } in the group's options${portal}; or cache: { ${kind}: 'off' }.`,
    place,
  };
}

/** A listener, and what it listens to. */
export interface HeardEvents {
  readonly label: string;
  readonly events: readonly EventInfo[];
  readonly place?: SetupPlace | undefined;
}

/** Derived events that never come, because the cache does not keep what they are derived from. */
export function derivedProblems(choice: CacheChoice, heard: readonly HeardEvents[], owner: string): SetupProblem[] {
  return heard.flatMap(({ label, events, place }) =>
    events.flatMap((event) => {
      const { cacheNeeds = [], cacheFields = [] } = derivedInfo(event) ?? {};
      return cacheNeeds.flatMap((kind, index) => {
        const fault = keptFault(choice, kind, index === cacheNeeds.length - 1 ? cacheFields : []);
        if (!fault) return [];
        return [
          {
            code: 'SETUP_CACHE_NEEDED',
            message: `${label} listens to ${event.name}, which is derived from ${kind}, and ${owner} ${fault.message}.`,
            advice: fault.advice,
            place,
          },
        ];
      });
    }),
  );
}

function keptFault(choice: CacheChoice, kind: CacheKind, fields: readonly string[]): Fault | undefined {
  const advice = `write cache: { ${kind}: 'all' } in the group's options.`;
  if (!isOptions(choice)) return { message: 'has no cache', advice };
  const policy = choice[kind] as CachePolicy | undefined;
  if (policy === 'off' || (policy === undefined && (kind === 'presences' || kind === 'messages'))) {
    return { message: `does not keep ${kind}`, advice };
  }
  if (policy === undefined && kind === 'members') {
    return { message: 'keeps only the bot itself and those in voice', advice };
  }
  if (typeof policy !== 'object' || !Array.isArray(policy.keep)) return undefined;
  const dropped = fields.find((field) => !(policy.keep as readonly string[]).includes(field));
  if (dropped === undefined) return undefined;
  return { message: `does not keep their field ${dropped}`, advice: `add '${dropped}' to cache.${kind}.keep.` };
}

function isKind(name: string): name is CacheKind {
  return (CACHE_KINDS as readonly string[]).includes(name);
}

function meant(name: string, candidates: readonly string[]): string {
  const near = nearNames(name, candidates);
  return near.length > 0 ? ` (did you mean ${near.join(' or ')}?)` : '';
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
