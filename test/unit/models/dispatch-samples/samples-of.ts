/** What a sample is: the data of a dispatch, as discord-api-types declares it. */
import { type GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord-api-types/v10';

type DataIn<Payload, Name> = Payload extends { readonly t: infer Names; readonly d: infer Data }
  ? Name extends Names
    ? Data
    : never
  : never;

/** The data of a dispatch. */
export type DataOf<Name extends GatewayDispatchEvents> = DataIn<GatewayDispatchPayload, Name>;

/** A payload for each dispatch. */
export type Samples = { readonly [Name in GatewayDispatchEvents]: DataOf<Name> };
