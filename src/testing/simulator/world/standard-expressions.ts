/** What everybody may use everywhere: sticker packs and sounds that belong to no guild. */

const standardSticker = (id: string, packId: string, sort: number, name: string, tags: string): StandardSticker => ({
  id,
  name,
  tags,
  type: 1,
  format_type: 3,
  description: `${name}, drawn for everybody`,
  pack_id: packId,
  sort_value: sort,
});

interface StandardSticker {
  readonly id: string;
  readonly name: string;
  readonly tags: string;
  readonly type: 1;
  readonly format_type: 3;
  readonly description: string;
  readonly pack_id: string;
  readonly sort_value: number;
}

interface StickerPack {
  readonly id: string;
  readonly sku_id: string;
  readonly name: string;
  readonly description: string;
  readonly stickers: readonly StandardSticker[];
  readonly cover_sticker_id: string;
  readonly banner_asset_id: string;
}

const YARN = '847199849233514549';
const SHEEP = '847199849233514550';

/** As payloads; they never change. */
export const STICKER_PACKS: readonly StickerPack[] = [
  {
    id: YARN,
    sku_id: '847199849233514551',
    name: 'Balls of Yarn',
    description: 'Wool in every mood.',
    stickers: [
      standardSticker('749054660769218631', YARN, 1, 'Hello', 'wave'),
      standardSticker('749052944682582036', YARN, 2, 'Tangled', 'confused'),
      standardSticker('749046696482439188', YARN, 3, 'All Done', 'tada'),
    ],
    cover_sticker_id: '749054660769218631',
    banner_asset_id: '847199849233514552',
  },
  {
    id: SHEEP,
    sku_id: '847199849233514553',
    name: 'Counting Sheep',
    description: 'For the end of a long day.',
    stickers: [
      standardSticker('751606379340365864', SHEEP, 1, 'Sleepy', 'sleeping'),
      standardSticker('751606065447305216', SHEEP, 2, 'Over the Fence', 'sheep'),
    ],
    cover_sticker_id: '751606379340365864',
    banner_asset_id: '847199849233514554',
  },
];

export function findStandardSticker(id: string): StandardSticker | undefined {
  for (const pack of STICKER_PACKS) {
    const sticker = pack.stickers.find((each) => each.id === id);
    if (sticker) return sticker;
  }
  return undefined;
}

const sound = (id: string, name: string, emoji: string): DefaultSound => ({
  name,
  sound_id: id,
  volume: 1,
  emoji_id: null,
  emoji_name: emoji,
  available: true,
});

interface DefaultSound {
  readonly name: string;
  readonly sound_id: string;
  readonly volume: number;
  readonly emoji_id: null;
  readonly emoji_name: string;
  readonly available: true;
}

/** The sounds of every soundboard, as payloads. Their ids are small numbers, as Discord's are. */
export const DEFAULT_SOUNDS: readonly DefaultSound[] = [
  sound('1', 'quack', '🦆'),
  sound('2', 'airhorn', '🔊'),
  sound('3', 'cricket', '🦗'),
  sound('4', 'golf clap', '👏'),
  sound('5', 'sad horn', '🎺'),
  sound('7', 'ba dum tss', '🥁'),
];
