/** Where the client differs from the specification on purpose, each with the reason. */

/** Operations that no method sends. */
export const EXCLUDED: ReadonlyMap<string, string> = new Map([
  ['GET /channels/{channel_id}/pins', 'deprecated; messages.listPins sends its successor'],
  ['PUT /channels/{channel_id}/pins/{message_id}', 'deprecated; messages.pin sends its successor'],
  ['DELETE /channels/{channel_id}/pins/{message_id}', 'deprecated; messages.unpin sends its successor'],
]);

/** Operations that Discord documents and leaves out of the specification. */
export const EXTRA: ReadonlyMap<string, string> = new Map([
  ['GET /applications/{application_id}/skus', 'https://discord.com/developers/docs/resources/sku#list-skus'],
]);

/** Methods that send what another one sends, under a name for another purpose. */
export const ALIASES: ReadonlySet<string> = new Set([
  'interactions.followUp',
  'interactions.getFollowUp',
  'interactions.editFollowUp',
  'interactions.deleteFollowUp',
]);

/**
 * Operations that take files. Three more may be sent as a form according to the specification, and have no field that a
 * file could be: executeSlack, and the moderation metadata of lobbies and direct messages.
 */
export const MULTIPART: ReadonlySet<string> = new Set([
  'POST /applications/{application_id}/attachment',
  'POST /channels/{channel_id}/invites',
  'POST /channels/{channel_id}/messages',
  'PATCH /channels/{channel_id}/messages/{message_id}',
  'POST /channels/{channel_id}/threads',
  'POST /guilds/{guild_id}/stickers',
  'POST /interactions/{interaction_id}/{interaction_token}/callback',
  'PUT /invites/{code}/target-users',
  'POST /lobbies/{lobby_id}/messages',
  'POST /webhooks/{webhook_id}/{webhook_token}',
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original',
]);

export interface Exception {
  readonly method: RegExp;
  readonly path: RegExp;
  readonly why: string;
}

const ANY = /./;

/** Messages, wherever they stand in a body. */
const RECEIVED = 'Discord tells it in what it sends, and does not mind it in what it is sent';

export const TYPE_EXCEPTIONS: readonly Exception[] = [
  {
    method: ANY,
    path: /\.embeds\.(?:(?:image|thumbnail|video)\.(?:proxy_url|content_type|flags|is_animated)|(?:author|footer)\.proxy_icon_url|flags)$/,
    why: RECEIVED,
  },
  {
    method: ANY,
    path: /\.components\.(?:file|media|items\.media)\.(?:proxy_url|width|height|placeholder|placeholder_version|content_type|loading_state|flags|attachment_id)$/,
    why: RECEIVED,
  },
  { method: ANY, path: /\.components\.(?:name|size|emoji\.animated|options\.emoji\.animated)$/, why: RECEIVED },
  { method: /^messages\.edit$/, path: /sticker_ids$/, why: 'not documented: an edit changes no stickers' },
  { method: /^guilds\.edit$/, path: /home_header$/, why: 'not documented' },
  { method: /^guilds\.edit$/, path: /owner_id$/, why: 'documented: hands the guild over, when the bot owns it' },
  { method: /^(?:guilds\.createChannel|channels\.edit)$/, path: /default_tag_setting$/, why: 'not documented' },
  { method: /^guilds\.createChannel$/, path: /flags$/, why: 'documented: forums can be made with a required tag' },
  { method: /^webhooks\.execute(?:Slack|Github)$/, path: /./, why: 'formats of other services, passed on as they are' },
  { method: /^users\.listGuilds$/, path: /shard$/, why: 'not documented' },
  { method: /^members\.add$/, path: /flags$/, why: 'not documented' },
  { method: /^entitlements\.list$/, path: /only_active$/, why: 'not documented' },
  { method: /^autoModeration\.edit$/, path: /trigger_type$/, why: 'documented: a rule keeps its trigger' },
  {
    method: /^applications\.editMe$/,
    path: /(?:team_id|explicit_content_filter|max_participants|type)$/,
    why: 'not documented',
  },
  { method: /^interactions\.reply$/, path: /data\.(?:eligible|ineligible_reason)/, why: 'not documented' },
  { method: /^invites\.get$/, path: /with_expiration$/, why: 'documented until lately, and still answered' },
  { method: /^invites\.setTargetUsers$/, path: /target_users_file$/, why: 'made of the ids that the method takes' },
  { method: /^commands\./, path: /(?:nsfw|default_permission)$/, why: 'documented' },
  { method: /^commands\.edit/, path: /type$/, why: 'documented as an option of the types; Discord does not mind it' },
  {
    method: /^commands\.\w+ForGuild$/,
    path: /(?:dm_permission|contexts|integration_types|handler)$/,
    why: 'documented for global commands alone',
  },
];

export const BOUND_EXCEPTIONS: readonly Exception[] = [
  {
    method: ANY,
    path: /(?:^|\.)content\.maxLength$/,
    why: 'the documentation says 2000, and Discord refuses more of a bot',
  },
  { method: ANY, path: /(?:^|\.)permissions\.(?:minimum|maximum)$/, why: 'bits, sent as text' },
  { method: ANY, path: /default_member_permissions\.(?:minimum|maximum)$/, why: 'bits, sent as text' },
  {
    method: ANY,
    path: /(?:^|\.)nonce\.(?:minimum|maximum)$/,
    why: 'what a whole number of JavaScript is stays within',
  },
  { method: /^webhooks\.execute(?:Slack|Github)$/, path: /./, why: 'formats of other services, passed on as they are' },
  { method: /^channels\.edit$/, path: /^name\.minLength$/, why: 'a group may have an empty name' },
  { method: /^channels\.edit$/, path: /^user_limit\.maximum$/, why: 'a stage takes up to 10,000; 99 is of threads' },
  { method: /^channels\.createInvite$/, path: /^target_user_ids/, why: 'they go out as a file' },
  {
    method: /^interactions\.reply$/,
    path: /choices\.value\.minimum$/,
    why: 'what a whole number of JavaScript is stays within',
  },
  { method: /^interactions\.reply$/, path: /ineligible_reason_description/, why: 'not documented' },
  { method: /applications\.edit/, path: /description\.default/, why: 'the documentation knows it as a text alone' },
  { method: /setRoleConnectionMetadata$/, path: /^key\./, why: 'its pattern says how long it may be' },
];
