/** Which roles who acts must wear. */
import { isSnowflake, type RoleId } from '../../models';
import { type Invocation } from '../invocation/invocation';
import { listed } from '../limits/in-words';
import { Guard, type GuardUse, type StepName } from './guard';
import { refuseGuardOptions } from './guard-options';
import { type Verdict } from './refusal';

/** What the guard of roles holds. */
export interface WantedRoles {
  readonly roleIds: readonly RoleId[];
  /** Whether one of them is enough. */
  readonly any: boolean;
}

/** The guard that {@link Roles} uses. Refuses with the reason `roles` and the values `missing` and `any`. */
export class RolesGuard extends Guard<WantedRoles> {
  static override readonly step: StepName = 'person';

  override check({ actor }: Invocation, { roleIds, any }: WantedRoles): Verdict {
    const worn = actor.roleIds;
    const missing = worn ? roleIds.filter((id) => !worn.includes(id)) : roleIds;
    if (worn && (any ? missing.length < roleIds.length : missing.length === 0)) return undefined;
    const which = listed(
      missing.map((id) => `<@&${id}>`),
      any ? 'or' : 'and',
    );
    const message = worn
      ? `You need the role${missing.length === 1 ? '' : 's'} ${which} for this.`
      : 'It could not be found out which roles you have.';
    return { reason: 'roles', message, values: { missing, any, isKnown: worn !== undefined } };
  }
}

/**
 * Who acts must wear one of these roles; `Roles.all(…)`: all of them. In direct messages nobody wears any.
 * @throws {DispatchError} DISPATCH_GUARD_OPTIONS for what are no ids
 */
export function Roles(...roleIds: readonly RoleId[]): GuardUse<WantedRoles> {
  return { guard: RolesGuard, options: { roleIds: idsOf('Roles()', roleIds), any: true } };
}

/** Who acts must wear all of these roles. @throws {DispatchError} DISPATCH_GUARD_OPTIONS for what are no ids */
Roles.all = (...roleIds: readonly RoleId[]): GuardUse<WantedRoles> => ({
  guard: RolesGuard,
  options: { roleIds: idsOf('Roles.all()', roleIds), any: false },
});

function idsOf(what: string, roleIds: readonly RoleId[]): readonly RoleId[] {
  const odd = roleIds.find((id) => !isSnowflake(id));
  if (roleIds.length === 0 || odd !== undefined) refuseGuardOptions(what, 'ids of roles', odd ?? roleIds);
  return roleIds;
}
