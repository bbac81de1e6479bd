/** Where the commands are, and the token. */
import { config } from 'seyfert';

export default config.bot({
  token: process.env.DISCORD_TOKEN,
  locations: { base: '.', commands: 'commands' },
  intents: ['Guilds'],
});
