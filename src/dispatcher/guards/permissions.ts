/** What who acts, and what the bot, must be allowed in the channel. */
import { type PermissionName, PermissionSet } from '../../models';
import { type Invocation } from '../invocation/invocation';
import { Guard, type GuardUse, type StepName } from './guard';
import { refuseGuardOptions } from './guard-options';
import { permissionsInWords } from './permission-words';
import { type GuardRefusal, type Verdict } from './refusal';

/** What a guard of permissions holds. */
export interface WantedPermissions {
  readonly names: readonly PermissionName[];
  readonly set: PermissionSet;
}

/** The guard that {@link Permissions} uses. Refuses with the reason `permissions` and the value `missing`. */
export class PermissionsGuard extends Guard<WantedPermissions> {
  static override readonly step: StepName = 'person';

  override check({ actor }: Invocation, wanted: WantedPermissions): Verdict {
    return missing('permissions', wanted, actor.permissions, {
      unknown: 'It could not be found out what you may do here.',
      need: 'You need',
    });
  }
}

/** The guard that {@link BotPermissions} uses. Refuses with the reason `bot-permissions` and the value `missing`. */
export class BotPermissionsGuard extends Guard<WantedPermissions> {
  static override readonly step: StepName = 'person';

  override check({ actor }: Invocation, wanted: WantedPermissions): Verdict {
    return missing('bot-permissions', wanted, actor.appPermissions, {
      unknown: 'It could not be found out what I may do here.',
      need: 'I need',
    });
  }
}

/**
 * Who acts must have all of these in the channel; in direct messages, those that everybody has there. Where it is not known what
 * they may do (the cache lacks the member, its roles or the channel), the call is refused.
 * @throws {DispatchError} DISPATCH_GUARD_OPTIONS
 */
export function Permissions(...names: readonly PermissionName[]): GuardUse<WantedPermissions> {
  return { guard: PermissionsGuard, options: wantedOf('Permissions()', names) };
}

/** The bot must have all of these in the channel, else the call is refused, and also where it is not known. @throws {DispatchError} DISPATCH_GUARD_OPTIONS */
export function BotPermissions(...names: readonly PermissionName[]): GuardUse<WantedPermissions> {
  return { guard: BotPermissionsGuard, options: wantedOf('BotPermissions()', names) };
}

function wantedOf(what: string, names: readonly PermissionName[]): WantedPermissions {
  if (names.length === 0) refuseGuardOptions(what, 'the names of permissions', names);
  try {
    return { names, set: PermissionSet.of(...names) };
  } catch {
    return refuseGuardOptions(what, 'names of permissions such as "BanMembers"', names);
  }
}

function missing(
  reason: string,
  wanted: WantedPermissions,
  has: PermissionSet | undefined,
  words: { readonly unknown: string; readonly need: string },
): GuardRefusal | undefined {
  if (has === undefined) return { reason, message: words.unknown, values: { missing: wanted.names, isKnown: false } };
  if (has.allows(wanted.set)) return undefined;
  const names = has.missing(wanted.set);
  return {
    reason,
    message: `${words.need} ${permissionsInWords(names)} for this.`,
    values: { missing: names, isKnown: true },
  };
}
