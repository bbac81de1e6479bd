/**
 * What Discord's clients turn into names, times and links inside a text. Whether a mention notifies anybody is decided by
 * `allowedMentions`, which allows nobody unless asked.
 * https://discord.com/developers/docs/reference#message-formatting
 */
import { type ChannelId, type CommandId, type EmojiId, type RoleId, type UserId } from '../ids';
import { valueError } from '../value-error';

/** How a {@link timestamp} is shown. */
export const TIMESTAMP_STYLES = {
  shortTime: 't',
  mediumTime: 'T',
  shortDate: 'd',
  longDate: 'D',
  longDateShortTime: 'f',
  fullDateShortTime: 'F',
  shortDateShortTime: 's',
  shortDateMediumTime: 'S',
  relative: 'R',
} as const;

export type TimestampStyle = keyof typeof TIMESTAMP_STYLES;

/** A page of a guild's own. */
export type GuildPage = 'customize' | 'browse' | 'guide' | 'linked-roles';

/** Texts that Discord shows as the name of what they mention. */
export const mention = {
  user: (id: UserId): string => `<@${id}>`,
  channel: (id: ChannelId): string => `<#${id}>`,
  role: (id: RoleId): string => `<@&${id}>`,
  /** @param path the command's name, with group and subcommand after a space: `'tag add'`. */
  command: (path: string, id: CommandId): string => `</${path}:${id}>`,
  emoji: ({ id, name, animated = false }: { id: EmojiId; name: string; animated?: boolean | undefined }): string =>
    `<${animated ? 'a' : ''}:${name}:${id}>`,
  /** @param id of `linked-roles`: the role that it is about. */
  guildPage: (page: GuildPage, id?: RoleId): string => `<id:${page}${id === undefined ? '' : `:${id}`}>`,
} as const;

/**
 * A moment that each reader sees in their own time zone and language.
 * @param at a Date, or milliseconds since 1970.
 * @throws {FrameworkError} VALUE_INVALID when it is no moment.
 */
export function timestamp(at: Date | number, style?: TimestampStyle): string {
  const seconds = Math.floor(Number(at) / 1_000);
  if (!Number.isSafeInteger(seconds)) throw valueError('timestamp()', 'a Date or milliseconds since 1970', at);
  return style === undefined ? `<t:${seconds}>` : `<t:${seconds}:${TIMESTAMP_STYLES[style]}>`;
}
