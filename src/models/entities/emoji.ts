/** A emoji as Discord describes it. */
import { type APIEmoji } from 'discord-api-types/v10';
import { PayloadView } from '../view';

export class Emoji extends PayloadView<APIEmoji> {}
