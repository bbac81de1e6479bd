/** Makes an instance of an option class of what was written behind a text command, or tells what does not fit. */
import { type ViewContext } from '../../models';
import { type OptionFault } from '../faults/option-fault';
import { type OptionFields } from '../options/option-fields';
import { readInput, type TextOrigin } from './text-input';

/** @param from where in `written` the command's own words end. */
export async function decodeText(
  fields: OptionFields,
  written: string,
  from: number,
  origin: TextOrigin & { readonly views: ViewContext },
): Promise<object | readonly OptionFault[]> {
  const { options, resolved, faults } = await readInput(fields.bodies, written, from, origin);
  const decoded = fields.decode(options, resolved, origin.views, origin.guildId);
  if (faults.length === 0) return decoded;
  const missing = Array.isArray(decoded) ? (decoded as readonly OptionFault[]) : [];
  // What could not be read is not missing as well.
  const told = new Set(faults.map(({ option }) => option));
  return [...faults, ...missing.filter(({ option }) => !told.has(option))];
}
