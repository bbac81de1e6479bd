/** Where the simulator, our tests and Discord's published schemas differ on purpose, each with the reason. */

export interface SpecException {
  /** `METHOD /template`, or `*` for every operation. */
  readonly operation: string;
  readonly part: 'query' | 'request' | 'reply';
  /** The path in the body, `/` between keys and `#` for every index, for instance `/embeds/#/color`. */
  readonly path: RegExp;
  /** What the complaint says; without it every complaint at that path is excused. */
  readonly complaint?: RegExp;
  /** Why this is right although the schema says no. */
  readonly why: string;
}

/** Operations that Discord documents and leaves out of its specification. */
export const unlistedOperations: ReadonlyMap<string, string> = new Map([
  ['POST /oauth2/token', 'https://docs.discord.com/developers/topics/oauth2: takes a form, and is not in the spec'],
  [
    'POST /oauth2/token/revoke',
    'https://docs.discord.com/developers/topics/oauth2: takes a form, and is not in the spec',
  ],
  ['GET /applications/{application_id}/skus', 'https://docs.discord.com/developers/resources/sku: not in the spec'],
]);

export const specExceptions: readonly SpecException[] = [
  {
    operation: '*',
    part: 'request',
    path: /\/(?:permissions|allow|deny|default_member_permissions)$/,
    complaint: /expected number, received string/,
    why: 'Discord takes permissions as texts of digits: https://docs.discord.com/developers/topics/permissions',
  },
  {
    operation: '*',
    part: 'request',
    path: /\/attachments\/#\/id$/,
    complaint: /expected string, received number/,
    why: 'numbers stand for files of the same request: https://docs.discord.com/developers/reference#uploading-files',
  },
  {
    operation: '*',
    part: 'request',
    path: /^(?:\/#)?\/nsfw$/,
    complaint: /is not known/,
    why: 'https://docs.discord.com/developers/interactions/application-commands: commands take it and give it back',
  },
  {
    operation: 'POST /channels/{channel_id}/threads',
    part: 'reply',
    path: /^\/message$/,
    complaint: /is not known/,
    why: 'the first message of a post: https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel',
  },
  {
    operation: 'POST /channels/{channel_id}/invites',
    part: 'request',
    path: /^\/target_users_file$/,
    complaint: /is not known/,
    why: 'https://docs.discord.com/developers/resources/channel#create-channel-invite: the file of whom it is for',
  },
  {
    operation: '*',
    part: 'request',
    path: /\/message_reference\/type$/,
    complaint: /expected 0 \(is 1\)/,
    why: 'forwards: https://docs.discord.com/developers/resources/message#message-reference-types',
  },
  {
    operation: '*',
    part: 'reply',
    path: /\/message_reference\/type$/,
    complaint: /expected 0 \(is 1\)/,
    why: 'forwards: https://docs.discord.com/developers/resources/message#message-reference-types',
  },
  {
    operation: '*',
    part: 'request',
    path: /^\/type$/,
    complaint: /expected one of 0\|2\|4\|5\|13\|14\|15 \(is 16\)/,
    why: 'media channels: https://docs.discord.com/developers/resources/channel#channel-object-channel-types',
  },
  {
    operation: '*',
    part: 'reply',
    path: /^(?:\/#)?\/type$/,
    complaint: /expected one of 0\|2\|4\|5\|13\|14\|15 \(is 16\)/,
    why: 'media channels: https://docs.discord.com/developers/resources/channel#channel-object-channel-types',
  },
  {
    operation: 'PATCH /applications/@me',
    part: 'request',
    path: /^\/description$/,
    complaint: /expected object, received string/,
    why: 'https://docs.discord.com/developers/resources/application#edit-current-application: it is a text there',
  },
  {
    operation: 'PATCH /applications/{application_id}',
    part: 'request',
    path: /^\/description$/,
    complaint: /expected object, received string/,
    why: 'the same body as that of PATCH /applications/@me',
  },
  {
    operation: 'PATCH /users/@me',
    part: 'request',
    path: /^\/username$/,
    complaint: /received undefined/,
    why: 'https://docs.discord.com/developers/resources/user#modify-current-user: every field may be left out',
  },
  {
    operation: '*',
    part: 'reply',
    path: /^(?:\/#)?\/type$/,
    complaint: /expected one of 8\|10/,
    why: 'entitlements that were bought once have type 1: https://docs.discord.com/developers/resources/entitlement',
  },
  {
    operation: '*',
    part: 'request',
    path: /\/(?:media|file)\/(?:id|proxy_url|width|height|content_type|attachment_id)$/,
    complaint: /is not known/,
    why: 'what Discord answered with is ignored: https://docs.discord.com/developers/components/reference#unfurled-media-item',
  },
  {
    operation: '*',
    part: 'request',
    path: /\/components\/#\/emoji\/animated$/,
    complaint: /is not known/,
    why: 'name, id and animated: https://docs.discord.com/developers/components/reference#button-button-structure',
  },
  {
    operation: '*',
    part: 'request',
    path: /\/attachments\/#\/(?:size|url|proxy_url|content_type|width|height|ephemeral)$/,
    complaint: /is not known/,
    why: 'attachments to keep: https://docs.discord.com/developers/resources/message#edit-message-jsonform-params',
  },
  {
    operation: 'POST /interactions/{interaction_id}/{interaction_token}/callback',
    part: 'request',
    path: /^\/type$/,
    complaint: /\(is 10\)/,
    why: 'PREMIUM_REQUIRED is deprecated and taken: https://docs.discord.com/developers/interactions/receiving-and-responding',
  },
];
