/**
 * What moderators did, kept per guild and told to bots that may read it.
 * https://discord.com/developers/docs/resources/audit-log
 */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { type AuditLogChange, type AuditLogRecord, type GuildRecord } from './records';
import { whoMay } from './audiences';
import { type World } from './world';

/** What an entry says beyond who did what to whom. */
export interface AuditDetail {
  readonly changes?: readonly AuditLogChange[] | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
}

/** Images go by the name of their hash in this log. */
const KEYS: Readonly<Record<string, string>> = {
  icon: 'icon_hash',
  splash: 'splash_hash',
  discovery_splash: 'discovery_splash_hash',
  banner: 'banner_hash',
  avatar: 'avatar_hash',
  image: 'image_hash',
};
/** What nobody changes, or what follows from something else. */
const UNTOLD: ReadonlySet<string> = new Set(['id', 'guild_id', 'user', 'creator', 'last_message_id', 'user_count']);

/** The fields in which two payloads differ. Of something new there is no `before`, of something lost no `after`. */
export function changesBetween(before: object, after: object): AuditLogChange[] {
  const old = before as Record<string, unknown>;
  const now = after as Record<string, unknown>;
  const changes: AuditLogChange[] = [];
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (UNTOLD.has(key)) continue;
    const [oldValue, newValue] = [old[key] ?? undefined, now[key] ?? undefined];
    if (JSON.stringify(oldValue) === JSON.stringify(newValue)) continue;
    changes.push({
      key: KEYS[key] ?? key,
      ...(newValue === undefined ? {} : { new_value: newValue }),
      ...(oldValue === undefined ? {} : { old_value: oldValue }),
    });
  }
  return changes;
}

/** Keeps what was done, and tells bots that may read the log. */
export function logAudit(world: World, guild: GuildRecord, entry: Omit<AuditLogRecord, 'id'>): void {
  const record: AuditLogRecord = { id: world.ids.next(), ...entry };
  guild.auditLog.push(record);
  world.publish({
    name: 'GUILD_AUDIT_LOG_ENTRY_CREATE',
    audience: whoMay(world, guild, PermissionFlagsBits.ViewAuditLog),
    data: { ...renderAuditLogEntry(record), guild_id: guild.id },
  });
}

export function renderAuditLogEntry(entry: AuditLogRecord): object {
  return {
    id: entry.id,
    user_id: entry.userId,
    target_id: entry.targetId,
    action_type: entry.actionType,
    ...(entry.changes === undefined || entry.changes.length === 0 ? {} : { changes: entry.changes }),
    ...(entry.options === undefined ? {} : { options: entry.options }),
    ...(entry.reason === null ? {} : { reason: entry.reason }),
  };
}
