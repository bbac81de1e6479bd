/** Embeds as messages keep them: what they show of the files that came along. https://discord.com/developers/docs/reference#uploading-files */
import { type APIEmbed } from 'discord-api-types/v10';
import { type FileRecord } from './records';
import { wire } from './wire';

const ATTACHMENT = 'attachment://';

/** Puts the addresses of files where embeds name them; what names a file that is not there shows nothing. */
export function completeEmbeds(embeds: readonly APIEmbed[], files: readonly FileRecord[]): APIEmbed[] {
  return embeds.map((embed) => {
    const { image, thumbnail, footer, author } = embed;
    return wire<APIEmbed>({
      ...embed,
      ...(image ? { image: pictured(image, files) } : {}),
      ...(thumbnail ? { thumbnail: pictured(thumbnail, files) } : {}),
      ...(footer ? { footer: withIcon(footer, files) } : {}),
      ...(author ? { author: withIcon(author, files) } : {}),
    });
  });
}

/** The addresses of everything that embeds show. */
export function picturesOf(embeds: readonly APIEmbed[]): ReadonlySet<string | undefined> {
  return new Set(
    embeds.flatMap(({ image, thumbnail, footer, author }) => [
      image?.url,
      thumbnail?.url,
      footer?.icon_url,
      author?.icon_url,
    ]),
  );
}

function named(url: string, files: readonly FileRecord[]): FileRecord['attachment'] | undefined {
  return files.find(({ attachment }) => url === `${ATTACHMENT}${attachment.filename}`)?.attachment;
}

function pictured(picture: { readonly url: string }, files: readonly FileRecord[]): object | undefined {
  if (!picture.url.startsWith(ATTACHMENT)) return picture;
  const file = named(picture.url, files);
  if (!file) return undefined;
  const { url, proxy_url, width, height } = file;
  return { ...picture, url, proxy_url, ...(width === undefined ? {} : { width, height }) };
}

function withIcon<T extends { readonly icon_url?: string }>(part: T, files: readonly FileRecord[]): T {
  const { icon_url: icon, ...rest } = part;
  if (icon?.startsWith(ATTACHMENT) !== true) return part;
  const file = named(icon, files);
  return { ...rest, ...(file ? { icon_url: file.url, proxy_icon_url: file.proxy_url } : {}) } as unknown as T;
}
