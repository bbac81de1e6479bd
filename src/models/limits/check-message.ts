/**
 * Checks the body of a message before it is sent, so that a mistake is told at once and in the author's own names.
 * The rules and the validator behind them are loaded when the first body that is more than a text comes by.
 */
import { BodyError, type FieldProblem } from '../bodies/body-error';
import { fromWire } from '../bodies/from-wire';
import { type MessageCreateBody, type MessageEditBody } from '../bodies/message';
import { toWire } from '../bodies/to-wire';
import { type Shape, toInstance, validate } from '../shape';
import { ComponentCheck } from './component-rules';
import { createProblems, type LooseBody, sharedProblems } from './message-relations';
import type * as MessageRules from './message-rules';

let rules: typeof MessageRules | undefined;

function loadRules(): typeof MessageRules {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load class-validator with this file.
  return (rules ??= require('./message-rules') as typeof MessageRules);
}

/** @throws {BodyError} BODY_INVALID with every place where the message breaks one of Discord's limits. */
export function checkMessageCreate(body: MessageCreateBody): void {
  if (isText(body)) return;
  const plain = plainBody(body);
  refuse([...fieldProblems(loadRules().MessageCreateRules, plain), ...createProblems(plain)]);
}

/** @throws {BodyError} BODY_INVALID with every place where the edit breaks one of Discord's limits. */
export function checkMessageEdit(body: MessageEditBody): void {
  if (isText(body)) return;
  const plain = plainBody(body);
  refuse([...fieldProblems(loadRules().MessageEditRules, plain), ...sharedProblems(plain)]);
}

/** Most messages are a short text, or answer with one: nothing else has to be looked at. */
function isText(body: object): boolean {
  for (const [name, value] of Object.entries(body)) {
    if (name === 'content') {
      if (typeof value !== 'string' || value.length > 2_000) return false;
    } else if (name !== 'messageReference' && name !== 'tts' && value !== undefined) return false;
  }
  return 'content' in body && body.content !== '' && body.content !== undefined;
}

/** The body with views as plain objects and camelCase names throughout. */
function plainBody(body: object): LooseBody {
  const { files, ...fields } = body as { readonly files?: unknown };
  const plain = fromWire(toWire(fields)) as LooseBody;
  return files === undefined ? plain : { ...plain, files };
}

function fieldProblems(shape: Shape, { files: _files, ...plain }: LooseBody): FieldProblem[] {
  return [...validate(toInstance(shape, plain)), ...new ComponentCheck(plain).problems];
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new BodyError('The message', problems);
}
