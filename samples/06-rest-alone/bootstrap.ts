/**
 * A program that is nothing but REST: it does a round through a guild, tells what happened, and ends by itself. Without
 * DISCORD_TOKEN it starts an embedded Discord for itself; with it, and GUILD_ID, it runs on Discord.
 */
import { RestClient } from 'corduroy/rest';
import { DiscordSimulator } from 'corduroy/testing';
import { roundOfGuild } from './guild';
import { writeMessages } from './messages';
import { refusals } from './refusals';
import { countInBackground } from './requests';
import { describeYards, linkRoles } from './sign-in';

export type Tell = (line: string) => void;

/** @param api Discord’s address, where it is another one than usual. */
export async function round(token: string, guildId: string, tell: Tell, api?: string): Promise<void> {
  await using client = new RestClient(token, { api });
  const me = await client.users.me();
  const channel = await client.guilds.createChannel(guildId, { name: 'weaving', topic: `Made by ${me.displayName}` });
  tell(`${me.displayName} made #${channel.name}`);
  await writeMessages(client, channel.id, tell);
  await roundOfGuild(client, guildId, channel.id, tell);
  await refusals(client, channel.id, tell);
  await countInBackground(client, guildId, tell);
  await channel.delete({ reason: 'The round is over' });
  tell(`#${channel.name} is gone again`);
}

export async function roundOnSimulator(tell: Tell): Promise<void> {
  await using discord = await DiscordSimulator.start();
  const bot = discord.createBot({ name: 'Alpha', permissions: ['Administrator'] });
  const guild = discord.createGuild({ name: 'Loom' });
  const alice = guild.addMember('alice');
  guild.addMember('bob');
  await round(bot.token, guild.id, tell, discord.apiUrl);

  await using client = new RestClient(bot.token, { api: discord.apiUrl });
  await describeYards(client);
  const application = discord.application(bot);
  const redirectUri = 'https://loom.example/signed-in';
  application.addRedirectUri(redirectUri);
  // On Discord the code comes with Alice’s browser, after she said yes on the page of `authorizeUrl`.
  const code = alice.user.authorize(bot, { scopes: ['identify', 'role_connections.write'], redirectUri });
  const { id: clientId, clientSecret } = application;
  await linkRoles({ clientId, clientSecret, redirectUri, api: discord.apiUrl }, code, tell);
}

if (require.main === module) {
  const { DISCORD_TOKEN: token, GUILD_ID: guildId, CORDUROY_API: api } = process.env;
  if (token && !guildId) throw new Error('Set GUILD_ID to the id of a guild in which the bot may do everything.');
  void (token && guildId ? round(token, guildId, console.log, api) : roundOnSimulator(console.log));
}
