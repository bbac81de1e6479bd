/** Components as messages keep them: Discord fills in what their author left out. https://discord.com/developers/docs/components/reference */
import { type FileRecord } from './records';
import { type World } from './world';

type Component = Readonly<Record<string, unknown>>;

const ROW = 1;
const SELECTS: ReadonlySet<unknown> = new Set([3, 5, 6, 7, 8]);
const SECTION = 9;
const TEXT_DISPLAY = 10;
const THUMBNAIL = 11;
const GALLERY = 12;
const FILE = 13;
const SEPARATOR = 14;
const CONTAINER = 17;
const ATTACHMENT = 'attachment://';

/** Gives every component an id and what its kind has by default, and finds the files that it shows. */
export function completeComponents(
  world: World,
  components: readonly object[],
  files: readonly FileRecord[],
): Component[] {
  const taken = new Set<unknown>();
  walk(components as readonly Component[], ({ id }) => taken.add(id));
  return new Completion(world, files, taken).all(components);
}

/** The texts that components show, wherever they stand. */
export function textsOf(components: readonly object[]): string[] {
  const texts: string[] = [];
  walk(components as readonly Component[], ({ type, content }) => {
    if (type === TEXT_DISPLAY && typeof content === 'string') texts.push(content);
  });
  return texts;
}

/** Whether there is something in components that an application would hear of. */
export function hearsClicks(components: readonly object[]): boolean {
  let heard = false;
  walk(components as readonly Component[], ({ custom_id: customId = null }) => {
    heard ||= customId !== null;
  });
  return heard;
}

function walk(components: readonly Component[], visit: (component: Component) => void): void {
  for (const component of components) {
    visit(component);
    walk(childrenOf(component), visit);
    if (component.accessory) walk([component.accessory as Component], visit);
  }
}

function childrenOf({ components }: Component): readonly Component[] {
  return Array.isArray(components) ? (components as Component[]) : [];
}

class Completion {
  private lastId = 0;

  constructor(
    private readonly world: World,
    private readonly files: readonly FileRecord[],
    private readonly taken: ReadonlySet<unknown>,
  ) {}

  all(components: unknown): Component[] {
    return (components as readonly Component[]).map((component) => this.one(component));
  }

  private one(component: Component): Component {
    const { id } = component;
    const given = Object.entries(component).filter(([, value]) => value !== null);
    const made = { ...Object.fromEntries(given), id: typeof id === 'number' && id > 0 ? id : this.nextId() };
    return { ...made, ...this.partsOf(component) };
  }

  /** What stands in a component, and what its kind has when nothing is said. */
  private partsOf(component: Component): object {
    const { type, description = null, spoiler = false } = component;
    if (SELECTS.has(type)) return { min_values: component.min_values ?? 1, max_values: component.max_values ?? 1 };
    switch (type) {
      case ROW:
        return { components: this.all(component.components) };
      case SECTION:
        return { components: this.all(component.components), accessory: this.one(component.accessory as Component) };
      case THUMBNAIL:
        return { media: this.media(component.media), description, spoiler };
      case GALLERY:
        return { items: (component.items as readonly Component[]).map((item) => this.item(item)) };
      case FILE:
        return { ...this.file(component), spoiler };
      case SEPARATOR:
        return { divider: component.divider ?? true, spacing: component.spacing ?? 1 };
      case CONTAINER:
        return { components: this.all(component.components), accent_color: component.accent_color ?? null, spoiler };
      default:
        return {};
    }
  }

  private item({ media, description = null, spoiler = false }: Component): object {
    return { media: this.media(media), description, spoiler };
  }

  private file({ file }: Component): object {
    const media = this.media(file);
    const shown = this.files.find(({ attachment }) => attachment.id === media.attachment_id);
    return { file: media, name: shown?.attachment.filename ?? null, size: shown?.attachment.size ?? null };
  }

  private media(media: unknown): { url: string; attachment_id?: string } {
    const { url } = media as { readonly url: string };
    const shown = this.files.find(({ attachment }) => url === `${ATTACHMENT}${attachment.filename}`);
    const id = this.world.ids.next();
    if (!shown) return { id, url, proxy_url: url } as { url: string };
    const { attachment } = shown;
    return {
      id,
      url: attachment.url,
      proxy_url: attachment.proxy_url,
      ...(attachment.content_type === undefined ? {} : { content_type: attachment.content_type }),
      attachment_id: attachment.id,
    } as { url: string; attachment_id: string };
  }

  private nextId(): number {
    do this.lastId += 1;
    while (this.taken.has(this.lastId));
    return this.lastId;
  }
}
