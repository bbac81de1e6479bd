/** What the routes of emojis, stickers and sounds share: who may do what with whose expressions. */
import { type GuildRecord, type UserRecord } from '../../world/records';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { missingPermissions, unknown } from '../api-error';
import { type RestContext } from '../context';

const { CreateGuildExpressions, ManageGuildExpressions } = PermissionFlagsBits;

/** Who may make or manage expressions also sees who made them. */
export function seesMakers(context: RestContext, guild: GuildRecord): { readonly withUser: boolean } {
  const bits = context.world.permissionsInGuild(context.userId, guild);
  return { withUser: (bits & (CreateGuildExpressions | ManageGuildExpressions)) !== 0n };
}

/** One's own may be changed by who may make some; those of others only by who manages them. */
export function requireChange(context: RestContext, guild: GuildRecord, maker: UserRecord): void {
  const bits = context.world.permissionsInGuild(context.userId, guild);
  if (bits & ManageGuildExpressions) return;
  if (maker.id === context.userId && (bits & CreateGuildExpressions) !== 0n) return;
  throw missingPermissions();
}

/** The emoji that goes with something: one of the guild by its id, or a unicode one. */
export function pairedEmoji(
  guild: GuildRecord,
  id: string | null | undefined,
  name: string | null | undefined,
): { emojiId: string | null; emojiName: string | null } {
  if (id === null || id === undefined) return { emojiId: null, emojiName: name ?? null };
  if (!guild.emojis.has(id)) throw unknown('guildEmoji');
  return { emojiId: id, emojiName: null };
}
