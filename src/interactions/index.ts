export * from './answers/acknowledgement';
export * from './answers/answers';
export { FakeAnswers, type Said } from './answers/fake-answers';
export * from './answers/reply-value';
export { Responder, type Suggestion } from './answers/responder';
export * from './answers/rest-answers';
export * from './codes';
export { Autocomplete, type AutocompleteDecorator, type SuggestionOf, type Suggestions } from './commands/autocomplete';
export {
  type CommandDecorator,
  type CommandPlaceInit,
  type CommandTexts,
  type MenuCommandInit,
  type OptionsClass,
  type SlashGroupInit,
  type SlashInit,
  type SubcommandInit,
  type SubgroupInit,
} from './commands/command-init';
export * from './commands/command-set';
export * from './commands/entry-point';
export * from './commands/localisation/localisations';
export * from './commands/menu-commands';
export * from './commands/read-commands';
export * from './commands/slash';
export * from './components/buttons';
export * from './components/decorators';
export { type EmojiInput } from './components/emoji';
export { type IdText } from './components/id-text';
export {
  type ButtonComponent,
  type ComponentOptions,
  type ContainedComponent,
  type ContainerComponent,
  type FileComponent,
  type Maybe,
  type MediaGalleryComponent,
  type MessageComponent,
  type RowComponent,
  type SectionComponent,
  type SelectComponent,
  type SeparatorComponent,
  type TextDisplayComponent,
  type ThumbnailComponent,
} from './components/kinds';
export * from './components/layout';
export * from './components/message';
export * from './components/row';
export {
  channelSelect,
  type ChannelSelectOptions,
  type EntitySelectOptions,
  type Mentionable,
  mentionableSelect,
  option,
  type OptionOptions,
  roleSelect,
  type SelectOption,
  type SelectOptions,
  stringSelect,
  userSelect,
} from './components/selects';
export { AnyContext, type ContextInit, type ReplyOptions } from './context/any-context';
export * from './context/commands';
export * from './context/components';
export * from './context/forms';
export { type InGuildContext } from './context/in-guild';
export * from './context/interaction-context';
export * from './context/person';
export * from './context/query';
export * from './context/source';
export { type AnyCodec, type Codec, type TakeText, type Written } from './custom-id/codec';
export * from './custom-id/codecs';
export * from './custom-id/custom-id';
export { type Codecs, customId, type CustomIdOptions, type ValuesOf } from './custom-id/make-custom-id';
export { type EndpointGroup } from './endpoint/endpoint-desk';
export { type EndpointHealth } from './endpoint/endpoint-health';
export { endpointFaults, type EndpointOptions } from './endpoint/endpoint-options';
export { EndpointServer, type ListenOptions } from './endpoint/endpoint-server';
export { HttpEndpoint } from './endpoint/http-endpoint';
export { importPublicKey } from './endpoint/public-key';
export { type EndpointRefusal } from './endpoint/refusal';
export * from './faults/fault-texts';
export { type FaultValues, type OptionFault } from './faults/option-fault';
export { type FaultTranslate, sayFaults } from './faults/say-faults';
export * from './interaction-error';
export {
  type AnswerOptions,
  type CommandContext as CommandPlace,
  type InstallationKind,
  type PlacedAnswerOptions,
} from './metadata/records';
export * from './modals/field-decorators';
export {
  type ChannelFieldInit,
  type CheckboxGroupInit,
  type CheckboxInit,
  type FieldChoices,
  type FieldInit,
  type FileUploadInit,
  type ManyInit,
  type ModalInit,
  type RadioGroupInit,
  type SelectFieldInit,
  type StringSelectFieldInit,
  type TextInputInit,
  type TransformedInit,
} from './modals/field-init';
export * from './modals/form-fields';
export * from './modals/modal';
export * from './modals/modal-decorators';
export { type Form, type FormValues, readForm } from './modals/read-form';
export * from './options/option-decorators';
export { type OptionBody, type OptionFields } from './options/option-fields';
export {
  type AttachmentOptionInit,
  type ChannelOptionInit,
  type ChannelTypeName,
  type Choices,
  type FileType,
  type Localizations,
  type NamedChoice,
  type NumberOptionInit,
  type OptionInit,
  type StringOptionInit,
  type ValueOptionInit,
} from './options/option-init';
export { type OptionDecorator } from './options/option-types';
export { readOptions } from './options/read-options';
export { isAnswered, lateProblems } from './routing/late-problems';
export { InteractionRouter, type InteractionRouterOptions } from './routing/router';
export { type InteractionTexts, type InteractionTextsChoice } from './routing/texts';
export * from './sync/apply-command-plan';
export * from './sync/command-changes';
export * from './sync/command-plan';
export {
  type CommandPlanOptions,
  CommandSync,
  type CommandSyncChoice,
  type CommandSyncOptions,
} from './sync/command-sync';
export * from './sync/command-sync-error';
export { type CommandFieldChange } from './sync/field-changes';
export * from './sync/plan-commands';
export { type AwaitOptions, type ClickContext } from './waiting/component-waits';
export * from './text/client-lookup';
export { Command } from './text/command-decorator';
export * from './text/fake-lookup';
export * from './text/message-answers';
export { Prefixes } from './text/prefixes';
export { type TextCommandInit, type TextCommandPlace } from './text/text-command-init';
export * from './text/text-context';
export { TextHelp } from './text/text-help';
export * from './text/text-lookup';
export { type TextCommandOptions, TextRouter, type TextRouterOptions } from './text/text-router';
export * from './waiting/confirm';
export * from './waiting/paginate';
