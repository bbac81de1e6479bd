/** Rules of a message that hold between its fields: what excludes what, what adds up, and that something is there. */
import { MessageFlags, MessageReferenceType } from 'discord-api-types/v10';
import { characters, describeGot, type FieldProblem } from '../bodies/body-error';

/** A body with camelCase names of which nothing else is known yet. */
export type LooseBody = Readonly<Record<string, unknown>>;

/** Sum over all embeds of a message. https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const EMBED_CHARACTERS = 6_000;

/** What a message with components of the second version cannot carry beside them. */
const EXCLUDED_BY_V2 = ['content', 'embeds', 'poll', 'stickerIds'] as const;

export function isComponentsV2(body: LooseBody): boolean {
  return typeof body.flags === 'number' && (body.flags & MessageFlags.IsComponentsV2) !== 0;
}

/** The rules of a new message. */
export function createProblems(body: LooseBody): FieldProblem[] {
  return [...presenceProblems(body), ...sharedProblems(body)];
}

/** The rules that a new message and an edit share. */
export function sharedProblems(body: LooseBody): FieldProblem[] {
  return [...embedSumProblems(body), ...mentionProblems(body), ...versionProblems(body)];
}

function presenceProblems(body: LooseBody): FieldProblem[] {
  const reference = loose(body.messageReference);
  if (reference.type === MessageReferenceType.Forward || isFilled(body.content) || isFilled(body.poll)) return [];
  if (['embeds', 'stickerIds', 'components', 'attachments', 'files'].some((name) => isFilled(body[name]))) return [];
  return [
    {
      path: '',
      rule: 'presence',
      message: 'takes at least one of content, embeds, stickerIds, components, files, a poll or a forward',
      got: 'none of them',
    },
  ];
}

function embedSumProblems(body: LooseBody): FieldProblem[] {
  const sum = list(body.embeds).reduce<number>((total, embed) => total + embedCharacters(loose(embed)), 0);
  if (sum <= EMBED_CHARACTERS) return [];
  return [
    {
      path: 'embeds',
      rule: 'characterSum',
      message: `takes at most ${EMBED_CHARACTERS} characters in all its titles, descriptions, fields, footers and authors`,
      got: `${sum} characters`,
    },
  ];
}

function embedCharacters(embed: LooseBody): number {
  const own = count(embed.title) + count(embed.description) + count(loose(embed.footer).text);
  const fields = list(embed.fields).map(loose);
  return (
    own +
    count(loose(embed.author).name) +
    fields.reduce((sum, field) => sum + count(field.name) + count(field.value), 0)
  );
}

function mentionProblems(body: LooseBody): FieldProblem[] {
  const mentions = loose(body.allowedMentions);
  const parsed = list(mentions.parse);
  return ['users', 'roles']
    .filter((name) => parsed.includes(name) && isFilled(mentions[name]))
    .map((name) => ({
      path: `allowedMentions.${name}`,
      rule: 'exclusive',
      message: `takes no ids while allowedMentions.parse has "${name}"`,
      got: describeGot(mentions[name]),
    }));
}

function versionProblems(body: LooseBody): FieldProblem[] {
  if (!isComponentsV2(body)) return [];
  return EXCLUDED_BY_V2.filter((name) => isFilled(body[name])).map((name) => ({
    path: name,
    rule: 'componentsV2',
    message: 'stays empty in a message with the flag IsComponentsV2; a text display component takes its place',
    got: describeGot(body[name]),
  }));
}

function count(value: unknown): number {
  return typeof value === 'string' ? characters(value.trim()) : 0;
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null;
}

/** The items of a list; none of what is no list. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The fields of an object; none of what is no object. */
export function loose(value: unknown): LooseBody {
  return typeof value === 'object' && value !== null ? (value as LooseBody) : {};
}
