/** Who sees a command and where, as Discord takes it. */
import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10';
import { PERMISSION_NAMES, PermissionSet } from '../../models';
import { type AnyCommandInit } from './command-init';

/** As authors write them. */
export const CONTEXT_NAMES: readonly string[] = namesOf(InteractionContextType);

/** A name that does not exist, of JavaScript or of data. */
export interface UnknownName {
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}

export interface PlaceBody {
  readonly defaultMemberPermissions?: string;
  readonly contexts?: readonly InteractionContextType[];
  readonly integrationTypes?: readonly ApplicationIntegrationType[];
  readonly nsfw?: boolean;
}

/** A command of guilds is not asked where it can be used: it is there and nowhere else. */
export function placeBody(init: AnyCommandInit): {
  readonly body: PlaceBody;
  readonly unknown: readonly UnknownName[];
} {
  const { permissions, contexts, integrationTypes, nsfw, guilds } = init;
  const unknown: UnknownName[] = [];
  const known = <Name extends string>(what: string, names: readonly Name[], all: readonly string[]): Name[] =>
    names.filter((name) => {
      if (all.includes(name)) return true;
      unknown.push({ what, name, known: all });
      return false;
    });
  const body = {
    ...(permissions && {
      defaultMemberPermissions: PermissionSet.of(...known('permission', permissions, PERMISSION_NAMES)).bits.toString(),
    }),
    ...(contexts &&
      !guilds && {
        contexts: known('context', contexts, CONTEXT_NAMES).map((name) => InteractionContextType[name]),
      }),
    ...(integrationTypes &&
      !guilds && {
        integrationTypes: known('kind of installation', integrationTypes, namesOf(ApplicationIntegrationType)).map(
          (name) => ApplicationIntegrationType[name],
        ),
      }),
    ...(nsfw === undefined ? {} : { nsfw }),
  };
  return { body, unknown };
}

function namesOf(names: object): string[] {
  return Object.keys(names).filter((key) => Number.isNaN(Number(key)));
}
