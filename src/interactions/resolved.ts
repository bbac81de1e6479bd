/** Finds what people chose among the records that came with it: users, members, roles, channels, files. */
import { type APIInteractionDataResolved, type APIUser } from 'discord-api-types/v10';
import { Attachment, Channel, Member, Role, User, type ViewContext } from '../models';

/** The records, and what views of them are bound to. */
export interface ResolvedSource {
  readonly resolved: APIInteractionDataResolved | undefined;
  readonly context: ViewContext;
  readonly guildId: string | undefined;
}

/* Each gives `undefined` for what is no id, or for an id without a record. */

export function readUser(id: unknown, { resolved, context }: ResolvedSource): User | undefined {
  const raw = find(resolved?.users, id);
  return raw && new User(raw, context);
}

export function readMember(id: unknown, { resolved, context, guildId }: ResolvedSource): Member | undefined {
  const raw = find(resolved?.members, id);
  const user: APIUser | undefined = find(resolved?.users, id);
  return raw && user && new Member(raw, context, guildId, user);
}

export function readRole(id: unknown, { resolved, context, guildId }: ResolvedSource): Role | undefined {
  const raw = find(resolved?.roles, id);
  return raw && new Role(raw, context, guildId);
}

export function readMentionable(id: unknown, source: ResolvedSource): User | Role | undefined {
  return readUser(id, source) ?? readRole(id, source);
}

export function readChannel(id: unknown, { resolved, context, guildId }: ResolvedSource): Channel | undefined {
  const raw = find(resolved?.channels, id);
  return raw && new Channel(raw as never, context, guildId);
}

export function readAttachment(id: unknown, { resolved, context }: ResolvedSource): Attachment | undefined {
  const raw = find(resolved?.attachments, id);
  return raw && new Attachment(raw, context);
}

function find<T>(records: Readonly<Record<string, T>> | undefined, id: unknown): T | undefined {
  return records && typeof id === 'string' && Object.hasOwn(records, id) ? records[id] : undefined;
}
