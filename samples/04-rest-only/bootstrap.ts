/** REST alone: no gateway, no hub, no container. The script posts the state of a guild and ends by itself. */
import { RestClient } from 'corduroy/rest';

export async function report(token: string, guildId: string, api?: string): Promise<string> {
  await using client = new RestClient(token, { api });
  const guild = await client.guilds.get(guildId);
  const channels = await client.guilds.listChannels(guildId);
  const general = channels.find((channel) => channel.name === 'general');
  if (!general) return `${guild.name} has no channel #general`;
  const message = await client.messages.create(general.id, {
    content: `${guild.name} has ${channels.length} channels: ${channels.map((channel) => String(channel)).join(' ')}`,
  });
  return message.content;
}

if (require.main === module) {
  const { DISCORD_TOKEN: token, GUILD_ID: guildId, CORDUROY_API: api } = process.env;
  if (!token || !guildId)
    throw new Error('Set DISCORD_TOKEN and GUILD_ID to a bot’s token and the id of one of its guilds.');
  void report(token, guildId, api).then(console.log);
}
