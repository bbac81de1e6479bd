/** What the library gives to the other parts and to the faces. */
'use strict';

/**
 * The text of the module that the library is bundled from. All tables are made at once, when the first is asked for: a getter
 * for each name, as parts that come late have, would be fourteen hundred functions at each start.
 * @param taken names, by the module that they are written in
 */
function libraryEntry(taken) {
  const imports = [];
  const tables = [];
  for (const [index, [module, names]] of [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).entries()) {
    const sorted = [...names].sort();
    imports.push(`import { ${sorted.map((name) => `${name} as ${name}_of_${index}`).join(', ')} } from './${module}';`);
    tables.push(`  '${module}': { ${sorted.map((name) => `${name}: ${name}_of_${index}`).join(', ')} },`);
  }
  return [
    ...imports,
    'const makeTables = () => ({',
    ...tables,
    '});',
    'let tables;',
    '/** What a module of the library exports. To be called once the library is loaded. */',
    'export const moduleAt = (name) => (tables ??= makeTables())[name];',
    "export { handOut } from '../../scripts/packaging/hand-out.mjs';",
  ].join('\n');
}

module.exports = { libraryEntry };
