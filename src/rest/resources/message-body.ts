/** The wire form of message bodies, with what Corduroy adds: nobody is mentioned unasked, and creates can be repeated. */
import { MessageReferenceType } from 'discord-api-types/v10';
import { type Clock } from '../../util';

/** A body with Discord’s names. */
export type Wire = Record<string, unknown>;

/** @param encoded a body that was made for one request: it is completed in place. */
export function createBody(encoded: unknown, source: { readonly random: () => number; readonly clock: Clock }): Wire {
  const wire = encoded as Wire;
  wire.allowed_mentions ??= isReply(wire) ? { parse: [], replied_user: false } : { parse: [] };
  if (wire.nonce === undefined) {
    wire.nonce = makeNonce(source);
    wire.enforce_nonce = true;
  }
  return wire;
}

/** Of webhooks and interactions, which know no nonce. @param encoded as for {@link createBody}. */
export function mentionNobody(encoded: unknown): Wire {
  const wire = encoded as Wire;
  wire.allowed_mentions ??= { parse: [] };
  return wire;
}

/** Content and text displays are read for mentions anew. @param encoded as for {@link createBody}. */
export function editBody(encoded: unknown): Wire {
  const wire = encoded as Wire;
  const hasText = typeof wire.content === 'string' || (Array.isArray(wire.components) && wire.components.length > 0);
  if (hasText || wire.allowed_mentions === null) wire.allowed_mentions ??= { parse: [] };
  return wire;
}

function isReply({ message_reference: reference }: Wire): boolean {
  if (typeof reference !== 'object' || reference === null) return false;
  const { type } = reference as { type?: unknown };
  return type === undefined || type === MessageReferenceType.Default;
}

/**
 * Discord remembers nonces for some minutes, and takes up to 25 characters: the time, then chance. In decimals and in
 * pieces, because that is what the engine writes fastest.
 * https://discord.com/developers/docs/resources/message#create-message
 */
function makeNonce({ random, clock }: { readonly random: () => number; readonly clock: Clock }): string {
  return `${Math.floor(clock.wallMs())}${Math.floor(random() * 1e6)}${Math.floor(random() * 1e6)}`;
}
