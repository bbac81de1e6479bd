/** Permissions as Discord's client calls them. */
import { type PermissionName } from '../../models';
import { listed } from '../limits/in-words';

/** Names that are not their words with spaces between. */
const OTHERWISE: Partial<Readonly<Record<PermissionName, string>>> = {
  ManageGuild: 'Manage Server',
  ManageGuildExpressions: 'Manage Expressions',
  CreateGuildExpressions: 'Create Expressions',
  ModerateMembers: 'Time Out Members',
  Stream: 'Video',
  UseApplicationCommands: 'Use Application Commands',
  UseEmbeddedActivities: 'Use Activities',
  UseVAD: 'Use Voice Activity',
  ViewGuildInsights: 'View Server Insights',
};

/** `Ban Members` */
export function permissionWords(name: PermissionName): string {
  return OTHERWISE[name] ?? name.replace(/([a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2');
}

/** `the permission Ban Members`, `the permissions Ban Members and Kick Members` */
export function permissionsInWords(names: readonly PermissionName[]): string {
  return `the permission${names.length === 1 ? '' : 's'} ${listed(names.map(permissionWords), 'and')}`;
}
