/** /award with discordx, as its documentation builds a bot: a guard function before the method, options as parameters. */
import {
  ApplicationCommandOptionType,
  type CommandInteraction,
  Events,
  type GuildMember,
  IntentsBitField,
  MessageFlags,
  PermissionFlagsBits,
  type User,
} from 'discord.js';
import { Client, Discord, Guard, type GuardFunction, Slash, SlashOption } from 'discordx';

const MayManageMessages: GuardFunction<CommandInteraction> = async (interaction, _client, next) => {
  if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages)) {
    await next();
  } else {
    await interaction.reply({
      content: 'You need the permission Manage Messages for this.',
      flags: MessageFlags.Ephemeral,
    });
  }
};

@Discord()
export class Awards {
  @Slash({ name: 'award', description: 'Gives something to somebody' })
  @Guard(MayManageMessages)
  async award(
    @SlashOption({
      name: 'what',
      description: 'What is given',
      type: ApplicationCommandOptionType.String,
      required: true,
    })
    what: string,
    @SlashOption({
      name: 'count',
      description: 'How many',
      type: ApplicationCommandOptionType.Integer,
      minValue: 1,
      maxValue: 1_000,
      required: true,
    })
    count: number,
    @SlashOption({ name: 'to', description: 'To whom', type: ApplicationCommandOptionType.User, required: true })
    to: GuildMember | User,
    interaction: CommandInteraction,
  ) {
    await interaction.reply(`${interaction.user.displayName} gives ${count} × ${what} to ${to.displayName}`);
  }
}

const client = new Client({ intents: [IntentsBitField.Flags.Guilds] });
client.once(Events.ClientReady, () => client.initApplicationCommands());
client.on(Events.InteractionCreate, (interaction) => client.executeInteraction(interaction));
void client.login(process.env.DISCORD_TOKEN ?? '');
