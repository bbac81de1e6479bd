/**
 * Makes a face: an object with all its names. A part of the library, so that it is no file of its own.
 * @param parts for each, what gives a module of it, whether that waits until one of its names is asked for, and by the module
 * its names; `own:called` where the face calls it otherwise
 */
export function handOut(parts) {
  // Without a prototype V8 takes it for a dictionary from the start; else it makes a shape for each of seven hundred names.
  const face = Object.create(null);
  for (const [moduleAt, isLate, table] of parts) {
    for (const module in table) {
      const early = isLate ? undefined : moduleAt(module);
      for (const item of table[module].split(' ')) {
        const at = item.indexOf(':');
        const [own, called] = at < 0 ? [item, item] : [item.slice(0, at), item.slice(at + 1)];
        if (early) face[called] = early[own];
        else Object.defineProperty(face, called, { get: () => moduleAt(module)[own], enumerable: true });
      }
    }
  }
  return Object.setPrototypeOf(face, Object.prototype);
}
