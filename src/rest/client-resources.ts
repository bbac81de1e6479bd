/** The resources of a client, each made when it is first asked for: a bot uses few of them, and none before it is connected. */
import { ApplicationEmojisResource } from './resources/application-emojis';
import { ApplicationsResource } from './resources/applications';
import { AutoModerationResource } from './resources/auto-moderation';
import { BansResource } from './resources/bans';
import { ChannelsResource } from './resources/channels';
import { CommandsResource } from './resources/commands';
import { EmojisResource } from './resources/emojis';
import { EntitlementsResource } from './resources/entitlements';
import { GatewayResource } from './resources/gateway';
import { GuildsResource } from './resources/guilds';
import { InteractionsResource } from './resources/interactions';
import { InvitesResource } from './resources/invites';
import { LobbiesResource } from './resources/lobbies';
import { MembersResource } from './resources/members';
import { MessagesResource } from './resources/messages';
import { OAuth2Resource } from './resources/oauth2';
import { PollsResource } from './resources/polls';
import { ReactionsResource } from './resources/reactions';
import { type ResourceHost } from './resources/resource';
import { RolesResource } from './resources/roles';
import { ScheduledEventsResource } from './resources/scheduled-events';
import { SkusResource } from './resources/skus';
import { SoundboardResource } from './resources/soundboard';
import { StageInstancesResource } from './resources/stage-instances';
import { StickersResource } from './resources/stickers';
import { SubscriptionsResource } from './resources/subscriptions';
import { TemplatesResource } from './resources/templates';
import { ThreadsResource } from './resources/threads';
import { UndocumentedResources } from './resources/undocumented/undocumented-resources';
import { UsersResource } from './resources/users';
import { VoiceResource } from './resources/voice';
import { WebhooksResource } from './resources/webhooks';

export abstract class ClientResources {
  protected abstract readonly host: ResourceHost;
  private readonly made = new Map<unknown, unknown>();

  get applicationEmojis(): ApplicationEmojisResource {
    return this.resource(ApplicationEmojisResource);
  }

  get applications(): ApplicationsResource {
    return this.resource(ApplicationsResource);
  }

  get autoModeration(): AutoModerationResource {
    return this.resource(AutoModerationResource);
  }

  get bans(): BansResource {
    return this.resource(BansResource);
  }

  get channels(): ChannelsResource {
    return this.resource(ChannelsResource);
  }

  get commands(): CommandsResource {
    return this.resource(CommandsResource);
  }

  get emojis(): EmojisResource {
    return this.resource(EmojisResource);
  }

  get entitlements(): EntitlementsResource {
    return this.resource(EntitlementsResource);
  }

  get gateway(): GatewayResource {
    return this.resource(GatewayResource);
  }

  get guilds(): GuildsResource {
    return this.resource(GuildsResource);
  }

  get interactions(): InteractionsResource {
    return this.resource(InteractionsResource);
  }

  get invites(): InvitesResource {
    return this.resource(InvitesResource);
  }

  get lobbies(): LobbiesResource {
    return this.resource(LobbiesResource);
  }

  get members(): MembersResource {
    return this.resource(MembersResource);
  }

  get messages(): MessagesResource {
    return this.resource(MessagesResource);
  }

  get oauth2(): OAuth2Resource {
    return this.resource(OAuth2Resource);
  }

  /** The same as {@link oauth2}. */
  get auth(): OAuth2Resource {
    return this.resource(OAuth2Resource);
  }

  get polls(): PollsResource {
    return this.resource(PollsResource);
  }

  get reactions(): ReactionsResource {
    return this.resource(ReactionsResource);
  }

  get roles(): RolesResource {
    return this.resource(RolesResource);
  }

  get scheduledEvents(): ScheduledEventsResource {
    return this.resource(ScheduledEventsResource);
  }

  get skus(): SkusResource {
    return this.resource(SkusResource);
  }

  get soundboard(): SoundboardResource {
    return this.resource(SoundboardResource);
  }

  get stageInstances(): StageInstancesResource {
    return this.resource(StageInstancesResource);
  }

  get stickers(): StickersResource {
    return this.resource(StickersResource);
  }

  get subscriptions(): SubscriptionsResource {
    return this.resource(SubscriptionsResource);
  }

  get templates(): TemplatesResource {
    return this.resource(TemplatesResource);
  }

  get threads(): ThreadsResource {
    return this.resource(ThreadsResource);
  }

  get users(): UsersResource {
    return this.resource(UsersResource);
  }

  get voice(): VoiceResource {
    return this.resource(VoiceResource);
  }

  get webhooks(): WebhooksResource {
    return this.resource(WebhooksResource);
  }

  /** Operations that Discord does not document: they may change or go without notice. */
  get undocumented(): UndocumentedResources {
    return this.resource(UndocumentedResources);
  }

  private resource<T>(Type: new (host: ResourceHost) => T): T {
    const made = this.made.get(Type) as T | undefined;
    if (made !== undefined) return made;
    const resource = new Type(this.host);
    this.made.set(Type, resource);
    return resource;
  }
}
