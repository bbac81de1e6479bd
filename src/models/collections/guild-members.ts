/** The members of a guild: those that are remembered. */
import { type Member } from '../entities/member';
import { type UserId } from '../ids';
import { EntityCollection } from './entity-collection';

/** By the id of the user. Without the intent GuildMembers only few members are ever known. */
export class GuildMembers extends EntityCollection<Member, UserId> {}
