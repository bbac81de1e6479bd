/** The context that a REST client gives its views, against the embedded Discord. */
import { EntitlementOwnerType } from 'discord-api-types/v10';
import { NoopRateLimiter, RestClient } from '../../src/rest';
import { viewContextContract, type ViewContextBench } from '../../src/testing/contracts/view-context';
import { DiscordSimulator } from '../../src/testing/simulator';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function bench(): Promise<ViewContextBench> {
  const discord = await DiscordSimulator.start({ rest: { limits: false } });
  const guild = discord.createGuild({ name: 'Loom' });
  const member = guild.addMember('alice');
  const bot = discord.createBot({ name: 'bot', permissions: ['Administrator'] });
  // A role that is made later stands below the bot's own.
  const role = guild.createRole({ name: 'weaver' });
  const client = new RestClient(bot.token, { api: discord.apiUrl, limiter: new NoopRateLimiter() });
  const voice = guild.createChannel({ name: 'Talk', type: 'voice' });
  const stage = guild.createChannel({ name: 'Stage', type: 'stage' });
  await member.joinVoice(voice);
  const applicationId = discord.application(bot).id;
  const skuId = discord.application(bot).createSku({ name: 'Potion', kind: 'consumable' }).id;
  const owner = { ownerId: guild.id, ownerType: EntitlementOwnerType.Guild };
  const { id: applicationEmojiId } = await client.applicationEmojis.create(applicationId, { name: 'own', image: PNG });
  const { id: commandId } = await client.commands.create(applicationId, { name: 'weave', description: 'x' });
  const local = await client.commands.createForGuild(applicationId, guild.id, { name: 'spin', description: 'x' });
  const entitlements = [
    await client.entitlements.createTest(applicationId, { skuId, ...owner }),
    await client.entitlements.createTest(applicationId, { skuId, ...owner }),
  ];
  const general = guild.channel('general');
  const message = (id: string) => general.messages.find((one) => one.id === id)!;
  return {
    context: client.context,
    guildId: guild.id,
    channelId: general.id,
    userId: member.id,
    roleId: role.id,
    voiceChannelId: voice.id,
    stageChannelId: stage.id,
    applicationId,
    applicationEmojiId: applicationEmojiId as string,
    commandId,
    guildCommandId: local.id,
    entitlementIds: entitlements.map(({ id }) => id),
    look: {
      contents: () => general.messages.map((one) => one.content),
      reactions: (id) => Object.keys(message(id).reactions),
      isPinned: (id) => message(id).pinned,
      rolesOf: () => member.roles,
      nickOf: () => member.nick,
      isMember: () => member.isIn,
      topic: () => general.topic,
    },
    close: async () => {
      await client.close();
      await discord.close();
    },
  };
}

describe('the view context of a REST client', () => {
  for (const one of viewContextContract(bench)) it(one.name, () => one.run());
});
