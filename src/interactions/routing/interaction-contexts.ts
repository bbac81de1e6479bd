/** Makes the context that a method is called with: which class it has follows from what was used, and from where. */
import { ApplicationCommandType, ComponentType } from 'discord-api-types/v10';
import { type InteractionCreateEvent, type ViewContext } from '../../models';
import { type Clock } from '../../util';
import { type AnswerSource } from '../answers/acknowledgement';
import { type Answers } from '../answers/answers';
import { Responder } from '../answers/responder';
import { type AnyContext, type ContextInit } from '../context/any-context';
import {
  EntryPointContext,
  GuildEntryPointContext,
  GuildMessageCommandContext,
  GuildSlashContext,
  GuildUserCommandContext,
  MessageCommandContext,
  SlashContext,
  UserCommandContext,
} from '../context/commands';
import { ButtonContext, GuildButtonContext, GuildSelectContext, SelectContext } from '../context/components';
import { GuildModalContext, ModalContext } from '../context/forms';
import { InteractionSource } from '../context/person';
import { type AnswerOptions, type CommandKind, type ComponentKind } from '../metadata/records';
import { type ComponentWaits } from '../waiting/component-waits';

export const KIND_OF_COMPONENT: Readonly<Record<number, ComponentKind>> = {
  [ComponentType.Button]: 'button',
  [ComponentType.StringSelect]: 'string-select',
  [ComponentType.UserSelect]: 'user-select',
  [ComponentType.RoleSelect]: 'role-select',
  [ComponentType.MentionableSelect]: 'mentionable-select',
  [ComponentType.ChannelSelect]: 'channel-select',
};

export const KIND_OF_COMMAND: Readonly<Record<number, CommandKind>> = {
  [ApplicationCommandType.ChatInput]: 'slash',
  [ApplicationCommandType.User]: 'user',
  [ApplicationCommandType.Message]: 'message',
  [ApplicationCommandType.PrimaryEntryPoint]: 'entry',
};

/** Of one thing that can be used: the class of its context anywhere, and in a guild. */
export type ContextClasses<C extends AnyContext = AnyContext> = readonly [
  anywhere: new (init: ContextInit) => C,
  guild: new (init: ContextInit) => C,
];

export const COMMAND_CONTEXTS: Readonly<Record<CommandKind, ContextClasses>> = {
  slash: [SlashContext, GuildSlashContext],
  user: [UserCommandContext, GuildUserCommandContext],
  message: [MessageCommandContext, GuildMessageCommandContext],
  entry: [EntryPointContext, GuildEntryPointContext],
};
export const BUTTON_CONTEXTS: ContextClasses<ButtonContext> = [ButtonContext, GuildButtonContext];
export const SELECT_CONTEXTS: ContextClasses<SelectContext> = [SelectContext, GuildSelectContext];
export const FORM_CONTEXTS: ContextClasses<ModalContext> = [ModalContext, GuildModalContext];

/** What was used, for messages, and the way back. */
export interface Used {
  readonly event: InteractionCreateEvent;
  readonly answers: Answers;
  readonly source: AnswerSource;
  /** `/ban`, `the button "confirm"`. */
  readonly what: string;
}

export class InteractionContexts {
  /** @param views what the views of contexts are bound to. @param waits who waits for clicks. */
  constructor(
    private readonly clock: Clock,
    private readonly views: ViewContext,
    private readonly waits: ComponentWaits,
  ) {}

  responder({ answers, source, what }: Used): Responder {
    const { clock } = this;
    return new Responder({ answers, clock, source, what, arrivedAtMs: clock.now() });
  }

  context<C extends AnyContext>(
    [anywhere, guild]: ContextClasses<C>,
    { event, what }: Used,
    responder: Responder,
    { ephemeral = false }: AnswerOptions,
  ): C {
    const Context = event.guildId === undefined ? anywhere : guild;
    const { waits, views } = this;
    return new Context({ source: new InteractionSource(event), responder, what, ephemeral, waits, views });
  }
}
