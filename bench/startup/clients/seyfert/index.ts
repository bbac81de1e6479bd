/** /ping with seyfert, as its guide builds a bot: a configuration, a folder of commands, and this. */
import { Client } from 'seyfert';

const client = new Client();
void client.start().then(() => client.uploadCommands({ cachePath: './commands.json' }));
