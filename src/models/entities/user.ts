/** A user as Discord describes it. */
import { type APIUser } from 'discord-api-types/v10';
import { PayloadView } from '../view';

export class User extends PayloadView<APIUser> {}
