/**
 * Operations that Discord's specification has and its documentation does not: they work, and may change or go without
 * notice. Reached as `client.undocumented.<resource>.<method>`.
 */
import { type ResourceHost } from '../resource';
import { UndocumentedApplicationsResource } from './applications';
import { UndocumentedGuildsResource } from './guilds';
import { UndocumentedOAuth2Resource } from './oauth2';
import { UndocumentedPartnerSdkResource } from './partner-sdk';
import { UndocumentedScheduledEventsResource } from './scheduled-events';
import { UndocumentedThreadsResource } from './threads';
import { UndocumentedUsersResource } from './users';

export class UndocumentedResources {
  readonly applications: UndocumentedApplicationsResource;
  readonly guilds: UndocumentedGuildsResource;
  readonly oauth2: UndocumentedOAuth2Resource;
  /** For games that use Discord’s Social SDK. */
  readonly partnerSdk: UndocumentedPartnerSdkResource;
  readonly scheduledEvents: UndocumentedScheduledEventsResource;
  readonly threads: UndocumentedThreadsResource;
  readonly users: UndocumentedUsersResource;

  constructor(host: ResourceHost) {
    this.applications = new UndocumentedApplicationsResource(host);
    this.guilds = new UndocumentedGuildsResource(host);
    this.oauth2 = new UndocumentedOAuth2Resource(host);
    this.partnerSdk = new UndocumentedPartnerSdkResource(host);
    this.scheduledEvents = new UndocumentedScheduledEventsResource(host);
    this.threads = new UndocumentedThreadsResource(host);
    this.users = new UndocumentedUsersResource(host);
  }
}
