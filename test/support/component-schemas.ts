/** Discord's schemas of messages and forms, held against what builders make. */
import { encodeBody, type InteractionReplyBody, interactionReplySpec } from '../../src/models';
import { schemaOf } from './spec-schemas';

/**
 * What Discord's schema says against an answer to an interaction; `[]` when it fits. Files travel beside it.
 * @throws {BodyError} what the client's own rules say against it.
 */
export function schemaComplaints(reply: InteractionReplyBody): string[] {
  const { files: _files, ...data } = (reply as { readonly data: { readonly files?: unknown } }).data;
  const body = { ...reply, data } as unknown as InteractionReplyBody;
  const wire = encodeBody(interactionReplySpec(body), body) as { readonly type: number; readonly data: object };
  const schema = wire.type === 9 ? 'ModalInteractionCallbackRequestData' : 'IncomingWebhookInteractionRequest';
  const { error } = schemaOf(schema).safeParse(wire.data);
  return (error?.issues ?? []).map((issue) => JSON.stringify(issue));
}
