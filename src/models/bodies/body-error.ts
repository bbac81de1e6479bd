/** What is thrown when an outgoing body breaks one of Discord's limits: every place at once, before anything is sent. */
import { FrameworkError } from '../../errors';

/** One place of a body that does not fit. */
export interface FieldProblem {
  /** Where, as the author wrote it: `embeds[0].title`; empty for the body as a whole. */
  readonly path: string;
  /** Stable name of the rule, `maxCharacters`. */
  readonly rule: string;
  /** What the rule asks for: `takes at most 256 characters`. */
  readonly message: string;
  /** What it got instead, in a few words. Never the whole value. */
  readonly got: string;
}

/** A body that was refused and not sent. `fields` names every place. */
export class BodyError extends FrameworkError {
  readonly fields: readonly FieldProblem[];

  /** @param subject what the body is of: `The message`. */
  constructor(subject: string, fields: readonly FieldProblem[]) {
    const told = fields.map((field) => `- ${describeField(field)}`).join('\n');
    super({
      code: 'BODY_INVALID',
      kind: 'body',
      message: `${subject} was not sent, Discord would refuse it:\n${told}`,
      context: { paths: fields.map((field) => field.path) },
    });
    this.fields = fields;
  }
}

/** `embeds[0].title takes at most 256 characters, and got 300 characters` */
export function describeField(field: FieldProblem): string {
  return `${field.path || 'the body'} ${field.message}, and got ${field.got}`;
}

/** A value in a few words, for {@link FieldProblem.got}. */
export function describeGot(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value.length <= 30 ? JSON.stringify(value) : `${characters(value)} characters`;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  const name = (value.constructor as { readonly name?: string } | undefined)?.name;
  return name && name !== 'Object' ? `an instance of ${name}` : 'an object';
}

/**
 * Length of a text as it is held against a limit. Discord does not say whether it counts code points or UTF-16 units,
 * so a text fits when either count does; code points are never more.
 */
export function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) count -= 1;
  }
  return count;
}
