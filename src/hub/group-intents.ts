/** Which intents a group's session asks for: what its handlers and its cache need, or what its options say. */
import { askedIntents, intentProblems } from '../cache';
import { type SetupProblem } from '../errors';
import { INTENT_NAMES, intentBits, type IntentName } from '../models';
import { type ClientGroup } from './client-group';
import { type IntentChoice } from './options';

/**
 * What a VoiceController of the author's own is told by. The default one asks for nothing: most bots have no voice, and what
 * it does by itself only matters where somebody joins calls, which has to be declared then.
 */
const OF_VOICE: readonly IntentName[] = ['Guilds', 'GuildVoiceStates'];

export interface ChosenIntents {
  readonly names: readonly IntentName[];
  readonly bits: number;
  readonly problems: readonly SetupProblem[];
}

export function chooseIntents(group: ClientGroup): ChosenIntents {
  const choice = group.options.intents ?? 'infer';
  const required = group.dispatcher.requiredIntents(declaredBy(choice));
  const asked = askedIntents(group.cache.choice);
  const names = apply(choice, [...new Set([...required.intents, ...asked, ...(group.hasOwnVoice ? OF_VOICE : [])])]);
  const unkept = intentProblems(group.cache.choice, names, `Group "${group.name}"`);
  return { names, bits: intentBits(names), problems: [...required.problems, ...unkept] };
}

/** Names among the group's options that are no intents. */
export function unknownIntents(group: ClientGroup): readonly string[] {
  const choice = group.options.intents ?? 'infer';
  const removed = choice === 'infer' || isExplicit(choice) ? [] : (choice.remove ?? []);
  return [...declaredBy(choice), ...removed].filter((name) => !INTENT_NAMES.includes(name));
}

/** What the session asks for whatever the handlers need. */
function declaredBy(choice: IntentChoice): readonly IntentName[] {
  if (choice === 'infer') return [];
  return isExplicit(choice) ? choice : (choice.add ?? []);
}

function apply(choice: IntentChoice, inferred: readonly IntentName[]): readonly IntentName[] {
  if (choice === 'infer') return inferred;
  if (isExplicit(choice)) return choice;
  const removed = new Set(choice.remove ?? []);
  return [...new Set([...inferred, ...(choice.add ?? [])])].filter((name) => !removed.has(name));
}

function isExplicit(choice: Exclude<IntentChoice, 'infer'>): choice is readonly IntentName[] {
  return Array.isArray(choice);
}
