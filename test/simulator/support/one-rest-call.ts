/** A script with one REST call, for measuring that it ends by itself. */
import { RestClient } from '../../../src/rest';

const client = new RestClient(process.env.TOKEN ?? '', { api: process.env.API });
void client.users.me().then((user) => process.stdout.write(`${user.username}\n`));
