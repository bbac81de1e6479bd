/** Finds out what each parameter of a constructor or method is to be given, or why that cannot be known. */
import { type SetupPlace } from '../../errors';
import { argumentTokens, handlerPlaces, injectables, injects, rawModules, rawSubscriptions } from './lists';
import { type Clues, refusal, type RefusalCode, undecoratedProblem } from './parameter-problems';
import { type ParameterRecord } from './records';
import { constructorTypes, methodTypes, tsyringeTokens } from './reflect';
import { constructorParameters, functionParameters, type SourceParameter } from './source-text';
import { type Class, isInjectionToken } from './tokens';

/** Types that the compiler writes for values which only a token can tell apart. */
const PRIMITIVES: ReadonlySet<unknown> = new Set([String, Number, Boolean, Symbol, BigInt, Array, Promise]);

/**
 * The parameters of a method from number `from` on: 1 for a handler, whose parameter 0 is the event whatever its metadata,
 * 2 where parameter 1 belongs to the decorator. A parameter is known by `@Inject`, then by `@Args`, then by its class.
 * @param place where the method is, for messages; by default where its `@On` stands.
 */
export function readParameters(
  type: Class,
  method: string,
  from: number,
  place: SetupPlace | undefined = methodPlace(type, method),
): readonly ParameterRecord[] {
  const prototype = type.prototype as Record<string, unknown>;
  const fn = prototype[method];
  if (typeof fn !== 'function') return [];
  const source = functionParameters(fn);
  const types = methodTypes(prototype, method);
  const injected = injects.nearest(prototype, method);
  const args = argumentTokens.nearest(prototype, method)[0] ?? [];
  const count = Math.max(
    countOf(fn.length, source, types),
    args.length + 1,
    ...injected.map((record) => record.index + 1),
  );
  const records: ParameterRecord[] = [];
  for (let index = from; index < count; index += 1) {
    const said =
      injected.find((record) => record.index === index) ??
      (index >= 1 && index <= args.length ? { token: args[index - 1] } : undefined);
    records.push(
      readParameter({
        type,
        method,
        place,
        index,
        source: source?.[index],
        optional: isOptional(index, fn.length, source),
        types,
        said,
      }),
    );
  }
  return records;
}

/** The parameters of a class's constructor, be it its own or inherited. */
export function readConstructor(type: Class): readonly ParameterRecord[] {
  const owner = constructorOwner(type);
  if (!owner) return [];
  const types = constructorTypes(owner);
  const source = constructorParameters(owner);
  const injected = injects.own(owner);
  const foreign = tsyringeTokens(owner);
  const count = Math.max(countOf(owner.length, source, types), ...injected.map((record) => record.index + 1));
  const place = classPlace(type);
  const clues = Array.from({ length: count }, (_, index): Clues => ({
    type,
    method: 'constructor',
    place,
    index,
    source: source?.[index],
    optional: isOptional(index, owner.length, source),
    types,
    said:
      injected.find((record) => record.index === index) ??
      (foreign?.[index] === undefined ? undefined : { token: foreign[index] }),
  }));
  const undecorated = types === undefined && injected.length === 0 && !foreign && !classPlace(owner);
  if (!undecorated) return clues.map(readParameter);
  const lost = clues.filter(({ optional }) => !optional);
  // One problem, since one decorator is what is missing.
  const problem = lost[0] && undecoratedProblem(lost[0], lost, owner);
  return clues.map((one) => (one.optional ? facts(one) : { ...facts(one), problem }));
}

/** The place that the decorator of a class remembers, if one of ours stands on it. */
export function classPlace(type: object): SetupPlace | undefined {
  return handlerPlaces.own(type)[0] ?? injectables.own(type)[0]?.place ?? rawModules.own(type)[0]?.place;
}

function methodPlace(type: Class, method: string): SetupPlace | undefined {
  for (let base: object | null = type; base !== null; base = Object.getPrototypeOf(base) as object | null) {
    const found = rawSubscriptions.own(base).find((record) => record.method === method);
    if (found) return found.place;
  }
  return classPlace(type);
}

/** The class on the way up that says what the constructor's parameters are. */
function constructorOwner(type: Class): Class | undefined {
  for (let owner: unknown = type; typeof owner === 'function'; owner = Object.getPrototypeOf(owner)) {
    if (owner === Function.prototype) return undefined;
    const known = constructorTypes(owner) !== undefined || injects.own(owner).length > 0;
    // Bases that are functions or native (EventEmitter, Error) take options of their own, nothing to inject.
    const written =
      owner === type
        ? owner.length > 0 || constructorParameters(owner)
        : isClassSyntax(owner) && constructorParameters(owner);
    if (known || written) return owner as Class;
  }
  return undefined;
}

function isClassSyntax(type: object): boolean {
  return Function.prototype.toString.call(type).startsWith('class');
}

/** How many parameters there are; a rest parameter is nothing to inject. */
function countOf(
  length: number,
  source: readonly SourceParameter[] | undefined,
  types: readonly unknown[] | undefined,
): number {
  if (source) return source.filter((parameter) => !parameter.isRest).length;
  return Math.max(length, types?.length ?? 0);
}

function isOptional(index: number, length: number, source: readonly SourceParameter[] | undefined): boolean {
  return source?.[index]?.hasDefault ?? index >= length;
}

function facts(clues: Clues): ParameterRecord {
  return {
    index: clues.index,
    name: clues.source?.name,
    designType: clues.types?.[clues.index],
    ...(clues.optional ? { optional: true } : {}),
  };
}

function readParameter(clues: Clues): ParameterRecord {
  const record = facts(clues);
  const said = clues.said ?? descriptorIn(record.designType);
  if (said) return fromToken(clues, record, said.token);
  if (clues.types === undefined) return refuse(clues, record, 'DI_NO_METADATA');
  const type = record.designType;
  if (clues.index >= clues.types.length && clues.method !== 'constructor')
    return refuse(clues, record, 'DI_OVERRIDE_UNDECORATED');
  if (type === undefined) return refuse(clues, record, 'DI_ARGUMENT_UNDEFINED');
  if (PRIMITIVES.has(type)) return refuse(clues, record, 'DI_ARGUMENT_PRIMITIVE');
  if (type === Function) return refuse(clues, record, 'DI_ARGUMENT_FUNCTION');
  // swc writes the enum itself for an enum's type.
  if (type === Object || typeof type !== 'function') return refuse(clues, record, 'DI_ARGUMENT_OBJECT');
  return { ...record, token: type as Class };
}

/** tsyringe's `@injectable()` writes its descriptors over the compiler's types. */
function descriptorIn(type: unknown): { readonly token: unknown } | undefined {
  return typeof type === 'object' && type !== null && 'token' in type ? { token: type } : undefined;
}

/** Our own tokens are tokens; tsyringe wraps its own in a descriptor. */
function fromToken(clues: Clues, record: ParameterRecord, said: unknown): ParameterRecord {
  if (isInjectionToken(said)) return { ...record, token: said };
  if (said === undefined || said === null) return refuse(clues, record, 'DI_ARGUMENT_UNDEFINED');
  const { token, multiple, transform, isOptional } = said as Partial<Record<string, unknown>>;
  if (multiple === true || transform !== undefined) return refuse(clues, record, 'DI_TSYRINGE_FEATURE');
  if (token === undefined) return refuse(clues, record, 'DI_ARGUMENT_UNDEFINED');
  if (!isInjectionToken(token)) return refuse(clues, record, 'DI_TSYRINGE_FEATURE');
  return { ...record, token, ...(isOptional === true ? { optional: true } : {}) };
}

/** A parameter with a default value needs no token: what is unknown about it is left to the default. */
function refuse(clues: Clues, record: ParameterRecord, code: RefusalCode): ParameterRecord {
  const explicit = clues.said !== undefined;
  return clues.optional && !explicit ? record : { ...record, problem: refusal(clues, code) };
}
