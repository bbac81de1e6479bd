/** What bots wrote and no test has been handed yet: asked for before or after, each message comes once. */
import { botName } from './log';
import { type MessageWait } from './options';
import { type Patience } from './patience';
import { SimMessage } from './people/sim-message';
import { WRITTEN } from './world/messages';
import { type MessageRecord } from './world/records';
import { type World } from './world/world';

export class Mailbox {
  private readonly waiting: MessageRecord[] = [];

  constructor(
    private readonly world: World,
    private readonly patience: Patience,
  ) {
    world.messageListeners.add((message) => {
      // Lines that Discord writes in a bot's name, of threads and pins, are not what it says.
      if (message.author.bot && WRITTEN.has(message.type)) this.waiting.push(message);
    });
  }

  /** The next message that fits; rejects when none comes in time. */
  async next(wait: MessageWait): Promise<SimMessage> {
    const { messageListeners } = this.world;
    const message = await this.patience.until(
      () => this.take(wait),
      (check) => {
        messageListeners.add(check);
        return () => messageListeners.delete(check);
      },
      wait.timeoutMs,
      'no bot wrote a message',
    );
    return new SimMessage(this.world, message);
  }

  private take(wait: MessageWait): MessageRecord | undefined {
    const index = this.waiting.findIndex((message) => this.fits(message, wait));
    return index === -1 ? undefined : this.waiting.splice(index, 1)[0];
  }

  private fits(message: MessageRecord, { channel, author }: MessageWait): boolean {
    if (author !== undefined && this.world.bots.get(message.author.id)?.name !== botName(author)) return false;
    if (channel === undefined) return true;
    const wanted = typeof channel === 'string' ? channel : channel.id;
    return message.channel.id === wanted || message.channel.name === wanted;
  }
}
