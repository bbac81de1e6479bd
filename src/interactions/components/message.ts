/** Messages: a text or more, and components below it. */
import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import { type InteractionMessageBody } from '../../models';
import { withFlags } from '../answers/reply-body';
import {
  checkKinds,
  CONTAINED,
  isOptions,
  type Maybe,
  type MessageComponent,
  present,
  type RowComponent,
} from './kinds';
import { textDisplay } from './layout';

/** What a message has besides components. */
export interface MessageOptions extends Pick<
  InteractionMessageBody,
  'content' | 'embeds' | 'files' | 'allowedMentions' | 'poll' | 'tts' | 'flags' | 'attachments'
> {
  /** Components have one: they are no options. */
  readonly type?: never;
  /** Only who acted sees it. For answers to interactions. */
  readonly ephemeral?: boolean | undefined;
}

/** With other components than rows there are no embeds and no poll. */
export interface LayoutOptions extends Omit<MessageOptions, 'embeds' | 'poll' | 'tts'> {
  readonly embeds?: never;
  readonly poll?: never;
}

/** A message as it is sent: a handler's answer, or the body of `channel.send(…)` and of edits. */
export interface MessageBody extends Omit<MessageOptions, 'ephemeral' | 'type'> {
  readonly components?: readonly MessageComponent[];
}

/**
 * A message: `message('Sure?', row(button('Yes', 'yes')))`. With rows alone the text stands above them. With any other component
 * the message is laid out by components only, so the text becomes the first of them, and Discord takes neither embeds nor a
 * poll; such a message cannot go back to plain text by an edit. What is `undefined` or `false` is left out.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID for what has no place in a message itself, such as a button without a row.
 */
export function message(content: string, ...rows: readonly Maybe<RowComponent>[]): MessageBody;
export function message(options: MessageOptions, ...rows: readonly Maybe<RowComponent>[]): MessageBody;
export function message(content: string, ...components: readonly Maybe<MessageComponent>[]): MessageBody;
export function message(options: LayoutOptions, ...components: readonly Maybe<MessageComponent>[]): MessageBody;
export function message(...components: readonly Maybe<MessageComponent>[]): MessageBody;
export function message(...args: readonly (string | MessageOptions | Maybe<MessageComponent>)[]): MessageBody {
  const [first] = args;
  const hasOptions = isOptions(first);
  const { ephemeral = false, ...rest } = hasOptions ? (first as MessageOptions) : optionsOf(first);
  const components = present(hasOptions || typeof first === 'string' ? args.slice(1) : args) as MessageComponent[];
  checkKinds('components', components, [...CONTAINED, ComponentType.Container], 'takes rows and layout components');

  const isLayout = components.some(({ type }) => type !== ComponentType.ActionRow);
  const bits = (ephemeral ? MessageFlags.Ephemeral : 0) | (isLayout ? MessageFlags.IsComponentsV2 : 0);
  const body: MessageBody = bits === 0 ? rest : withFlags(rest, bits);
  if (!isLayout) return components.length > 0 ? { ...body, components } : body;
  const { content, ...others } = body;
  return { ...others, components: content ? [textDisplay(content), ...components] : components };
}

function optionsOf(first: unknown): MessageOptions {
  return typeof first === 'string' ? { content: first } : {};
}
