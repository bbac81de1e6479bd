/** Rows of buttons, and rows of one select. https://discord.com/developers/docs/components/reference#action-row */
import { ComponentType } from 'discord-api-types/v10';
import {
  BUTTON,
  type ButtonComponent,
  checkKinds,
  type Maybe,
  misbuilt,
  present,
  type RowComponent,
  type SelectComponent,
  SELECTS,
} from './kinds';

const MOST = 5;

/** One to five buttons; a second select, or a select beside buttons, does not compile. */
export type RowButtons = readonly [
  Maybe<ButtonComponent>,
  Maybe<ButtonComponent>?,
  Maybe<ButtonComponent>?,
  Maybe<ButtonComponent>?,
  Maybe<ButtonComponent>?,
];

/**
 * A row of one to five buttons or of one select. What is `undefined` or `false` is left out.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID when it is empty, too long, or mixed.
 */
export function row(select: SelectComponent): RowComponent;
export function row(...buttons: RowButtons): RowComponent;
export function row(buttons: readonly Maybe<ButtonComponent>[]): RowComponent;
export function row(...items: readonly unknown[]): RowComponent {
  const [first] = items;
  const children = present(Array.isArray(first) ? (first as readonly unknown[]) : items);
  const takes = 'takes one to five buttons, or one select alone';
  checkKinds('row', children, [...BUTTON, ...SELECTS], takes);
  const selects = children.filter((child) => !BUTTON.includes((child as ButtonComponent).type));
  const isMixed = selects.length > 0 && children.length > 1;
  if (isMixed) throw misbuilt('row', takes, 'a select and something beside it');
  if (children.length === 0 || children.length > MOST) throw misbuilt('row', takes, `${children.length} of them`);
  return { type: ComponentType.ActionRow, components: children as ButtonComponent[] };
}
