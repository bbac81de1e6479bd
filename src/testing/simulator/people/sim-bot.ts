/** A bot account as a test sees it: what a developer portal would show. */
import { SimulatorMisuse } from '../misuse';
import { type BotRecord } from '../world/records';

export class SimBot {
  constructor(private readonly record: BotRecord) {}

  get name(): string {
    return this.record.name;
  }

  /** The token to log in with. Another one after the IDENTIFY budget was overdrawn. */
  get token(): string {
    return this.record.token;
  }

  /** The id of the bot's user. */
  get id(): string {
    return this.record.user.id;
  }

  /** Not the same as `id`: for old applications the two differ, and programs must not mix them up. */
  get applicationId(): string {
    return this.record.applicationId;
  }

  get user(): { readonly id: string; readonly username: string; readonly bot: true } {
    return { id: this.id, username: this.record.user.username, bot: true };
  }

  /** How others see the bot. */
  get status(): string {
    return this.record.user.presence.status;
  }

  get activities(): readonly object[] {
    return this.record.user.presence.activities;
  }

  /** How a text mentions the bot. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  /** Changes what `GET /gateway/bot` recommends. */
  recommendShards(count: number): void {
    if (!Number.isInteger(count) || count < 1) {
      throw new SimulatorMisuse(`a bot cannot have ${count} shards`, 'a whole number from 1 on.');
    }
    this.record.shards = count;
  }

  /** Keeps the token out of printed objects. */
  toJSON(): object {
    return { name: this.name, id: this.id, applicationId: this.applicationId };
  }
}
