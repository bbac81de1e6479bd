/** Invites. Channels make them: `client.channels.createInvite`. https://discord.com/developers/docs/resources/invite */
import { type RESTGetAPIInviteTargetUsersJobStatusResult } from 'discord-api-types/v10';
import {
  type ActionOptions,
  type Camel,
  fromWire,
  Invite,
  type InvitePayload,
  type InviteQuery,
  type TargetUsersBody,
  targetUsersSpec,
  type UserId,
} from '../../models';
import { inviteRoutes } from '../routes/invites';
import { queryOf, Resource } from './resource';
import { readTargetUsers, targetUsersFile } from './target-users';

export class InvitesResource extends Resource {
  /**
   * What everyone may know of an invite. Needs no token.
   * @param query `withCounts` adds the approximate counts of members.
   */
  async get(code: string, query?: InviteQuery, options?: ActionOptions): Promise<Invite> {
    const init = { query: queryOf(query), options };
    return this.toInvite(await this.fetch(inviteRoutes.get, { code }, init));
  }

  /** Takes an invite back. */
  async delete(code: string, options?: ActionOptions): Promise<Invite> {
    return this.toInvite(await this.fetch(inviteRoutes.delete, { code }, { options }));
  }

  /** The only users who may see and accept an invite. */
  async getTargetUsers(code: string, options?: ActionOptions): Promise<UserId[]> {
    return readTargetUsers(await this.fetchBytes(inviteRoutes.getTargetUsers, { code }, { options }));
  }

  /**
   * Sets the only users who may see and accept an invite. Discord works through them after it answered:
   * {@link getTargetUsersJob} says how far it is.
   */
  async setTargetUsers(code: string, userIds: readonly UserId[], options?: ActionOptions): Promise<void> {
    await this.run(inviteRoutes.setTargetUsers, { code }, { files: [targetUsersFile(userIds)], options });
  }

  /** How far Discord is with the users that an invite was given. */
  async getTargetUsersJob(
    code: string,
    options?: ActionOptions,
  ): Promise<Camel<RESTGetAPIInviteTargetUsersJobStatusResult>> {
    return fromWire(
      await this.fetch<RESTGetAPIInviteTargetUsersJobStatusResult>(
        inviteRoutes.getTargetUsersJob,
        { code },
        { options },
      ),
    );
  }

  /** Adds up to 1,000 users to those who may accept an invite. */
  async bulkAddTargetUsers(code: string, body: TargetUsersBody, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(targetUsersSpec, body), options };
    await this.run(inviteRoutes.bulkAddTargetUsers, { code }, init);
  }

  /** Takes up to 1,000 users from those who may accept an invite. */
  async bulkRemoveTargetUsers(code: string, body: TargetUsersBody, options?: ActionOptions): Promise<void> {
    const init = { body: this.encode(targetUsersSpec, body), options };
    await this.run(inviteRoutes.bulkRemoveTargetUsers, { code }, init);
  }

  async addTargetUser(code: string, userId: UserId, options?: ActionOptions): Promise<void> {
    await this.run(inviteRoutes.addTargetUser, { code, user_id: userId }, { options });
  }

  async removeTargetUser(code: string, userId: UserId, options?: ActionOptions): Promise<void> {
    await this.run(inviteRoutes.removeTargetUser, { code, user_id: userId }, { options });
  }

  private toInvite(raw: InvitePayload): Invite {
    return new Invite(raw, this.context);
  }
}
