/** /ping with discordx, as its documentation builds a bot: a decorated class, and two listeners that hand events on. */
import { Events, IntentsBitField, type CommandInteraction } from 'discord.js';
import { Client, Discord, Slash } from 'discordx';

@Discord()
export class Hello {
  @Slash({ description: 'Replies with Pong!' })
  async ping(interaction: CommandInteraction) {
    await interaction.reply('Pong!');
  }
}

const client = new Client({ intents: [IntentsBitField.Flags.Guilds] });
client.once(Events.ClientReady, () => client.initApplicationCommands());
client.on(Events.InteractionCreate, (interaction) => client.executeInteraction(interaction));
void client.login(process.env.DISCORD_TOKEN ?? '');
