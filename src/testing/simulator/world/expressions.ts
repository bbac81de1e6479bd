/** Emojis, stickers and sounds of guilds: made, changed and removed; and how payloads show them. */
import { type GuildRecord, type UserRecord } from './records';
import { renderUser } from './render-user';
import { type World } from './world';

export interface GuildEmojiRecord {
  readonly id: string;
  name: string;
  /** Who may use it; nobody named: everybody. */
  roles: readonly string[];
  readonly user: UserRecord;
  readonly animated: boolean;
  /** What was uploaded, for what serves it. */
  readonly bytes: Buffer;
}

export interface StickerRecord {
  readonly id: string;
  readonly guildId: string;
  name: string;
  description: string | null;
  tags: string;
  /** 1 PNG, 2 APNG, 3 Lottie, 4 GIF. */
  readonly format: 1 | 2 | 3 | 4;
  readonly user: UserRecord;
  readonly bytes: Buffer;
}

export interface SoundRecord {
  readonly id: string;
  readonly guildId: string;
  name: string;
  /** 0 to 1. */
  volume: number;
  emojiId: string | null;
  emojiName: string | null;
  /** `false` while the guild has lost the boosts that gave the sound its place. */
  available: boolean;
  readonly user: UserRecord;
  readonly bytes: Buffer;
}

/** What guilds have room for, by boost tier. https://support.discord.com/hc/en-us/articles/360028038352 */
export const EXPRESSION_SLOTS = {
  /** Still emojis; animated ones have as many places of their own. */
  emojis: [50, 100, 150, 250],
  stickers: [5, 15, 30, 60],
  sounds: [8, 24, 36, 48],
} as const;

/** How many expressions of a kind fit into a guild. */
export function slots(guild: GuildRecord, kind: keyof typeof EXPRESSION_SLOTS): number {
  return EXPRESSION_SLOTS[kind][guild.settings.premiumTier] ?? EXPRESSION_SLOTS[kind][0];
}

export function createEmoji(world: World, guild: GuildRecord, draft: Omit<GuildEmojiRecord, 'id'>): GuildEmojiRecord {
  const emoji: GuildEmojiRecord = { id: world.ids.next(), ...draft };
  guild.emojis.set(emoji.id, emoji);
  publishEmojis(world, guild);
  return emoji;
}

export function editEmoji(
  world: World,
  guild: GuildRecord,
  emoji: GuildEmojiRecord,
  changes: { name?: string | undefined; roles?: readonly string[] | undefined },
): void {
  if (changes.name !== undefined) emoji.name = changes.name;
  if (changes.roles !== undefined) emoji.roles = [...new Set(changes.roles)];
  publishEmojis(world, guild);
}

export function deleteEmoji(world: World, guild: GuildRecord, emoji: GuildEmojiRecord): void {
  guild.emojis.delete(emoji.id);
  publishEmojis(world, guild);
}

function publishEmojis(world: World, guild: GuildRecord): void {
  world.publish({
    name: 'GUILD_EMOJIS_UPDATE',
    audience: { kind: 'guild', guildId: guild.id },
    data: { guild_id: guild.id, emojis: [...guild.emojis.values()].map((emoji) => renderEmoji(emoji)) },
  });
}

export function createSticker(
  world: World,
  guild: GuildRecord,
  draft: Omit<StickerRecord, 'id' | 'guildId'>,
): StickerRecord {
  const sticker: StickerRecord = { id: world.ids.next(), guildId: guild.id, ...draft };
  guild.stickers.set(sticker.id, sticker);
  publishStickers(world, guild);
  return sticker;
}

export function editSticker(
  world: World,
  guild: GuildRecord,
  sticker: StickerRecord,
  changes: { name?: string | undefined; description?: string | null | undefined; tags?: string | undefined },
): void {
  if (changes.name !== undefined) sticker.name = changes.name;
  if (changes.description !== undefined) sticker.description = changes.description;
  if (changes.tags !== undefined) sticker.tags = changes.tags;
  publishStickers(world, guild);
}

export function deleteSticker(world: World, guild: GuildRecord, sticker: StickerRecord): void {
  guild.stickers.delete(sticker.id);
  publishStickers(world, guild);
}

function publishStickers(world: World, guild: GuildRecord): void {
  world.publish({
    name: 'GUILD_STICKERS_UPDATE',
    audience: { kind: 'guild', guildId: guild.id },
    data: { guild_id: guild.id, stickers: [...guild.stickers.values()].map((sticker) => renderSticker(sticker)) },
  });
}

/** A guild's sticker, in whichever guild it is. */
export function findSticker(world: World, id: string): StickerRecord | undefined {
  for (const guild of world.guilds.values()) {
    const sticker = guild.stickers.get(id);
    if (sticker) return sticker;
  }
  return undefined;
}

export function createSound(
  world: World,
  guild: GuildRecord,
  draft: Omit<SoundRecord, 'id' | 'guildId' | 'available'>,
): SoundRecord {
  const sound: SoundRecord = { id: world.ids.next(), guildId: guild.id, available: true, ...draft };
  guild.sounds.set(sound.id, sound);
  publishSound(world, guild, 'GUILD_SOUNDBOARD_SOUND_CREATE', renderSound(sound, { withUser: true }));
  return sound;
}

export function editSound(
  world: World,
  guild: GuildRecord,
  sound: SoundRecord,
  changes: Partial<Pick<SoundRecord, 'name' | 'volume' | 'emojiId' | 'emojiName'>>,
): void {
  Object.assign(sound, changes);
  publishSound(world, guild, 'GUILD_SOUNDBOARD_SOUND_UPDATE', renderSound(sound, { withUser: true }));
}

export function deleteSound(world: World, guild: GuildRecord, sound: SoundRecord): void {
  guild.sounds.delete(sound.id);
  publishSound(world, guild, 'GUILD_SOUNDBOARD_SOUND_DELETE', { sound_id: sound.id, guild_id: guild.id });
}

/** After the boosts have changed: only as many sounds as there is room for can be played, the oldest ones. */
export function fitSounds(world: World, guild: GuildRecord): void {
  const room = slots(guild, 'sounds');
  const changed = [...guild.sounds.values()].filter((sound, index) => {
    const available = index < room;
    if (sound.available === available) return false;
    sound.available = available;
    return true;
  });
  if (changed.length === 0) return;
  const sounds = [...guild.sounds.values()].map((sound) => renderSound(sound));
  publishSound(world, guild, 'GUILD_SOUNDBOARD_SOUNDS_UPDATE', { guild_id: guild.id, soundboard_sounds: sounds });
}

function publishSound(world: World, guild: GuildRecord, name: string, data: object): void {
  world.publish({ name, audience: { kind: 'guild', guildId: guild.id }, data });
}

/** Only who may manage expressions is told who made them. */
interface Shown {
  readonly withUser?: boolean;
}

export function renderEmoji(emoji: GuildEmojiRecord, { withUser = false }: Shown = {}): object {
  return {
    id: emoji.id,
    name: emoji.name,
    roles: [...emoji.roles],
    ...(withUser ? { user: renderUser(emoji.user) } : {}),
    require_colons: true,
    managed: false,
    animated: emoji.animated,
    available: true,
  };
}

export function renderSticker(sticker: StickerRecord, { withUser = false }: Shown = {}): object {
  return {
    id: sticker.id,
    name: sticker.name,
    tags: sticker.tags,
    type: 2,
    format_type: sticker.format,
    description: sticker.description,
    available: true,
    guild_id: sticker.guildId,
    ...(withUser ? { user: renderUser(sticker.user) } : {}),
  };
}

export function renderSound(sound: SoundRecord, { withUser = false }: Shown = {}): object {
  return {
    name: sound.name,
    sound_id: sound.id,
    volume: sound.volume,
    emoji_id: sound.emojiId,
    emoji_name: sound.emojiName,
    guild_id: sound.guildId,
    available: sound.available,
    ...(withUser ? { user: renderUser(sound.user) } : {}),
  };
}
