/** People fill in forms and send them. */
import { SimulatorMisuse } from '../../misuse';
import { codePoints } from '../../text';
import { type InteractionRecord, type ModalRecord } from '../../world/interaction-record';
import { metadataOf } from '../../world/interactions';
import { nameOf, type Place } from './place';
import { checkFileType, type Chosen, Resolved, type SimFile } from './resolved';
import { chooseOption, chooseValues, preselected } from './select-values';
import { isRequired, placedFields } from './sim-modal';

const FORM = 5;
const ROW = 1;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const LABEL = 18;
const FILE_UPLOAD = 19;
const RADIO_GROUP = 21;
const CHECKBOX_GROUP = 22;
const CHECKBOX = 23;
const LONGEST = 4_000;

type Component = Readonly<Record<string, unknown>>;

/** What a field is filled with: a text, one or several choices, files, a tick. */
export type FieldValue = string | boolean | Chosen | SimFile | readonly (Chosen | SimFile)[];
/** By custom id or by label. */
export type FieldValues = Readonly<Record<string, FieldValue | undefined>>;

export interface Submission {
  readonly place: Place;
  readonly modal: ModalRecord;
  readonly unchecked: boolean;
}

/** Sends a form. Fields that are not filled in stay as they were shown. */
export function submitModal(submission: Submission, values: FieldValues): InteractionRecord {
  const { place, modal, unchecked } = submission;
  const { interaction } = modal;
  if (!unchecked) {
    checkPerson(submission);
    checkNames(modal, values);
  }
  const resolved = new Resolved(place, interaction.application);
  const components = (modal.components as readonly Component[]).map((component) =>
    filledComponent(component, (field, label) => filled(field, label, values, resolved, unchecked)),
  );
  const { application, user, channel, guild, owners, context, message, commandType } = interaction;
  const sent = place.world.interactions.open({
    kind: FORM,
    application,
    user: unchecked ? place.user : user,
    channel,
    guild,
    owners,
    context,
    data: {
      custom_id: modal.customId,
      components,
      ...(resolved.payload ? { resolved: resolved.payload } : {}),
    },
    name: modal.customId,
    metadata: { triggering: metadataOf(interaction), commandName: interaction.metadata.commandName },
    message,
    commandType,
  });
  modal.submission = sent;
  return sent;
}

function checkPerson({ place, modal }: Submission): void {
  const { user } = modal.interaction;
  if (place.user !== user) {
    throw new SimulatorMisuse(`the form was shown to ${nameOf(user)}, not to ${nameOf(place.user)}`, 'that person.');
  }
  // A form stays open when sending it failed.
  if (modal.submission !== undefined && modal.submission.acknowledgement !== 'failed') {
    throw new SimulatorMisuse('the form was sent already, and is closed', 'opening it again.');
  }
}

function checkNames(modal: ModalRecord, values: FieldValues): void {
  const fields = placedFields(modal);
  const known = fields.flatMap(({ field, label }) => [field.custom_id, label]);
  const unknown = Object.keys(values).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const listed = fields.map(({ field }) => `"${String(field.custom_id)}"`).join(', ');
  throw new SimulatorMisuse(`the form has no field "${unknown}"`, `one of ${listed}.`);
}

/** A component as the submission carries it: without what only the client needed. */
function filledComponent(component: Component, fill: (field: Component, label: string) => object): object {
  const { type, id } = component;
  if (type === LABEL) {
    return { type, id, component: fill(component.component as Component, String(component.label)) };
  }
  if (type !== ROW) return { type, id };
  const fields = component.components as readonly Component[];
  return { type, id, components: fields.map((field) => fill(field, String(field.label))) };
}

function filled(field: Component, label: string, values: FieldValues, resolved: Resolved, unchecked: boolean): object {
  const { type, id, custom_id: customId } = field;
  const given = values[String(customId)] ?? values[label];
  const base = { type, id, custom_id: customId };
  if (unchecked && given !== undefined) {
    return { ...base, [Array.isArray(given) ? 'values' : 'value']: given };
  }
  switch (type) {
    case TEXT_INPUT:
      return { ...base, value: typed(field, given, label) };
    case CHECKBOX:
      return { ...base, value: ticked(field, given, label) };
    case RADIO_GROUP:
      return { ...base, value: picked(field, given, label) };
    case CHECKBOX_GROUP:
      return { ...base, values: several(field, listOf(given), label) };
    case FILE_UPLOAD:
      return { ...base, values: uploaded(field, listOf(given), label, resolved) };
    default:
      return { ...base, values: selected(field, given, label, resolved) };
  }
}

function listOf(given: FieldValue | undefined): readonly unknown[] | undefined {
  if (given === undefined) return undefined;
  return Array.isArray(given) ? (given as readonly unknown[]) : [given];
}

function typed(field: Component, given: FieldValue | undefined, label: string): string {
  const value = given ?? field.value ?? '';
  if (typeof value !== 'string') throw wrongKind(label, 'a text');
  if (value === '' && !isRequired(field)) return value;
  const least = Math.max(Number(field.min_length ?? 0), isRequired(field) ? 1 : 0);
  const most = Number(field.max_length ?? LONGEST);
  const length = codePoints(value);
  if (length >= least && length <= most) return value;
  throw new SimulatorMisuse(
    `"${label}" has ${length} characters, and ${least} to ${most} are let through`,
    'another text, or { unchecked: true }.',
  );
}

function ticked(field: Component, given: FieldValue | undefined, label: string): boolean {
  const value = given ?? field.default ?? false;
  if (typeof value === 'boolean') return value;
  throw wrongKind(label, 'true or false');
}

function picked(field: Component, given: FieldValue | undefined, label: string): string | null {
  const [first] = defaultsOf(field);
  const value = given ?? first;
  if (value === undefined && !isRequired(field)) return null;
  if (typeof value === 'string') return chooseOption(field, value, label);
  throw value === undefined ? missing(label) : wrongKind(label, 'one of the options');
}

function several(field: Component, given: readonly unknown[] | undefined, label: string): string[] {
  const values = given ?? defaultsOf(field);
  const options = (field.options as readonly unknown[]).length;
  const chosen = values.map((value) => chooseOption(field, value as Chosen, label));
  checkCount(field, chosen.length, label, options);
  return chosen;
}

function defaultsOf(group: Component): string[] {
  const options = (group.options ?? []) as readonly Component[];
  return options.filter((option) => option.default === true).map((option) => String(option.value));
}

function uploaded(
  field: Component,
  given: readonly unknown[] | undefined,
  label: string,
  resolved: Resolved,
): string[] {
  const files = (given ?? []) as readonly SimFile[];
  if (files.some((file) => typeof file !== 'object' || !('bytes' in file)))
    throw wrongKind(label, 'files: { name, bytes }');
  checkCount(field, files.length, label, 1);
  return files.map((file) => {
    checkFileType(file, field.file_types);
    return resolved.file(file);
  });
}

function selected(field: Component, given: FieldValue | undefined, label: string, resolved: Resolved): string[] {
  const values = (listOf(given) as readonly Chosen[] | undefined) ?? preselected(field);
  if (values.length === 0 && !isRequired(field)) return [];
  if (values.length === 0) throw missing(label);
  const least = leastOf(field);
  const name = field.type === STRING_SELECT ? label : String(field.custom_id);
  return chooseValues(field, values, resolved, { least, name });
}

function leastOf(field: Component): number {
  return Number(field.min_values ?? (isRequired(field) ? 1 : 0));
}

function checkCount(field: Component, count: number, label: string, usualMost: number): void {
  if (count === 0 && !isRequired(field)) return;
  if (count === 0) throw missing(label);
  const least = leastOf(field);
  const most = Number(field.max_values ?? usualMost);
  if (count >= least && count <= most) return;
  throw new SimulatorMisuse(`"${label}" takes ${least} to ${most}, not ${count}`, 'another number.');
}

function missing(label: string): SimulatorMisuse {
  return new SimulatorMisuse(`"${label}" is required`, 'filling it in.');
}

function wrongKind(label: string, wanted: string): SimulatorMisuse {
  return new SimulatorMisuse(`"${label}" takes ${wanted}`, 'that, or { unchecked: true }.');
}
