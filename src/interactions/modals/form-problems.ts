/** Everything that can be wrong with the class of a form, told before anything connects. */
import { InteractionResponseType } from 'discord-api-types/v10';
import { type Class, fieldType } from '../../di';
import { FrameworkError, type SetupPlace, type SetupProblem } from '../../errors';
import {
  Attachment,
  BodyError,
  Channel,
  convertedFields,
  describeField,
  describeGot,
  encodeBody,
  type FieldProblem,
  type InteractionReplyBody,
  interactionReplySpec,
  Member,
  Role,
  type Shape,
  User,
} from '../../models';
import { repeatedValue } from '../components/selects';
import { isListField } from './field-readers';
import { type FieldKind, type FieldRecord, type FormRecord, VIEW_FIELDS } from './form-records';
import { type FormPart } from './read-form';

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
const MOST_PARTS = 5;
const FITS = 'make it fit: Discord refuses the form otherwise.';

export function formProblems(
  type: Class,
  form: FormRecord | undefined,
  fields: readonly FieldRecord[],
  parts: readonly FormPart[],
  idError: unknown,
): SetupProblem[] {
  const place: SetupPlace = form?.place ?? { file: fields[0]?.place.file, className: type.name };
  const problems: SetupProblem[] = [];
  const tell = (message: string, advice: string): unknown => problems.push(problem(message, advice, place));
  if (!form) tell(`${type.name} is used as a form and has no @Modal.`, `put @Modal('name', 'Title') on ${type.name}.`);
  else if (form.id === undefined) {
    tell(
      `${type.name} names a custom id that was undefined when the file was loaded: the two files import each other.`,
      'break the circular import: move what both need to a third file.',
    );
  }
  if (idError instanceof FrameworkError) tell(`${type.name}: ${firstLine(idError)}`, idError.advice ?? FITS);
  if (type.length > 0) {
    tell(
      `${type.name} is a form whose constructor takes arguments, and nobody gives them.`,
      'take the constructor away: forms are fields only.',
    );
  }
  const isEmpty = form !== undefined && parts.length === 0;
  if (isEmpty) {
    const advice = "put a decorator on each of its fields, such as @TextInput('Label') text!: string.";
    tell(`${type.name} is a form without fields.`, advice);
  }
  if (parts.length > MOST_PARTS) {
    tell(
      `${type.name} has ${parts.length} parts, its texts counted; a form has at most ${MOST_PARTS}.`,
      'ask for less, or show a second form from a button of the answer.',
    );
  }
  return [
    ...problems,
    ...fields.flatMap((record) => fieldProblems(type, record)),
    // Without parts there is one thing to say, and it is not the body's.
    ...(form && !isEmpty ? bodyProblems(type, form, parts, place) : []),
  ];
}

function fieldProblems(type: Class, record: FieldRecord): SetupProblem[] {
  const { field, isStatic, place } = record;
  const found: [message: string, advice: string][] = [];
  if (isStatic) found.push(['stands on a static field; fields of forms belong to instances', 'take `static` away.']);
  if (field === 'id') {
    found.push(['has the name that is kept for what the custom id of the form holds', 'give the field another name.']);
  }
  found.push(
    ...typeMistakes(type, record),
    ...countMistakes(record),
    ...choiceMistakes(record),
    ...textMistakes(record),
  );
  return found.map(([message, advice]) => problem(`${labelOf(record)} ${message}.`, advice, place));
}

type Mistakes = [message: string, advice: string][];

/** What a field of each kind holds, where it is no list; `Object` where no single class stands for it. */
const FIELD_CLASSES: Readonly<Record<FieldKind, Class>> = {
  text: String,
  'string-select': String,
  'user-select': User,
  'member-select': Member,
  'role-select': Role,
  'mentionable-select': Object,
  'channel-select': Channel,
  'file-upload': Attachment,
  'radio-group': String,
  'checkbox-group': Array,
  checkbox: Boolean,
};

/** What the compiler wrote about the field disagrees; where it wrote nothing of use, nothing is known. */
function typeMistakes(type: Class, record: FieldRecord): Mistakes {
  const { kind, field, init } = record;
  if (VIEW_FIELDS.has(kind) && convertedFields(type as Shape, [field]).length > 0) {
    const advice = 'convert the value in the method that gets it.';
    return [['has a conversion of class-transformer, which would copy what was chosen field by field', advice]];
  }
  const written: unknown = fieldType(type.prototype as object, field);
  const isUnknown = typeof written !== 'function' || written === Object || written === Function;
  if (isUnknown || init.transformed === true) return [];
  const isList = isListField(record);
  const expected = isList ? Array : FIELD_CLASSES[kind];
  if (written === expected || (expected.prototype as object) instanceof (written as Class)) return [];
  const says = isList ? 'a list' : expected === Object ? 'a User or a Role' : `a ${expected.name}`;
  const advice =
    written === Array
      ? `declare it as one value, or set maxValues.`
      : `declare \`${field}\` as what it gives${isList ? ', or leave maxValues out' : ''}.`;
  return [[`is of type ${(written as Class).name}, and its decorator gives ${says}`, advice]];
}

function countMistakes(record: FieldRecord): Mistakes {
  const { kind, init, choices } = record;
  const { minValues, maxValues, optional } = init;
  const most = maxValues ?? (kind === 'checkbox-group' ? choices?.length : 1) ?? 1;
  const found: Mistakes = [];
  if (minValues === 0 && optional !== true) {
    found.push(['is required and takes 0 values', 'write { optional: true } instead of minValues: 0.']);
  }
  if (minValues !== undefined && minValues > most) {
    found.push([`wants at least ${minValues} values and takes at most ${most}`, 'set maxValues to as many or more.']);
  }
  if (choices && maxValues !== undefined && maxValues > choices.length) {
    found.push([
      `takes up to ${maxValues} of ${choices.length} choices`,
      `set maxValues to ${choices.length} or less.`,
    ]);
  }
  return found;
}

function choiceMistakes(record: FieldRecord): Mistakes {
  const { kind, choices = [], init } = record;
  const found: Mistakes = [];
  const twice = repeatedValue(choices);
  if (twice !== undefined)
    found.push([`has two choices with the value ${describeGot(twice)}`, 'give each its own value.']);
  if (kind !== 'string-select' && choices.some(({ emoji }) => emoji !== undefined)) {
    found.push([
      'has choices with an emoji, which only selects show',
      'take the emojis away, or use @StringSelectField.',
    ]);
  }
  const chosen = choices.filter((choice) => choice.default === true).length;
  const most = isListField(record) ? (init.maxValues ?? choices.length) : 1;
  if (chosen > most) found.push([`has ${chosen} choices made and takes ${most}`, 'make fewer of them the default.']);
  return found;
}

function textMistakes({ kind, init }: FieldRecord): Mistakes {
  const { minLength = 0, maxLength = 4_000, value } = init;
  if (kind !== 'text') return [];
  if (minLength > maxLength) {
    return [[`wants at least ${minLength} characters and takes at most ${maxLength}`, 'swap minLength and maxLength.']];
  }
  const isWrong = value !== undefined && (value.length > maxLength || value.length < minLength);
  return isWrong
    ? [
        [
          `is filled with ${value.length} characters and takes ${minLength} to ${maxLength}`,
          'change `value` or the bounds.',
        ],
      ]
    : [];
}

function bodyProblems(type: Class, form: FormRecord, parts: readonly FormPart[], place: SetupPlace): SetupProblem[] {
  return refusalsOf(form, parts).map((refused) => {
    const [, index, rest = ''] = /^data\.components\[(\d+)\]\.?(.*)$/.exec(refused.path) ?? [];
    const record = index === undefined ? undefined : parts[Number(index)]?.record;
    if (!record) {
      const told = describeField({ ...refused, path: refused.path.replace(/^data\.?/, '') });
      return problem(`${type.name}: ${told}.`, FITS, place);
    }
    const told = describeField({ ...refused, path: rest.replace(/^component\.?/, '') });
    return problem(`${labelOf(record)}: ${told}.`, FITS, record.place);
  });
}

/** Everything that Discord would refuse about the form. */
function refusalsOf({ title }: FormRecord, parts: readonly FormPart[]): readonly FieldProblem[] {
  const data = { customId: 'form', title, components: parts.map(({ body }) => body) };
  const reply = { type: InteractionResponseType.Modal, data } as unknown as InteractionReplyBody;
  try {
    encodeBody(interactionReplySpec(reply), reply);
    return [];
  } catch (error) {
    if (error instanceof BodyError) return error.fields;
    throw error;
  }
}

function labelOf({ place, field }: FieldRecord): string {
  return `${place.className ?? ''}.${field}`;
}

function firstLine({ message }: Error): string {
  return message.split('\n', 1)[0] as string;
}

function problem(message: string, advice: string, place: SetupPlace): SetupProblem {
  return { code: 'INTERACTION_COMPONENT_INVALID', message, advice, place };
}
