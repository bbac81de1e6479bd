export * from './codes';
export { defineTexts, type FolderOptions, loadTexts, type TextsOptions, type TextTables } from './define-texts';
export { type LocaleSource } from './locale-source';
export { type TextLocale } from './locales';
export * from './localised-text';
export { Texts, type Translate } from './texts';
export { type TextValue, type TextValues } from './types/text-arguments';
export { type TextKey, type TextTable, type ValuesFor } from './types/text-keys';
