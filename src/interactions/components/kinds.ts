/**
 * The components of messages as bodies, and which may stand where. What a type cannot refuse is refused here when it is built.
 * https://discord.com/developers/docs/components/reference
 */
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIFileComponent,
  type APIMediaGalleryComponent,
  type APISectionComponent,
  type APISelectMenuComponent,
  type APISeparatorComponent,
  type APITextDisplayComponent,
  type APIThumbnailComponent,
  ComponentType,
} from 'discord-api-types/v10';
import { type BodyOf, describeGot } from '../../models';
import { InteractionError } from '../interaction-error';

export type ButtonComponent = BodyOf<APIButtonComponent>;
export type SelectComponent = BodyOf<APISelectMenuComponent>;
export type RowComponent = BodyOf<APIActionRowComponent<APIComponentInMessageActionRow>>;
export type SectionComponent = BodyOf<APISectionComponent>;
export type TextDisplayComponent = BodyOf<APITextDisplayComponent>;
export type ThumbnailComponent = BodyOf<APIThumbnailComponent>;
export type MediaGalleryComponent = BodyOf<APIMediaGalleryComponent>;
export type FileComponent = BodyOf<APIFileComponent>;
export type SeparatorComponent = BodyOf<APISeparatorComponent>;
export type ContainerComponent = BodyOf<APIContainerComponent>;

/** What may stand in a container. */
export type ContainedComponent =
  RowComponent | SectionComponent | TextDisplayComponent | MediaGalleryComponent | FileComponent | SeparatorComponent;

/** What may stand in a message itself. */
export type MessageComponent = ContainedComponent | ContainerComponent;

/** A place that may stay empty: `isOwner && button(…)`. */
export type Maybe<T> = T | undefined | false;

/** What all components share. */
export interface ComponentOptions {
  /** A number of your own, unique within the message, by which the component is found in it. Default: Discord counts. */
  readonly id?: number | undefined;
}

export const BUTTON: readonly ComponentType[] = [ComponentType.Button];

export const SELECTS: readonly ComponentType[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

export const CONTAINED: readonly ComponentType[] = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
];

/** Leaves out what is not there. */
export function present<T>(items: readonly Maybe<T>[]): T[] {
  return items.filter((item): item is T => item !== undefined && item !== false);
}

/**
 * Refuses children of a kind that has no place there: callers without types may pass anything.
 * @throws {InteractionError} INTERACTION_COMPONENT_INVALID with the path to the first of them.
 */
export function checkKinds(
  where: string,
  children: readonly unknown[],
  allowed: readonly ComponentType[],
  takes: string,
): void {
  for (const [index, child] of children.entries()) checkKind(`${where}[${index}]`, child, allowed, takes);
}

/** As {@link checkKinds}, for one. */
export function checkKind(path: string, child: unknown, allowed: readonly ComponentType[], takes: string): void {
  const type: unknown = (child as { readonly type?: unknown } | null | undefined)?.type;
  if (!allowed.includes(type as ComponentType)) throw misbuilt(path, takes, kindOf(child));
}

/** Whether a first argument says something about the rest rather than being a part of it: all components have a type. */
export function isOptions(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && !('type' in argument);
}

/** `a Button`, or what it is when it is no component. */
function kindOf(component: unknown): string {
  const type: unknown = (component as { readonly type?: unknown } | null | undefined)?.type;
  const name = typeof type === 'number' ? ComponentType[type] : undefined;
  return name === undefined ? describeGot(component) : `the component ${name}`;
}

const SEE =
  'see which components may stand where: https://discord.com/developers/docs/components/reference#component-object-component-types.';

/** The error of a component that is built wrong. @param takes `takes one to five buttons`. */
export function misbuilt(path: string, takes: string, got: string, advice = SEE): InteractionError {
  return new InteractionError({
    code: 'INTERACTION_COMPONENT_INVALID',
    kind: 'definition',
    message: `${path} ${takes}, and got ${got}.`,
    advice,
    context: { path },
  });
}

/** Without what is `undefined`: bodies are compared and printed by people. */
export function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
