/** Accounts of the Social SDK, which Discord publishes and does not document. https://github.com/discord/discord-api-spec */
import {
  type ActionOptions,
  type BotProvisionalTokenBody,
  botProvisionalTokenSpec,
  type BotUnmergeBody,
  botUnmergeSpec,
  type MessageId,
  type MetadataMap,
  type ProvisionalAccountBody,
  provisionalAccountSpec,
  type UserId,
} from '../../../models';
import { OAuth2Tokens, type TokenAnswer } from '../../oauth2/tokens';
import { undocumentedPartnerSdkRoutes as routes } from '../../routes/undocumented/partner-sdk';
import { metadataBody } from '../metadata-body';
import { Resource } from '../resource';

export class UndocumentedPartnerSdkResource extends Resource {
  /** Says what the application’s own moderation found about a direct message of two users. */
  async setDmModeration(
    userId1: UserId,
    userId2: UserId,
    messageId: MessageId,
    body: MetadataMap,
    options?: ActionOptions,
  ): Promise<void> {
    const params = { user_id_1: userId1, user_id_2: userId2, message_id: messageId };
    await this.run(routes.setDmModeration, params, { body: metadataBody(this.host, body), options });
  }

  /** Parts a provisional account from the user it was merged into. Needs no token; the secret proves the application. */
  async unmergeAccount(body: ProvisionalAccountBody, options?: ActionOptions): Promise<void> {
    await this.run(routes.unmergeAccount, {}, { body: this.encode(provisionalAccountSpec, body), options });
  }

  async unmergeAccountAsBot(body: BotUnmergeBody, options?: ActionOptions): Promise<void> {
    await this.run(routes.unmergeAccountAsBot, {}, { body: this.encode(botUnmergeSpec, body), options });
  }

  /** An access token for the provisional account of a player. Needs no token; the secret proves the application. */
  async getToken(body: ProvisionalAccountBody, options?: ActionOptions): Promise<OAuth2Tokens> {
    const init = { body: this.encode(provisionalAccountSpec, body), options };
    return this.toTokens(await this.fetch<TokenAnswer>(routes.getToken, {}, init));
  }

  async getTokenAsBot(body: BotProvisionalTokenBody, options?: ActionOptions): Promise<OAuth2Tokens> {
    const init = { body: this.encode(botProvisionalTokenSpec, body), options };
    return this.toTokens(await this.fetch<TokenAnswer>(routes.getTokenAsBot, {}, init));
  }

  private toTokens(answer: TokenAnswer): OAuth2Tokens {
    return OAuth2Tokens.fromAnswer(answer, this.host.clock);
  }
}
