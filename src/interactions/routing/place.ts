/** Where an interaction was made, held against where its method may be used. */
import { InteractionContextType } from 'discord-api-types/v10';
import { type SetupProblem } from '../../errors';
import { type InteractionCreateEvent } from '../../models';
import { nearNames } from '../../util';
import { CONTEXT_NAMES } from '../commands/command-place';
import { type CommandContext, type CommandRecord, type ComponentRecord, type ModalRecord } from '../metadata/records';

/** Discord asks for it too, but of components and forms it knows nothing, and of commands what they were before the last sync. */
export function isElsewhere(contexts: readonly CommandContext[], event: InteractionCreateEvent): boolean {
  return !contexts.includes(contextOf(event));
}

const GUILDS_ONLY: readonly CommandContext[] = ['Guild'];

/** Of a command: what it says itself, or what its group does. That of guilds is there only. */
export function contextsOf({ groups, options }: CommandRecord): readonly CommandContext[] | undefined {
  const { contexts, guilds } = groups[0]?.init ?? options;
  return guilds === undefined ? contexts : GUILDS_ONLY;
}

/** Contexts that do not exist, which the compiler says only to those who ask it; and none at all. */
export function contextProblems({ options, place, method }: ComponentRecord | ModalRecord): SetupProblem[] {
  const { contexts } = options;
  const label = `${place.className ?? ''}.${method}`;
  const problem = (message: string, advice: string): SetupProblem => ({
    code: 'INTERACTION_COMPONENT_INVALID',
    message,
    advice,
    place,
  });
  if (contexts?.length === 0) {
    return [problem(`${label} names no context: it could be used nowhere.`, 'name one, or take `contexts` away.')];
  }
  return (contexts ?? [])
    .filter((name) => !CONTEXT_NAMES.includes(name))
    .map((name) => {
      const [near] = nearNames(name, CONTEXT_NAMES);
      const advice = near === undefined ? `use one of ${CONTEXT_NAMES.join(', ')}.` : `write '${near}'.`;
      return problem(`${label} names the context "${name}", which does not exist.`, advice);
    });
}

function contextOf({ guildId, raw }: InteractionCreateEvent): CommandContext {
  if (guildId !== undefined) return 'Guild';
  const { context } = raw as { readonly context?: InteractionContextType };
  return context === InteractionContextType.PrivateChannel ? 'PrivateChannel' : 'BotDM';
}
