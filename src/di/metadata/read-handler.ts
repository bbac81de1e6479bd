/** Reads what `@Handler`, `@On`, `@Once`, `@Catch` and `@Needs` left on a class and on its base classes. */
import { type SetupPlace, type SetupProblem } from '../../errors';
import { type EventClass } from '../../models';
import { lineageOf } from './lineage';
import { handlerPlaces, neededEvents, type RawSubscription, rawCatches, rawSubscriptions } from './lists';
import { type CatchRecord, type HandlerRecord, type SubscriptionRecord } from './records';
import { methodProblem } from './method-problem';
import { methodTypes } from './reflect';
import { type Class } from './tokens';

/** The record of a handler class, or the problem that it has no `@Handler()` of its own. */
export function readHandler(type: Class): HandlerRecord | SetupProblem {
  const place = handlerPlaces.own(type)[0];
  if (!place) return undecorated(type);
  const lineage = lineageOf(type);
  const problems: SetupProblem[] = [];
  const needs = new Set<EventClass>();
  for (const base of lineage) {
    for (const event of neededEvents.own(base)) {
      if (isEventClass(event)) needs.add(event);
      else problems.push(noEvent(event, `@Needs on ${base.name}`, place));
    }
  }
  const catches: CatchRecord[] = [];
  for (const { isStatic, ...record } of inherited(lineage, (base) => rawCatches.own(base))) {
    const problem = isStatic ? staticMethod('@Catch', record.place) : catchProblem(type, record);
    if (problem) problems.push(problem);
    else catches.push({ ...record, place: record.place });
  }
  const subscriptions = inherited(lineage, (base) => rawSubscriptions.own(base));
  return {
    type,
    place,
    subscriptions: subscriptions.map((raw, index) => subscriptionOf(type, raw, subscriptions.slice(0, index))),
    catches,
    needs: [...needs],
    problems,
  };
}

/** Whether {@link readHandler} (or readModule) found a problem instead of a record. */
export function isProblem(value: object): value is SetupProblem {
  return 'code' in value && 'advice' in value;
}

/** The records of all classes, base first; what a class says about a method replaces what its bases say about it. */
function inherited<R extends { readonly method: string }>(
  lineage: readonly Class[],
  own: (base: Class) => readonly R[],
): R[] {
  let all: R[] = [];
  for (const base of lineage) {
    const records = own(base);
    all = [...all.filter((old) => !records.some((record) => record.method === old.method)), ...records];
  }
  return all;
}

function subscriptionOf(type: Class, raw: RawSubscription, earlier: readonly RawSubscription[]): SubscriptionRecord {
  const { method, once, options, place } = raw;
  const decorator = once ? '@Once' : '@On';
  const record = { method, once, options, place };
  const refuse = (problem: SetupProblem): SubscriptionRecord => ({ ...record, events: [], problem });
  if (raw.isStatic) return refuse(staticMethod(decorator, place));
  const wrongly = methodProblem(type, method, place);
  if (wrongly) return refuse(wrongly);
  const named = raw.events ?? inferred(type, method);
  if (named === undefined) return refuse(noMetadata(decorator, place));
  const wrong = named.findIndex((event) => !isEventClass(event));
  if (wrong >= 0) {
    const what = raw.events ? `${decorator} on ${place.className ?? type.name}.${method}` : undefined;
    return refuse(what ? noEvent(named[wrong], what, place) : notInferred(decorator, named[wrong], place));
  }
  const events = named as readonly EventClass[];
  const before = earlier
    .filter((other) => other.method === method && !other.isStatic)
    .flatMap((other) => other.events ?? []);
  const twice = events.find((event, index) => before.includes(event) || events.indexOf(event) !== index);
  return twice ? refuse(eventTwice(twice, place)) : { ...record, events };
}

/** What the compiler wrote about parameter 0; `undefined` when it wrote nothing about the method. */
function inferred(type: Class, method: string): readonly unknown[] | undefined {
  const types = methodTypes(type.prototype as object, method);
  return types && [types[0]];
}

function isEventClass(value: unknown): value is EventClass {
  return typeof value === 'function' && typeof (value as { eventName?: unknown }).eventName === 'string';
}

function undecorated(type: Class): SetupProblem {
  const spot = rawSubscriptions.own(type)[0] ?? rawCatches.own(type)[0];
  return {
    code: 'DI_HANDLER_UNDECORATED',
    message: `${type.name || 'An unnamed class'} is listed as a handler and has no @Handler().`,
    advice: `put @Handler() on ${type.name || 'the class'}; a base class’s decorator is not inherited. Classes that only provide something belong in \`providers\`.`,
    place: { file: spot?.place.file, className: type.name },
  };
}

function catchProblem(type: Class, { method, errors, of, place }: CatchRecord): SetupProblem | undefined {
  if (errors.some((error: unknown) => typeof error !== 'function')) return noError(place);
  if (of !== undefined && methodProblem(type, of, place)) return noSuchMethod(of, place);
  return methodProblem(type, method, place);
}

function staticMethod(decorator: string, place: SetupPlace): SetupProblem {
  return {
    code: 'DI_STATIC_METHOD',
    message: `${decorator} stands on the static method ${place.className ?? ''}.${place.method ?? ''}; handlers run on instances.`,
    advice: 'take `static` away.',
    place,
  };
}

function noError(place: SetupPlace): SetupProblem {
  return {
    code: 'DI_NOT_CATCHABLE',
    message: `@Catch on ${place.className ?? ''}.${place.method ?? ''} names something that is no class: it was undefined when the file was loaded, or is a value.`,
    advice:
      'name classes of errors; what is undefined here is often a circular import: move what both need to a third file.',
    place,
  };
}

function noSuchMethod(of: string, place: SetupPlace): SetupProblem {
  return {
    code: 'DI_NOT_CATCHABLE',
    message: `@Catch on ${place.className ?? ''}.${place.method ?? ''} is for failures of "${of}", which is no method of the class.`,
    advice: 'name a method of the same class, or leave `of` out: then it is for all of them.',
    place,
  };
}

function noEvent(value: unknown, what: string, place: SetupPlace): SetupProblem {
  const missing = value === undefined;
  return {
    code: 'DI_NOT_AN_EVENT',
    message: missing
      ? `${what} names an event that was undefined when the file was loaded: the two files import each other.`
      : `${what} names ${nameOf(value)}, which is no event class.`,
    advice: missing
      ? 'break the circular import: move what both need to a third file.'
      : 'name an event class, such as MessageCreateEvent.',
    place,
  };
}

function notInferred(decorator: string, type: unknown, place: SetupPlace): SetupProblem {
  const why =
    type === undefined
      ? 'it has none, or its class was undefined when the file was loaded (a circular import)'
      : type === Object || type === Function
        ? 'its type is a union, an interface, or a class that came by `import type`'
        : `its type is ${nameOf(type)}, which is no event class`;
  return {
    code: 'DI_NOT_AN_EVENT',
    message: `${decorator}() reads the event from the first parameter, and there is none to read: ${why}.`,
    advice: `name the event: ${decorator}(MessageCreateEvent).`,
    place: { ...place, argument: 0 },
  };
}

function noMetadata(decorator: string, place: SetupPlace): SetupProblem {
  return {
    code: 'DI_NO_METADATA',
    message: `${decorator}() reads the event from the first parameter’s type, and the compiler wrote no metadata. Runners built on esbuild, such as tsx, never do.`,
    advice: `name the event: ${decorator}(MessageCreateEvent); or compile with tsc, ts-node or swc with \`experimentalDecorators\` and \`emitDecoratorMetadata\` on.`,
    place: { ...place, argument: 0 },
  };
}

function eventTwice(event: EventClass, place: SetupPlace): SetupProblem {
  return {
    code: 'DI_EVENT_TWICE',
    message: `${place.className ?? ''}.${place.method ?? ''} listens to ${event.name} twice and would run twice for each.`,
    advice: 'name the event once.',
    place,
  };
}

function nameOf(value: unknown): string {
  return typeof value === 'function' ? value.name || 'an unnamed function' : typeof value;
}
