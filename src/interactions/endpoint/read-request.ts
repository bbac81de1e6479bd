/** Tells what the signed body of a request is: two kinds of pings, an interaction, or an event. */
import { type APIInteraction, ApplicationWebhookType, InteractionType } from 'discord-api-types/v10';

export type SignedPayload =
  /** Discord asks whether the address of interactions, or that of events, is one. */
  | { readonly kind: 'ping'; readonly of: 'interactions' | 'events' }
  | { readonly kind: 'interaction'; readonly payload: APIInteraction }
  | { readonly kind: 'event'; readonly type: string; readonly data: unknown };

const INTERACTIONS: readonly unknown[] = [
  InteractionType.ApplicationCommand,
  InteractionType.MessageComponent,
  InteractionType.ApplicationCommandAutocomplete,
  InteractionType.ModalSubmit,
];

/**
 * Both kinds of address may be the same. Their types overlap (1 is a ping of the one and an event of the other), so an event is
 * told by what it brings. https://discord.com/developers/docs/events/webhook-events#payload-structure
 */
export function readSignedPayload(body: Buffer): SignedPayload | 'json' | 'type' {
  const payload = parse(body);
  if (!payload) return 'json';
  const { type, event } = payload;
  if (type === ApplicationWebhookType.Ping) return { kind: 'ping', of: 'events' };
  if (isObject(event)) {
    const { type: name, data } = event;
    return type === ApplicationWebhookType.Event && typeof name === 'string'
      ? { kind: 'event', type: name, data }
      : 'type';
  }
  if (type === InteractionType.Ping) return { kind: 'ping', of: 'interactions' };
  const isWhole = typeof payload.id === 'string' && typeof payload.token === 'string';
  if (!INTERACTIONS.includes(type) || !isWhole) return 'type';
  return { kind: 'interaction', payload: payload as unknown as APIInteraction };
}

function parse(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
