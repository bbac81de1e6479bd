/**
 * Finds who answers a component or a form by the text that it carries. A text is either a plain one, taken whole, or that of a
 * typed id: its name, then a colon or nothing.
 */
import { type CustomId } from '../custom-id/custom-id';

export interface Found<Entry> {
  readonly entry: Entry;
  /** What the id holds; `undefined` for plain texts. */
  readonly values: object | undefined;
}

export class CustomIdMap<Entry> {
  private readonly byName = new Map<string, { readonly entry: Entry; readonly id: CustomId | undefined }[]>();

  /** @returns entries that are there for the same id. */
  add(id: CustomId | string, entry: Entry): readonly Entry[] {
    const name = typeof id === 'string' ? id : id.name;
    const entries = this.byName.get(name) ?? [];
    this.byName.set(name, [...entries, { entry, id: typeof id === 'string' ? undefined : id }]);
    return entries.map((other) => other.entry);
  }

  get size(): number {
    return this.byName.size;
  }

  /** `undefined` when nobody has such an id; 'outdated' when its texts had another form in an earlier program. */
  find(text: string, fits: (entry: Entry) => boolean): Found<Entry> | 'outdated' | undefined {
    for (const { entry, id } of this.byName.get(text) ?? [])
      if (!id && fits(entry)) return { entry, values: undefined };
    const end = text.indexOf(':');
    for (const { entry, id } of this.byName.get(end < 0 ? text : text.slice(0, end)) ?? []) {
      if (!id || !fits(entry)) continue;
      const values = id.parse(text);
      if (values === 'outdated') return values;
      if (values) return { entry, values };
    }
    return undefined;
  }
}
