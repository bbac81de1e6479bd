/** A role as Discord describes it. */
import { type APIRole } from 'discord-api-types/v10';
import { PayloadView } from '../view';

export class Role extends PayloadView<APIRole> {}
