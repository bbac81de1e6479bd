/** The context that a REST client gives its views, against the embedded Discord. */
import { NoopRateLimiter, RestClient } from '../../src/rest';
import { viewContextContract, type ViewContextBench } from '../../src/testing/contracts/view-context';
import { DiscordSimulator } from '../../src/testing/simulator';

async function bench(): Promise<ViewContextBench> {
  const discord = await DiscordSimulator.start({ rest: { limits: false } });
  const guild = discord.createGuild({ name: 'Loom' });
  const member = guild.addMember('alice');
  const bot = discord.createBot({ name: 'bot', permissions: ['Administrator'] });
  // A role that is made later stands below the bot's own.
  const role = guild.createRole({ name: 'weaver' });
  const client = new RestClient(bot.token, { api: discord.apiUrl, limiter: new NoopRateLimiter() });
  const general = guild.channel('general');
  const message = (id: string) => general.messages.find((one) => one.id === id)!;
  return {
    context: client.context,
    guildId: guild.id,
    channelId: general.id,
    userId: member.id,
    roleId: role.id,
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
