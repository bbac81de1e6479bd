/** Views of what belongs to an application: itself, its commands, what it sells, lobbies, and links to users. */
import { inspect } from 'node:util';
import {
  type APIApplication,
  type APIApplicationCommand,
  type APIConnection,
  type APIEntitlement,
  type APISKU,
  type APISubscription,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationFlags,
  ApplicationIntegrationType,
  ApplicationWebhookEventStatus,
  ApplicationWebhookEventType,
  ChannelType,
  ConnectionService,
  ConnectionVisibility,
  EntitlementType,
  EntryPointCommandHandlerType,
  InteractionContextType,
  MessageFlags,
  MessageType,
  SKUFlags,
  SKUType,
  SubscriptionStatus,
} from 'discord-api-types/v10';
import {
  type APILobby,
  type APILobbyMessage,
  Application,
  ApplicationCommand,
  Channel,
  Connection,
  Entitlement,
  Lobby,
  LobbyMember,
  LobbyMessage,
  type PayloadView,
  RoleConnection,
  Sku,
  SkuSubscription,
  User,
} from 'corduroy/models';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';

const { user, ID_OF_2020 } = payloads;
const NEW_YEAR = new Date('2020-01-01T00:00:00.000Z');
/** Remembers one user. */
const context = recordingContext({ user: (id) => (id === user.id ? user : undefined) });

/** What the getters of a view give, by name. */
function read<V extends PayloadView>(view: V, ...names: (keyof V)[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, view[name]]));
}

describe('Application', () => {
  const raw: APIApplication = {
    id: ID_OF_2020,
    name: 'Loom',
    icon: 'abc',
    cover_image: 'def',
    description: 'weaves',
    rpc_origins: ['https://a.example'],
    bot_public: true,
    bot_require_code_grant: false,
    bot: user,
    owner: user,
    terms_of_service_url: 'https://a.example/terms',
    privacy_policy_url: 'https://a.example/privacy',
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Discord's types still ask for it
    summary: '',
    verify_key: 'ff',
    team: null,
    guild_id: '7',
    primary_sku_id: '8',
    slug: 'loom',
    flags: ApplicationFlags.GatewayPresence,
    flags_new: '4503599627370496',
    approximate_guild_count: 1,
    approximate_user_install_count: 2,
    approximate_user_authorization_count: 3,
    redirect_uris: ['https://a.example/back'],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    tags: ['cloth'],
    install_params: { scopes: [], permissions: '8' },
    integration_types_config: { 0: { oauth2_install_params: { scopes: [], permissions: '8' } } },
    custom_install_url: 'https://a.example/add',
    event_webhooks_url: null,
    event_webhooks_status: ApplicationWebhookEventStatus.Enabled,
    event_webhooks_types: [ApplicationWebhookEventType.EntitlementCreate],
  };
  const application = new Application(raw);

  it('reads its payload', () => {
    expect(
      read(
        application,
        'id',
        'name',
        'icon',
        'coverImage',
        'description',
        'rpcOrigins',
        'botPublic',
        'botRequireCodeGrant',
        'termsOfServiceUrl',
        'privacyPolicyUrl',
        'verifyKey',
        'team',
        'guildId',
        'guild',
        'primarySkuId',
        'slug',
        'flags',
        'flagsNew',
        'approximateGuildCount',
        'approximateUserInstallCount',
        'approximateUserAuthorizationCount',
        'redirectUris',
        'interactionsEndpointUrl',
        'roleConnectionsVerificationUrl',
        'tags',
        'installParams',
        'integrationTypesConfig',
        'customInstallUrl',
        'eventWebhooksUrl',
        'eventWebhooksStatus',
        'eventWebhooksTypes',
        'createdAt',
      ),
    ).toEqual({
      id: ID_OF_2020,
      name: 'Loom',
      icon: 'abc',
      coverImage: 'def',
      description: 'weaves',
      rpcOrigins: ['https://a.example'],
      botPublic: true,
      botRequireCodeGrant: false,
      termsOfServiceUrl: 'https://a.example/terms',
      privacyPolicyUrl: 'https://a.example/privacy',
      verifyKey: 'ff',
      team: null,
      guildId: '7',
      guild: undefined,
      primarySkuId: '8',
      slug: 'loom',
      flags: 4_096,
      flagsNew: 1n << 52n,
      approximateGuildCount: 1,
      approximateUserInstallCount: 2,
      approximateUserAuthorizationCount: 3,
      redirectUris: ['https://a.example/back'],
      interactionsEndpointUrl: null,
      roleConnectionsVerificationUrl: null,
      tags: ['cloth'],
      installParams: { scopes: [], permissions: '8' },
      integrationTypesConfig: { 0: { oauth2InstallParams: { scopes: [], permissions: '8' } } },
      customInstallUrl: 'https://a.example/add',
      eventWebhooksUrl: null,
      eventWebhooksStatus: 2,
      eventWebhooksTypes: ['ENTITLEMENT_CREATE'],
      createdAt: NEW_YEAR,
    });
  });

  it('makes users of its bot and its owner, once', () => {
    expect(application.bot).toBeInstanceOf(User);
    expect(application.bot).toBe(application.bot);
    expect(application.owner).toBeInstanceOf(User);
  });

  it('knows where its pictures are', () => {
    expect(application.iconUrl()).toMatch(new RegExp(`/app-icons/${ID_OF_2020}/abc\\.`));
    expect(application.coverImageUrl()).toMatch(new RegExp(`/app-icons/${ID_OF_2020}/def\\.`));
    const bare = new Application({ id: ID_OF_2020, icon: null } as APIApplication);
    expect([bare.iconUrl(), bare.coverImageUrl()]).toEqual([null, undefined]);
  });

  it('without what only its owner may know still reads', () => {
    const bare = new Application({ id: ID_OF_2020, name: 'Loom' } as APIApplication);
    expect(read(bare, 'bot', 'owner', 'flagsNew', 'redirectUris', 'installParams', 'tags')).toEqual({ tags: [] });
    expect(bare.equals(application)).toBe(true);
    expect(bare.equals({ id: '1' })).toBe(false);
  });
});

describe('ApplicationCommand', () => {
  const raw: APIApplicationCommand = {
    id: ID_OF_2020,
    type: ApplicationCommandType.ChatInput,
    application_id: '1',
    guild_id: '7',
    name: 'weave',
    name_localizations: { 'pt-BR': 'tecer' },
    name_localized: 'tecer',
    description: 'weaves',
    description_localizations: { de: 'webt' },
    description_localized: 'webt',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'what',
        name_localizations: { 'pt-BR': 'que' },
        description: 'what',
        max_length: 9,
      },
    ],
    default_member_permissions: '8',
    nsfw: true,
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    version: '5',
    handler: EntryPointCommandHandlerType.AppHandler,
  };
  const command = new ApplicationCommand(raw);

  it('reads its payload, locales as they are', () => {
    expect(
      read(
        command,
        'id',
        'type',
        'applicationId',
        'guildId',
        'name',
        'nameLocalizations',
        'nameLocalized',
        'description',
        'descriptionLocalizations',
        'descriptionLocalized',
        'options',
        'defaultMemberPermissions',
        'nsfw',
        'integrationTypes',
        'contexts',
        'version',
        'handler',
        'createdAt',
      ),
    ).toEqual({
      id: ID_OF_2020,
      type: 1,
      applicationId: '1',
      guildId: '7',
      name: 'weave',
      nameLocalizations: { 'pt-BR': 'tecer' },
      nameLocalized: 'tecer',
      description: 'weaves',
      descriptionLocalizations: { de: 'webt' },
      descriptionLocalized: 'webt',
      options: [{ type: 3, name: 'what', nameLocalizations: { 'pt-BR': 'que' }, description: 'what', maxLength: 9 }],
      defaultMemberPermissions: 8n,
      nsfw: true,
      integrationTypes: [0],
      contexts: [0, 1],
      version: '5',
      handler: 1,
      createdAt: NEW_YEAR,
    });
  });

  it('is mentioned with its subcommands', () => {
    expect(String(command)).toBe(`</weave:${ID_OF_2020}>`);
    expect(command.mentionOf('cloth', 'silk')).toBe(`</weave cloth silk:${ID_OF_2020}>`);
  });

  it('that is open to everyone has no permissions, and one without options has none', () => {
    const { options: _options, ...rest } = raw;
    const open = new ApplicationCommand({ ...rest, default_member_permissions: null, nsfw: false });
    expect(read(open, 'defaultMemberPermissions', 'options', 'nsfw')).toEqual({
      defaultMemberPermissions: null,
      options: [],
      nsfw: false,
    });
    expect(open.equals(command)).toBe(true);
  });
});

describe('what is sold', () => {
  it('Entitlement reads its payload', () => {
    const raw: APIEntitlement = {
      id: ID_OF_2020,
      sku_id: '7',
      user_id: user.id,
      application_id: '1',
      type: EntitlementType.ApplicationSubscription,
      deleted: false,
      starts_at: '2020-01-01T00:00:00.000Z',
      ends_at: null,
    };
    const entitlement = new Entitlement(raw, context);
    expect(
      read(entitlement, 'id', 'skuId', 'userId', 'guildId', 'applicationId', 'type', 'deleted', 'consumed', 'startsAt'),
    ).toEqual({
      id: ID_OF_2020,
      skuId: '7',
      userId: user.id,
      guildId: undefined,
      applicationId: '1',
      type: 8,
      deleted: false,
      consumed: false,
      startsAt: NEW_YEAR,
    });
    expect(entitlement.user).toBeInstanceOf(User);
    expect([entitlement.endsAt, entitlement.createdAt]).toEqual([null, NEW_YEAR]);
    const test = new Entitlement({ id: '2', guild_id: '9', consumed: true } as APIEntitlement);
    expect(read(test, 'user', 'userId', 'guildId', 'startsAt', 'endsAt', 'consumed')).toEqual({
      guildId: '9',
      consumed: true,
    });
    expect(entitlement.equals(test)).toBe(false);
  });

  it('Sku reads its payload', () => {
    const raw: APISKU = {
      id: ID_OF_2020,
      type: SKUType.Subscription,
      application_id: '1',
      name: 'Silk',
      slug: 'silk',
      flags: SKUFlags.GuildSubscription,
    };
    const sku = new Sku(raw);
    expect(read(sku, 'id', 'type', 'applicationId', 'name', 'slug', 'flags', 'createdAt')).toEqual({
      id: ID_OF_2020,
      type: 5,
      applicationId: '1',
      name: 'Silk',
      slug: 'silk',
      flags: 128,
      createdAt: NEW_YEAR,
    });
    expect(sku.equals({ id: ID_OF_2020 })).toBe(true);
  });

  it('SkuSubscription reads its payload', () => {
    const raw: APISubscription = {
      id: ID_OF_2020,
      user_id: user.id,
      sku_ids: ['7'],
      entitlement_ids: ['8'],
      renewal_sku_ids: null,
      current_period_start: '2020-01-01T00:00:00.000Z',
      current_period_end: '2020-02-01T00:00:00.000Z',
      status: SubscriptionStatus.Ending,
      canceled_at: '2020-01-01T00:00:00.000Z',
    };
    const subscription = new SkuSubscription(raw, context);
    expect(
      read(
        subscription,
        'id',
        'userId',
        'skuIds',
        'entitlementIds',
        'renewalSkuIds',
        'currentPeriodStart',
        'currentPeriodEnd',
        'status',
        'canceledAt',
        'country',
        'createdAt',
      ),
    ).toEqual({
      id: ID_OF_2020,
      userId: user.id,
      skuIds: ['7'],
      entitlementIds: ['8'],
      renewalSkuIds: null,
      currentPeriodStart: NEW_YEAR,
      currentPeriodEnd: new Date('2020-02-01T00:00:00.000Z'),
      status: 2,
      canceledAt: NEW_YEAR,
      country: undefined,
      createdAt: NEW_YEAR,
    });
    expect(subscription.user).toBeInstanceOf(User);
    expect(new SkuSubscription({ ...raw, canceled_at: null }).canceledAt).toBeNull();
    expect(subscription.equals({ id: '1' })).toBe(false);
  });
});

describe('lobbies', () => {
  const raw: APILobby = {
    id: ID_OF_2020,
    application_id: '1',
    metadata: { game_mode: 'tug' },
    members: [{ id: user.id, metadata: { team_name: 'red' }, flags: 1, additional_name: 'Weaver' }],
    linked_channel: { id: '5', type: ChannelType.GuildText } as never,
    flags: 0,
    override_event_webhooks_url: null,
  };

  it('Lobby reads its payload, data as it is', () => {
    const lobby = new Lobby(raw, context);
    expect(read(lobby, 'id', 'applicationId', 'metadata', 'flags', 'overrideEventWebhooksUrl', 'createdAt')).toEqual({
      id: ID_OF_2020,
      applicationId: '1',
      metadata: { game_mode: 'tug' },
      flags: 0,
      overrideEventWebhooksUrl: null,
      createdAt: NEW_YEAR,
    });
    expect(lobby.linkedChannel).toBeInstanceOf(Channel);
    expect(lobby.linkedChannel).toBe(lobby.linkedChannel);
    expect(lobby.equals(new Lobby({ ...raw, id: '1' }))).toBe(false);
    const [member] = lobby.members;
    expect(member).toBeInstanceOf(LobbyMember);
    expect(read(member!, 'id', 'metadata', 'flags', 'additionalName')).toEqual({
      id: user.id,
      metadata: { team_name: 'red' },
      flags: 1,
      additionalName: 'Weaver',
    });
    expect(member!.user).toBeInstanceOf(User);
    expect(member!.equals({ id: user.id, lobbyId: raw.id })).toBe(true);
    expect(lobby.members).toBe(lobby.members);
  });

  it('LobbyMessage reads its payload, data as it is', () => {
    const message: APILobbyMessage = {
      id: ID_OF_2020,
      type: MessageType.Default,
      content: 'hi',
      lobby_id: '2',
      channel_id: '3',
      author: user,
      lobby_member: { additional_name: 'Weaver' },
      metadata: { a_b: 'c' },
      moderation_metadata: { is_fine: 'yes' },
      flags: MessageFlags.Crossposted,
      application_id: '1',
    };
    const view = new LobbyMessage(message);
    expect(
      read(
        view,
        'id',
        'type',
        'content',
        'lobbyId',
        'channelId',
        'additionalName',
        'metadata',
        'moderationMetadata',
        'flags',
        'applicationId',
        'createdAt',
      ),
    ).toEqual({
      id: ID_OF_2020,
      type: 0,
      content: 'hi',
      lobbyId: '2',
      channelId: '3',
      additionalName: 'Weaver',
      metadata: { a_b: 'c' },
      moderationMetadata: { is_fine: 'yes' },
      flags: 1,
      applicationId: '1',
      createdAt: NEW_YEAR,
    });
    expect(view.author).toBeInstanceOf(User);
    expect(view.author).toBe(view.author);
    expect(view.equals({ id: '4' })).toBe(false);
  });
});

describe('links to users', () => {
  it('Connection reads its payload', () => {
    const raw: APIConnection = {
      id: 'a',
      name: 'alice',
      type: ConnectionService.GitHub,
      verified: true,
      friend_sync: false,
      show_activity: true,
      two_way_link: false,
      visibility: ConnectionVisibility.Everyone,
    };
    const connection = new Connection(raw);
    expect(
      read(
        connection,
        'id',
        'name',
        'type',
        'revoked',
        'verified',
        'friendSync',
        'showActivity',
        'twoWayLink',
        'visibility',
        'integrations',
      ),
    ).toEqual({
      id: 'a',
      name: 'alice',
      type: 'github',
      revoked: false,
      verified: true,
      friendSync: false,
      showActivity: true,
      twoWayLink: false,
      visibility: 1,
      integrations: [],
    });
    expect(connection.equals(new Connection({ ...raw, type: ConnectionService.Steam }))).toBe(false);
    expect(connection.equals({ id: 'a', type: 'github' })).toBe(true);
  });

  it('RoleConnection keeps the keys of its metadata', () => {
    const link = new RoleConnection({ platform_name: 'Loom', platform_username: null, metadata: { woven_ells: '9' } });
    expect(read(link, 'platformName', 'platformUsername', 'metadata')).toEqual({
      platformName: 'Loom',
      platformUsername: null,
      metadata: { woven_ells: '9' },
    });
    expect(new RoleConnection({} as never).metadata).toEqual({});
    expect(inspect(link)).toContain('woven_ells');
  });
});
