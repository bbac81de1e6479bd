/** What the compiled modules import and export, read from their text: the compiler writes both in one form only. */
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { join, posix } = require('node:path');
const { usedByLoading } = require('./loading.cjs');

const BY_NAME = /^(import|export) \{ (.*) \} from '(\.[^']*)';$/gm;
const EVERYTHING = /^export \* from '(\.[^']*)';$/gm;
const DECLARED = /^export (?:async )?(?:class|const|let|var|function\*?) (\w+)/gm;
/** What is declared here, or handed on from a package. */
const LISTED = /^export \{ ([^}]*) \}(?: from '[^.][^']*')?;$/gm;

const WHOLE = /^import \* as \w+ from '(\.[^']*)';$/gm;
/** What {@link Modules.direct} writes. */
const DIRECT = /(?:import|export) \{ (\w+) as \w+ \} from '(\.[^']*)';/g;

class Modules {
  /** @param names paths below `folder` */
  constructor(folder, names) {
    this.folder = folder;
    this.names = names;
    this.texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    this.directTexts = new Map();
  }

  /** The module that is meant by a path in another module. */
  resolve(importer, path) {
    const name = posix.join(posix.dirname(importer), path);
    if (name.endsWith('.js')) return name;
    return existsSync(join(this.folder, `${name}.js`)) ? `${name}.js` : posix.join(name, 'index.js');
  }

  /** The text of a module that takes each name from where it is written, and not from who hands it on. */
  direct(name) {
    let text = this.directTexts.get(name);
    if (text !== undefined) return text;
    text = this.texts
      .get(name)
      .replace(BY_NAME, (_, verb, list, path) => {
        const from = this.resolve(name, path);
        return itemsOf(list)
          .map(([wanted, called = wanted]) => ({ ...this.homeOf(from, wanted), called }))
          .map((home) => `${verb} { ${home.name} as ${home.called} } from '${relativeTo(name, home.module)}';`)
          .join(' ');
      })
      .replace(EVERYTHING, (_, path) =>
        Array.from(this.exportsOf(this.resolve(name, path)))
          .map(([called, home]) => `export { ${home.name} as ${called} } from '${relativeTo(name, home.module)}';`)
          .join(' '),
      );
    this.directTexts.set(name, text);
    return text;
  }

  /** The modules that are imported by one. */
  importsOf(name) {
    return Array.from(this.direct(name).matchAll(/ from '(\.[^']*)';/g), ([, path]) => this.resolve(name, path));
  }

  /** What `importers` take of other modules: names, by the module that they are written in. */
  takenBy(importers) {
    const taken = new Map();
    for (const importer of importers) {
      for (const [, name, path] of this.direct(importer).matchAll(DIRECT)) {
        addTo(taken, this.resolve(importer, path), name);
      }
      for (const [, path] of this.direct(importer).matchAll(WHOLE)) {
        const module = this.resolve(importer, path);
        for (const name of this.exportsOf(module).keys()) addTo(taken, module, name);
      }
    }
    return taken;
  }

  /** What a module exports: where each name is written, and what it is called there. */
  exportsOf(name) {
    const text = this.texts.get(name);
    const exported = new Map();
    for (const [, path] of text.matchAll(EVERYTHING)) {
      for (const [called, home] of this.exportsOf(this.resolve(name, path))) exported.set(called, home);
    }
    for (const [, verb, list, path] of text.matchAll(BY_NAME)) {
      if (verb !== 'export') continue;
      for (const [wanted, called = wanted] of itemsOf(list)) {
        exported.set(called, this.homeOf(this.resolve(name, path), wanted));
      }
    }
    for (const [, declared] of text.matchAll(DECLARED)) exported.set(declared, { module: name, name: declared });
    for (const [, list] of text.matchAll(LISTED)) {
      for (const item of itemsOf(list)) exported.set(item.at(-1), { module: name, name: item.at(-1) });
    }
    return exported;
  }

  /** Where that which a module exports under a name is written, and what it is called there. */
  homeOf(name, exported) {
    const home = this.exportsOf(name).get(exported);
    if (!home) throw new Error(`${name} exports no ${exported}`);
    return home;
  }

  /** The modules of `names`, and all that have to be there before those can be loaded. */
  withWhatLoads(names) {
    const all = new Set();
    const take = (name) => {
      if (all.has(name)) return;
      all.add(name);
      for (const path of usedByLoading(this.direct(name))) take(this.resolve(name, path));
    };
    for (const name of names) if (this.texts.has(name)) take(name);
    return all;
  }
}

/** Of a list between braces, each name and what it is called. */
function itemsOf(list) {
  return list
    .split(/, ?/)
    .filter(Boolean)
    .map((item) => item.split(' as '));
}

function addTo(sets, key, value) {
  if (!sets.has(key)) sets.set(key, new Set());
  sets.get(key).add(value);
}

function relativeTo(importer, module) {
  const path = posix.relative(posix.dirname(importer), module);
  return path.startsWith('.') ? path : `./${path}`;
}

module.exports = { Modules };
