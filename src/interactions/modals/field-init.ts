/** What the decorators of forms take beside a label. */
import { type SelectOption } from '../components/selects';
import { type ChannelTypeName, type FileType } from '../options/option-init';

export interface ModalInit {
  /** Text above everything, as markdown, 1 to 4,000 characters. */
  readonly intro?: string | undefined;
  /** Text below everything. */
  readonly outro?: string | undefined;
}

/** What every kind of field takes. */
export interface FieldInit {
  /** The field may stay empty; then it keeps the value that the class gives it. Default `false`. */
  readonly optional?: boolean | undefined;
  /** Below the label, up to 100 characters. */
  readonly description?: string | undefined;
  /** Text above the field, as markdown. It counts as one of the five parts of a form. */
  readonly before?: string | undefined;
}

/** Of fields that hold texts. */
export interface TransformedInit {
  /**
   * `@Type` or `@Transform` of class-transformer make something else of what was entered, so that the field may have any type.
   * Conversions that keep the type need not be told.
   */
  readonly transformed?: boolean | undefined;
}

export interface TextInputInit extends FieldInit, TransformedInit {
  /** One line, or several. Default `Short`. */
  readonly style?: 'Short' | 'Paragraph' | undefined;
  /** Characters, 0 to 4,000. */
  readonly minLength?: number | undefined;
  /** Characters, 1 to 4,000. */
  readonly maxLength?: number | undefined;
  /** Shown while it is empty, up to 100 characters. */
  readonly placeholder?: string | undefined;
  /** What it is filled with from the beginning. */
  readonly value?: string | undefined;
}

/** With `maxValues` the field is a list, without it is one value. */
export interface ManyInit extends FieldInit {
  /** How many have to be chosen. Default 1. */
  readonly minValues?: number | undefined;
  /** How many can be chosen. */
  readonly maxValues?: number | undefined;
}

export interface SelectFieldInit extends ManyInit {
  /** Shown while nothing is chosen, up to 150 characters. */
  readonly placeholder?: string | undefined;
}

export interface StringSelectFieldInit extends SelectFieldInit, TransformedInit {}

export interface RadioGroupInit extends FieldInit, TransformedInit {}

export interface CheckboxGroupInit extends ManyInit, TransformedInit {}

export interface ChannelFieldInit extends SelectFieldInit {
  /** Kinds of channels to choose from. Default: all. */
  readonly channelTypes?: readonly ChannelTypeName[] | undefined;
}

export interface FileUploadInit extends ManyInit {
  /** Groups of files, or ends of names: `['image', '.pdf']`, at most 10. Discord looks at the name only. Default: all. */
  readonly fileTypes?: readonly FileType[] | undefined;
}

export interface CheckboxInit extends Omit<FieldInit, 'optional'> {
  /** Ticked from the beginning. */
  readonly default?: boolean | undefined;
}

/** What there is to choose; a plain text is its own label. */
export type FieldChoices = readonly (string | SelectOption)[];

/** All of them at once, for whoever reads records. */
export type AnyFieldInit = TextInputInit & TransformedInit & ChannelFieldInit & FileUploadInit & CheckboxInit;
