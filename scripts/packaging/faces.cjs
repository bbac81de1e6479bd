/** Files that hand out names: what `exports` of package.json leads to. */
'use strict';
const { PARTS } = require('./parts.cjs');

/**
 * The text of a face. What is in the library is handed out as it is; what comes late is loaded when it is asked for.
 * @param exported where each name is written, by the name @param pathTo a part, as the face requires it
 */
function faceText(exported, partOf, pathTo) {
  const byPart = new Map();
  for (const [called, { module, name }] of [...exported].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const part = partOf(module);
    if (!byPart.has(part)) byPart.set(part, new Map());
    const names = byPart.get(part);
    names.set(module, [...(names.get(module) ?? []), called === name ? name : `${name}:${called}`]);
  }
  const lines = ["'use strict';", `const library = require('${pathTo(PARTS.library)}');`];
  const given = [];
  for (const [part, names] of byPart) {
    const table = Array.from(names, ([module, list]) => `'${module}': '${list.join(' ')}'`).join(', ');
    if (part === PARTS.library) {
      given.push(`[library.moduleAt, false, { ${table} }]`);
    } else {
      const loaded = `part${given.length}`;
      lines.push(`let ${loaded};`);
      given.push(`[(name) => (${loaded} ??= require('${pathTo(part)}'))[name], true, { ${table} }]`);
    }
  }
  lines.push(`module.exports = library.handOut([\n  ${given.join(',\n  ')},\n]);`);
  // ES modules that import it by name look for names without running anything. In a function, so that V8 does not read them all.
  lines.push(`() => { module.exports = { ${[...exported.keys()].sort().join(', ')} }; };`);
  return `${lines.join('\n')}\n`;
}

module.exports = { faceText };
