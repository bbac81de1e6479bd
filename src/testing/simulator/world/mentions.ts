/**
 * Whom a text mentions, after `allowed_mentions` and permissions had their say.
 * https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
import { type ChannelRecord, type MessageRecord, type UserRecord } from './records';
import { type World } from './world';

export interface AllowedMentions {
  readonly parse?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly repliedUser?: boolean | undefined;
}

export interface Mentions {
  readonly users: UserRecord[];
  readonly roleIds: string[];
  readonly everyone: boolean;
}

const USER = /<@!?(\d{1,20})>/g;
const ROLE = /<@&(\d{1,20})>/g;
const EVERYONE = /@(everyone|here)\b/;

/**
 * Reads the mentions out of a text. Without `allowed`, everything that the text mentions counts. `mayAll`: the author
 * may mention everyone and every role.
 */
export function findMentions(
  world: World,
  channel: ChannelRecord,
  mayAll: boolean,
  content: string,
  allowed: AllowedMentions | undefined,
  repliedTo: MessageRecord | undefined,
): Mentions {
  const guild = world.guildOf(channel);
  const users = new Map<string, UserRecord>();
  for (const id of matches(content, USER)) {
    const user = world.users.get(id);
    if (user && isAllowed(allowed, 'users', id)) users.set(id, user);
  }
  if (repliedTo && (allowed ? allowed.repliedUser === true : true)) users.set(repliedTo.author.id, repliedTo.author);
  const roleIds = matches(content, ROLE).filter((id) => {
    const role = guild?.roles.get(id);
    return role !== undefined && (role.mentionable || mayAll) && isAllowed(allowed, 'roles', id);
  });
  const everyone =
    guild !== undefined &&
    mayAll &&
    EVERYONE.test(content) &&
    (allowed ? (allowed.parse ?? []).includes('everyone') : true);
  return { users: [...users.values()], roleIds, everyone };
}

function isAllowed(allowed: AllowedMentions | undefined, kind: 'users' | 'roles', id: string): boolean {
  if (!allowed) return true;
  return (allowed.parse ?? []).includes(kind) || (allowed[kind] ?? []).includes(id);
}

function matches(content: string, pattern: RegExp): string[] {
  return [...new Set([...content.matchAll(pattern)].map((match) => match[1] ?? ''))];
}
