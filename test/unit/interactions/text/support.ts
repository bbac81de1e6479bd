/** A message, and who and what can be named in it. */
import { type Class } from '../../../../src/di';
import { FakeLookup, type OptionFault, readOptions } from '../../../../src/interactions';
import { decodeText } from '../../../../src/interactions/text/decode-text';
import { MessageCreateEvent, unboundContext } from '../../../../src/models';

export const GUILD = '100000000000000001';
export const ELSEWHERE = '100000000000000002';
export const ALICE = '200000000000000001';
export const BOB = '200000000000000002';
export const CAROL = '200000000000000003';
export const GENERAL = '300000000000000001';
export const FAR = '300000000000000002';
export const WEAVERS = '400000000000000001';
export const STRANGERS = '400000000000000002';

const user = (id: string, username: string) => ({ id, username, discriminator: '0', avatar: null, global_name: null });
const member = (id: string, username: string) => ({ user: user(id, username), roles: [], nick: null });

const lookup = new FakeLookup(
  {
    [GUILD]: {
      members: [member(ALICE, 'alice'), member(BOB, 'bob')],
      channels: [{ id: GENERAL, name: 'general', type: 0, guild_id: GUILD }],
      roles: [{ id: WEAVERS, name: 'Master Weavers', permissions: '0' }],
    },
    [ELSEWHERE]: {
      channels: [{ id: FAR, name: 'far', type: 0, guild_id: ELSEWHERE }],
      roles: [{ id: STRANGERS, name: 'Strangers', permissions: '0' }],
    },
  } as never,
  [user(CAROL, 'carol')] as never,
);

export function file(id: string, filename: string): object {
  return {
    id,
    filename,
    size: 1,
    url: `https://cdn.example/${filename}`,
    proxy_url: `https://cdn.example/${filename}`,
  };
}

export interface Read<T> {
  /** Undefined where something does not fit. */
  readonly values: T | undefined;
  /** `option: message`. */
  readonly faults: readonly string[];
}

/** What an option class makes of what was written behind a command. */
export async function read<T extends object>(
  type: Class<T>,
  written: string,
  { guildId, files = [] }: { readonly guildId?: string | undefined; readonly files?: readonly object[] } = {
    guildId: GUILD,
  },
): Promise<Read<T>> {
  const fields = readOptions(type);
  expect(fields.problems).toEqual([]);
  const origin = { guildId, lookup, attachments: files as never, views: unboundContext };
  const decoded = await decodeText(fields, written, 0, origin);
  if (!Array.isArray(decoded)) return { values: decoded as T, faults: [] };
  const faults = (decoded as OptionFault[]).map(({ option, message }) => `${option}: ${message}`);
  return { values: undefined, faults };
}

export function said(content: string, fields: object = {}): MessageCreateEvent {
  const raw = {
    id: '500000000000000001',
    channel_id: GENERAL,
    guild_id: GUILD,
    type: 0,
    content,
    author: user(ALICE, 'alice'),
    mentions: [],
    attachments: [],
  };
  return new MessageCreateEvent({ ...raw, ...fields } as never, unboundContext);
}
