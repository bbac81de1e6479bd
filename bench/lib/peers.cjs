/** Which of the packages that a client needs are installed here. */
'use strict';

/** The first package of a client that is not there, or `undefined`. */
function missing(packages) {
  return packages.find((name) => {
    try {
      require.resolve(name, { paths: [__dirname] });
      return false;
    } catch (error) {
      // A package that may only be imported in ways that this look-up cannot take is there all the same.
      return error.code === 'MODULE_NOT_FOUND';
    }
  });
}

/** Version of an installed package, for the table. */
function versionOf(name) {
  const { readFileSync } = require('node:fs');
  const { join } = require('node:path');
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).version;
    } catch {
      continue;
    }
  }
  return '?';
}

module.exports = { missing, versionOf };
