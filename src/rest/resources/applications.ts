/** The application itself. https://discord.com/developers/docs/resources/application */
import {
  type APIActivityInstance,
  type APIApplication,
  type APIApplicationRoleConnectionMetadata,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  Application,
  type ApplicationEditBody,
  applicationEditSpec,
  type ApplicationId,
  type Camel,
  fromWire,
  type RoleConnectionMetadataBody,
  roleConnectionMetadataSpec,
} from '../../models';
import { applicationRoutes } from '../routes/applications';
import { Resource } from './resource';

/** What the application knows of a user, as linked roles may ask for it. */
export type RoleConnectionMetadata = Camel<APIApplicationRoleConnectionMetadata>;

export class ApplicationsResource extends Resource {
  /** The application that the bot belongs to. */
  async me(options?: ActionOptions): Promise<Application> {
    return this.toApplication(await this.fetch(applicationRoutes.me, {}, { options }));
  }

  /** Changes the application that the bot belongs to. Of its flags only those of the limited intents can be set. */
  async editMe(body: ApplicationEditBody, options?: ActionOptions): Promise<Application> {
    const encoded = this.encode(applicationEditSpec, await this.withImages(body, ['icon', 'coverImage']));
    return this.toApplication(await this.fetch(applicationRoutes.editMe, {}, { body: encoded, options }));
  }

  /** A running activity: where it runs, and who takes part. */
  async getActivityInstance(
    applicationId: ApplicationId,
    instanceId: string,
    options?: ActionOptions,
  ): Promise<Camel<APIActivityInstance>> {
    const params = { application_id: applicationId, instance_id: instanceId };
    return fromWire(await this.fetch<APIActivityInstance>(applicationRoutes.getActivityInstance, params, { options }));
  }

  /** The records by which linked roles ask about users. */
  async getRoleConnectionMetadata(
    applicationId: ApplicationId,
    options?: ActionOptions,
  ): Promise<RoleConnectionMetadata[]> {
    const params = { application_id: applicationId };
    const raws = await this.fetchList<APIApplicationRoleConnectionMetadata>(
      applicationRoutes.getRoleConnectionMetadata,
      params,
      { options },
    );
    return raws.map((raw) => fromWire(raw));
  }

  /** Sets all records at once, 5 at most; those that are not in the list are gone. */
  async setRoleConnectionMetadata(
    applicationId: ApplicationId,
    body: RoleConnectionMetadataBody,
    options?: ActionOptions,
  ): Promise<RoleConnectionMetadata[]> {
    const params = { application_id: applicationId };
    const raws = await this.fetchList<APIApplicationRoleConnectionMetadata>(
      applicationRoutes.setRoleConnectionMetadata,
      params,
      { body: this.encode(roleConnectionMetadataSpec, body), options },
    );
    return raws.map((raw) => fromWire(raw));
  }

  private toApplication(raw: APIApplication): Application {
    return new Application(raw, this.context);
  }
}
