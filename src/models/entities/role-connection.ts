/**
 * What an application knows of a user that linked roles look at.
 * https://discord.com/developers/docs/resources/user#application-role-connection-object
 */
import { type APIApplicationRoleConnection } from 'discord-api-types/v10';
import { PayloadView } from '../view';

export class RoleConnection extends PayloadView<APIApplicationRoleConnection> {
  get platformName(): string | null | undefined {
    return this.raw.platform_name;
  }

  get platformUsername(): string | null | undefined {
    return this.raw.platform_username;
  }

  /** Values by the keys of the application’s metadata records. */
  get metadata(): Readonly<Record<string, string | number>> {
    const raw: Partial<APIApplicationRoleConnection> = this.raw;
    return raw.metadata ?? {};
  }
}
