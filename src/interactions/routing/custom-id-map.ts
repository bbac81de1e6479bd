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
  private readonly typed = new Map<string, { readonly entry: Entry; readonly id: CustomId }[]>();
  private readonly plain = new Map<string, Entry[]>();

  /** @returns entries that are there for the same id. */
  add(id: CustomId | string, entry: Entry): readonly Entry[] {
    const name = typeof id === 'string' ? id : id.name;
    const typed = this.typed.get(name) ?? [];
    const plain = this.plain.get(name) ?? [];
    if (typeof id === 'string') this.plain.set(name, [...plain, entry]);
    else this.typed.set(name, [...typed, { entry, id }]);
    return [...plain, ...typed.map((other) => other.entry)];
  }

  get size(): number {
    return this.plain.size + this.typed.size;
  }

  /**
   * `undefined` when nobody has such an id; 'outdated' when its texts had another form in an earlier program.
   * @param fits whether an entry hears of such components; asked with `kind`, so that no call needs a function of its own.
   */
  find<Kind>(
    text: string,
    fits: (entry: Entry, kind: Kind) => boolean,
    kind: Kind,
  ): Found<Entry> | 'outdated' | undefined {
    const plain = this.plain.get(text);
    if (plain) for (const entry of plain) if (fits(entry, kind)) return { entry, values: undefined };
    const end = text.indexOf(':');
    const typed = this.typed.get(end < 0 ? text : text.slice(0, end));
    if (!typed) return undefined;
    for (const { entry, id } of typed) {
      if (!fits(entry, kind)) continue;
      const values = id.parse(text);
      if (values === 'outdated') return values;
      if (values) return { entry, values };
    }
    return undefined;
  }
}
