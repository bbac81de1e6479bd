/** Arguments for methods that look into them before they send: by parameter, or by method and parameter. */
import { Attachment } from '../../src/models';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

const files = (): readonly unknown[] => [Attachment.fromBytes(PNG, { name: 'x.png' })];

export const SAMPLES: Readonly<Record<string, () => unknown>> = {
  'stickers.create(body)': () => ({ name: 'x', tags: ['x'], file: files()[0] }),
  'channels.createInvite(body)': () => ({ targetUserIds: ['~9'] }),
  userIds: () => ['~9'],
  file: () => Attachment.fromBytes(PNG, { name: 'x.png' }),
};

/** Bodies of methods that take several kinds: each is tried. */
export const VARIANTS: Readonly<Record<string, readonly (() => unknown)[]>> = {
  'interactions.reply': [
    () => ({ type: 4, data: { content: 'x', files: files() } }),
    () => ({ type: 8, data: { choices: [] } }),
    () => ({ type: 9, data: { title: 'x', customId: 'x', components: [] } }),
  ],
  'threads.create': [() => ({ name: 'x' }), () => ({ name: 'x', message: { content: 'x', files: files() } })],
};
