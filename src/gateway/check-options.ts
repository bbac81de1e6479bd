/** Refuses options that Discord would refuse, before anything connects. */
import { encodeCommand } from './commands/command';
import { updatePresenceCommand } from './commands/update-presence';
import { chooseCompression } from './compression/choose-compression';
import { GatewayError } from './gateway-error';
import { type GatewayClientOptions } from './gateway-client-options';

/** @throws {GatewayError} GATEWAY_INVALID_OPTIONS, GATEWAY_COMPRESSION_UNAVAILABLE; for the presence what {@link encodeCommand} throws. */
export function checkOptions(options: GatewayClientOptions): void {
  const { token, intents, presence, shards = 'auto', largeThreshold = 50, compression = 'best' } = options;
  if (typeof token !== 'string' || token.trim() === '') {
    throw invalid('The gateway client got no token.', 'pass the token of the bot.');
  }
  if (typeof intents === 'number') checkIntents(intents);
  // It goes out with IDENTIFY, where one that Discord refuses would end every connection.
  if (presence) encodeCommand(updatePresenceCommand(presence));
  if (shards !== 'auto' && (!Number.isSafeInteger(shards) || shards < 1)) {
    throw invalid(`The number of shards is ${String(shards)}.`, 'use "auto", or a whole number from 1 on.');
  }
  if (!Number.isInteger(largeThreshold) || largeThreshold < 50 || largeThreshold > 250) {
    throw invalid(`largeThreshold is ${String(largeThreshold)}.`, 'use a whole number from 50 to 250.');
  }
  chooseCompression(compression);
}

/** A function that tells the intents, checked each time when they come from a function. */
export function intentsTeller(intents: GatewayClientOptions['intents']): () => number {
  return typeof intents === 'number' ? () => intents : () => checkIntents(intents());
}

function checkIntents(intents: number): number {
  if (Number.isSafeInteger(intents) && intents >= 0) return intents;
  throw invalid(`The intents are ${String(intents)}, which is no set of bits.`, 'build them with intentBits([…]).');
}

function invalid(message: string, advice: string): GatewayError {
  return new GatewayError({ code: 'GATEWAY_INVALID_OPTIONS', kind: 'invalid-options', message, advice });
}
