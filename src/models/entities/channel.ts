import { type APIChannel } from 'discord-api-types/v10';
import { PayloadView } from '../view';
export class Channel extends PayloadView<APIChannel> {}
