/**
 * Gives a face its names; a part of the library, so that it is no file of its own.
 * @param part loads what the names are in @param isLate whether that waits until one of them is asked for
 * @param table by the module, its names; `own:called` where the face calls it otherwise
 */
export function handOut(face, part, isLate, table) {
  for (const module of Object.keys(table)) {
    for (const item of table[module].split(' ')) {
      const [own, called = own] = item.split(':');
      if (isLate) Object.defineProperty(face, called, { get: () => part()[module][own], enumerable: true });
      else face[called] = part()[module][own];
    }
  }
}
