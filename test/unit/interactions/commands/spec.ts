/** Reads handler classes as a group does, and holds what comes of them against Discord's own schema. */
import { type Class } from '../../../../src/di';
import { type CommandSet, readCommands } from '../../../../src/interactions';
import { commandCreateSpec, encodeBody } from '../../../../src/models';
import { bodyViolations } from '../../../support/spec-check';

type Wire = Record<string, unknown> & { readonly options?: readonly Wire[] };

/** The commands of these classes with Discord's names. Fails where there is a problem, or Discord's schema has one. */
export function wireOf(...types: Class[]): Wire[] {
  const { definitions, problems } = readCommands(types);
  expect(problems).toEqual([]);
  return definitions.map(({ body, guildIds }) => {
    const wire = encodeBody(commandCreateSpec, body);
    const path = guildIds
      ? '/applications/{application_id}/guilds/{guild_id}/commands'
      : '/applications/{application_id}/commands';
    expect(bodyViolations(`POST ${path}`, wire)).toEqual([]);
    return wire as Wire;
  });
}

/** What is wrong with these classes, `code: message`. */
export function problemsOf(...types: Class[]): CommandSet['problems'] {
  return readCommands(types).problems;
}
