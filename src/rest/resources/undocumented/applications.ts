/** What Discord publishes about applications and does not document. https://github.com/discord/discord-api-spec */
import { type APIApplication, type APIAttachment } from 'discord-api-types/v10';
import {
  type ActionOptions,
  Application,
  type ApplicationId,
  Attachment,
  type AttachmentFile,
  type UndocumentedApplicationEditBody,
  undocumentedApplicationEditSpec,
} from '../../../models';
import { undocumentedApplicationRoutes } from '../../routes/undocumented/applications';
import { Resource } from '../resource';

export class UndocumentedApplicationsResource extends Resource {
  async get(applicationId: ApplicationId, options?: ActionOptions): Promise<Application> {
    const params = { application_id: applicationId };
    return this.toApplication(await this.fetch(undocumentedApplicationRoutes.get, params, { options }));
  }

  async edit(
    applicationId: ApplicationId,
    body: UndocumentedApplicationEditBody,
    options?: ActionOptions,
  ): Promise<Application> {
    const encoded = this.encode(undocumentedApplicationEditSpec, await this.withImages(body, ['icon', 'coverImage']));
    const params = { application_id: applicationId };
    return this.toApplication(await this.fetch(undocumentedApplicationRoutes.edit, params, { body: encoded, options }));
  }

  /** Uploads a file for an activity; the answer says where it lies. */
  async uploadAttachment(
    applicationId: ApplicationId,
    body: { readonly file: AttachmentFile },
    options?: ActionOptions,
  ): Promise<Attachment> {
    const files = [{ field: 'file', file: body.file }];
    const { attachment } = await this.fetch<{ readonly attachment: APIAttachment }>(
      undocumentedApplicationRoutes.uploadAttachment,
      { application_id: applicationId },
      { files, format: 'fields', options },
    );
    return new Attachment(attachment, this.context);
  }

  private toApplication(raw: APIApplication): Application {
    return new Application(raw, this.context);
  }
}
