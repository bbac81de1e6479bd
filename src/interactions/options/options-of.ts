/** Which options a command has: what its decorator names, or what parameter 1 of its method is. */
import { type Class, readParameters } from '../../di';
import { type OptionFields } from './option-fields';
import { hasOptions, readOptions } from './read-options';

/** @param said the class that the decorator names. Where the compiler leaves no types, `@Args(Options)` and `@Inject(Options)` say it too. */
export function optionsOf(owner: Class, method: string, said: Class<object> | undefined): OptionFields | undefined {
  if (said !== undefined) return readOptions(said);
  const first = readParameters(owner, method, 1).find(({ index }) => index === 1);
  const type = [first?.designType, first?.token].find(hasOptions);
  return type && readOptions(type as Class<object>);
}
