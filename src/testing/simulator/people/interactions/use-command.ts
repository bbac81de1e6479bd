/** People use commands: typed ones, those of menus, and the suggestions while they type. */
import { SimulatorMisuse } from '../../misuse';
import { type ApplicationRecord } from '../../world/applications';
import { type CommandRecord, commandsIn } from '../../world/commands';
import { type InteractionRecord, type Owners } from '../../world/interaction-record';
import { type MessageRecord } from '../../world/records';
import { type Branch, findBranch, findCommand } from './find-command';
import {
  fillOptions,
  fillPartly,
  fillUnchecked,
  type FilledOption,
  optionNamed,
  type OptionValues,
} from './option-values';
import { contextOf, ownersOf, type Place } from './place';
import { Resolved } from './resolved';

const COMMAND = 2;
const AUTOCOMPLETE = 4;
const CHAT_INPUT = 1;
const USER_MENU = 2;
const MESSAGE_MENU = 3;
const ENTRY_POINT = 4;
const APP_HANDLER = 1;

/** `'ban'`, `'role add'`, or the words one by one. */
export type CommandPath = string | readonly string[];

const wordsOf = (path: CommandPath): readonly string[] => (typeof path === 'string' ? path.trim().split(/\s+/) : path);

export interface Use {
  readonly place: Place;
  readonly application: ApplicationRecord;
  readonly unchecked: boolean;
}

/** Runs a typed command. */
export function runCommand(use: Use, path: CommandPath, values: OptionValues): InteractionRecord {
  const { place, application } = use;
  const [name = '', ...rest] = wordsOf(path);
  const { command, owners } = commandOf(use, name);
  const branch = branchOf(use, command, rest);
  const resolved = new Resolved(place, application);
  const filled = use.unchecked ? fillUnchecked(branch.options, values) : fillOptions(branch.options, values, resolved);
  return send(use, COMMAND, {
    command,
    owners,
    data: { ...dataOf(command, resolved), ...nested(branch, filled) },
    name: wordsOf(path).join(' '),
  });
}

/** Types in one option, and lets the application suggest what may stand there. */
export function completeCommand(use: Use, path: CommandPath, values: OptionValues, focused: string): InteractionRecord {
  const { place, application } = use;
  const [name = '', ...rest] = wordsOf(path);
  const { command, owners } = findCommand(place, application, CHAT_INPUT, name);
  const branch = findBranch(command, rest);
  const resolved = new Resolved(place, application);
  const filled = fillPartly(branch.options, values, focused, resolved);
  return send(use, AUTOCOMPLETE, {
    command,
    owners,
    data: { ...dataOf(command, resolved), ...nested(branch, filled) },
    name: wordsOf(path).join(' '),
    focusedType: optionNamed(branch.options, focused).type,
  });
}

/** Chooses a command from the menu of a person or of a message. */
export function runOn(
  use: Use,
  name: string,
  target: { readonly message: MessageRecord } | { readonly userId: string },
): InteractionRecord {
  const { place, application } = use;
  const resolved = new Resolved(place, application);
  const type = 'message' in target ? MESSAGE_MENU : USER_MENU;
  const { command, owners } = findCommand(place, application, type, name);
  let metadata: object;
  let targetId: string;
  if ('message' in target) {
    resolved.message(target.message);
    targetId = target.message.id;
    metadata = { targetMessageId: targetId };
  } else {
    targetId = resolved.user(target.userId);
    metadata = { targetUser: place.world.users.get(targetId) };
  }
  const data = { ...dataOf(command, resolved), target_id: targetId };
  return send(use, COMMAND, { command, owners, data, name, metadata });
}

/** Starts the activity of an application by its entry point. */
export function launchActivity(use: Use): InteractionRecord {
  const { place, application } = use;
  const [entry] = commandsIn(application, null).filter(({ draft }) => draft.type === ENTRY_POINT);
  const { command, owners } = findCommand(place, application, ENTRY_POINT, entry?.draft.name ?? 'launch');
  if (command.draft.handler !== APP_HANDLER) {
    throw new SimulatorMisuse(
      'Discord launches that activity by itself, and the application hears nothing',
      'an entry point with handler 1.',
    );
  }
  const resolved = new Resolved(place, application);
  const { name } = command.draft;
  return send(use, COMMAND, { command, owners, data: dataOf(command, resolved), name });
}

/** The command; one that nobody registered is made up where nothing is checked. */
function commandOf(use: Use, name: string): { command: CommandRecord; owners: Owners } {
  const { place, application, unchecked } = use;
  if (!unchecked) return findCommand(place, application, CHAT_INPUT, name);
  const known = [...application.commands.values()].find(
    ({ draft }) => draft.type === CHAT_INPUT && draft.name === name,
  );
  const owners = ownersOf(place, application);
  return {
    command: known ?? madeUp(place, name),
    owners: Object.keys(owners).length > 0 ? owners : { 1: place.user.id },
  };
}

function madeUp({ world }: Place, name: string): CommandRecord {
  return {
    id: world.ids.past(),
    guildId: null,
    version: '1',
    draft: {
      type: CHAT_INPUT,
      name,
      nameLocalizations: null,
      description: '',
      descriptionLocalizations: null,
      options: null,
      defaultMemberPermissions: null,
      contexts: null,
      integrationTypes: null,
      nsfw: false,
      handler: null,
    },
  };
}

function branchOf(use: Use, command: CommandRecord, rest: readonly string[]): Branch {
  if (!use.unchecked) return findBranch(command, rest);
  try {
    return findBranch(command, rest);
  } catch (error) {
    if (!(error instanceof SimulatorMisuse)) throw error;
    // The last word is taken for a sub-command, those before it for groups.
    const steps = rest.map((name, index) => ({ type: index === rest.length - 1 ? 1 : 2, name, description: '' }));
    return { steps, options: [] };
  }
}

function dataOf({ id, guildId, draft }: CommandRecord, resolved: Resolved): object {
  const { payload } = resolved;
  return {
    id,
    name: draft.name,
    type: draft.type,
    ...(guildId === null ? {} : { guild_id: guildId }),
    ...(payload ? { resolved: payload } : {}),
  };
}

/** The options below the sub-command that they were filled in at. */
function nested({ steps }: Branch, filled: readonly FilledOption[]): object {
  const [step, ...rest] = steps;
  if (step) {
    const inside = nested({ steps: rest, options: [] }, filled) as { readonly options?: readonly object[] };
    return { options: [{ name: step.name, type: step.type, options: inside.options ?? [] }] };
  }
  return filled.length > 0 ? { options: filled } : {};
}

function send(
  { place, application }: Use,
  kind: 2 | 4,
  what: {
    readonly command: CommandRecord;
    readonly owners: Owners;
    readonly data: object;
    readonly name: string;
    readonly metadata?: object;
    readonly focusedType?: number;
  },
): InteractionRecord {
  const { world, user, channel, guild } = place;
  const { command, owners, data, name } = what;
  return world.interactions.open({
    kind,
    application,
    user,
    channel,
    guild,
    owners,
    context: contextOf(place, application),
    data,
    name,
    metadata: { commandName: name, ...what.metadata },
    commandType: command.draft.type,
    focusedType: what.focusedType,
  });
}
