/** Events of the application's commands. https://discord.com/developers/docs/events/gateway-events#application-commands */
import { type GatewayApplicationCommandPermissionsUpdateDispatchData } from 'discord-api-types/v10';
import { type Camel, fromWire } from '../bodies/from-wire';
import { type ApplicationId, type CommandId } from '../ids';
import { dispatch } from './dispatch';
import { InGuild } from './places';

/** A guild changed who may use a command, or all commands of the application. */
export class ApplicationCommandPermissionsUpdateEvent extends dispatch(
  'APPLICATION_COMMAND_PERMISSIONS_UPDATE',
  InGuild<GatewayApplicationCommandPermissionsUpdateDispatchData>,
) {
  /** The command; the application's id when it is about all of its commands. */
  get id(): CommandId | ApplicationId {
    return this.raw.id;
  }

  get applicationId(): ApplicationId {
    return this.raw.application_id;
  }

  /** All exceptions as they are now: who may, who may not, and where. */
  get permissions(): Camel<GatewayApplicationCommandPermissionsUpdateDispatchData['permissions']> {
    return fromWire(this.raw.permissions);
  }
}
