/** A request put together by hand, for what the resources do not offer: here it waits behind all others. */
import { type APIGuildMember } from 'discord-api-types/v10';
import { type RestClient, RestRequest, routes } from 'corduroy/rest';
import { type Tell } from './bootstrap';

export async function countInBackground(client: RestClient, guildId: string, tell: Tell): Promise<void> {
  const params = { guild_id: guildId };
  const request = new RestRequest(routes.members.list, { params, query: { limit: 1_000 }, priority: 'low' });
  const { body } = await client.request(request);
  tell(`counted in the background: ${(body as APIGuildMember[]).length} members`);
}
