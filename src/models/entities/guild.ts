/** A guild as Discord describes it. */
import { type APIGuild } from 'discord-api-types/v10';
import { PayloadView } from '../view';

export class Guild extends PayloadView<APIGuild> {}
