/** What the handles of a test share: the world behind them, and how to find what a test names. */
import { SimulatorMisuse } from '../misuse';
import { type ChannelRecord, type GuildRecord, type MessageRecord } from '../world/records';
import { type World } from '../world/world';

/** A channel: a handle, a name (in a guild), or an id. */
export type ChannelSelector = string | { readonly id: string };
/** A message: a handle or an id. */
export type MessageSelector = string | { readonly id: string };

/** Something of a guild that was made; requests name it by its id. */
export interface Made {
  readonly id: string;
}

/** A still image of one transparent pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

const idOf = (selector: string | { readonly id: string }): string =>
  typeof selector === 'string' ? selector : selector.id;

/** A channel or a thread of a guild by name or id. */
export function findGuildChannel(guild: GuildRecord, selector: ChannelSelector): ChannelRecord {
  const wanted = idOf(selector).replace(/^#/, '');
  const byId = guild.channels.get(wanted) ?? guild.threads.get(wanted);
  if (byId) return byId;
  for (const channel of guild.channels.values()) if (channel.name === wanted) return channel;
  for (const thread of guild.threads.values()) if (thread.name === wanted) return thread;
  const known = [...guild.channels.values()].map((channel) => channel.name);
  throw new SimulatorMisuse(
    `the guild ${guild.name} has no channel "${wanted}"`,
    `one of ${known.map((name) => `"${name}"`).join(', ')}, or guild.createChannel({ name: '${wanted}' }) first.`,
  );
}

/** A message anywhere in the world. */
export function findMessage(world: World, selector: MessageSelector): MessageRecord {
  const id = idOf(selector);
  if (world.ephemerals.has(id)) {
    throw new SimulatorMisuse(
      'only one person sees that message, and can do nothing with it but use its components',
      'click, select, or a message that everybody sees.',
    );
  }
  for (const channel of world.channels.values()) {
    const message = channel.messages.get(id);
    if (message) return message;
  }
  throw new SimulatorMisuse(`there is no message ${id}; it may have been deleted`, 'a message that say() returned.');
}
