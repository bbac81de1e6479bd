import { type APIMessage } from 'discord-api-types/v10';
import { PayloadView } from '../view';
export class Message extends PayloadView<APIMessage> {}
