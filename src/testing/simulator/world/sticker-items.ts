/** Stickers as messages carry them. */
import { findSticker } from './expressions';
import { findStandardSticker } from './standard-expressions';
import { type World } from './world';

export interface StickerItem {
  readonly id: string;
  readonly name: string;
  readonly format_type: number;
}

/** A sticker of any guild, or of the packs that everybody has. */
export function findStickerItem(world: World, id: string): StickerItem | undefined {
  const own = findSticker(world, id);
  if (own) return { id, name: own.name, format_type: own.format };
  const standard = findStandardSticker(id);
  return standard && { id, name: standard.name, format_type: standard.format_type };
}

/** What a payload says of stickers; one that was deleted since is left out. */
export function renderStickerItems(world: World, ids: readonly string[]): { sticker_items?: StickerItem[] } {
  return ids.length === 0 ? {} : { sticker_items: ids.flatMap((id) => findStickerItem(world, id) ?? []) };
}
