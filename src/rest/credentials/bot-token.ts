/** A bot’s token. https://discord.com/developers/docs/reference#authentication */
import { SecretCredentials } from './credentials';
import { checkToken } from './check-token';

/** Acts as a bot. `Bot ` in front of the token and space around it are taken off. */
export class BotToken extends SecretCredentials {
  readonly label = 'a bot token';

  /** @throws {RestError} REST_TOKEN_MALFORMED when it cannot be a token. */
  constructor(token: string) {
    super(`Bot ${checkToken(token, 'Bot', 'bot token')}`);
  }
}
