/** Texts with a style, and texts whose marks mean nothing. https://support.discord.com/hc/en-us/articles/210298617 */

export function bold(text: string): string {
  return `**${text}**`;
}

export function italic(text: string): string {
  return `_${text}_`;
}

export function underline(text: string): string {
  return `__${text}__`;
}

export function strikethrough(text: string): string {
  return `~~${text}~~`;
}

/** Covered until it is clicked. */
export function spoiler(text: string): string {
  return `||${text}||`;
}

/** @param level 1 is the largest, 3 the smallest. */
export function heading(text: string, level: 1 | 2 | 3 = 1): string {
  return `${'#'.repeat(level)} ${text}`;
}

/** Small print. */
export function subtext(text: string): string {
  return `-# ${text}`;
}

/** Every line of the text quoted. */
export function quote(text: string): string {
  return text.replace(/^/gm, '> ');
}

/** One line in a fixed width. Backticks inside are kept. */
export function inlineCode(text: string): string {
  if (!text.includes('`')) return `\`${text}\``;
  // Two backticks enclose single ones; longer runs and runs at the ends are kept apart by an invisible character.
  const inner = text.replace(/`{2,}/g, (run) => run.replace(/(?!^)`/g, `${INVISIBLE}\``));
  const start = inner.startsWith('`') ? INVISIBLE : '';
  const end = inner.endsWith('`') ? INVISIBLE : '';
  return `\`\`${start}${inner}${end}\`\``;
}

/** Zero width space. */
const INVISIBLE = '\u200b';

/**
 * Lines in a fixed width. A fence inside the text is broken by an invisible character, so that it ends nothing.
 * @param language colours the text: `ts`, `json`, `diff`.
 */
export function codeBlock(text: string, language = ''): string {
  const inner = text.replace(/```/g, `\`${INVISIBLE}\`${INVISIBLE}\``);
  return `\`\`\`${language}\n${inner}${inner.endsWith('`') ? INVISIBLE : ''}\n\`\`\``;
}

/** A text that leads somewhere. @param title is shown when the pointer rests on it. */
export function link(text: string, url: string, title?: string): string {
  const shown = title === undefined ? '' : ` "${title.replace(/["\\]/g, '\\$&')}"`;
  // Parentheses would end the address.
  const address = url.replace(/\(/g, '%28').replace(/\)/g, '%29');
  return `[${text.replace(/[[\]\\]/g, '\\$&')}](${address}${shown})`;
}

/** An address without the preview that would follow the message. */
export function plainUrl(url: string): string {
  return `<${url}>`;
}

/** Mentions, custom emojis, times and addresses, whose own marks style nothing and must stay; else a mark. */
const MARKS = /<(?:[@#]|a?:\w+:|\/[^:<>\n]+:|t:|id:)[^<>\s]*>|https?:\/\/[^\s\\*~`|[\]<>]+|[\\*_~`|[\]]/g;

/** A text that is shown as it is: no mark in it styles anything. Mentions, emojis and addresses stay what they are. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(MARKS, (found) => (found.length === 1 ? `\\${found}` : found))
    .replace(/^(\s*)(#{1,3} |-# |> |>>> |[-+] )/gm, '$1\\$2')
    .replace(/^(\s*\d+)\. /gm, '$1\\. ');
}

/**
 * A text in which nothing is a mention any more: an invisible character after each @ and inside each `<#…>` and `<@…>`.
 * Nobody is notified without `allowedMentions` anyway; this keeps names from being shown in someone else's words.
 */
export function escapeMentions(text: string): string {
  return text.replace(
    /@(everyone|here|[!&]?\d{17,20})|#(?=\d{17,20}>)/g,
    (match) => `${match[0]}${INVISIBLE}${match.slice(1)}`,
  );
}
