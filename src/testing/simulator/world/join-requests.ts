/** Requests of people who want to join a guild that lets nobody in unasked. */
import { addMember } from './members';
import { type GuildRecord, type UserRecord } from './records';
import { renderUser } from './render-user';
import { type World } from './world';

export type JoinRequestStatus = 'STARTED' | 'SUBMITTED' | 'REJECTED' | 'APPROVED';

export interface JoinRequestRecord {
  readonly id: string;
  readonly user: UserRecord;
  readonly createdAt: string;
  status: JoinRequestStatus;
  reviewedAt: string | null;
  rejectionReason: string | null;
  reviewer: UserRecord | undefined;
}

export function requestToJoin(world: World, guild: GuildRecord, user: UserRecord): JoinRequestRecord {
  const request: JoinRequestRecord = {
    id: world.ids.next(),
    user,
    createdAt: world.timestamp(),
    status: 'SUBMITTED',
    reviewedAt: null,
    rejectionReason: null,
    reviewer: undefined,
  };
  guild.joinRequests.set(request.id, request);
  return request;
}

/** Lets somebody in, or not. */
export function reviewJoinRequest(
  world: World,
  guild: GuildRecord,
  request: JoinRequestRecord,
  verdict: { status: 'APPROVED' | 'REJECTED'; reason: string | null; reviewer: UserRecord },
): void {
  request.status = verdict.status;
  request.reviewedAt = world.timestamp();
  request.rejectionReason = verdict.status === 'REJECTED' ? verdict.reason : null;
  request.reviewer = verdict.reviewer;
  if (verdict.status === 'APPROVED' && !guild.members.has(request.user.id)) addMember(world, guild, request.user);
}

export function renderJoinRequest(guild: GuildRecord, request: JoinRequestRecord): object {
  return {
    id: request.id,
    created_at: request.createdAt,
    reviewed_at: request.reviewedAt,
    application_status: request.status,
    rejection_reason: request.rejectionReason,
    guild_id: guild.id,
    user_id: request.user.id,
    user: renderUser(request.user),
    form_responses: null,
    actioned_by_user: request.reviewer ? renderUser(request.reviewer) : null,
  };
}
