/** A form as the person has it before them. */
import { type ModalRecord } from '../../world/interaction-record';

type Component = Readonly<Record<string, unknown>>;

/** A field of a form. */
export interface SimField {
  readonly customId: string;
  /** The component's type: 4 a text, 3 and 5 to 8 selects, 19 files, 21 a radio group, 22 checkboxes, 23 one checkbox. */
  readonly type: number;
  readonly label: string;
  readonly required: boolean;
}

const CHECKBOX = 23;
const LABEL = 18;
const ROW = 1;

export class SimModal {
  /** @internal */
  readonly record: ModalRecord;

  constructor(record: ModalRecord) {
    this.record = record;
  }

  get title(): string {
    return this.record.title;
  }

  get customId(): string {
    return this.record.customId;
  }

  /** What can be filled in, from top to bottom. */
  get fields(): readonly SimField[] {
    return placedFields(this.record).map(({ field, label }) => ({
      customId: String(field.custom_id),
      type: Number(field.type),
      label,
      required: isRequired(field),
    }));
  }

  /** As the application sent it. */
  get components(): readonly object[] {
    return this.record.components;
  }

  /** Keeps what stands behind it out of printed objects. */
  toJSON(): object {
    return { title: this.title, customId: this.customId, fields: this.fields };
  }
}

/** A field with what is written above it. */
export interface PlacedField {
  readonly field: Component;
  readonly label: string;
}

export function placedFields(modal: ModalRecord): PlacedField[] {
  return (modal.components as readonly Component[]).flatMap((component) => {
    if (component.type === LABEL) return [{ field: component.component as Component, label: String(component.label) }];
    if (component.type !== ROW) return [];
    return (component.components as readonly Component[]).map((field) => ({ field, label: field.label as string }));
  });
}

/** Fields are required when nothing is said; one checkbox never is. */
export function isRequired(field: Component): boolean {
  return field.type !== CHECKBOX && field.required !== false;
}
