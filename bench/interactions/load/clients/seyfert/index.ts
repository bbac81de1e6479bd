/** /award with seyfert, as its guide builds a bot: a configuration, a folder of commands, middlewares, and this. */
import { Client } from 'seyfert';
import { middlewares } from './middlewares';

const client = new Client();
client.setServices({ middlewares });
void client.start().then(() => client.uploadCommands());
