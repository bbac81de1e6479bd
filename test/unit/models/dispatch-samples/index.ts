/** A valid payload of every dispatch, new each time it is asked for: `dispatchSamples.MESSAGE_CREATE()`. */
import { type GatewayDispatchEvents } from 'discord-api-types/v10';
import { applicationSamples } from './application';
import { channelSamples } from './channel';
import { guildSamples } from './guild';
import { messageSamples } from './message';
import { peopleSamples } from './people';
import { type Samples } from './samples-of';

export { type DataOf, type Samples } from './samples-of';

const samples: Samples = {
  ...applicationSamples,
  ...channelSamples,
  ...guildSamples,
  ...messageSamples,
  ...peopleSamples,
};

export const dispatchSamples = Object.fromEntries(
  Object.entries(samples).map(([name, payload]) => [name, () => structuredClone(payload)]),
) as { readonly [Name in GatewayDispatchEvents]: () => Samples[Name] };
