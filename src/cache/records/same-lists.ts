/** One list for equal lists of ids: what members wear of roles is mostly worn by others too, and its ids come again and again. */

/** A power of two, and more than the 250 roles that a guild may have. */
const SLOTS = 512;
const DIGITS = 3;

/**
 * Remembers the last id of each ending and the last list that ends with it, so that looking costs no more than comparing.
 * What another one has pushed out is simply held twice.
 */
export class SameLists {
  private readonly ids = new Array<string>(SLOTS).fill('');
  private readonly lists = new Array<readonly string[]>(SLOTS).fill([]);

  /** An equal list of those that came before, or this one with strings that came before. Anything else comes back as it is. */
  of<List>(list: List): List {
    if (!Array.isArray(list)) return list;
    let slot = list.length & (SLOTS - 1);
    for (let index = 0; index < list.length; index += 1) {
      const id: unknown = list[index];
      if (typeof id !== 'string') return list;
      const at = slotOf(id);
      const same = this.ids[at];
      // Nobody can tell equal strings apart, so this changes nothing that a handler sees.
      if (same === id) list[index] = same;
      else this.ids[at] = id;
      slot = (slot * 31 + at) & (SLOTS - 1);
    }
    const known = this.lists[slot];
    if (known !== undefined && isSame(known, list)) return known as List;
    this.lists[slot] = list as readonly string[];
    return list;
  }
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

/** From the last digits: they differ most. */
function slotOf(id: string): number {
  let slot = 0;
  for (let index = Math.max(0, id.length - DIGITS); index < id.length; index += 1) {
    slot = slot * 10 + id.charCodeAt(index);
  }
  return slot & (SLOTS - 1);
}
