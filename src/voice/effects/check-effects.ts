/** What effects may be, in one table; they come from authors, from files, and from other threads. */
import { checkRange, invalidOption } from './check-range';
import { type EffectData, type EffectKind, speedOf } from './effect-data';

type Range = readonly [field: string, least: number, most: number, unit: string];

const SPEED = [0.5, 2, '(1 is the audio as it is)'] as const;

/** The numbers of each kind. */
const RANGES: Readonly<Record<EffectKind, readonly Range[]>> = {
  equaliser: [],
  bassBoost: [['db', 0, 24, 'decibels']],
  lowPass: [['hz', 20, 20_000, 'hertz']],
  highPass: [['hz', 20, 20_000, 'hertz']],
  tremolo: [
    ['hz', 0.1, 20, 'hertz'],
    ['depth', 0, 1, '(1 swells from silence)'],
  ],
  rotate: [['hz', 0.01, 5, 'turns a second']],
  mono: [],
  karaoke: [],
  echo: [
    ['ms', 1, 2_000, 'milliseconds'],
    ['decay', 0, 0.9, '(how loud each echo is, compared with the one before)'],
  ],
  compressor: [
    ['thresholdDb', -60, 0, 'decibels'],
    ['ratio', 1, 20, '(decibels that become one)'],
    ['attackMs', 0.1, 200, 'milliseconds'],
    ['releaseMs', 5, 2_000, 'milliseconds'],
    ['makeUpDb', 0, 24, 'decibels'],
  ],
  speed: [['factor', ...SPEED]],
};

const BAND: readonly Range[] = [
  ['hz', 10, 20_000, 'hertz'],
  ['gainDb', -24, 24, 'decibels'],
  ['q', 0.1, 20, '(1.41 is an octave)'],
];

const MOST_EFFECTS = 16;
const MOST_BANDS = 31;

/** @throws {VoiceError} VOICE_INVALID_OPTIONS, naming what is wrong by its path: `effects[1].bands[0].hz`. */
export function checkEffects(effects: unknown): asserts effects is readonly EffectData[] {
  if (!Array.isArray(effects) || effects.length > MOST_EFFECTS)
    throw invalidOption('effects', `effects must be a list of up to ${MOST_EFFECTS} effects: [Effect.bassBoost(6)].`);
  const list: readonly unknown[] = effects;
  for (const [index, effect] of list.entries()) checkEffect(`effects[${index}]`, effect);
  // Several speeds are one: their product.
  checkRange('the speed that effects make together', speedOf(effects as readonly EffectData[]), ...SPEED);
}

/** @param path where it was given; empty while it is being made. */
export function checkEffect(path: string, effect: unknown): void {
  const fields = (effect ?? {}) as Readonly<Record<string, unknown>>;
  const { kind } = fields;
  if (typeof kind !== 'string' || !Object.hasOwn(RANGES, kind))
    throw invalidOption(path, `${path} is no effect. Make one with Effect.equaliser, Effect.bassBoost and the like.`);
  for (const range of RANGES[kind as EffectKind]) checkField(path, fields, range);
  if (kind === 'equaliser') checkBands(path === '' ? 'bands' : `${path}.bands`, fields.bands);
}

/** What an effect is made of, and nothing that its author has put beside: for another thread, which not everything can go to. */
export function plainEffect(effect: EffectData): EffectData {
  const fields = effect as unknown as Readonly<Record<string, unknown>>;
  const numbers = RANGES[effect.kind].map(([field]) => [field, fields[field]] as const);
  const bands = effect.kind === 'equaliser' && effect.bands.map(({ hz, gainDb, q }) => ({ hz, gainDb, q }));
  return { kind: effect.kind, ...Object.fromEntries(numbers), ...(bands && { bands }) } as EffectData;
}

function checkBands(path: string, bands: unknown): void {
  if (!Array.isArray(bands) || bands.length > MOST_BANDS)
    throw invalidOption(path, `${path} must be a list of up to ${MOST_BANDS} bands: [{ hz: 100, gainDb: 6 }].`);
  const list: readonly unknown[] = bands;
  for (const [index, band] of list.entries()) {
    for (const range of BAND) checkField(`${path}[${index}]`, (band ?? {}) as Readonly<Record<string, unknown>>, range);
  }
}

function checkField(path: string, fields: Readonly<Record<string, unknown>>, [field, least, most, unit]: Range): void {
  checkRange(path === '' ? field : `${path}.${field}`, fields[field], least, most, unit);
}
