/** Wire table: messages. https://discord.com/developers/docs/resources/message */
import { isSnowflake, snowflakeTimeMs } from '../../models';
import { type PartFacts, route } from '../route';

export const messageRoutes = {
  list: route('GET', '/channels/{channel_id}/messages'),
  create: route('POST', '/channels/{channel_id}/messages', { order: 'channel_id' }),
  get: route('GET', '/channels/{channel_id}/messages/{message_id}'),
  edit: route('PATCH', '/channels/{channel_id}/messages/{message_id}'),
  delete: route('DELETE', '/channels/{channel_id}/messages/{message_id}', { reason: true, part: oldMessages }),
  // Ids that are gone already are skipped, so a repetition does no harm.
  bulkDelete: route('POST', '/channels/{channel_id}/messages/bulk-delete', { reason: true, idempotent: true }),
  crosspost: route('POST', '/channels/{channel_id}/messages/{message_id}/crosspost'),
  search: route('GET', '/guilds/{guild_id}/messages/search'),
  listPins: route('GET', '/channels/{channel_id}/messages/pins'),
  pin: route('PUT', '/channels/{channel_id}/messages/pins/{message_id}', { reason: true }),
  unpin: route('DELETE', '/channels/{channel_id}/messages/pins/{message_id}', { reason: true }),
} as const;

const TWO_WEEKS_MS = 14 * 24 * 60 * 60 * 1_000;

/** Deleting messages older than two weeks has a limit of its own. */
function oldMessages({ params: { message_id: id = '' }, wallMs }: PartFacts): string {
  return isSnowflake(id) && wallMs - snowflakeTimeMs(id) > TWO_WEEKS_MS ? 'old' : '';
}
