/** Messages: an embed, files, edits that keep or replace them, reactions, mentions, and order. */
import { Attachment, bold, color, escapeMarkdown, mention, timestamp } from 'corduroy/models';
import { type RestClient } from 'corduroy/rest';
import { type Tell } from './bootstrap';

/** A picture of a single pixel. */
export const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export async function writeMessages(client: RestClient, channelId: string, tell: Tell): Promise<void> {
  const chart = Attachment.fromBytes(DOT, { name: 'chart.png', description: 'Yards of cloth for each day' });
  const message = await client.messages.create(channelId, {
    content: `${bold('Report')} of ${timestamp(Date.now(), 'shortDate')} for @everyone`,
    embeds: [
      {
        title: 'Yards woven',
        color: color('Teal'),
        fields: [{ name: 'Monday', value: '12', inline: true }],
        image: { url: chart.url },
        timestamp: new Date(),
      },
    ],
    files: [chart],
  });
  const shown = message.embeds[0]?.image ? 'a picture' : 'nothing';
  tell(`wrote ${message.content.split(' ')[0]}, its embed shows ${shown}; it mentions nobody`);

  const yards = Attachment.fromStream(rows(), { name: 'yards.csv' });
  const edited = await message.edit({ content: 'With the numbers', files: [yards] });
  tell(`an edit adds a file: ${edited.attachments.map(({ filename }) => filename).join(', ')}`);

  const secret = Attachment.fromBlob(new Blob(['13 on Tuesday']), { name: 'forecast.txt', spoiler: true });
  const kept = edited.attachments.filter(({ filename }) => filename === 'yards.csv').map(({ id }) => ({ id }));
  const replaced = await message.edit({ attachments: kept, embeds: [], files: [secret] });
  tell(`with attachments, the others go: ${replaced.attachments.map(({ filename }) => filename).join(', ')}`);

  await message.react('🧵');
  await client.messages.pin(channelId, message.id, { reason: 'The report of the day' });
  const fans = await client.reactions.iterate(channelId, message.id, '🧵').toArray();
  tell(`${fans.map((user) => user.displayName).join(', ')} reacted; the message is pinned`);

  // Not awaited one by one, and still in this order.
  const verses = ['over', 'under', 'over again'];
  await Promise.all(verses.map((content) => client.messages.create(channelId, { content })));
  const newest = await client.messages.list(channelId, { limit: 3 });
  const inOrder = newest.reverse().map(({ content }) => content);
  tell(`in order: ${inOrder.join(', ')}`);

  const me = await client.users.me();
  const asked = await client.messages.create(channelId, {
    content: `${mention.user(me.id)} said: ${escapeMarkdown('*warp* & weft')}`,
    allowedMentions: { users: [me.id] },
  });
  tell(`asked to, it mentions ${asked.mentions.map(({ displayName }) => displayName).join()}`);
}

/** Stands in for a stream. */
async function* rows(): AsyncGenerator<string> {
  yield 'day,yards\n';
  yield 'Monday,12\n';
}
