/** What messages of the second version of components are laid out with. https://discord.com/developers/docs/components/reference */
import { ComponentType, SeparatorSpacingSize } from 'discord-api-types/v10';
import { type AttachmentFile, color, type ColorInput } from '../../models';
import {
  BUTTON,
  type ButtonComponent,
  checkKind,
  checkKinds,
  type ComponentOptions,
  CONTAINED,
  type ContainedComponent,
  type ContainerComponent,
  defined,
  type FileComponent,
  type Maybe,
  type MediaGalleryComponent,
  isOptions,
  misbuilt,
  present,
  type SectionComponent,
  type SeparatorComponent,
  type TextDisplayComponent,
  type ThumbnailComponent,
} from './kinds';

/** A picture or a video: its address, or a file of the same message. */
export type MediaInput = string | Pick<AttachmentFile, 'url'>;

export interface MediaOptions {
  /** For those who do not see it, up to 1,024 characters. */
  readonly description?: string | undefined;
  /** Covers it until it is clicked. */
  readonly spoiler?: boolean | undefined;
}

/** One item of a gallery that says more than where it is. */
export interface GalleryItem extends MediaOptions {
  readonly media: MediaInput;
}

export interface SeparatorOptions extends ComponentOptions {
  /** Whether there is a line. Default `true`. */
  readonly divider?: boolean | undefined;
  /** Default `Small`. */
  readonly spacing?: keyof typeof SeparatorSpacingSize | undefined;
}

export interface ContainerOptions extends ComponentOptions {
  /** Components have one: they are no options. */
  readonly type?: never;
  /** The colour of its edge. */
  readonly accentColor?: ColorInput | undefined;
  /** Covers it until it is clicked. */
  readonly spoiler?: boolean | undefined;
}

/** Text, as markdown, 1 to 4,000 characters in all of a message together. */
export function textDisplay(content: string, { id }: ComponentOptions = {}): TextDisplayComponent {
  return { type: ComponentType.TextDisplay, content, ...defined({ id }) };
}

type Line = string | TextDisplayComponent;

/** One text to three, and a button or a picture beside them. */
export function section(
  texts: Line | readonly [Line] | readonly [Line, Line] | readonly [Line, Line, Line],
  accessory: ButtonComponent | ThumbnailComponent,
  { id }: ComponentOptions = {},
): SectionComponent {
  const lines: readonly unknown[] = Array.isArray(texts) ? (texts as readonly unknown[]) : [texts];
  const components = lines.map(asText);
  const takes = 'takes one to three texts';
  checkKinds('section.components', components, [ComponentType.TextDisplay], takes);
  if (components.length === 0 || components.length > 3) {
    throw misbuilt('section.components', takes, `${components.length} of them`);
  }
  checkKind('section.accessory', accessory, [...BUTTON, ComponentType.Thumbnail], 'takes a button or a thumbnail');
  return {
    type: ComponentType.Section,
    components: components as TextDisplayComponent[],
    accessory,
    ...defined({ id }),
  };
}

/** A picture beside the texts of a section. */
export function thumbnail(media: MediaInput, options: MediaOptions & ComponentOptions = {}): ThumbnailComponent {
  const { description, spoiler, id } = options;
  return { type: ComponentType.Thumbnail, media: mediaOf(media), ...defined({ description, spoiler, id }) };
}

/** One to ten pictures and videos. */
export function mediaGallery(...items: readonly (MediaInput | GalleryItem)[]): MediaGalleryComponent {
  if (items.length === 0 || items.length > 10) {
    throw misbuilt('mediaGallery.items', 'takes one to ten pictures or videos', `${items.length} of them`);
  }
  return {
    type: ComponentType.MediaGallery,
    items: items.map((item) => {
      if (typeof item === 'string' || 'url' in item) return { media: mediaOf(item) };
      const { media, description, spoiler } = item;
      return { media: mediaOf(media), ...defined({ description, spoiler }) };
    }),
  };
}

/** A file of the same message, to be downloaded: the file itself, or `attachment://its-name`. */
export function file(
  from: `attachment://${string}` | Pick<AttachmentFile, 'url'>,
  { spoiler, id }: Omit<MediaOptions, 'description'> & ComponentOptions = {},
): FileComponent {
  const { url } = mediaOf(from);
  if (!url.startsWith('attachment://')) {
    throw misbuilt('file', 'takes a file that is sent with the message, or attachment:// and its name', url);
  }
  return { type: ComponentType.File, file: { url }, ...defined({ spoiler, id }) };
}

/** Space between components, with a line in it unless told otherwise. */
export function separator({ divider, spacing, id }: SeparatorOptions = {}): SeparatorComponent {
  const size = spacing === undefined ? undefined : SeparatorSpacingSize[spacing];
  return { type: ComponentType.Separator, ...defined({ divider, spacing: size, id }) };
}

type Child = Maybe<ContainedComponent | string>;

/**
 * A box around components, with an edge in a colour of its own. A text among its children is a {@link textDisplay}; what is
 * `undefined` or `false` is left out.
 */
export function container(options: ContainerOptions, ...children: readonly Child[]): ContainerComponent;
export function container(...children: readonly Child[]): ContainerComponent;
export function container(...args: readonly (ContainerOptions | Child)[]): ContainerComponent {
  const [first] = args;
  const hasOptions = isOptions(first);
  const { accentColor, spoiler, id } = (hasOptions ? first : {}) as ContainerOptions;
  const children = present(hasOptions ? args.slice(1) : args).map(asText);
  const takes = 'takes rows, sections, texts, galleries, files and separators';
  checkKinds('container.components', children, CONTAINED, takes);
  if (children.length === 0) throw misbuilt('container.components', takes, 'nothing');
  const accent = accentColor === undefined ? undefined : color(accentColor);
  return {
    type: ComponentType.Container,
    components: children as ContainedComponent[],
    ...defined({ accentColor: accent, spoiler, id }),
  };
}

function asText(item: unknown): unknown {
  return typeof item === 'string' ? textDisplay(item) : item;
}

function mediaOf(media: MediaInput): { readonly url: string } {
  return { url: typeof media === 'string' ? media : media.url };
}
