/** Discord's operations and the types they take and answer. Written by scripts/write-spec-operations.ts; not by hand. */
import { type SpecOperation } from './read-operations';

export const specOperations: Readonly<Record<string, SpecOperation>> = {
  'GET /applications/@me': { replies: { '200': 'PrivateApplicationResponse' } },
  'PATCH /applications/@me': { body: 'ApplicationFormPartial', replies: { '200': 'PrivateApplicationResponse' } },
  'GET /applications/{application_id}': { replies: { '200': 'PrivateApplicationResponse' } },
  'PATCH /applications/{application_id}': {
    body: 'ApplicationFormPartial',
    replies: { '200': 'PrivateApplicationResponse' },
  },
  'GET /applications/{application_id}/activity-instances/{instance_id}': {
    replies: { '200': 'EmbeddedActivityInstance' },
  },
  'POST /applications/{application_id}/attachment': {
    body: { file: 'string' },
    replies: { '200': 'ActivitiesAttachmentResponse' },
  },
  'GET /applications/{application_id}/commands': {
    query: { 'with_localizations?': 'boolean' },
    replies: { '200': ['|', ['[]', 'ApplicationCommandResponse'], 'null'] },
  },
  'PUT /applications/{application_id}/commands': {
    body: ['|', ['[]', 'ApplicationCommandUpdateRequest'], 'null'],
    replies: { '200': ['|', ['[]', 'ApplicationCommandResponse'], 'null'] },
  },
  'POST /applications/{application_id}/commands': {
    body: 'ApplicationCommandCreateRequest',
    replies: { '200': 'ApplicationCommandResponse', '201': 'ApplicationCommandResponse' },
  },
  'GET /applications/{application_id}/commands/{command_id}': { replies: { '200': 'ApplicationCommandResponse' } },
  'DELETE /applications/{application_id}/commands/{command_id}': { replies: { '204': 'unknown' } },
  'PATCH /applications/{application_id}/commands/{command_id}': {
    body: 'ApplicationCommandPatchRequestPartial',
    replies: { '200': 'ApplicationCommandResponse' },
  },
  'GET /applications/{application_id}/emojis': { replies: { '200': 'ListApplicationEmojisResponse' } },
  'POST /applications/{application_id}/emojis': {
    body: { name: 'string', image: 'string' },
    replies: { '201': 'EmojiResponse' },
  },
  'GET /applications/{application_id}/emojis/{emoji_id}': { replies: { '200': 'EmojiResponse' } },
  'DELETE /applications/{application_id}/emojis/{emoji_id}': { replies: { '204': 'unknown' } },
  'PATCH /applications/{application_id}/emojis/{emoji_id}': {
    body: { 'name?': 'string' },
    replies: { '200': 'EmojiResponse' },
  },
  'GET /applications/{application_id}/entitlements': {
    query: {
      'user_id?': 'SnowflakeType',
      'sku_ids?': ['|', 'string', ['[]', ['|', 'null', 'SnowflakeType']]],
      'guild_id?': 'SnowflakeType',
      'before?': 'SnowflakeType',
      'after?': 'SnowflakeType',
      'limit?': 'number',
      'exclude_ended?': 'boolean',
      'exclude_deleted?': 'boolean',
      'only_active?': 'boolean',
    },
    replies: { '200': ['[]', 'EntitlementResponse'] },
  },
  'POST /applications/{application_id}/entitlements': {
    body: 'CreateEntitlementRequestData',
    replies: { '200': 'EntitlementResponse' },
  },
  'GET /applications/{application_id}/entitlements/{entitlement_id}': { replies: { '200': 'EntitlementResponse' } },
  'DELETE /applications/{application_id}/entitlements/{entitlement_id}': { replies: { '204': 'unknown' } },
  'POST /applications/{application_id}/entitlements/{entitlement_id}/consume': { replies: { '204': 'unknown' } },
  'GET /applications/{application_id}/guilds/{guild_id}/commands': {
    query: { 'with_localizations?': 'boolean' },
    replies: { '200': ['|', ['[]', 'ApplicationCommandResponse'], 'null'] },
  },
  'PUT /applications/{application_id}/guilds/{guild_id}/commands': {
    body: ['|', ['[]', 'ApplicationCommandUpdateRequest'], 'null'],
    replies: { '200': ['|', ['[]', 'ApplicationCommandResponse'], 'null'] },
  },
  'POST /applications/{application_id}/guilds/{guild_id}/commands': {
    body: 'ApplicationCommandCreateRequest',
    replies: { '200': 'ApplicationCommandResponse', '201': 'ApplicationCommandResponse' },
  },
  'GET /applications/{application_id}/guilds/{guild_id}/commands/permissions': {
    replies: { '200': ['[]', 'CommandPermissionsResponse'] },
  },
  'GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}': {
    replies: { '200': 'ApplicationCommandResponse' },
  },
  'DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}': { replies: { '204': 'unknown' } },
  'PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}': {
    body: 'ApplicationCommandPatchRequestPartial',
    replies: { '200': 'ApplicationCommandResponse' },
  },
  'GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions': {
    replies: { '200': 'CommandPermissionsResponse' },
  },
  'PUT /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions': {
    body: { 'permissions?': ['|', ['[]', 'ApplicationCommandPermission'], 'null'] },
    replies: { '200': 'CommandPermissionsResponse' },
  },
  'GET /applications/{application_id}/role-connections/metadata': {
    replies: { '200': ['|', ['[]', 'ApplicationRoleConnectionsMetadataItemResponse'], 'null'] },
  },
  'PUT /applications/{application_id}/role-connections/metadata': {
    body: ['|', ['[]', 'ApplicationRoleConnectionsMetadataItemRequest'], 'null'],
    replies: { '200': ['|', ['[]', 'ApplicationRoleConnectionsMetadataItemResponse'], 'null'] },
  },
  'GET /channels/{channel_id}': {
    replies: {
      '200': ['|', 'GuildChannelResponse', 'PrivateChannelResponse', 'PrivateGroupChannelResponse', 'ThreadResponse'],
    },
  },
  'DELETE /channels/{channel_id}': {
    replies: {
      '200': ['|', 'GuildChannelResponse', 'PrivateChannelResponse', 'PrivateGroupChannelResponse', 'ThreadResponse'],
    },
  },
  'PATCH /channels/{channel_id}': {
    body: [
      '|',
      'UpdateDMRequestPartial',
      'UpdateGroupDMRequestPartial',
      'UpdateGuildChannelRequestPartial',
      'UpdateThreadRequestPartial',
    ],
    replies: {
      '200': ['|', 'GuildChannelResponse', 'PrivateChannelResponse', 'PrivateGroupChannelResponse', 'ThreadResponse'],
    },
  },
  'POST /channels/{channel_id}/followers': {
    body: { webhook_channel_id: 'SnowflakeType' },
    replies: { '200': 'ChannelFollowerResponse' },
  },
  'GET /channels/{channel_id}/invites': {
    replies: {
      '200': [
        '|',
        ['[]', ['|', 'FriendInviteResponse', 'GroupDMInviteResponse', 'GuildInviteResponse', 'null']],
        'null',
      ],
    },
  },
  'POST /channels/{channel_id}/invites': {
    body: ['|', 'CreateGroupDMInviteRequest', 'CreateGuildInviteRequest'],
    replies: { '200': ['|', 'FriendInviteResponse', 'GroupDMInviteResponse', 'GuildInviteResponse'], '204': 'unknown' },
  },
  'GET /channels/{channel_id}/messages': {
    query: { 'around?': 'SnowflakeType', 'before?': 'SnowflakeType', 'after?': 'SnowflakeType', 'limit?': 'number' },
    replies: { '200': ['|', ['[]', 'MessageResponse'], 'null'] },
  },
  'POST /channels/{channel_id}/messages': { body: 'MessageCreateRequest', replies: { '200': 'MessageResponse' } },
  'POST /channels/{channel_id}/messages/bulk-delete': {
    body: { messages: ['[]', 'SnowflakeType'] },
    replies: { '204': 'unknown' },
  },
  'GET /channels/{channel_id}/messages/pins': {
    query: { 'before?': 'string', 'limit?': 'number' },
    replies: { '200': 'PinnedMessagesResponse' },
  },
  'PUT /channels/{channel_id}/messages/pins/{message_id}': { replies: { '204': 'unknown' } },
  'DELETE /channels/{channel_id}/messages/pins/{message_id}': { replies: { '204': 'unknown' } },
  'GET /channels/{channel_id}/messages/{message_id}': { replies: { '200': 'MessageResponse' } },
  'DELETE /channels/{channel_id}/messages/{message_id}': { replies: { '204': 'unknown' } },
  'PATCH /channels/{channel_id}/messages/{message_id}': {
    body: 'MessageEditRequestPartial',
    replies: { '200': 'MessageResponse' },
  },
  'POST /channels/{channel_id}/messages/{message_id}/crosspost': { replies: { '200': 'MessageResponse' } },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions': { replies: { '204': 'unknown' } },
  'GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}': {
    query: { 'after?': 'SnowflakeType', 'limit?': 'number', 'type?': 'ReactionTypes' },
    replies: { '200': ['[]', 'UserResponse'] },
  },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}': { replies: { '204': 'unknown' } },
  'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me': { replies: { '204': 'unknown' } },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me': { replies: { '204': 'unknown' } },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}': {
    replies: { '204': 'unknown' },
  },
  'POST /channels/{channel_id}/messages/{message_id}/threads': {
    body: 'CreateTextThreadWithMessageRequest',
    replies: { '201': 'ThreadResponse' },
  },
  'PUT /channels/{channel_id}/permissions/{overwrite_id}': {
    body: {
      'type?': ['|', 'null', 'ChannelPermissionOverwrites'],
      'allow?': ['|', 'number', 'null'],
      'deny?': ['|', 'number', 'null'],
    },
    replies: { '204': 'unknown' },
  },
  'DELETE /channels/{channel_id}/permissions/{overwrite_id}': { replies: { '204': 'unknown' } },
  'GET /channels/{channel_id}/pins': { replies: { '200': ['|', ['[]', 'MessageResponse'], 'null'] } },
  'PUT /channels/{channel_id}/pins/{message_id}': { replies: { '204': 'unknown' } },
  'DELETE /channels/{channel_id}/pins/{message_id}': { replies: { '204': 'unknown' } },
  'GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}': {
    query: { 'after?': 'SnowflakeType', 'limit?': 'number' },
    replies: { '200': 'PollAnswerDetailsResponse' },
  },
  'POST /channels/{channel_id}/polls/{message_id}/expire': { replies: { '200': 'MessageResponse' } },
  'PUT /channels/{channel_id}/recipients/{user_id}': {
    body: { 'access_token?': ['|', 'string', 'null'], 'nick?': ['|', 'string', 'null'] },
    replies: { '201': ['|', 'PrivateChannelResponse', 'PrivateGroupChannelResponse'], '204': 'unknown' },
  },
  'DELETE /channels/{channel_id}/recipients/{user_id}': { replies: { '204': 'unknown' } },
  'POST /channels/{channel_id}/send-soundboard-sound': {
    body: 'SoundboardSoundSendRequest',
    replies: { '204': 'unknown' },
  },
  'GET /channels/{channel_id}/thread-members': {
    query: { 'with_member?': 'boolean', 'limit?': 'number', 'after?': 'SnowflakeType' },
    replies: { '200': ['[]', 'ThreadMemberResponse'] },
  },
  'PUT /channels/{channel_id}/thread-members/@me': { replies: { '204': 'unknown' } },
  'DELETE /channels/{channel_id}/thread-members/@me': { replies: { '204': 'unknown' } },
  'GET /channels/{channel_id}/thread-members/{user_id}': {
    query: { 'with_member?': 'boolean' },
    replies: { '200': 'ThreadMemberResponse' },
  },
  'PUT /channels/{channel_id}/thread-members/{user_id}': { replies: { '204': 'unknown' } },
  'DELETE /channels/{channel_id}/thread-members/{user_id}': { replies: { '204': 'unknown' } },
  'POST /channels/{channel_id}/threads': {
    body: ['|', 'CreateForumThreadRequest', 'CreateTextThreadWithoutMessageRequest'],
    replies: { '201': 'CreatedThreadResponse' },
  },
  'GET /channels/{channel_id}/threads/archived/private': {
    query: { 'before?': 'string', 'limit?': 'number' },
    replies: { '200': 'ThreadsResponse' },
  },
  'GET /channels/{channel_id}/threads/archived/public': {
    query: { 'before?': 'string', 'limit?': 'number' },
    replies: { '200': 'ThreadsResponse' },
  },
  'GET /channels/{channel_id}/threads/search': {
    query: {
      'name?': 'string',
      'slop?': 'number',
      'min_id?': 'SnowflakeType',
      'max_id?': 'SnowflakeType',
      'tag?': ['|', 'string', ['[]', 'SnowflakeType']],
      'tag_setting?': 'ThreadSearchTagSetting',
      'archived?': 'boolean',
      'sort_by?': 'ThreadSortingMode',
      'sort_order?': 'SortingOrder',
      'limit?': 'number',
      'offset?': 'number',
    },
    replies: { '200': 'ThreadSearchResponse', '202': 'SearchIndexNotReadyResponse' },
  },
  'POST /channels/{channel_id}/typing': { replies: { '200': 'TypingIndicatorResponse', '204': 'unknown' } },
  'GET /channels/{channel_id}/users/@me/threads/archived/private': {
    query: { 'before?': 'SnowflakeType', 'limit?': 'number' },
    replies: { '200': 'ThreadsResponse' },
  },
  'PUT /channels/{channel_id}/voice-status': {
    body: { 'status?': ['|', 'string', 'null'] },
    replies: { '204': 'unknown' },
  },
  'GET /channels/{channel_id}/webhooks': {
    replies: {
      '200': [
        '|',
        [
          '[]',
          ['|', 'ApplicationIncomingWebhookResponse', 'ChannelFollowerWebhookResponse', 'GuildIncomingWebhookResponse'],
        ],
        'null',
      ],
    },
  },
  'POST /channels/{channel_id}/webhooks': {
    body: { name: 'string', 'avatar?': ['|', 'string', 'null'] },
    replies: { '200': 'GuildIncomingWebhookResponse' },
  },
  'GET /gateway': { replies: { '200': 'GatewayResponse' } },
  'GET /gateway/bot': { replies: { '200': 'GatewayBotResponse' } },
  'GET /guilds/templates/{code}': { replies: { '200': 'GuildTemplateResponse' } },
  'GET /guilds/{guild_id}': { query: { 'with_counts?': 'boolean' }, replies: { '200': 'GuildWithCountsResponse' } },
  'PATCH /guilds/{guild_id}': { body: 'GuildPatchRequestPartial', replies: { '200': 'GuildResponse' } },
  'GET /guilds/{guild_id}/audit-logs': {
    query: {
      'user_id?': 'SnowflakeType',
      'target_id?': 'SnowflakeType',
      'action_type?': 'AuditLogActionTypes',
      'before?': 'SnowflakeType',
      'after?': 'SnowflakeType',
      'limit?': 'number',
    },
    replies: { '200': 'GuildAuditLogResponse' },
  },
  'GET /guilds/{guild_id}/auto-moderation/rules': {
    replies: {
      '200': [
        '|',
        [
          '[]',
          [
            '|',
            'DefaultKeywordRuleResponse',
            'KeywordRuleResponse',
            'MLSpamRuleResponse',
            'MentionSpamRuleResponse',
            'UserProfileRuleResponse',
            'null',
          ],
        ],
        'null',
      ],
    },
  },
  'POST /guilds/{guild_id}/auto-moderation/rules': {
    body: [
      '|',
      'DefaultKeywordListUpsertRequest',
      'KeywordUpsertRequest',
      'MLSpamUpsertRequest',
      'MentionSpamUpsertRequest',
      'UserProfileUpsertRequest',
    ],
    replies: {
      '200': [
        '|',
        'DefaultKeywordRuleResponse',
        'KeywordRuleResponse',
        'MLSpamRuleResponse',
        'MentionSpamRuleResponse',
        'UserProfileRuleResponse',
      ],
    },
  },
  'GET /guilds/{guild_id}/auto-moderation/rules/{rule_id}': {
    replies: {
      '200': [
        '|',
        'DefaultKeywordRuleResponse',
        'KeywordRuleResponse',
        'MLSpamRuleResponse',
        'MentionSpamRuleResponse',
        'UserProfileRuleResponse',
      ],
    },
  },
  'DELETE /guilds/{guild_id}/auto-moderation/rules/{rule_id}': { replies: { '204': 'unknown' } },
  'PATCH /guilds/{guild_id}/auto-moderation/rules/{rule_id}': {
    body: [
      '|',
      'DefaultKeywordListUpsertRequestPartial',
      'KeywordUpsertRequestPartial',
      'MLSpamUpsertRequestPartial',
      'MentionSpamUpsertRequestPartial',
      'UserProfileUpsertRequestPartial',
    ],
    replies: {
      '200': [
        '|',
        'DefaultKeywordRuleResponse',
        'KeywordRuleResponse',
        'MLSpamRuleResponse',
        'MentionSpamRuleResponse',
        'UserProfileRuleResponse',
      ],
    },
  },
  'GET /guilds/{guild_id}/bans': {
    query: { 'limit?': 'number', 'before?': 'SnowflakeType', 'after?': 'SnowflakeType' },
    replies: { '200': ['|', ['[]', 'GuildBanResponse'], 'null'] },
  },
  'GET /guilds/{guild_id}/bans/{user_id}': { replies: { '200': 'GuildBanResponse' } },
  'PUT /guilds/{guild_id}/bans/{user_id}': { body: 'BanUserFromGuildRequest', replies: { '204': 'unknown' } },
  'DELETE /guilds/{guild_id}/bans/{user_id}': { body: 'UnbanUserFromGuildRequest', replies: { '204': 'unknown' } },
  'POST /guilds/{guild_id}/bulk-ban': { body: 'BulkBanUsersRequest', replies: { '200': 'BulkBanUsersResponse' } },
  'GET /guilds/{guild_id}/channels': {
    replies: {
      '200': [
        '|',
        [
          '[]',
          ['|', 'GuildChannelResponse', 'PrivateChannelResponse', 'PrivateGroupChannelResponse', 'ThreadResponse'],
        ],
        'null',
      ],
    },
  },
  'POST /guilds/{guild_id}/channels': { body: 'CreateGuildChannelRequest', replies: { '201': 'GuildChannelResponse' } },
  'PATCH /guilds/{guild_id}/channels': {
    body: [
      '[]',
      {
        'id?': ['|', 'null', 'SnowflakeType'],
        'position?': ['|', 'number', 'null'],
        'parent_id?': ['|', 'null', 'SnowflakeType'],
        'lock_permissions?': ['|', 'boolean', 'null'],
      },
    ],
    replies: { '204': 'unknown' },
  },
  'GET /guilds/{guild_id}/emojis': { replies: { '200': ['|', ['[]', 'EmojiResponse'], 'null'] } },
  'POST /guilds/{guild_id}/emojis': {
    body: { name: 'string', image: 'string', 'roles?': ['|', ['[]', ['|', 'null', 'SnowflakeType']], 'null'] },
    replies: { '201': 'EmojiResponse' },
  },
  'GET /guilds/{guild_id}/emojis/{emoji_id}': { replies: { '200': 'EmojiResponse' } },
  'DELETE /guilds/{guild_id}/emojis/{emoji_id}': { replies: { '204': 'unknown' } },
  'PATCH /guilds/{guild_id}/emojis/{emoji_id}': {
    body: { 'name?': 'string', 'roles?': ['|', ['[]', ['|', 'null', 'SnowflakeType']], 'null'] },
    replies: { '200': 'EmojiResponse' },
  },
  'PUT /guilds/{guild_id}/incident-actions': {
    body: 'GuildIncidentActionsRequest',
    replies: { '200': 'GuildIncidentsDataResponse' },
  },
  'GET /guilds/{guild_id}/integrations': {
    replies: {
      '200': [
        '|',
        [
          '[]',
          [
            '|',
            'DiscordIntegrationResponse',
            'ExternalConnectionIntegrationResponse',
            'GuildSubscriptionIntegrationResponse',
          ],
        ],
        'null',
      ],
    },
  },
  'DELETE /guilds/{guild_id}/integrations/{integration_id}': { replies: { '204': 'unknown' } },
  'GET /guilds/{guild_id}/invites': {
    replies: {
      '200': [
        '|',
        ['[]', ['|', 'FriendInviteResponse', 'GroupDMInviteResponse', 'GuildInviteResponse', 'null']],
        'null',
      ],
    },
  },
  'GET /guilds/{guild_id}/members': {
    query: { 'limit?': 'number', 'after?': 'SnowflakeType' },
    replies: { '200': ['[]', 'GuildMemberResponse'] },
  },
  'PATCH /guilds/{guild_id}/members/@me': {
    body: {
      'nick?': ['|', 'string', 'null'],
      'avatar?': ['|', 'string', 'null'],
      'bio?': ['|', 'string', 'null'],
      'banner?': ['|', 'string', 'null'],
    },
    replies: { '200': 'PrivateGuildMemberResponse' },
  },
  'GET /guilds/{guild_id}/members/search': {
    query: { 'limit?': 'number', query: 'string' },
    replies: { '200': ['[]', 'GuildMemberResponse'] },
  },
  'GET /guilds/{guild_id}/members/{user_id}': { replies: { '200': 'GuildMemberResponse' } },
  'PUT /guilds/{guild_id}/members/{user_id}': {
    body: 'BotAddGuildMemberRequest',
    replies: { '201': 'GuildMemberResponse', '204': 'unknown' },
  },
  'DELETE /guilds/{guild_id}/members/{user_id}': { replies: { '204': 'unknown' } },
  'PATCH /guilds/{guild_id}/members/{user_id}': {
    body: {
      'nick?': ['|', 'string', 'null'],
      'roles?': ['|', ['[]', ['|', 'null', 'SnowflakeType']], 'null'],
      'mute?': ['|', 'boolean', 'null'],
      'deaf?': ['|', 'boolean', 'null'],
      'channel_id?': ['|', 'null', 'SnowflakeType'],
      'communication_disabled_until?': ['|', 'string', 'null'],
      'flags?': ['|', 'number', 'null'],
    },
    replies: { '200': 'GuildMemberResponse', '204': 'unknown' },
  },
  'PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}': { replies: { '204': 'unknown' } },
  'DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}': { replies: { '204': 'unknown' } },
  'GET /guilds/{guild_id}/messages/search': {
    query: {
      'sort_by?': 'SortingMode',
      'sort_order?': 'SortingOrder',
      'content?': 'string',
      'slop?': 'number',
      'author_id?': ['[]', 'SnowflakeType'],
      'author_type?': ['[]', 'AuthorType'],
      'mentions?': ['[]', 'SnowflakeType'],
      'mentions_role_id?': ['[]', 'SnowflakeType'],
      'replied_to_user_id?': ['[]', 'SnowflakeType'],
      'replied_to_message_id?': ['[]', 'SnowflakeType'],
      'mention_everyone?': 'boolean',
      'min_id?': 'SnowflakeType',
      'max_id?': 'SnowflakeType',
      'limit?': 'number',
      'offset?': 'number',
      'has?': ['[]', 'HasOption'],
      'link_hostname?': ['[]', 'string'],
      'embed_provider?': ['[]', 'string'],
      'embed_type?': ['[]', 'SearchableEmbedType'],
      'attachment_extension?': ['[]', 'string'],
      'attachment_filename?': ['[]', 'string'],
      'pinned?': 'boolean',
      'include_nsfw?': 'boolean',
      'channel_id?': ['[]', 'SnowflakeType'],
    },
    replies: { '200': 'GuildSearchResponse', '202': 'SearchIndexNotReadyResponse' },
  },
  'GET /guilds/{guild_id}/new-member-welcome': { replies: { '200': 'GuildHomeSettingsResponse', '204': 'unknown' } },
  'GET /guilds/{guild_id}/onboarding': { replies: { '200': 'UserGuildOnboardingResponse' } },
  'PUT /guilds/{guild_id}/onboarding': {
    body: 'UpdateGuildOnboardingRequest',
    replies: { '200': 'GuildOnboardingResponse' },
  },
  'GET /guilds/{guild_id}/preview': { replies: { '200': 'GuildPreviewResponse' } },
  'GET /guilds/{guild_id}/prune': {
    query: { 'days?': 'number', 'include_roles?': ['|', 'string', ['[]', ['|', 'null', 'SnowflakeType']]] },
    replies: { '200': 'GuildPruneResponse' },
  },
  'POST /guilds/{guild_id}/prune': { body: 'PruneGuildRequest', replies: { '200': 'GuildPruneResponse' } },
  'GET /guilds/{guild_id}/regions': { replies: { '200': ['|', ['[]', 'VoiceRegionResponse'], 'null'] } },
  'GET /guilds/{guild_id}/requests': {
    query: {
      'status?': 'GuildJoinRequestApplicationStatus',
      'limit?': 'number',
      'before?': 'SnowflakeType',
      'after?': 'SnowflakeType',
    },
    replies: { '200': 'GuildJoinRequestsListResponse' },
  },
  'PATCH /guilds/{guild_id}/requests/{request_id}': {
    body: { 'action?': 'GuildJoinRequestApplicationStatus', 'rejection_reason?': ['|', 'string', 'null'] },
    replies: { '200': 'GuildJoinRequestResponse' },
  },
  'GET /guilds/{guild_id}/roles': { replies: { '200': ['[]', 'GuildRoleResponse'] } },
  'POST /guilds/{guild_id}/roles': { body: 'CreateRoleRequest', replies: { '200': 'GuildRoleResponse' } },
  'PATCH /guilds/{guild_id}/roles': {
    body: ['[]', 'UpdateRolePositionsRequest'],
    replies: { '200': ['[]', 'GuildRoleResponse'] },
  },
  'GET /guilds/{guild_id}/roles/member-counts': { replies: { '200': ['{}', 'number'] } },
  'GET /guilds/{guild_id}/roles/{role_id}': { replies: { '200': 'GuildRoleResponse' } },
  'DELETE /guilds/{guild_id}/roles/{role_id}': { replies: { '204': 'unknown' } },
  'PATCH /guilds/{guild_id}/roles/{role_id}': {
    body: 'UpdateRoleRequestPartial',
    replies: { '200': 'GuildRoleResponse' },
  },
  'GET /guilds/{guild_id}/scheduled-events': {
    query: { 'with_user_count?': 'boolean' },
    replies: {
      '200': [
        '|',
        ['[]', ['|', 'ExternalScheduledEventResponse', 'StageScheduledEventResponse', 'VoiceScheduledEventResponse']],
        'null',
      ],
    },
  },
  'POST /guilds/{guild_id}/scheduled-events': {
    body: [
      '|',
      'ExternalScheduledEventCreateRequest',
      'StageScheduledEventCreateRequest',
      'VoiceScheduledEventCreateRequest',
    ],
    replies: {
      '200': ['|', 'ExternalScheduledEventResponse', 'StageScheduledEventResponse', 'VoiceScheduledEventResponse'],
    },
  },
  'GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}': {
    query: { 'with_user_count?': 'boolean' },
    replies: {
      '200': ['|', 'ExternalScheduledEventResponse', 'StageScheduledEventResponse', 'VoiceScheduledEventResponse'],
    },
  },
  'DELETE /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}': { replies: { '204': 'unknown' } },
  'PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}': {
    body: [
      '|',
      'ExternalScheduledEventPatchRequestPartial',
      'StageScheduledEventPatchRequestPartial',
      'VoiceScheduledEventPatchRequestPartial',
    ],
    replies: {
      '200': ['|', 'ExternalScheduledEventResponse', 'StageScheduledEventResponse', 'VoiceScheduledEventResponse'],
    },
  },
  'POST /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions': {
    body: 'GuildScheduledEventExceptionCreateRequest',
    replies: { '200': 'GuildScheduledEventExceptionResponse' },
  },
  'DELETE /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions/{exception_id}': {
    replies: { '204': 'unknown' },
  },
  'PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions/{exception_id}': {
    body: 'GuildScheduledEventExceptionPatchRequestPartial',
    replies: { '200': 'GuildScheduledEventExceptionResponse' },
  },
  'GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users': {
    query: { 'with_member?': 'boolean', 'limit?': 'number', 'before?': 'SnowflakeType', 'after?': 'SnowflakeType' },
    replies: { '200': ['|', ['[]', 'ScheduledEventUserResponse'], 'null'] },
  },
  'GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users/counts': {
    query: { 'guild_scheduled_event_exception_ids?': ['[]', 'SnowflakeType'] },
    replies: { '200': 'ScheduledEventUserCountResponse' },
  },
  'GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/{guild_scheduled_event_exception_id}/users': {
    query: { 'with_member?': 'boolean', 'limit?': 'number', 'before?': 'SnowflakeType', 'after?': 'SnowflakeType' },
    replies: { '200': ['|', ['[]', 'ScheduledEventUserResponse'], 'null'] },
  },
  'GET /guilds/{guild_id}/soundboard-sounds': { replies: { '200': 'ListGuildSoundboardSoundsResponse' } },
  'POST /guilds/{guild_id}/soundboard-sounds': {
    body: 'SoundboardCreateRequest',
    replies: { '201': 'SoundboardSoundResponse' },
  },
  'GET /guilds/{guild_id}/soundboard-sounds/{sound_id}': { replies: { '200': 'SoundboardSoundResponse' } },
  'DELETE /guilds/{guild_id}/soundboard-sounds/{sound_id}': { replies: { '204': 'unknown' } },
  'PATCH /guilds/{guild_id}/soundboard-sounds/{sound_id}': {
    body: 'SoundboardPatchRequestPartial',
    replies: { '200': 'SoundboardSoundResponse' },
  },
  'GET /guilds/{guild_id}/stickers': { replies: { '200': ['[]', 'GuildStickerResponse'] } },
  'POST /guilds/{guild_id}/stickers': {
    body: { name: 'string', tags: 'string', 'description?': ['|', 'string', 'null'], file: 'string' },
    replies: { '201': 'GuildStickerResponse' },
  },
  'GET /guilds/{guild_id}/stickers/{sticker_id}': { replies: { '200': 'GuildStickerResponse' } },
  'DELETE /guilds/{guild_id}/stickers/{sticker_id}': { replies: { '204': 'unknown' } },
  'PATCH /guilds/{guild_id}/stickers/{sticker_id}': {
    body: { 'name?': 'string', 'tags?': 'string', 'description?': ['|', 'string', 'null'] },
    replies: { '200': 'GuildStickerResponse' },
  },
  'GET /guilds/{guild_id}/templates': { replies: { '200': ['|', ['[]', 'GuildTemplateResponse'], 'null'] } },
  'POST /guilds/{guild_id}/templates': {
    body: { name: 'string', 'description?': ['|', 'string', 'null'] },
    replies: { '200': 'GuildTemplateResponse' },
  },
  'PUT /guilds/{guild_id}/templates/{code}': { replies: { '200': 'GuildTemplateResponse' } },
  'DELETE /guilds/{guild_id}/templates/{code}': { replies: { '200': 'GuildTemplateResponse' } },
  'PATCH /guilds/{guild_id}/templates/{code}': {
    body: { 'name?': 'string', 'description?': ['|', 'string', 'null'] },
    replies: { '200': 'GuildTemplateResponse' },
  },
  'GET /guilds/{guild_id}/threads/active': { replies: { '200': 'ThreadsResponse' } },
  'GET /guilds/{guild_id}/vanity-url': { replies: { '200': 'VanityURLResponse' } },
  'GET /guilds/{guild_id}/voice-states/@me': { replies: { '200': 'VoiceStateResponse' } },
  'PATCH /guilds/{guild_id}/voice-states/@me': {
    body: 'UpdateSelfVoiceStateRequestPartial',
    replies: { '204': 'unknown' },
  },
  'GET /guilds/{guild_id}/voice-states/{user_id}': { replies: { '200': 'VoiceStateResponse' } },
  'PATCH /guilds/{guild_id}/voice-states/{user_id}': {
    body: 'UpdateVoiceStateRequestPartial',
    replies: { '204': 'unknown' },
  },
  'GET /guilds/{guild_id}/webhooks': {
    replies: {
      '200': [
        '|',
        [
          '[]',
          ['|', 'ApplicationIncomingWebhookResponse', 'ChannelFollowerWebhookResponse', 'GuildIncomingWebhookResponse'],
        ],
        'null',
      ],
    },
  },
  'GET /guilds/{guild_id}/welcome-screen': { replies: { '200': 'GuildWelcomeScreenResponse' } },
  'PATCH /guilds/{guild_id}/welcome-screen': {
    body: 'WelcomeScreenPatchRequestPartial',
    replies: { '200': 'GuildWelcomeScreenResponse' },
  },
  'GET /guilds/{guild_id}/widget': { replies: { '200': 'WidgetSettingsResponse' } },
  'PATCH /guilds/{guild_id}/widget': {
    body: { 'channel_id?': ['|', 'null', 'SnowflakeType'], 'enabled?': ['|', 'boolean', 'null'] },
    replies: { '200': 'WidgetSettingsResponse' },
  },
  'GET /guilds/{guild_id}/widget.json': { replies: { '200': 'WidgetResponse' } },
  'GET /guilds/{guild_id}/widget.png': { query: { 'style?': 'WidgetImageStyles' }, replies: { '200': 'string' } },
  'POST /interactions/{interaction_id}/{interaction_token}/callback': {
    query: { 'with_response?': 'boolean' },
    body: [
      '|',
      'ApplicationCommandAutocompleteCallbackRequest',
      'CreateMessageInteractionCallbackRequest',
      'LaunchActivityInteractionCallbackRequest',
      'ModalInteractionCallbackRequest',
      'PongInteractionCallbackRequest',
      'SocialLayerSKUPurchaseEligibilityInteractionCallbackRequest',
      'UpdateMessageInteractionCallbackRequest',
    ],
    replies: { '200': 'InteractionCallbackResponse', '204': 'unknown' },
  },
  'GET /invites/{code}': {
    query: {
      'with_counts?': 'boolean',
      'guild_scheduled_event_id?': 'SnowflakeType',
      'target_channel_id?': 'SnowflakeType',
      'target_message_id?': 'SnowflakeType',
    },
    replies: { '200': ['|', 'FriendInviteResponse', 'GroupDMInviteResponse', 'GuildInviteResponse'] },
  },
  'DELETE /invites/{code}': {
    replies: { '200': ['|', 'FriendInviteResponse', 'GroupDMInviteResponse', 'GuildInviteResponse'] },
  },
  'GET /invites/{code}/target-users': { replies: { '200': 'string' } },
  'PUT /invites/{code}/target-users': { body: { target_users_file: 'string' }, replies: { '204': 'unknown' } },
  'POST /invites/{code}/target-users/bulk-add': {
    body: { user_ids: ['[]', 'SnowflakeType'] },
    replies: { '204': 'unknown' },
  },
  'POST /invites/{code}/target-users/bulk-delete': {
    body: { user_ids: ['[]', 'SnowflakeType'] },
    replies: { '204': 'unknown' },
  },
  'GET /invites/{code}/target-users/job-status': { replies: { '200': 'TargetUsersJobStatusResponse' } },
  'PUT /invites/{code}/target-users/{user_id}': { replies: { '204': 'unknown' } },
  'DELETE /invites/{code}/target-users/{user_id}': { replies: { '204': 'unknown' } },
  'PUT /lobbies': {
    body: {
      'idle_timeout_seconds?': ['|', 'number', 'null'],
      'lobby_metadata?': ['|', ['{}', 'string'], 'null'],
      'member_metadata?': ['|', ['{}', 'string'], 'null'],
      secret: 'string',
      'flags?': ['|', 'null', 'PollLayoutTypes'],
    },
    replies: { '200': 'LobbyResponse' },
  },
  'POST /lobbies': {
    body: {
      'idle_timeout_seconds?': ['|', 'number', 'null'],
      'members?': ['|', ['[]', 'LobbyMemberRequest'], 'null'],
      'metadata?': ['|', ['{}', 'string'], 'null'],
      'flags?': ['|', 'null', 'PollLayoutTypes'],
      'override_event_webhooks_url?': ['|', 'string', 'null'],
    },
    replies: { '201': 'LobbyResponse' },
  },
  'GET /lobbies/{lobby_id}': { replies: { '200': 'LobbyResponse' } },
  'DELETE /lobbies/{lobby_id}': { replies: { '204': 'unknown' } },
  'PATCH /lobbies/{lobby_id}': {
    body: {
      'idle_timeout_seconds?': ['|', 'number', 'null'],
      'metadata?': ['|', ['{}', 'string'], 'null'],
      'members?': ['|', ['[]', 'LobbyMemberRequest'], 'null'],
      'flags?': ['|', 'null', 'PollLayoutTypes'],
      'override_event_webhooks_url?': ['|', 'string', 'null'],
    },
    replies: { '200': 'LobbyResponse' },
  },
  'PATCH /lobbies/{lobby_id}/channel-linking': {
    body: { 'channel_id?': ['|', 'null', 'SnowflakeType'] },
    replies: { '200': 'LobbyResponse' },
  },
  'DELETE /lobbies/{lobby_id}/members/@me': { replies: { '204': 'unknown' } },
  'POST /lobbies/{lobby_id}/members/@me/invites': { replies: { '200': 'LobbyGuildInviteResponse' } },
  'POST /lobbies/{lobby_id}/members/bulk': {
    body: ['|', ['[]', 'BulkLobbyMemberRequest'], 'null'],
    replies: { '200': ['|', ['[]', 'LobbyMemberResponse'], 'null'] },
  },
  'PUT /lobbies/{lobby_id}/members/{user_id}': {
    body: {
      'metadata?': ['|', ['{}', 'string'], 'null'],
      'flags?': ['|', 'null', 'PollLayoutTypes'],
      'additional_name?': ['|', 'string', 'null'],
    },
    replies: { '200': 'LobbyMemberResponse' },
  },
  'DELETE /lobbies/{lobby_id}/members/{user_id}': { replies: { '204': 'unknown' } },
  'POST /lobbies/{lobby_id}/members/{user_id}/invites': { replies: { '200': 'LobbyGuildInviteResponse' } },
  'GET /lobbies/{lobby_id}/messages': {
    query: { 'limit?': 'number' },
    replies: { '200': ['|', ['[]', 'LobbyMessageResponse'], 'null'] },
  },
  'POST /lobbies/{lobby_id}/messages': { body: 'SDKMessageRequest', replies: { '201': 'LobbyMessageResponse' } },
  'PUT /lobbies/{lobby_id}/messages/{message_id}/moderation-metadata': {
    body: ['{}', 'string'],
    replies: { '204': 'unknown' },
  },
  'GET /oauth2/@me': { replies: { '200': 'OAuth2GetAuthorizationResponse' } },
  'GET /oauth2/applications/@me': { replies: { '200': 'PrivateApplicationResponse' } },
  'GET /oauth2/keys': { replies: { '200': 'OAuth2GetKeys' } },
  'GET /oauth2/userinfo': { replies: { '200': 'OAuth2GetOpenIDConnectUserInfoResponse' } },
  'PUT /partner-sdk/dms/{user_id_1}/{user_id_2}/messages/{message_id}/moderation-metadata': {
    body: ['{}', 'string'],
    replies: { '204': 'unknown' },
  },
  'POST /partner-sdk/provisional-accounts/unmerge': {
    body: {
      client_id: 'SnowflakeType',
      'client_secret?': ['|', 'string', 'null'],
      external_auth_token: 'string',
      external_auth_type: 'ApplicationIdentityProviderAuthType',
    },
    replies: { '204': 'unknown' },
  },
  'POST /partner-sdk/provisional-accounts/unmerge/bot': {
    body: { external_user_id: 'string' },
    replies: { '204': 'unknown' },
  },
  'POST /partner-sdk/token': {
    body: {
      client_id: 'SnowflakeType',
      'client_secret?': ['|', 'string', 'null'],
      external_auth_token: 'string',
      external_auth_type: 'ApplicationIdentityProviderAuthType',
    },
    replies: { '200': 'ProvisionalTokenResponse' },
  },
  'POST /partner-sdk/token/bot': {
    body: {
      'provisional_user_id?': ['|', 'null', 'SnowflakeType'],
      external_user_id: 'string',
      'preferred_global_name?': ['|', 'string', 'null'],
    },
    replies: { '200': 'ProvisionalTokenResponse' },
  },
  'GET /skus/{sku_id}/subscriptions': {
    query: { 'before?': 'SnowflakeType', 'after?': 'SnowflakeType', 'limit?': 'number', 'user_id?': 'SnowflakeType' },
    replies: { '200': ['[]', 'SubscriptionResponse'] },
  },
  'GET /skus/{sku_id}/subscriptions/{subscription_id}': {
    query: { 'user_id?': 'SnowflakeType' },
    replies: { '200': 'SubscriptionResponse' },
  },
  'GET /soundboard-default-sounds': { replies: { '200': ['[]', 'SoundboardSoundResponse'] } },
  'POST /stage-instances': {
    body: {
      topic: 'string',
      channel_id: 'SnowflakeType',
      'privacy_level?': ['|', 'null', 'StageInstancesPrivacyLevels'],
      'guild_scheduled_event_id?': ['|', 'null', 'SnowflakeType'],
      'send_start_notification?': ['|', 'boolean', 'null'],
    },
    replies: { '200': 'StageInstanceResponse' },
  },
  'GET /stage-instances/{channel_id}': { replies: { '200': 'StageInstanceResponse' } },
  'DELETE /stage-instances/{channel_id}': { replies: { '204': 'unknown' } },
  'PATCH /stage-instances/{channel_id}': {
    body: { 'topic?': 'string', 'privacy_level?': 'StageInstancesPrivacyLevels' },
    replies: { '200': 'StageInstanceResponse' },
  },
  'GET /sticker-packs': { replies: { '200': 'StickerPackCollectionResponse' } },
  'GET /sticker-packs/{pack_id}': { replies: { '200': 'StickerPackResponse' } },
  'GET /stickers/{sticker_id}': { replies: { '200': ['|', 'GuildStickerResponse', 'StandardStickerResponse'] } },
  'GET /users/@me': { replies: { '200': 'UserPIIResponse' } },
  'PATCH /users/@me': { body: 'BotAccountPatchRequest', replies: { '200': 'UserPIIResponse' } },
  'GET /users/@me/applications/{application_id}/entitlements': {
    query: { 'sku_ids?': ['|', 'string', ['[]', ['|', 'null', 'SnowflakeType']]], 'exclude_consumed?': 'boolean' },
    replies: { '200': ['[]', 'EntitlementResponse'] },
  },
  'GET /users/@me/applications/{application_id}/role-connection': {
    replies: { '200': 'ApplicationUserRoleConnectionResponse' },
  },
  'PUT /users/@me/applications/{application_id}/role-connection': {
    body: 'UpdateApplicationUserRoleConnectionRequest',
    replies: { '200': 'ApplicationUserRoleConnectionResponse' },
  },
  'DELETE /users/@me/applications/{application_id}/role-connection': { replies: { '204': 'unknown' } },
  'POST /users/@me/channels': {
    body: 'CreatePrivateChannelRequest',
    replies: { '200': ['|', 'PrivateChannelResponse', 'PrivateGroupChannelResponse'] },
  },
  'GET /users/@me/connections': { replies: { '200': ['|', ['[]', 'ConnectedAccountResponse'], 'null'] } },
  'GET /users/@me/guilds': {
    query: {
      'before?': 'SnowflakeType',
      'after?': 'SnowflakeType',
      'limit?': 'number',
      'shard?': 'number',
      'with_counts?': 'boolean',
    },
    replies: { '200': ['|', ['[]', 'MyGuildResponse'], 'null'] },
  },
  'DELETE /users/@me/guilds/{guild_id}': { replies: { '204': 'unknown' } },
  'GET /users/@me/guilds/{guild_id}/member': { replies: { '200': 'PrivateGuildMemberResponse' } },
  'GET /users/{user_id}': { replies: { '200': 'UserResponse' } },
  'GET /voice/regions': { replies: { '200': ['|', ['[]', 'VoiceRegionResponse'], 'null'] } },
  'GET /webhooks/{webhook_id}': {
    replies: {
      '200': [
        '|',
        'ApplicationIncomingWebhookResponse',
        'ChannelFollowerWebhookResponse',
        'GuildIncomingWebhookResponse',
      ],
    },
  },
  'DELETE /webhooks/{webhook_id}': { replies: { '204': 'unknown' } },
  'PATCH /webhooks/{webhook_id}': {
    body: { 'name?': 'string', 'avatar?': ['|', 'string', 'null'], 'channel_id?': ['|', 'null', 'SnowflakeType'] },
    replies: {
      '200': [
        '|',
        'ApplicationIncomingWebhookResponse',
        'ChannelFollowerWebhookResponse',
        'GuildIncomingWebhookResponse',
      ],
    },
  },
  'GET /webhooks/{webhook_id}/{webhook_token}': {
    replies: {
      '200': [
        '|',
        'ApplicationIncomingWebhookResponse',
        'ChannelFollowerWebhookResponse',
        'GuildIncomingWebhookResponse',
      ],
    },
  },
  'POST /webhooks/{webhook_id}/{webhook_token}': {
    query: { 'wait?': 'boolean', 'thread_id?': 'SnowflakeType', 'with_components?': 'boolean' },
    body: ['|', 'IncomingWebhookRequestPartial', 'IncomingWebhookUpdateRequestPartial'],
    replies: { '200': 'MessageResponse', '204': 'unknown' },
  },
  'DELETE /webhooks/{webhook_id}/{webhook_token}': { replies: { '204': 'unknown' } },
  'PATCH /webhooks/{webhook_id}/{webhook_token}': {
    body: { 'name?': 'string', 'avatar?': ['|', 'string', 'null'] },
    replies: {
      '200': [
        '|',
        'ApplicationIncomingWebhookResponse',
        'ChannelFollowerWebhookResponse',
        'GuildIncomingWebhookResponse',
      ],
    },
  },
  'POST /webhooks/{webhook_id}/{webhook_token}/github': {
    query: { 'wait?': 'boolean', 'thread_id?': 'SnowflakeType' },
    body: 'GithubWebhook',
    replies: { '204': 'unknown' },
  },
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/@original': {
    query: { 'thread_id?': 'SnowflakeType' },
    replies: { '200': 'MessageResponse' },
  },
  'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original': {
    query: { 'thread_id?': 'SnowflakeType' },
    replies: { '204': 'unknown' },
  },
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original': {
    query: { 'thread_id?': 'SnowflakeType', 'with_components?': 'boolean' },
    body: 'IncomingWebhookUpdateRequestPartial',
    replies: { '200': 'MessageResponse' },
  },
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': {
    query: { 'thread_id?': 'SnowflakeType' },
    replies: { '200': 'MessageResponse' },
  },
  'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': {
    query: { 'thread_id?': 'SnowflakeType' },
    replies: { '204': 'unknown' },
  },
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': {
    query: { 'thread_id?': 'SnowflakeType', 'with_components?': 'boolean' },
    body: 'IncomingWebhookUpdateRequestPartial',
    replies: { '200': 'MessageResponse' },
  },
  'POST /webhooks/{webhook_id}/{webhook_token}/slack': {
    query: { 'wait?': 'boolean', 'thread_id?': 'SnowflakeType' },
    body: 'SlackWebhook',
    replies: { '200': ['|', 'string', 'null'] },
  },
};
