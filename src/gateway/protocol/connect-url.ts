/** The address of a connection: where, which version, and how it is written. */

/** How frames are compressed on the wire. */
export type Compression = 'zlib-stream' | 'zstd-stream' | 'none';

/** Version of the gateway that this client speaks. https://discord.com/developers/docs/reference#api-versioning */
const GATEWAY_VERSION = '10';

/**
 * Adds the query that every connection carries, a resumed one too.
 * https://discord.com/developers/docs/events/gateway#connecting
 */
export function connectUrl(base: string, compression: Compression): string {
  const url = new URL(base);
  url.searchParams.set('v', GATEWAY_VERSION);
  url.searchParams.set('encoding', 'json');
  if (compression === 'none') url.searchParams.delete('compress');
  else url.searchParams.set('compress', compression);
  return url.toString();
}
