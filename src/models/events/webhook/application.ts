/** Events that Discord sends to the application’s own address. https://discord.com/developers/docs/events/webhook-events */
import {
  type APIWebhookEventApplicationAuthorizedData,
  type APIWebhookEventApplicationDeauthorizedData,
  type ApplicationIntegrationType,
} from 'discord-api-types/v10';
import { Guild } from '../../entities/guild';
import { User } from '../../entities/user';
import { viewOf } from '../../fields-of';
import { PayloadView } from '../../view';
import { webhookEvent } from './webhook-event';

/** Somebody installed the application, in a guild or for themselves, or let it act for them. */
export class ApplicationAuthorizedEvent extends webhookEvent(
  'APPLICATION_AUTHORIZED',
  PayloadView<APIWebhookEventApplicationAuthorizedData>,
) {
  private madeUser: User | undefined = undefined;
  private madeGuild: Guild | undefined = undefined;

  /** Whether it was installed in a guild (0) or for a user (1); `undefined` where nothing was installed. */
  get integrationType(): ApplicationIntegrationType | undefined {
    return this.raw.integration_type;
  }

  /** Who did it. */
  get user(): User {
    return (this.madeUser ??= viewOf(this.raw.user, (user) => new User(user, this.context)));
  }

  /** What the application may do. */
  get scopes(): readonly string[] {
    return this.raw.scopes;
  }

  /** The guild that it was installed in. */
  get guild(): Guild | undefined {
    const { guild } = this.raw;
    return (this.madeGuild ??= guild && new Guild(guild, this.context));
  }
}

/** Somebody took back what they had let the application do for them. */
export class ApplicationDeauthorizedEvent extends webhookEvent(
  'APPLICATION_DEAUTHORIZED',
  PayloadView<APIWebhookEventApplicationDeauthorizedData>,
) {
  private madeUser: User | undefined = undefined;

  /** Who did it. */
  get user(): User {
    return (this.madeUser ??= viewOf(this.raw.user, (user) => new User(user, this.context)));
  }
}

/** Somebody was added to a quest. Discord does not send it at present, and does not say what it holds: see `raw`. */
export class QuestUserEnrollmentEvent extends webhookEvent('QUEST_USER_ENROLLMENT', PayloadView<object>) {}
