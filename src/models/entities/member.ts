import { type APIGuildMember } from 'discord-api-types/v10';
import { PayloadView } from '../view';
export class Member extends PayloadView<APIGuildMember> {}
