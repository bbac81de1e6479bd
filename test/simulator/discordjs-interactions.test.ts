/** An unmodified discord.js bot, used by the simulator's people: the proof that interactions are played as Discord does. */
import {
  ActionRowBuilder,
  ApplicationCommandType,
  type AutocompleteInteraction,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  ChannelType,
  type ChatInputCommandInteraction,
  Client,
  ContextMenuCommandBuilder,
  Events,
  GatewayIntentBits,
  type Interaction,
  MentionableSelectMenuBuilder,
  MessageFlags,
  ModalBuilder,
  RoleSelectMenuBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { DiscordSimulator, type SimBot, type SimGuild, type SimMember } from '../../src/testing/simulator';

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('ban')
    .setDescription('Bans a member')
    .addUserOption((option) => option.setName('user').setDescription('Who').setRequired(true))
    .addIntegerOption((option) => option.setName('days').setDescription('Days').setMinValue(0).setMaxValue(7))
    .addStringOption((option) => option.setName('reason').setDescription('Why').setAutocomplete(true)),
  new SlashCommandBuilder()
    .setName('role')
    .setDescription('Roles')
    .addSubcommand((sub) =>
      sub
        .setName('add')
        .setDescription('Gives a role')
        .addRoleOption((option) => option.setName('which').setDescription('Which').setRequired(true)),
    )
    .addSubcommandGroup((group) =>
      group
        .setName('list')
        .setDescription('Lists')
        .addSubcommand((sub) => sub.setName('all').setDescription('Lists them all')),
    ),
  new SlashCommandBuilder().setName('later').setDescription('Takes time'),
  new SlashCommandBuilder().setName('secret').setDescription('Only for you'),
  new SlashCommandBuilder().setName('menu').setDescription('Shows every select'),
  new SlashCommandBuilder().setName('form').setDescription('Shows a form'),
  new SlashCommandBuilder().setName('silent').setDescription('Says nothing'),
  new SlashCommandBuilder()
    .setName('upload')
    .setDescription('Takes a file')
    .addAttachmentOption((option) => option.setName('file').setDescription('Which').setRequired(true))
    .addChannelOption((option) =>
      option.setName('where').setDescription('Where').addChannelTypes(ChannelType.GuildText),
    ),
  new ContextMenuCommandBuilder().setName('Report').setType(ApplicationCommandType.Message),
  new ContextMenuCommandBuilder().setName('Greet').setType(ApplicationCommandType.User),
];

const REASONS = ['spam', 'sparring', 'rudeness'];

async function command(interaction: ChatInputCommandInteraction): Promise<void> {
  const { commandName, options } = interaction;
  if (commandName === 'ban') {
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('yes').setLabel('Confirm').setStyle(ButtonStyle.Danger),
      new ButtonBuilder().setCustomId('no').setLabel('Cancel').setStyle(ButtonStyle.Secondary).setDisabled(true),
    );
    const user = options.getUser('user', true);
    const answer = await interaction.reply({
      content: `Ban ${user.username} for ${options.getInteger('days') ?? 0} days: ${options.getString('reason') ?? '-'}?`,
      components: [row],
      withResponse: true,
    });
    await interaction.followUp(`asked in ${answer.resource?.message?.id ?? 'nothing'}`);
  } else if (commandName === 'role') {
    const way = [options.getSubcommandGroup(), options.getSubcommand()].filter(Boolean).join(' ');
    await interaction.reply(way === 'add' ? `added ${options.getRole('which', true).name}` : way);
  } else if (commandName === 'later') {
    await interaction.deferReply();
    await interaction.editReply('now');
    await interaction.editReply('and again');
  } else if (commandName === 'secret') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply('psst');
    await interaction.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
  } else if (commandName === 'menu') {
    await interaction.reply({ content: 'choose', components: menus() });
  } else if (commandName === 'form') {
    await interaction.showModal(form());
  } else if (commandName === 'upload') {
    const file = options.getAttachment('file', true);
    const where = options.getChannel('where');
    const text = await (await fetch(file.url)).text();
    await interaction.reply(`${file.name} says ${text} in ${where?.name ?? 'nowhere'}`);
  }
}

function menus(): ActionRowBuilder<StringSelectMenuBuilder>[] {
  const options = ['red', 'green', 'blue'].map((value) => ({ label: value.toUpperCase(), value }));
  return [
    new StringSelectMenuBuilder().setCustomId('colours').setPlaceholder('Colours').setMaxValues(2).addOptions(options),
    new UserSelectMenuBuilder().setCustomId('users'),
    new RoleSelectMenuBuilder().setCustomId('roles'),
    new MentionableSelectMenuBuilder().setCustomId('either').setMaxValues(2),
    new ChannelSelectMenuBuilder().setCustomId('channels').addChannelTypes(ChannelType.GuildText),
  ].map((menu) => new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu as StringSelectMenuBuilder));
}

function form(): ModalBuilder {
  const text = new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph).setMaxLength(100);
  return new ModalBuilder()
    .setCustomId('report')
    .setTitle('Report')
    .addLabelComponents(
      (label) => label.setLabel('What happened?').setTextInputComponent(text),
      (label) =>
        label
          .setLabel('Who?')
          .setUserSelectMenuComponent(new UserSelectMenuBuilder().setCustomId('who').setRequired(false)),
    );
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) await command(interaction);
  else if (interaction.isAutocomplete()) await suggest(interaction);
  else if (interaction.isMessageContextMenuCommand())
    await interaction.reply(`reported: ${interaction.targetMessage.content}`);
  else if (interaction.isUserContextMenuCommand()) await interaction.reply(`hello ${interaction.targetUser.username}`);
  else if (interaction.isButton())
    await interaction.update({ content: `done by ${interaction.user.username}`, components: [] });
  else if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join('+'));
  else if (interaction.isUserSelectMenu()) {
    await interaction.deferUpdate();
    await interaction.editReply(`user ${interaction.users.first()?.username ?? '?'}`);
  } else if (interaction.isRoleSelectMenu()) await interaction.reply(`role ${interaction.roles.first()?.name ?? '?'}`);
  else if (interaction.isMentionableSelectMenu()) {
    await interaction.reply(`${interaction.users.size} users and ${interaction.roles.size} roles`);
  } else if (interaction.isChannelSelectMenu()) {
    await interaction.reply(`channel ${interaction.channels.first()?.id ?? '?'}`);
  } else if (interaction.isModalSubmit()) {
    const who = interaction.fields.getSelectedUsers('who')?.first()?.username ?? 'nobody';
    await interaction.reply({
      content: `${interaction.fields.getTextInputValue('text')} by ${who}`,
      flags: MessageFlags.Ephemeral,
    });
  }
}

async function suggest(interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused();
  await interaction.respond(
    REASONS.filter((reason) => reason.startsWith(typed)).map((reason) => ({
      name: reason.toUpperCase(),
      value: reason,
    })),
  );
}

describe('A discord.js bot that people use', () => {
  let discord: DiscordSimulator;
  let bot: SimBot;
  let guild: SimGuild;
  let client: Client<true>;
  let alice: SimMember;
  let bob: SimMember;
  let failures: unknown[];

  beforeAll(async () => {
    discord = await DiscordSimulator.start();
    bot = discord.createBot({ name: 'Alpha' });
    guild = discord.createGuild({ name: 'Loom' });
    alice = guild.addMember('alice');
    bob = guild.addMember('bob');
    client = new Client({
      rest: { api: discord.baseUrl },
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    });
    client.on(Events.InteractionCreate, (interaction) => {
      answer(interaction).catch((error: unknown) => failures.push(error));
    });
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(bot.token);
    await ready;
    await client.application.commands.set(COMMANDS);
  });
  beforeEach(() => {
    failures = [];
  });
  afterEach(() => {
    expect(failures).toEqual([]);
  });
  afterAll(async () => {
    await client.destroy();
    await discord.close();
  });

  it('answers a command with options, and follows up', async () => {
    const interaction = await alice.run(bot, 'ban', { user: bob, days: 3, reason: 'spam' });
    const reply = await interaction.reply();
    expect(reply).toMatchObject({ content: 'Ban bob for 3 days: spam?', author: { name: 'Alpha' }, ephemeral: false });
    expect(reply.payload).toMatchObject({
      type: 20,
      application_id: bot.applicationId,
      webhook_id: bot.applicationId,
      interaction_metadata: { id: interaction.id, type: 2, user: { id: alice.id } },
    });
    expect((await interaction.followUp(1)).content).toBe(`asked in ${reply.id}`);
  });

  it('suggests while a person types', async () => {
    expect(await alice.complete(bot, 'ban', { user: bob, reason: 'sp' }, 'reason')).toEqual([
      { name: 'SPAM', value: 'spam' },
      { name: 'SPARRING', value: 'sparring' },
    ]);
  });

  it('finds sub-commands, with and without a group', async () => {
    const role = guild.createRole({ name: 'Weaver' });
    expect((await (await alice.run(bot, 'role add', { which: role })).reply()).content).toBe('added Weaver');
    expect((await (await alice.run(bot, ['role', 'list', 'all'])).reply()).content).toBe('list all');
  });

  it('updates the message of a button', async () => {
    const message = await (await alice.run(bot, 'ban', { user: bob })).reply();
    const clicked = await bob.click(message, 'Confirm');
    await clicked.answered();
    expect(clicked.acknowledgement).toBe('updated');
    expect(message).toMatchObject({ content: 'done by bob', edited: true, components: [] });
    await expect(bob.click(message, 'Cancel')).rejects.toThrow(/no button "Cancel"/);
  });

  it('hears selects of every kind', async () => {
    const role = guild.createRole({ name: 'Dyer' });
    const { id } = guild.channel('general');
    const message = await (await alice.run(bot, 'menu')).reply();
    expect((await (await alice.select(message, 'Colours', ['RED', 'blue'])).reply()).content).toBe('red+blue');
    expect((await (await alice.select(message, 'roles', role)).reply()).content).toBe('role Dyer');
    expect((await (await alice.select(message, 'either', [role, bob])).reply()).content).toBe('1 users and 1 roles');
    expect((await (await alice.select(message, 'channels', guild.channel('general'))).reply()).content).toBe(
      `channel ${id}`,
    );
    expect((await (await alice.select(message, 'users', bob)).reply()).id).toBe(message.id);
    expect(message.content).toBe('user bob');
  });

  it('shows a form and reads what comes of it', async () => {
    const modal = await (await alice.run(bot, 'form')).modal();
    expect(modal.title).toBe('Report');
    expect(modal.fields.map((field) => field.label)).toEqual(['What happened?', 'Who?']);
    const reply = await (await alice.submit(modal, { 'What happened?': 'noise', who: bob })).reply();
    expect(reply).toMatchObject({ content: 'noise by bob', ephemeral: true });
    expect([alice.sees(reply), bob.sees(reply)]).toEqual([true, false]);
    expect(guild.channel('general').messages.some((message) => message.id === reply.id)).toBe(false);
  });

  it('keeps what it promised, and edits it', async () => {
    const interaction = await alice.run(bot, 'later');
    const reply = await interaction.reply();
    await discord.waitFor(
      (entry) =>
        entry.kind === 'interaction' && entry.interactionId === interaction.id && reply.content === 'and again',
    );
    expect(reply.payload.flags).toBe(0);
    expect(interaction.acknowledgement).toBe('replied');
  });

  it('whispers, and goes on whispering', async () => {
    const interaction = await alice.run(bot, 'secret');
    const more = await interaction.followUp(1);
    expect([interaction.message?.content, more.content]).toEqual(['psst', 'and more']);
    expect([alice.sees(more), bob.sees(more), more.ephemeral]).toEqual([true, false, true]);
  });

  it('takes files and channels', async () => {
    const file = { name: 'a.txt', bytes: 'thread' };
    const interaction = await alice.run(bot, 'upload', { file, where: 'general' });
    expect((await interaction.reply()).content).toBe('a.txt says thread in general');
  });

  it('is chosen from menus of messages and of people', async () => {
    const said = await bob.say('general', 'rubbish');
    const reply = await (await alice.runOn(bot, 'Report', said)).reply();
    expect(reply.content).toBe('reported: rubbish');
    expect(reply.payload).toMatchObject({ type: 23, interaction_metadata: { target_message_id: said.id } });
    expect((await (await alice.runOn(bot, 'Greet', bob)).reply()).content).toBe('hello bob');
  });

  it('is used in direct messages too', async () => {
    const interaction = await alice.run(bot, 'later', {}, { channel: alice.dmChannel(bot) });
    expect(await interaction.reply()).toMatchObject({ guildId: null });
  });
});
