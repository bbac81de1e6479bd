/** How parts of the package reach one another. */
'use strict';

/** Between the file of a part and the module in it, in what esbuild is told is outside. */
const LATE_MARK = '#';

/** A module that is imported as a whole, which cannot wait. */
const WHOLE = /^var (\w+) = __toESM\(require\("([^"#]+)#([^"]+)"\)\);$/gm;
const REQUIRED = /^var (\w+) = require\("([^"#]+)#([^"]+)"\);$/gm;

/**
 * Makes what a part requires of others wait until it is used: `import_x.Name` becomes `(import_x()).Name`. Lines stay what
 * they are. The library is there before any part that it loads, so its names need not wait.
 * @param library its path, for a part that is not it
 */
function bindLate(code, library) {
  const late = new Set();
  /** What is called `import_x`, `import_x2`, … in one scope is the same module. */
  const variables = new Map();
  const sameAs = new Map();
  const moduleOf = (file, name) => {
    const at = JSON.stringify(name);
    return `require(${JSON.stringify(file)})${file === library ? `.moduleAt(${at})` : `[${at}]`}`;
  };
  const direct = code.replace(WHOLE, (_, variable, file, name) => `var ${variable} = ${moduleOf(file, name)};`);
  const bound = direct.replace(REQUIRED, (_, variable, file, name) => {
    const value = moduleOf(file, name);
    if (file === library) return `var ${variable} = ${value};`;
    late.add(variable);
    const first = variables.get(value);
    if (first !== undefined) {
      sameAs.set(variable, first);
      return '';
    }
    variables.set(value, variable);
    return `var loaded_${variable}, ${variable} = () => loaded_${variable} ??= ${value};`;
  });
  if (late.size === 0) return bound;
  return bound.replace(/\bimport_\w+\b(?! = \(\) =>)(\.?)/g, (found, dot) => {
    const variable = dot ? found.slice(0, -1) : found;
    if (!late.has(variable)) return found;
    if (!dot) throw new Error(`${variable} is used as a whole, which would load it at once`);
    // In parentheses for the sake of `new import_x.Name()`.
    return `(${sameAs.get(variable) ?? variable}()).`;
  });
}

module.exports = { bindLate, LATE_MARK };
