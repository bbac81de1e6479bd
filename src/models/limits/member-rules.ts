/** What Discord takes about members and bans. https://discord.com/developers/docs/resources/guild#modify-guild-member */
import { type MemberEditBody } from '../bodies/edits';
import { type BanListQuery, type MemberListQuery, type MemberSearchQuery } from '../bodies/guild-queries';
import { type BanCreateBody, type BulkBanBody, type MemberAddBody, type OwnMemberEditBody } from '../bodies/member';
import { bodySpec, type BodySpec } from './body-spec';
import { HOUR_MS, momentsWithin } from './moment-limits';
import { Items, Moment, Optional, Text, Whole } from './rules';

/** https://discord.com/developers/docs/resources/guild#add-guild-member-json-params */
export class MemberAddRules {
  @Text({ min: 1, max: 10_240 }) accessToken: unknown;
  @Optional() @Text({ max: 32 }) nick?: unknown;
  @Optional() @Items({ max: 250, unique: true }) roles?: unknown;
}

export const memberAddSpec = bodySpec<MemberAddBody>('The member', { rules: MemberAddRules });

/** https://discord.com/developers/docs/resources/guild#modify-guild-member-json-params */
export class MemberEditRules {
  @Optional() @Text({ max: 32 }) nick?: unknown;
  // Members who had more roles than the 250 of today keep them.
  @Optional() @Items({ max: 350, unique: true }) roles?: unknown;
  @Optional() @Moment() communicationDisabledUntil?: unknown;
}

const TIME_OUT_LIMIT_MS = 28 * 24 * HOUR_MS;

/** @param nowMs milliseconds since 1970: a time-out may end 28 days ahead. */
export function memberEditSpec(nowMs: number): BodySpec<MemberEditBody> {
  return bodySpec('The member', {
    rules: MemberEditRules,
    relations: momentsWithin(['communication_disabled_until'], TIME_OUT_LIMIT_MS, 'at most 28 days ahead', nowMs),
  });
}

/** https://discord.com/developers/docs/resources/guild#modify-current-member-json-params */
export class OwnMemberEditRules {
  @Optional() @Text({ max: 32 }) nick?: unknown;
  @Optional() @Text({ max: 190 }) bio?: unknown;
}

export const ownMemberEditSpec = bodySpec<OwnMemberEditBody>('The member', { rules: OwnMemberEditRules });

const WEEK_S = 604_800;

/** https://discord.com/developers/docs/resources/guild#create-guild-ban-json-params */
export class BanCreateRules {
  @Optional() @Whole(0, WEEK_S) deleteMessageSeconds?: unknown;
  @Optional() @Whole(0, 7) deleteMessageDays?: unknown;
}

export const banCreateSpec = bodySpec<BanCreateBody>('The ban', { rules: BanCreateRules });

/** https://discord.com/developers/docs/resources/guild#bulk-guild-ban-json-params */
export class BulkBanRules {
  @Items({ max: 200, unique: true }) userIds: unknown;
  @Optional() @Whole(0, WEEK_S) deleteMessageSeconds?: unknown;
}

export const bulkBanSpec = bodySpec<BulkBanBody>('The bans', { rules: BulkBanRules });

/** https://discord.com/developers/docs/resources/guild#list-guild-members-query-string-params */
export class MemberListQueryRules {
  @Optional() @Whole(1, 1_000) limit?: unknown;
}

export const memberListQuerySpec = bodySpec<MemberListQuery>('The query', { rules: MemberListQueryRules });
export const banListQuerySpec = bodySpec<BanListQuery>('The query', { rules: MemberListQueryRules });

/** https://discord.com/developers/docs/resources/guild#search-guild-members-query-string-params */
export class MemberSearchQueryRules extends MemberListQueryRules {
  @Text({ min: 1, max: 100 }) query: unknown;
}

export const memberSearchQuerySpec = bodySpec<MemberSearchQuery>('The query', { rules: MemberSearchQueryRules });
