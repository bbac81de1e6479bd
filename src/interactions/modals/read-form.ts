/** Reads the class of a form once: how it is shown, how it is read back, and everything that is wrong with it. */
import { type APIModalSubmissionComponent } from 'discord-api-types/v10';
import { type Class, lineageOf } from '../../di';
import { convertedFields, hasRules, type Shape } from '../../models';
import { type ShownForm } from '../answers/reply-value';
import { textDisplay } from '../components/layout';
import { type CustomId } from '../custom-id/custom-id';
import { customId } from '../custom-id/make-custom-id';
import { brokenRules, converted } from '../options/decode-options';
import { faultOf, type OptionFault } from '../faults/option-fault';
import { type ResolvedSource } from '../resolved';
import { fieldBody } from './field-body';
import { missing, readerOf, type Submitted } from './field-readers';
import { type FormFields } from './form-fields';
import { formProblems } from './form-problems';
import { fieldRecords, type FieldRecord, formRecords, type FormRecord, VIEW_FIELDS } from './form-records';

/** What a form is filled with, by field. */
export type FormValues = Readonly<Record<string, unknown>>;

/** A form's class, read, and how it is shown. */
export interface Form<T extends object = object> extends FormFields<T> {
  /** @param id what its custom id holds. @throws {InteractionError} INTERACTION_COMPONENT_INVALID for values that it does not take. */
  readonly show: (id: object, values: FormValues) => ShownForm;
}

/** One part of a form as Discord takes it, and the field that it is or stands above. */
export interface FormPart {
  readonly record: FieldRecord | undefined;
  readonly body: object;
}

const known = new WeakMap<Class, Form>();

export function readForm<T extends object>(type: new () => T): Form<T> {
  let form = known.get(type);
  if (!form) known.set(type, (form = read(type)));
  return form as Form<T>;
}

function read(type: Class): Form {
  const record = lineageOf(type)
    .flatMap((base) => formRecords.own(base))
    .at(-1);
  const fields = fieldsOf(type);
  const id = idOf(record?.id);
  return {
    type: type as Class<object>,
    customId: id.customId,
    problems: formProblems(type, record, fields, partsOf(record, fields, {}), id.error),
    show: (held, values) => ({
      form: {
        customId: id.customId.of(held),
        title: record?.title,
        components: partsOf(record, fields, values).map(({ body }) => body),
      },
    }),
    decode: decoder(type, fields),
  };
}

/** Of a field that a class says again, what it says itself, where its base has it. */
function fieldsOf(type: Class): FieldRecord[] {
  const byField = new Map<string, FieldRecord>();
  for (const base of lineageOf(type)) for (const record of fieldRecords.own(base)) byField.set(record.field, record);
  return [...byField.values()];
}

function idOf(id: CustomId | string | undefined): { readonly customId: CustomId; readonly error?: unknown } {
  if (typeof id === 'object') return { customId: id };
  try {
    return { customId: customId(id ?? 'form') };
  } catch (error) {
    return { customId: customId('form'), error };
  }
}

function partsOf(form: FormRecord | undefined, fields: readonly FieldRecord[], values: FormValues): FormPart[] {
  const { intro, outro } = form?.init ?? {};
  return [
    ...text(intro, undefined),
    ...fields.flatMap((record) => {
      const value = Object.hasOwn(values, record.field) ? values[record.field] : undefined;
      return [...text(record.init.before, record), { record, body: fieldBody(record, value) }];
    }),
    ...text(outro, undefined),
  ];
}

function text(content: string | undefined, record: FieldRecord | undefined): FormPart[] {
  return content === undefined ? [] : [{ record, body: textDisplay(content) }];
}

function decoder(type: Class, records: readonly FieldRecord[]): FormFields['decode'] {
  const fields = records.map((record) => ({
    record,
    reader: readerOf(record),
    field: record.field,
    isView: VIEW_FIELDS.has(record.kind),
  }));
  const plainFields = fields.flatMap(({ field, isView }) => (isView ? [] : [field]));
  const nameOf = new Map(records.map(({ field, label }) => [field, label]));
  const isRuled = hasRules(type as Shape);
  const isConverted = convertedFields(type as Shape, plainFields).length > 0;
  return (components, resolved, context, guildId, id) => {
    const source: ResolvedSource = { resolved, context, guildId };
    const submitted = submittedIn(components);
    let instance = new (type as new () => Record<string, unknown>)();
    const given: typeof fields = [];
    const faults: OptionFault[] = [];
    for (const each of fields) {
      const { record, reader } = each;
      const found = submitted.get(reader.field);
      const isKnown = found?.type === (reader.type as number);
      const reading = isKnown ? reader.read(found, source) : missing(record);
      if ('fault' in reading) faults.push(faultOf(reader.label, reading.fault));
      else if (reading.value !== undefined) {
        instance[reader.field] = reading.value;
        if (isConverted) given.push(each);
      }
    }
    if (faults.length > 0) return faults;
    if (isConverted) instance = converted(type as new () => object, instance, given);
    if (id !== undefined && !isEmpty(id)) instance.id = id;
    const broken = isRuled ? brokenRules(instance, nameOf) : [];
    return broken.length > 0 ? broken : instance;
  };
}

function isEmpty(values: object): boolean {
  for (const _field in values) return false;
  return true;
}

/** What was entered, by the custom id of its component. */
function submittedIn(components: readonly APIModalSubmissionComponent[]): Map<unknown, Submitted> {
  const found = new Map<unknown, Submitted>();
  for (const component of components) collect(component, found);
  return found;
}

function collect(component: unknown, found: Map<unknown, Submitted>): void {
  if (typeof component !== 'object' || component === null) return;
  const {
    custom_id: id,
    component: inner,
    components: several,
  } = component as { custom_id?: unknown; component?: unknown; components?: unknown };
  if (id !== undefined) found.set(id, component as Submitted);
  if (inner !== undefined) collect(inner, found);
  if (Array.isArray(several)) for (const each of several) collect(each, found);
}
