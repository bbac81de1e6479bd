/** What Discord takes in an embed. https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
import { characters } from '../bodies/body-error';
import { list, loose, type LooseBody, type Refuse } from './body-spec';
import { Items, Moment, Nested, Optional, Text, Whole, WholeFrom } from './rules';

const URL_CHARACTERS = 2_048;

class EmbedFooterRules {
  @Optional() @Text({ max: 2_048 }) text?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) iconUrl?: unknown;
}

class EmbedAuthorRules {
  @Optional() @Text({ max: 256 }) name?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) url?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) iconUrl?: unknown;
}

class EmbedMediaRules {
  @Optional() @Text({ max: URL_CHARACTERS }) url?: unknown;
  @Optional() @Text({ max: 4_096 }) description?: unknown;
  @Optional() @Text({ max: 64 }) placeholder?: unknown;
  @Optional() @WholeFrom(0) placeholderVersion?: unknown;
}

class EmbedProviderRules {
  @Optional() @Text({ max: 256 }) name?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) url?: unknown;
}

class EmbedFieldRules {
  @Text({ min: 1, max: 256 }) name: unknown;
  @Text({ min: 1, max: 1_024 }) value: unknown;
}

export class EmbedRules {
  @Optional() @Text({ max: 256 }) title?: unknown;
  @Optional() @Text({ max: 4_096 }) description?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) url?: unknown;
  @Optional() @Moment() timestamp?: unknown;
  @Optional() @Whole(0, 0xff_ff_ff) color?: unknown;
  @Optional() @Nested(() => EmbedFooterRules) footer?: unknown;
  @Optional() @Nested(() => EmbedAuthorRules) author?: unknown;
  @Optional() @Nested(() => EmbedProviderRules) provider?: unknown;
  @Optional() @Nested(() => EmbedMediaRules) image?: unknown;
  @Optional() @Nested(() => EmbedMediaRules) thumbnail?: unknown;
  @Optional() @Nested(() => EmbedMediaRules) video?: unknown;
  @Optional() @Items({ max: 25 }) @Nested(() => EmbedFieldRules) fields?: unknown;
}

/** Over all embeds of a message. */
const EMBED_CHARACTERS = 6_000;

/** The texts of all embeds together have a limit too. */
export function checkEmbedSum(wire: LooseBody, refuse: Refuse): void {
  if (!Array.isArray(wire.embeds)) return;
  // Code units are never fewer than what Discord counts, and cost nothing to count.
  if (sumOf(wire.embeds, units) <= EMBED_CHARACTERS) return;
  const sum = sumOf(wire.embeds, trimmedCharacters);
  if (sum <= EMBED_CHARACTERS) return;
  const says = `takes at most ${EMBED_CHARACTERS} characters in all its titles, descriptions, fields, footers and authors`;
  refuse('embeds', 'characterSum', says, `${sum} characters`);
}

function sumOf(embeds: readonly unknown[], count: (text: unknown) => number): number {
  let sum = 0;
  for (const each of embeds) {
    const embed = loose(each);
    sum += count(embed.title) + count(embed.description) + count(loose(embed.footer).text);
    sum += count(loose(embed.author).name);
    for (const item of list(embed.fields)) {
      const field = loose(item);
      sum += count(field.name) + count(field.value);
    }
  }
  return sum;
}

function units(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

function trimmedCharacters(value: unknown): number {
  return typeof value === 'string' ? characters(value.trim()) : 0;
}
