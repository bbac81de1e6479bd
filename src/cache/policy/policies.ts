/** The policies of a cache as they hold: what the author wrote, what is the default, and what the session's intents bring. */
import { CACHE_KINDS, type CacheKind, type IntentName } from '../../models';
import { type CacheChoice, type CacheOptions, type CachePolicy, type CachePolicyOptions } from './options';

/** The policy of one kind, decided. */
export interface KindPolicy<Kind extends CacheKind = CacheKind> extends CachePolicyOptions<Kind> {
  /** As reports and errors show it. */
  readonly text: string;
  /** Nothing is left out: what is not kept was never told. */
  readonly isWhole: boolean;
  /** Of members that nobody wrote a policy for: only the bot itself and those in voice. */
  readonly onlyVoice?: boolean;
}

/** What holds for each kind that is kept; kinds that are not kept are missing. */
export type Policies = { readonly [Kind in CacheKind]?: KindPolicy<Kind> };

/** Intents, any one of which keeps a kind up to date. Members of the default policy come with voice. */
const KEEPING: Readonly<Record<CacheKind, readonly IntentName[]>> = {
  guilds: ['Guilds'],
  channels: ['Guilds'],
  threads: ['Guilds'],
  roles: ['Guilds'],
  emojis: ['GuildExpressions'],
  stickers: ['GuildExpressions'],
  members: ['GuildMembers'],
  users: [],
  voiceStates: ['GuildVoiceStates'],
  presences: ['GuildPresences'],
  scheduledEvents: ['GuildScheduledEvents'],
  stageInstances: ['Guilds'],
  soundboardSounds: ['GuildExpressions'],
  messages: ['GuildMessages', 'DirectMessages'],
};

/** Kinds that are worth nothing when nothing keeps them up to date; emojis and stickers are as old as their guild then. */
const STALE_WITHOUT_INTENT: ReadonlySet<CacheKind> = new Set([
  'voiceStates',
  'presences',
  'scheduledEvents',
  'soundboardSounds',
  'messages',
]);

const OFF_BY_DEFAULT: ReadonlySet<CacheKind> = new Set(['presences', 'messages']);

/** What a group keeps: its own words before the hub's. */
export function chosenPolicies(hub: CacheChoice | undefined, group: CacheChoice | undefined): CacheChoice {
  if (group === undefined) return hub ?? {};
  if (group === 'off' || hub === undefined || hub === 'off') return group;
  return isOptions(group) && isOptions(hub) ? { ...hub, ...group } : group;
}

export function isOptions(choice: unknown): choice is CacheOptions {
  return typeof choice === 'object' && choice !== null && !Array.isArray(choice);
}

/** What the cache keeps of what the session is sent. @param has whether the session has an intent. */
export function policiesOf(choice: CacheChoice, has: (intent: IntentName) => boolean): Policies {
  if (!isOptions(choice)) return {};
  const policies: Partial<Record<CacheKind, KindPolicy>> = {};
  for (const kind of CACHE_KINDS) {
    if (!isBrought(kind, has)) continue;
    const policy = decided(kind, choice[kind] as CachePolicy | undefined);
    if (policy) policies[kind] = policy;
  }
  return policies;
}

function isBrought(kind: CacheKind, has: (intent: IntentName) => boolean): boolean {
  if (kind === 'users') return true;
  if (STALE_WITHOUT_INTENT.has(kind) && !KEEPING[kind].some(has)) return false;
  return kind === 'messages' || has('Guilds');
}

function decided(kind: CacheKind, written: CachePolicy | undefined): KindPolicy | undefined {
  if (written === 'off') return undefined;
  if (written === 'all') return { text: `${kind}: 'all'`, isWhole: true };
  if (written === undefined) {
    if (OFF_BY_DEFAULT.has(kind)) return undefined;
    const onlyVoice = kind === 'members';
    return { text: onlyVoice ? 'members of the default' : `${kind}: 'all'`, isWhole: !onlyVoice, onlyVoice };
  }
  return { ...written, text: `${kind}: ${textOf(written)}`, isWhole: isWhole(written) };
}

function isWhole({ max, ttlMs, filter }: CachePolicyOptions): boolean {
  return max === undefined && ttlMs === undefined && filter === undefined;
}

function textOf({ max, ttlMs, filter, keep }: CachePolicyOptions): string {
  const parts = [
    max !== undefined && `max: ${max}`,
    ttlMs !== undefined && `ttlMs: ${ttlMs}`,
    filter && 'filter',
    keep && `keep: [${keep.map((field) => `'${field}'`).join(', ')}]`,
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}';
}

/** The policy of a kind as reports show it, also of one that is not kept. */
export function policyText(kind: CacheKind, policies: Policies): string {
  const policy = policies[kind];
  if (!policy) return 'off';
  if (policy.onlyVoice) return 'the bot and those in voice';
  return policy.text.slice(kind.length + 2).replaceAll(/^'|'$/g, '');
}

/** Intents that a cache asks for: what guilds need, and the plain ones of what the author wrote. */
export function askedIntents(choice: CacheChoice): IntentName[] {
  if (!isOptions(choice)) return [];
  const asked = new Set<IntentName>();
  const kept = (kind: CacheKind): boolean => choice[kind] !== 'off';
  if ((['guilds', 'channels', 'threads', 'roles', 'stageInstances'] as const).some(kept)) asked.add('Guilds');
  for (const kind of CACHE_KINDS) {
    if (!isWritten(choice, kind)) continue;
    for (const intent of KEEPING[kind])
      if (!(intent === 'GuildMembers' || intent === 'GuildPresences')) asked.add(intent);
  }
  return [...asked];
}

/** Kinds that the author wants and that need intents of their own, with these. */
export function writtenNeeds(
  choice: CacheChoice,
): { readonly kind: CacheKind; readonly intents: readonly IntentName[] }[] {
  if (!isOptions(choice)) return [];
  return CACHE_KINDS.filter((kind) => isWritten(choice, kind) && KEEPING[kind].length > 0).map((kind) => ({
    kind,
    intents: KEEPING[kind],
  }));
}

function isWritten(choice: CacheOptions, kind: CacheKind): boolean {
  return choice[kind] !== undefined && choice[kind] !== 'off';
}
