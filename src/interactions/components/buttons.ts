/** Buttons. https://discord.com/developers/docs/components/reference#button */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { type SkuId } from '../../models';
import { emojiOf, type EmojiInput } from './emoji';
import { idText, type IdText } from './id-text';
import { type ButtonComponent, type ComponentOptions, defined, misbuilt } from './kinds';

/** Of a button that is heard: `Primary` for the one that people most likely want, `Danger` for what cannot be taken back. */
export type ButtonStyleName = 'Primary' | 'Secondary' | 'Success' | 'Danger';

export interface LinkButtonOptions extends ComponentOptions {
  readonly emoji?: EmojiInput | undefined;
  readonly disabled?: boolean | undefined;
}

export interface ButtonOptions extends LinkButtonOptions {
  /** Default `Secondary`. */
  readonly style?: ButtonStyleName | undefined;
}

/**
 * A button that `@Button` hears of.
 * @param label up to 80 characters; `''` for a button that shows its emoji only.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID when it would show nothing.
 */
export function button(label: string, customId: IdText, options: ButtonOptions = {}): ButtonComponent {
  const { style = 'Secondary' } = options;
  if (!Object.hasOwn(STYLES, style)) {
    throw misbuilt('button.style', `takes ${Object.keys(STYLES).join(', ')}`, JSON.stringify(style));
  }
  return { type: ComponentType.Button, style: STYLES[style], ...shown(label, options), customId: idText(customId) };
}

/** A button that opens a page. Nobody hears of it. @param label as of {@link button}. */
export function linkButton(label: string, url: string | URL, options: LinkButtonOptions = {}): ButtonComponent {
  return { type: ComponentType.Button, style: ButtonStyle.Link, ...shown(label, options), url: String(url) };
}

/** A button that sells something of the application's; Discord writes its label. */
export function premiumButton(skuId: SkuId, { disabled, id }: Omit<LinkButtonOptions, 'emoji'> = {}): ButtonComponent {
  return { type: ComponentType.Button, style: ButtonStyle.Premium, skuId, ...defined({ disabled, id }) };
}

const STYLES = {
  Primary: ButtonStyle.Primary,
  Secondary: ButtonStyle.Secondary,
  Success: ButtonStyle.Success,
  Danger: ButtonStyle.Danger,
} as const satisfies Readonly<Record<ButtonStyleName, ButtonStyle>>;

interface Shown {
  readonly label?: string;
  readonly emoji?: ReturnType<typeof emojiOf>;
  readonly disabled?: boolean;
  readonly id?: number;
}

function shown(label: string, { emoji, disabled, id }: LinkButtonOptions): Shown {
  if (label === '' && emoji === undefined) throw misbuilt('button', 'takes a label or an emoji', 'neither');
  return defined({ label: label === '' ? undefined : label, emoji: emojiOf(emoji, 'button.emoji'), disabled, id });
}
