/** What a token stands for. https://discord.com/developers/docs/topics/oauth2 */
import { type APIApplication, type RESTGetAPIOAuth2CurrentAuthorizationResult } from 'discord-api-types/v10';
import { type ActionOptions, Application, User } from '../../models';
import { oauth2Routes } from '../routes/oauth2';
import { Resource } from './resource';

/** An authorisation: what a user allowed an application. */
export interface Authorization {
  /** Without what only its owner may know. */
  readonly application: Application;
  /** Known ones are in `OAuth2Scopes`. */
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
  /** Who allowed it; only with the scope `identify`. */
  readonly user: User | undefined;
}

export class OAuth2Resource extends Resource {
  /** What the access token of this client allows. Needs a client with an access token. */
  async getAuthorization(options?: ActionOptions): Promise<Authorization> {
    const { application, scopes, expires, user } = await this.fetch<RESTGetAPIOAuth2CurrentAuthorizationResult>(
      oauth2Routes.getAuthorization,
      {},
      { options },
    );
    return {
      application: new Application(application as APIApplication, this.context),
      scopes,
      expiresAt: new Date(expires),
      user: user && new User(user, this.context),
    };
  }

  /** The application that the bot belongs to. */
  async getApplication(options?: ActionOptions): Promise<Application> {
    return new Application(
      await this.fetch<APIApplication>(oauth2Routes.getApplication, {}, { options }),
      this.context,
    );
  }
}
