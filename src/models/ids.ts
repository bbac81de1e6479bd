/**
 * Discord's ids: 64-bit numbers sent as decimal strings ("snowflakes") that hold the time of their making.
 * Each kind of id is a flavour of string: plain strings pass, but one kind does not compile where another is asked for.
 * https://discord.com/developers/docs/reference#snowflakes
 */

/** A string that is known to be an id of one kind. */
export type Flavoured<Kind extends string> = string & { readonly __kind?: Kind };

export type Snowflake = string;
export type GuildId = Flavoured<'guild'>;
export type ChannelId = Flavoured<'channel'>;
export type MessageId = Flavoured<'message'>;
export type UserId = Flavoured<'user'>;
export type RoleId = Flavoured<'role'>;
export type EmojiId = Flavoured<'emoji'>;
export type ApplicationId = Flavoured<'application'>;
export type WebhookId = Flavoured<'webhook'>;
export type InteractionId = Flavoured<'interaction'>;
export type AttachmentId = Flavoured<'attachment'>;
export type StickerId = Flavoured<'sticker'>;
export type ScheduledEventId = Flavoured<'scheduled-event'>;
export type ScheduledEventExceptionId = Flavoured<'scheduled-event-exception'>;
export type SoundId = Flavoured<'sound'>;
export type AutoModerationRuleId = Flavoured<'auto-moderation-rule'>;
export type IntegrationId = Flavoured<'integration'>;
export type AuditLogEntryId = Flavoured<'audit-log-entry'>;
export type StickerPackId = Flavoured<'sticker-pack'>;
export type JoinRequestId = Flavoured<'join-request'>;
export type StageInstanceId = Flavoured<'stage instance'>;
export type CommandId = Flavoured<'command'>;
export type EntitlementId = Flavoured<'entitlement'>;
export type SkuId = Flavoured<'sku'>;
export type SubscriptionId = Flavoured<'subscription'>;
export type LobbyId = Flavoured<'lobby'>;

/** Milliseconds since 1970 of the first second of 2015, where Discord's time begins. */
export const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** The last decimal digits of an id, split off so that both parts are exact as numbers. */
const LOW_DIGITS = 10;
/** What comes before them in 2 ** 63. */
const MOST_HIGH = 922_337_203;

/** When an id was made, in milliseconds since 1970; NaN for what is no id. */
export function snowflakeTimeMs(id: Snowflake): number {
  const sinceDiscord = millisecondsOf(id) ?? (/^\d+$/.test(id) ? Number(BigInt(id) >> 22n) : NaN);
  return sinceDiscord + DISCORD_EPOCH_MS;
}

/** `id >> 22` by numbers alone, in half the time; `undefined` for what is no id below 2 ** 63. */
function millisecondsOf(id: Snowflake): number | undefined {
  // Payloads may lack what their types promise.
  const length = (id as Snowflake | undefined)?.length ?? 0;
  if (length <= LOW_DIGITS || length > 19) return undefined;
  let high = 0;
  let low = 0;
  for (let i = 0; i < length; i++) {
    const digit = id.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    if (i < length - LOW_DIGITS) high = high * 10 + digit;
    else low = low * 10 + digit;
  }
  if (high >= MOST_HIGH) return undefined;
  // 10 ** 10 is 9,765,625 << 10: so this is first id >> 10, then the other twelve bits.
  return Math.floor((high * 9_765_625 + Math.floor(low / 1_024)) / 4_096);
}

/** When an id was made; an invalid date for what is no id. */
export function snowflakeDate(id: Snowflake): Date {
  return new Date(snowflakeTimeMs(id));
}

/**
 * The smallest id of a moment, in milliseconds since 1970: for `before` and `after` in lists. Of a moment before Discord’s
 * time it is 0, the smallest there is.
 */
export function snowflakeAt(timeMs: number): Snowflake {
  const sinceDiscord = Math.max(0, Math.floor(timeMs) - DISCORD_EPOCH_MS);
  return (BigInt(sinceDiscord) << 22n).toString();
}

/** Orders ids by age, oldest first, without making a BigInt. */
export function compareSnowflakes(a: Snowflake, b: Snowflake): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a text can be an id. */
export function isSnowflake(text: string): boolean {
  return /^\d{17,20}$/.test(text);
}
