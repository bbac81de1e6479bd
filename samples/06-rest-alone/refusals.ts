/** What can go wrong: a body that breaks a limit is never sent, and what Discord refuses says why. */
import { BodyError } from 'corduroy/models';
import { type RestClient, RestError } from 'corduroy/rest';
import { type Tell } from './bootstrap';

export async function refusals(client: RestClient, channelId: string, tell: Tell): Promise<void> {
  try {
    await client.messages.create(channelId, {
      content: 'x'.repeat(2_001),
      embeds: [{ title: 'y'.repeat(300), fields: [{ name: '', value: 'z' }] }],
    });
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    for (const { path, message, got } of error.fields) tell(`not sent: ${path} ${message}, and got ${got}`);
  }

  try {
    await client.messages.get(channelId, '1000');
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    // 10008: there is no such message. Other codes are worth the reader's attention.
    if (error.discordCode !== 10_008) throw error;
    tell(`${error.code} ${error.status ?? ''}: ${error.method} was refused; again would not help: ${!error.mayRetry}`);
  }
}
