/** Finds the command that a person means, and whether they may use it there. */
import { SimulatorMisuse } from '../../misuse';
import { type ApplicationRecord } from '../../world/applications';
import {
  type CommandPermission,
  type CommandRecord,
  type CommandType,
  commandsIn,
  type OptionDraft,
} from '../../world/commands';
import { type Owners } from '../../world/interaction-record';
import { ALL_PERMISSIONS } from '../../world/permissions';
import { contextOf, may, nameOf, ownersOf, type Place } from './place';

const PERMIT = { role: 1, user: 2, channel: 3 } as const;
const CONTEXTS = ['servers', 'direct messages with the bot', 'other private conversations'];
const SUB_COMMAND = 1;
const SUB_COMMAND_GROUP = 2;

/** The command of that kind and name, of the guild or global, if the person may use it here. */
export function findCommand(
  place: Place,
  application: ApplicationRecord,
  type: CommandType,
  name: string,
): { command: CommandRecord; owners: Owners } {
  const { guild, user } = place;
  const own = guild ? commandsIn(application, guild.id) : [];
  const all = [...own, ...commandsIn(application, null)].filter(({ draft }) => draft.type === type);
  const command = all.find(({ draft }) => draft.name === name);
  if (!command) {
    const known = all.map(({ draft }) => `"${draft.name}"`).join(', ');
    throw new SimulatorMisuse(
      `${application.bot.name} has no such command here: "${name}"`,
      known === '' ? 'registering it first; nothing of that kind is registered.' : `one of ${known}.`,
    );
  }
  const owners = ownersOf(place, application, command.draft.integrationTypes ?? [0]);
  if (Object.keys(owners).length === 0) {
    throw new SimulatorMisuse(
      `"${name}" is not there for ${nameOf(user)} here: neither did the guild install ${application.bot.name}, nor the person`,
      'guild.addBot(bot), or user.install(bot) for commands whose integration_types hold 1.',
    );
  }
  checkContext(place, application, command);
  if (guild) checkMember(place, application, command, owners);
  return { command, owners };
}

function checkContext(place: Place, application: ApplicationRecord, { draft }: CommandRecord): void {
  const context = contextOf(place, application);
  if (draft.contexts !== null && !draft.contexts.includes(context)) {
    throw new SimulatorMisuse(
      `"${draft.name}" cannot be used in ${CONTEXTS[context] ?? 'such places'}`,
      `one of ${draft.contexts.map((each) => CONTEXTS[each]).join(', ')}.`,
    );
  }
  if (draft.nsfw && place.guild && !place.channel.nsfw) {
    throw new SimulatorMisuse(
      `"${draft.name}" is age-restricted, and #${place.channel.name} is not`,
      'a channel with nsfw: true.',
    );
  }
}

/** Discord's order: the permission to use commands at all, what the guild set for the command, what the command asks for. */
function checkMember(place: Place, application: ApplicationRecord, command: CommandRecord, owners: Owners): void {
  const { world, guild, member, channel, user } = place;
  if (!guild || !member) return;
  const { draft } = command;
  const refuse = (why: string, advice: string): never => {
    throw new SimulatorMisuse(`${nameOf(user)} may not use "${draft.name}" in #${channel.name}: ${why}`, advice);
  };
  if (world.permissionsInGuild(user.id, guild) === ALL_PERMISSIONS) return;
  for (const permission of ['UseApplicationCommands', 'SendMessages'] as const) {
    // A menu needs nobody to write.
    if (permission === 'SendMessages' && draft.type !== 1) continue;
    if (!may(place, permission)) refuse(`${permission} is missing`, `a role that has ${permission}.`);
  }
  // What a guild sets for an application holds where the guild installed it.
  if (owners['0'] === undefined) return;
  const ofGuild = application.commandPermissions.get(guild.id);
  const forCommand = ofGuild?.get(command.id) ?? [];
  const forAll = ofGuild?.get(application.id) ?? [];
  const here = channelVerdict(place, forCommand) ?? channelVerdict(place, forAll);
  if (here === false) refuse('the guild switched it off in this channel', 'another channel.');
  const own = personVerdict(place, forCommand);
  if (own === false) refuse('the guild does not let this person', 'another person, or other command permissions.');
  if (own === true) return;
  if (personVerdict(place, forAll) === false) {
    refuse('the guild does not let this person use the application', 'another person.');
  }
  const { defaultMemberPermissions: needed } = draft;
  if (needed === null) return;
  const has = world.permissionsIn(user.id, channel);
  // "0" asks for administrators.
  if (needed === 0n || (has & needed) !== needed) {
    refuse(`it is for members with the permissions ${needed}`, 'a role that has them, or default_member_permissions.');
  }
}

function channelVerdict({ channel, guild }: Place, permissions: readonly CommandPermission[]): boolean | undefined {
  const id = channel.thread ? (channel.parentId ?? channel.id) : channel.id;
  const everywhere = (BigInt(guild?.id ?? '1') - 1n).toString();
  const found = (wanted: string): CommandPermission | undefined =>
    permissions.find((each) => each.type === PERMIT.channel && each.id === wanted);
  return (found(id) ?? found(everywhere))?.permission;
}

/** The person's own entry counts before roles, any role that is allowed before one that is not, everyone last. */
function personVerdict({ user, member, guild }: Place, permissions: readonly CommandPermission[]): boolean | undefined {
  const own = permissions.find((each) => each.type === PERMIT.user && each.id === user.id);
  if (own) return own.permission;
  const roles = permissions.filter((each) => each.type === PERMIT.role && member?.roles.includes(each.id) === true);
  if (roles.length > 0) return roles.some((each) => each.permission);
  return permissions.find((each) => each.type === PERMIT.role && each.id === guild?.id)?.permission;
}

export interface Branch {
  /** The way to it: the group and the sub-command, or nothing. */
  readonly steps: readonly OptionDraft[];
  /** The options that are filled in there. */
  readonly options: readonly OptionDraft[];
}

/** Goes down to the sub-command that a path names. */
export function findBranch(command: CommandRecord, path: readonly string[]): Branch {
  const steps: OptionDraft[] = [];
  let options = command.draft.options ?? [];
  for (const name of path) {
    const step = options.find((option) => option.name === name && option.type <= SUB_COMMAND_GROUP);
    if (!step) throw noBranch(command, options, `"${command.draft.name}" has no sub-command "${path.join(' ')}"`);
    steps.push(step);
    options = step.options ?? [];
  }
  const isInside = steps.at(-1)?.type === SUB_COMMAND;
  if (!isInside && options.some((option) => option.type <= SUB_COMMAND_GROUP)) {
    throw noBranch(command, options, `"${[command.draft.name, ...path].join(' ')}" cannot be used by itself`);
  }
  return { steps, options };
}

function noBranch({ draft }: CommandRecord, options: readonly OptionDraft[], told: string): SimulatorMisuse {
  const known = options.filter((option) => option.type <= SUB_COMMAND_GROUP).map((option) => `"${option.name}"`);
  return new SimulatorMisuse(
    told,
    known.length > 0 ? `one of ${known.join(', ')} after it.` : `"${draft.name}" alone.`,
  );
}
