/** The dispatches of Discord's gateway by name, with the payloads that belong to them. */
import { type GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord-api-types/v10';

/** Any of the 79 names. */
export type DispatchName = `${GatewayDispatchEvents}`;

type PayloadsByName = { [P in GatewayDispatchPayload as `${P['t']}`]: P['d'] };

/** The payload of a dispatch. */
export type DispatchData<N extends DispatchName> = PayloadsByName[N];
