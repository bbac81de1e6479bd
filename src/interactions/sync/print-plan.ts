/** A plan as text for people. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
} from 'discord-api-types/v10';
import { PermissionSet } from '../../models';
import { type CommandChange, type CommandScopePlan } from './command-changes';
import { type CommandFieldChange } from './field-changes';

const LONGEST_VALUE = 120;

export function printPlan(scopes: readonly CommandScopePlan[]): string {
  const count = (of: 'creates' | 'edits' | 'deletes' | 'kept'): number =>
    scopes.reduce((sum, scope) => sum + scope[of].length, 0);
  const changes = [
    [count('creates'), 'to create'],
    [count('edits'), 'to edit'],
    [count('deletes'), 'to delete'],
  ] as const;
  const said = changes.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const summary = said.length > 0 ? said.join(', ') : 'nothing to do';
  return [`Commands: ${summary}, ${count('kept')} kept`, ...scopes.flatMap(printScope)].join('\n');
}

/** `/ban`, or `"Report message" of the message menu`. */
export function commandLabel({ type, name }: { readonly type: ApplicationCommandType; readonly name: string }): string {
  switch (type) {
    case ApplicationCommandType.User:
      return `${JSON.stringify(name)} of the user menu`;
    case ApplicationCommandType.Message:
      return `${JSON.stringify(name)} of the message menu`;
    case ApplicationCommandType.PrimaryEntryPoint:
      return `/${name}, the entry point`;
    default:
      return `/${name}`;
  }
}

function printScope({ guildId, creates, edits, deletes }: CommandScopePlan): string[] {
  const lines = [...creates, ...edits, ...deletes].flatMap(printChange);
  if (lines.length === 0) return [];
  return ['', guildId === undefined ? 'global' : `guild ${guildId}`, ...lines.map((line) => `  ${line}`)];
}

function printChange(change: CommandChange): string[] {
  const label = commandLabel(change);
  switch (change.action) {
    case 'create':
      return [`+ ${label}`];
    case 'edit':
      return [`~ ${label}`, ...change.changes.map((field) => `    ${printField(field)}`)];
    case 'delete':
      return [`- ${label}`];
  }
}

function printField({ path, from, to }: CommandFieldChange): string {
  const show = (value: unknown): string => shown(path, value);
  if (from === undefined) return `+ ${path}: ${show(to)}`;
  if (to === undefined) return `- ${path}: ${show(from)}`;
  if (/(^|\.)(options|choices)$/.test(path)) return `~ ${path}: order ${show(from)} -> ${show(to)}`;
  return `~ ${path}: ${show(from)} -> ${show(to)}`;
}

const NAMES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  type: ApplicationCommandOptionType,
  contexts: InteractionContextType,
  integrationTypes: ApplicationIntegrationType,
  channelTypes: ChannelType,
};

function shown(path: string, value: unknown): string {
  const field = path.slice(path.lastIndexOf('.') + 1);
  if (field === 'defaultMemberPermissions') return permissionNames(String(value));
  const names = NAMES[field];
  if (names && typeof value === 'number') return names[value] ?? String(value);
  if (names && Array.isArray(value)) return value.map((each: number) => names[each] ?? String(each)).join(', ');
  if (/(^|\.)(options|choices)$/.test(path) && Array.isArray(value)) return value.map(nameOf).join(', ');
  const text = JSON.stringify(isNamed(value) ? withTypeName(value) : value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

/** An option or a choice that comes or goes. */
function isNamed(value: unknown): value is { readonly name: string; readonly type?: number } {
  return typeof value === 'object' && value !== null && 'name' in value;
}

function withTypeName(value: { readonly name: string; readonly type?: number }): object {
  const { name: _, type, ...rest } = value;
  return type === undefined ? rest : { type: ApplicationCommandOptionType[type] ?? type, ...rest };
}

function nameOf(value: unknown): string {
  return isNamed(value) ? value.name : String(value);
}

function permissionNames(bits: string): string {
  if (bits === '0') return 'administrators only';
  if (!/^\d+$/.test(bits)) return bits;
  const { names } = PermissionSet.from(BigInt(bits));
  return names.length > 0 ? names.join(', ') : bits;
}
