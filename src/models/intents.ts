/**
 * Gateway intents: which events a session is sent.
 * https://discord.com/developers/docs/events/gateway#gateway-intents
 */
import { GatewayIntentBits } from 'discord-api-types/v10';

/** Name of an intent, as Discord's documentation writes it in camel case. */
export type IntentName = Exclude<keyof typeof GatewayIntentBits, 'GuildBans' | 'GuildEmojisAndStickers'>;

/** Every intent by its name. Two names that Discord has replaced are left out. */
export const INTENT_NAMES: readonly IntentName[] = Object.keys(GatewayIntentBits).filter(
  (name): name is IntentName => !/^\d+$/.test(name) && name !== 'GuildBans' && name !== 'GuildEmojisAndStickers',
);

/** Intents that must be switched on in the developer portal before a session may ask for them. */
export const PRIVILEGED_INTENTS: readonly IntentName[] = ['GuildMembers', 'GuildPresences', 'MessageContent'];

export function isPrivileged(intent: IntentName): boolean {
  return PRIVILEGED_INTENTS.includes(intent);
}

/** The bits that IDENTIFY carries. */
export function intentBits(intents: Iterable<IntentName>): number {
  let bits = 0;
  for (const intent of intents) bits |= GatewayIntentBits[intent];
  return bits;
}
