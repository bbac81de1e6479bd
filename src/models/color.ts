/** Colours as Discord takes them: one number, 0xRRGGBB. */
import { valueError } from './value-error';

/** Colours of Discord’s own palette. */
export const Colors = {
  Blurple: 0x58_65_f2,
  Green: 0x57_f2_87,
  Yellow: 0xfe_e7_5c,
  Fuchsia: 0xeb_45_9e,
  Red: 0xed_42_45,
  White: 0xff_ff_ff,
  /** Black itself, 0, means “no colour” to Discord. */
  NearBlack: 0x00_00_01,
  Teal: 0x1a_bc_9c,
  Blue: 0x34_98_db,
  Purple: 0x9b_59_b6,
  Gold: 0xf1_c4_0f,
  Orange: 0xe6_7e_22,
  Grey: 0x95_a5_a6,
  DarkGrey: 0x2b_2d_31,
} as const;

export type ColorName = keyof typeof Colors;

/** A colour as an author has it: a name, `#RGB`, `#RRGGBB`, a number, or red, green and blue from 0 to 255. */
export type ColorInput = ColorName | `#${string}` | number | readonly [red: number, green: number, blue: number];

/**
 * A colour as one number.
 * @throws {FrameworkError} VALUE_INVALID when it is none.
 */
export function color(input: ColorInput): number {
  const value = read(input);
  if (value !== undefined && Number.isInteger(value) && value >= 0 && value <= 0xff_ff_ff) return value;
  throw valueError('color()', 'a name of Colors, #RRGGBB, a number up to 0xFFFFFF, or three numbers up to 255', input);
}

function read(input: ColorInput): number | undefined {
  if (typeof input === 'number') return input;
  if (typeof input === 'string') {
    if (Object.hasOwn(Colors, input)) return Colors[input as ColorName];
    const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(input) ?? [];
    const digits = long ?? short?.replace(/./g, '$&$&');
    return digits === undefined ? undefined : Number.parseInt(digits, 16);
  }
  // Callers without types may pass anything.
  const parts: readonly number[] = Array.isArray(input) ? input : [];
  if (parts.length !== 3 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** `#5865F2` */
export function hexColor(value: number): string {
  return `#${value.toString(16).padStart(6, '0').toUpperCase()}`;
}
