/** /ping with discord.js as a CommonJS program, in one file: the command is registered at every start. */
import { Client, Events, GatewayIntentBits } from 'discord.js';

const client = new Client({ intents: [GatewayIntentBits.Guilds] });
client.once(Events.ClientReady, ({ application }) =>
  application.commands.set([{ name: 'ping', description: 'Replies with Pong!' }]),
);
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand() && interaction.commandName === 'ping') await interaction.reply('Pong!');
});
void client.login(process.env.DISCORD_TOKEN);
