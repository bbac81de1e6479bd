/** Makes instances of option classes of what people entered. Everything is looked up once; a call reads no metadata. */
import { type APIApplicationCommandInteractionDataBasicOption } from 'discord-api-types/v10';
import { type Class } from '../../di';
import { toInstance, validate } from '../../models';
import { faultOf, type OptionFault, reason } from '../faults/option-fault';
import { type OptionReader, type OptionSource, outdated } from './option-readers';

type Entered = readonly APIApplicationCommandInteractionDataBasicOption[];
type Instance = Record<string, unknown>;
type Decode<T> = (entered: Entered, source: OptionSource) => T | readonly OptionFault[];

export interface DecodePlan<T extends object> {
  readonly type: Class<T>;
  readonly readers: readonly OptionReader[];
  /** Whether class-validator has a say. */
  readonly hasRules: boolean;
  /** Whether class-transformer has. */
  readonly isConverted: boolean;
}

const NEEDED = reason('needed');

export function compileDecode<T extends object>({ type, readers, hasRules, isConverted }: DecodePlan<T>): Decode<T> {
  const byName = new Map(readers.map((reader) => [reader.name, reader]));
  const required = readers.filter(({ isRequired }) => isRequired);
  const Type = type as unknown as new () => T;

  const decode: Decode<T> = (entered, source) => {
    const instance = new Type() as Instance;
    let faults: OptionFault[] | undefined;
    for (const option of entered) {
      const reader = byName.get(option.name);
      // What the class does not know any more is no harm.
      if (!reader) continue;
      const value = (option.type as number) === reader.type ? reader.read(option.value, source) : undefined;
      if (value === undefined) (faults ??= []).push(faultOf(reader.name, outdated(option, reader)));
      else instance[reader.field] = value;
    }
    for (const { field, name } of required) {
      if (instance[field] !== undefined || faults?.some(({ option }) => option === name)) continue;
      (faults ??= []).push(faultOf(name, NEEDED));
    }
    return faults ?? (instance as T);
  };
  if (!hasRules && !isConverted) return decode;

  const nameOf = new Map(readers.map(({ field, name }) => [field, name]));
  return (entered, source) => {
    const decoded = decode(entered, source);
    if (Array.isArray(decoded)) return decoded as readonly OptionFault[];
    let instance = decoded as Instance;
    if (isConverted) {
      const given = entered.flatMap(({ name }) => byName.get(name) ?? []);
      instance = converted(Type, instance, given);
    }
    const faults = hasRules ? brokenRules(instance, nameOf) : [];
    return faults.length > 0 ? faults : (instance as T);
  };
}

/** class-transformer copies what it is given at every depth, so that views do not go through it; nor do the class's own defaults. */
export function converted(
  Type: new () => object,
  decoded: Instance,
  given: readonly { readonly field: string; readonly isView: boolean }[],
): Instance {
  const plain: Instance = {};
  for (const { field, isView } of given) if (!isView) plain[field] = decoded[field];
  const instance = toInstance(Type, plain) as Instance;
  for (const { field, isView } of given) if (isView) instance[field] = decoded[field];
  return instance;
}

/** Rules do not hold for what was left out, as if each optional field had `@IsOptional()`. */
export function brokenRules(instance: Readonly<Instance>, nameOf: ReadonlyMap<string, string>): OptionFault[] {
  return validate(instance).flatMap(({ path, message }) => {
    const [field = path] = path.split(/[.[]/);
    const name = nameOf.get(field);
    if (name !== undefined && instance[field] === undefined) return [];
    return [{ option: name ?? field, message }];
  });
}
