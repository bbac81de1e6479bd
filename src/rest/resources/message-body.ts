/** The wire form of message bodies, with what Corduroy adds: nobody is mentioned unasked, and creates can be repeated. */
import { MessageReferenceType } from 'discord-api-types/v10';
import { type MessageCreateBody, type MessageEditBody, toWire } from '../../models';
import { type Clock } from '../../util';

type Wire = Record<string, unknown>;

export function createBody(
  body: MessageCreateBody,
  source: { readonly random: () => number; readonly clock: Clock },
): Wire {
  const wire = toWire(body) as Wire;
  wire.allowed_mentions ??= isReply(wire) ? { parse: [], replied_user: false } : { parse: [] };
  if (wire.nonce === undefined) {
    wire.nonce = makeNonce(source);
    wire.enforce_nonce = true;
  }
  return wire;
}

export function editBody(body: MessageEditBody): Wire {
  const wire = toWire(body) as Wire;
  if (typeof wire.content === 'string' && wire.allowed_mentions === undefined) wire.allowed_mentions = { parse: [] };
  return wire;
}

function isReply({ message_reference: reference }: Wire): boolean {
  if (typeof reference !== 'object' || reference === null) return false;
  const { type } = reference as { type?: unknown };
  return type === undefined || type === MessageReferenceType.Default;
}

/**
 * Discord remembers nonces for some minutes, and takes up to 25 characters: the time in base 36, then chance.
 * https://discord.com/developers/docs/resources/message#create-message
 */
function makeNonce({ random, clock }: { readonly random: () => number; readonly clock: Clock }): string {
  const chance = Math.floor(random() * 2 ** 52);
  return `${clock.wallMs().toString(36)}${chance.toString(36).padStart(11, '0')}`;
}
