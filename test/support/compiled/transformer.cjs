/** Hands jest the JavaScript that was compiled before the run, with its source map. */
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { compiledPath } = require('./compile.cjs');

module.exports = {
  getCacheKey(_source, path) {
    return createHash('sha256')
      .update(path)
      .update(readFileSync(__filename))
      .update(readFileSync(compiledPath(path)))
      .digest('hex');
  },
  process(source, path) {
    const file = compiledPath(path);
    const { sourceRoot: _none, ...map } = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
    return {
      code: readFileSync(file, 'utf8'),
      map: { ...map, file: path, sources: [path], sourcesContent: [source] },
    };
  },
};
