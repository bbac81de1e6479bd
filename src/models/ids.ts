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

/** When an id was made, in milliseconds since 1970; NaN for what is no id. */
export function snowflakeTimeMs(id: Snowflake): number {
  if (!/^\d+$/.test(id)) return NaN;
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

/** When an id was made; an invalid date for what is no id. */
export function snowflakeDate(id: Snowflake): Date {
  return new Date(snowflakeTimeMs(id));
}

/** The smallest id of a moment, in milliseconds since 1970: for `before` and `after` in lists. */
export function snowflakeAt(timeMs: number): Snowflake {
  return ((BigInt(Math.floor(timeMs)) - BigInt(DISCORD_EPOCH_MS)) << 22n).toString();
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
