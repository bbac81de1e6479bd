/** What Discord takes about lobbies. https://discord.com/developers/docs/resources/lobby */
import {
  type LobbyCreateBody,
  type LobbyEditBody,
  type LobbyJoinBody,
  type LobbyLinkBody,
  type LobbyMemberAddBody,
  type LobbyMembersBody,
  type LobbyMessagesQuery,
} from '../bodies/lobby';
import { type MetadataMap } from '../payloads/lobby';
import { bodySpec } from './body-spec';
import { ValuesInAll } from './map-rules';
import { Items, Nested, Optional, Present, Text, Whole, WholeFrom } from './rules';

/** Of one metadata object, counted without its keys: whether they count is not documented. */
const METADATA_CHARACTERS = 1_000;
const WEEK_SECONDS = 604_800;

export class LobbyMemberAddRules {
  @Optional() @ValuesInAll(METADATA_CHARACTERS) metadata?: unknown;
  @Optional() @WholeFrom(0) flags?: unknown;
  @Optional() @Text({ min: 1, max: 80 }) additionalName?: unknown;
}

export class LobbyMemberRules extends LobbyMemberAddRules {
  @Present() id: unknown;
}

export class LobbyRules {
  @Optional() @Whole(5, WEEK_SECONDS) idleTimeoutSeconds?: unknown;
  @Optional() @Items({ max: 25 }) @Nested(() => LobbyMemberRules) members?: unknown;
  @Optional() @ValuesInAll(METADATA_CHARACTERS) metadata?: unknown;
  @Optional() @WholeFrom(0) flags?: unknown;
  @Optional() @Text({ max: 512 }) overrideEventWebhooksUrl?: unknown;
}

export class LobbyJoinRules {
  @Text({ max: 250 }) secret: unknown;
  @Optional() @Whole(5, WEEK_SECONDS) idleTimeoutSeconds?: unknown;
  @Optional() @ValuesInAll(METADATA_CHARACTERS) lobbyMetadata?: unknown;
  @Optional() @ValuesInAll(METADATA_CHARACTERS) memberMetadata?: unknown;
  @Optional() @WholeFrom(0) flags?: unknown;
}

export class LobbyMessagesQueryRules {
  @Optional() @Whole(1, 200) limit?: unknown;
}

const verbatim = ['metadata', 'lobbyMetadata', 'memberMetadata'];

export const lobbyCreateSpec = bodySpec<LobbyCreateBody>('The lobby', { rules: LobbyRules, verbatim });
export const lobbyEditSpec = bodySpec<LobbyEditBody>('The lobby', { rules: LobbyRules, verbatim });
export const lobbyJoinSpec = bodySpec<LobbyJoinBody>('The lobby', { rules: LobbyJoinRules, verbatim });
export const lobbyLinkSpec = bodySpec<LobbyLinkBody>('The link');
export const lobbyMemberAddSpec = bodySpec<LobbyMemberAddBody>('The member', { rules: LobbyMemberAddRules, verbatim });
export const lobbyMembersSpec = bodySpec<LobbyMembersBody>('The members', { rules: LobbyMemberRules, verbatim });
export const lobbyMessagesQuerySpec = bodySpec<LobbyMessagesQuery>('The query for messages', {
  rules: LobbyMessagesQueryRules,
});

/** Metadata that is a body by itself, held in a field so that its keys stay as they are. */
export class ModerationMetadataRules {
  @ValuesInAll() metadata: unknown;
}

export const moderationMetadataSpec = bodySpec<{ readonly metadata: MetadataMap }>('The moderation metadata', {
  rules: ModerationMetadataRules,
  verbatim,
});
