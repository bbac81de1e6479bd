/** Commands as code defines them and as Discord answers, for tests of plans. */
import { type APIApplicationCommand } from 'discord-api-types/v10';
import { type CommandDefinition } from '../../../../src/interactions';
import { ApplicationCommand, type CommandCreateBody, unboundContext } from '../../../../src/models';

type Fields = Readonly<Record<string, unknown>>;

/** A definition without the method that answers it, which plans do not look at. */
export function defined(body: Fields, guildIds?: readonly string[]): CommandDefinition {
  return { body: body as unknown as CommandCreateBody, guildIds, target: undefined as never };
}

let nextId = 1_000n;

/** A command as Discord answers with it: everything that was not said is there as its default. */
export function answered(fields: Fields): ApplicationCommand {
  const id = String(nextId++);
  const raw: object = {
    id,
    application_id: '1',
    version: id,
    default_member_permissions: null,
    type: 1,
    name: 'ban',
    name_localizations: null,
    description: 'Ban a member',
    description_localizations: null,
    integration_types: [0],
    nsfw: false,
    ...(fields.guild_id === undefined ? { dm_permission: true, contexts: null } : {}),
    ...fields,
  };
  return new ApplicationCommand(raw as APIApplicationCommand, unboundContext);
}
