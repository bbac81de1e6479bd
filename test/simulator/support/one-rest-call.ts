/** A script with one REST call, which says so when it is still running a second after the answer. */
import { RestClient } from '../../../src/rest';

const client = new RestClient(process.env.TOKEN ?? '', { api: process.env.API });
void client.users.me().then((user) => {
  process.stdout.write(`${user.username}\n`);
  // Keeps nothing alive by itself. Measured in here, so that a busy machine is not taken for a script that lingers.
  setTimeout(() => process.stdout.write('still running\n'), 1_000).unref();
});
