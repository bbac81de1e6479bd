/**
 * Whether what was built is still what a build would make: nothing that goes into it differs, and nothing that came out of it.
 * Files are told apart by path, size, and the times of their last changes; of times the one counts that nobody can set back.
 * Where something cannot be read, or no stamp says, the answer is no: a build too many costs seconds, one too few a day.
 */
'use strict';
const { createHash } = require('node:crypto');
const { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** One build: where it happens, what goes in, what comes out, and where its stamp lies; paths below `root`. */
class WhatWasBuilt {
  constructor({ root, from, to, stamp }) {
    Object.assign(this, { root, from, to, stamp: join(root, stamp) });
  }

  /** Whether the last build that was stamped still holds. */
  isCurrent() {
    try {
      const { from, to } = JSON.parse(readFileSync(this.stamp, 'utf8'));
      return from === this.before() && to === fingerprint(this.root, this.to);
    } catch {
      return false;
    }
  }

  /** What goes in. Taken before the build: whatever changes meanwhile makes the next one. */
  before() {
    return fingerprint(this.root, this.from);
  }

  /** From here on nothing is sure. */
  forget() {
    rmSync(this.stamp, { force: true });
  }

  /** The build has succeeded. @param from what `before()` gave */
  remember(from) {
    const text = JSON.stringify({ from, to: fingerprint(this.root, this.to) });
    mkdirSync(dirname(this.stamp), { recursive: true });
    writeFileSync(this.stamp, text);
  }
}

function fingerprint(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, root, path);
  return hash.digest('hex');
}

function add(hash, root, path) {
  const found = statSync(join(root, path));
  if (!found.isDirectory()) {
    hash.update(`${path}\0${found.size}\0${found.mtimeMs}\0${found.ctimeMs}\n`);
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) add(hash, root, `${path}/${name}`);
}

module.exports = { WhatWasBuilt };
