/** What is told of a bot that is in no server yet: nobody can use it there, and nothing looks wrong. */
import { type ApplicationId, type GroupReadyPayload } from '../models';

export interface InvitedBot {
  /** Whether this process serves all guilds: of a part of the shards nobody could say. */
  readonly isWhole: boolean;
  /** `undefined` where no session told it. */
  readonly applicationId: ApplicationId | undefined;
}

/** How to invite a bot that is in no guild; `undefined` of one that is in some, or may be. */
export function invitationOf(ready: GroupReadyPayload, { isWhole, applicationId }: InvitedBot): string | undefined {
  const named = [ready.guild_ids, ready.unavailable_guild_ids, ready.missing_guild_ids];
  if (!isWhole || applicationId === undefined || named.some((ids) => ids.length > 0)) return undefined;
  const page = `https://discord.com/oauth2/authorize?client_id=${applicationId}`;
  return `Bot is in no server yet; invite it: ${page}&scope=bot+applications.commands&permissions=0`;
}
