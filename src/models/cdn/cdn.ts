/** Addresses of images and sounds. https://discord.com/developers/docs/reference#image-formatting */
import {
  type ApplicationId,
  type EmojiId,
  type GuildId,
  type RoleId,
  type ScheduledEventId,
  type Snowflake,
  type SoundId,
  type StickerId,
  type UserId,
} from '../ids';
import { valueError } from '../value-error';

const CDN = 'https://cdn.discordapp.com';
const MEDIA = 'https://media.discordapp.net';

export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif';

/** Length of the longer side in pixels. */
export type ImageSize = 16 | 32 | 64 | 128 | 256 | 512 | 1024 | 2048 | 4096;

const SIZES: readonly number[] = [16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096];

export interface ImageOptions {
  /** Default `webp`, which animates too. */
  readonly format?: ImageFormat | undefined;
  readonly size?: ImageSize | undefined;
  /** `false` shows an animated image standing still. Default `true`. */
  readonly animated?: boolean | undefined;
}

/** Hashes of animated images begin so. */
function isAnimated(hash: string): boolean {
  return hash.startsWith('a_');
}

const STILL: readonly ImageFormat[] = ['png', 'jpeg', 'webp'];
const MOVING: readonly ImageFormat[] = [...STILL, 'gif'];

function image(
  path: string,
  { format = 'webp', size, animated = true }: ImageOptions,
  formats: readonly ImageFormat[],
  moves = false,
): string {
  if (!formats.includes(format)) throw valueError('This image', `one of the formats ${formats.join(', ')}`, format);
  if (format === 'gif' && !moves) throw valueError('An image that does not move', 'another format than gif', format);
  if (size !== undefined && !SIZES.includes(size)) {
    throw valueError('An image', `a size that is a power of two from 16 to 4096`, size);
  }
  const query = [
    ...(size === undefined ? [] : [`size=${size}`]),
    ...(format === 'webp' && moves && animated ? ['animated=true'] : []),
  ];
  return `${CDN}/${path}.${format}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function moving(path: string, hash: string, options: ImageOptions = {}): string {
  return image(`${path}/${hash}`, options, MOVING, isAnimated(hash));
}

function still(path: string, hash: string, options: ImageOptions = {}): string {
  return image(`${path}/${hash}`, options, STILL);
}

/**
 * Addresses by what they show. Views give them too: `user.avatarUrl()`.
 * All throw VALUE_INVALID for a format or size that Discord does not serve.
 */
export const cdn = {
  emoji: (id: EmojiId, options: ImageOptions & { readonly animatedEmoji?: boolean | undefined } = {}): string =>
    image(`emojis/${id}`, options, MOVING, options.animatedEmoji ?? false),
  guildIcon: (guildId: GuildId, hash: string, options?: ImageOptions): string =>
    moving(`icons/${guildId}`, hash, options),
  guildSplash: (guildId: GuildId, hash: string, options?: ImageOptions): string =>
    still(`splashes/${guildId}`, hash, options),
  guildDiscoverySplash: (guildId: GuildId, hash: string, options?: ImageOptions): string =>
    still(`discovery-splashes/${guildId}`, hash, options),
  guildBanner: (guildId: GuildId, hash: string, options?: ImageOptions): string =>
    moving(`banners/${guildId}`, hash, options),
  guildTagBadge: (guildId: GuildId, hash: string, options?: ImageOptions): string =>
    still(`guild-tag-badges/${guildId}`, hash, options),
  userAvatar: (userId: UserId, hash: string, options?: ImageOptions): string =>
    moving(`avatars/${userId}`, hash, options),
  userBanner: (userId: UserId, hash: string, options?: ImageOptions): string =>
    moving(`banners/${userId}`, hash, options),
  /** What is shown of a user without an avatar. @param discriminator of accounts that still have one. */
  defaultAvatar: (userId: UserId, discriminator = '0'): string => {
    const index = discriminator === '0' ? Number((BigInt(userId) >> 22n) % 6n) : Number(discriminator) % 5;
    return `${CDN}/embed/avatars/${index}.png`;
  },
  memberAvatar: (guildId: GuildId, userId: UserId, hash: string, options?: ImageOptions): string =>
    moving(`guilds/${guildId}/users/${userId}/avatars`, hash, options),
  memberBanner: (guildId: GuildId, userId: UserId, hash: string, options?: ImageOptions): string =>
    moving(`guilds/${guildId}/users/${userId}/banners`, hash, options),
  avatarDecoration: (asset: string, options: Omit<ImageOptions, 'format'> = {}): string =>
    image(`avatar-decoration-presets/${asset}`, { ...options, format: 'png' }, ['png']),
  applicationIcon: (applicationId: ApplicationId, hash: string, options?: ImageOptions): string =>
    still(`app-icons/${applicationId}`, hash, options),
  applicationAsset: (applicationId: ApplicationId, assetId: string, options?: ImageOptions): string =>
    still(`app-assets/${applicationId}`, assetId, options),
  storeAsset: (applicationId: ApplicationId, assetId: string, options?: ImageOptions): string =>
    still(`app-assets/${applicationId}/store`, assetId, options),
  achievementIcon: (
    applicationId: ApplicationId,
    achievementId: Snowflake,
    hash: string,
    options?: ImageOptions,
  ): string => still(`app-assets/${applicationId}/achievements/${achievementId}/icons`, hash, options),
  /** Packs belong to one application of Discord’s own. */
  stickerPackBanner: (assetId: string, options?: ImageOptions): string =>
    still('app-assets/710982414301790216/store', assetId, options),
  /** @param format `json` for Lottie stickers, `gif` for those that are one, else `png`. */
  sticker: (id: StickerId, format: 'png' | 'json' | 'gif' = 'png'): string =>
    `${format === 'gif' ? MEDIA : CDN}/stickers/${id}.${format}`,
  teamIcon: (teamId: Snowflake, hash: string, options?: ImageOptions): string =>
    still(`team-icons/${teamId}`, hash, options),
  roleIcon: (roleId: RoleId, hash: string, options?: ImageOptions): string =>
    still(`role-icons/${roleId}`, hash, options),
  scheduledEventCover: (eventId: ScheduledEventId, hash: string, options?: ImageOptions): string =>
    still(`guild-events/${eventId}`, hash, options),
  soundboardSound: (soundId: SoundId): string => `${CDN}/soundboard-sounds/${soundId}`,
} as const;
