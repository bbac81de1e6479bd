/** What the compiled modules import and export, read from their text: the compiler writes both in one form only. */
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { join, posix, sep } = require('node:path');

const FROM = /^(?:import|export) .*?from '(\.[^']*)';$/gm;
const EVERYTHING = /^export \* from '(\.[^']*)';$/gm;
const DECLARED = /^export (?:async )?(?:class|const|let|var|function\*?) (\w+)/gm;
const LISTED = /^export \{ (.*) \}/gm;

class Modules {
  /** @param names paths below `folder` */
  constructor(folder, names) {
    this.folder = folder;
    this.names = names;
    this.texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  }

  /** The module that is meant by a path in another module. */
  resolve(importer, path) {
    const name = posix.join(posix.dirname(importer.split(sep).join('/')), path);
    if (name.endsWith('.js')) return name;
    return existsSync(join(this.folder, `${name}.js`)) ? `${name}.js` : posix.join(name, 'index.js');
  }

  /** The modules of a part that modules of other parts import. */
  wantedFrom(part, partOf) {
    const wanted = new Set();
    for (const name of this.names) {
      if (partOf(name) === part) continue;
      for (const [, path] of this.texts.get(name).matchAll(FROM)) {
        const imported = this.resolve(name, path);
        if (partOf(imported) === part) wanted.add(imported);
      }
    }
    return [...wanted].sort();
  }

  /** The text of a module, with the names of what it exports as a whole from modules that are `elsewhere`. */
  spellOut(name, elsewhere) {
    return readFileSync(join(this.folder, name), 'utf8').replace(EVERYTHING, (line, path) => {
      const exported = this.resolve(name.split(sep).join('/'), path);
      return elsewhere(exported) ? `export { ${this.exportsOf(exported).join(', ')} } from '${path}';` : line;
    });
  }

  exportsOf(name) {
    const text = this.texts.get(name);
    return [
      ...[...text.matchAll(DECLARED)].map(([, declared]) => declared),
      ...[...text.matchAll(LISTED)].flatMap(([, list]) => list.split(', ').map((item) => item.split(' as ').at(-1))),
      ...[...text.matchAll(EVERYTHING)].flatMap(([, path]) => this.exportsOf(this.resolve(name, path))),
    ];
  }
}

module.exports = { Modules };
