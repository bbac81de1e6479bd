/** Checks the body of a message without sending it, so that a mistake is told at once and in the author's own names. */
import { type MessageCreateBody, type MessageEditBody } from '../bodies/message';
import { splitFiles } from '../bodies/with-files';
import { encodeBody } from './body-spec';
import { messageCreateSpec, messageEditSpec } from './message-rules';

/** @throws {BodyError} BODY_INVALID with every place where the message breaks one of Discord's limits. */
export function checkMessageCreate(body: MessageCreateBody): void {
  encodeBody(messageCreateSpec, splitFiles(body).body);
}

/** @throws {BodyError} BODY_INVALID with every place where the edit breaks one of Discord's limits. */
export function checkMessageEdit(body: MessageEditBody): void {
  encodeBody(messageEditSpec, splitFiles(body, 'edit').body);
}
