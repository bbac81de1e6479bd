/** Where voice servers stand. https://discord.com/developers/docs/resources/voice#voice-region-object */

const region = (id: string, name: string, optimal = false): object => ({
  id,
  name,
  custom: false,
  deprecated: false,
  optimal,
});

/** As payloads; they never change. */
export const VOICE_REGIONS: readonly object[] = [
  region('brazil', 'Brazil'),
  region('hongkong', 'Hong Kong'),
  region('india', 'India'),
  region('japan', 'Japan'),
  region('rotterdam', 'Rotterdam', true),
  region('singapore', 'Singapore'),
  region('sydney', 'Sydney'),
  region('us-central', 'US Central'),
  region('us-east', 'US East'),
  region('us-west', 'US West'),
];
