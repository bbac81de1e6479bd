/** Takes comments and indentation out of what is published: V8 would read them at each start, and everybody would download them. */
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const { minify } = require('terser');

/** What Node shows of a line when something in it throws. */
const LINE_LENGTH = 160;

/** Rewrites a file and its source map. All names stay, and what the code does: esbuild would rename classes that speak of themselves. */
async function tighten(file) {
  const name = basename(file);
  const { code, map } = await minify(
    { [name]: readFileSync(file, 'utf8') },
    {
      ecma: 2022,
      compress: false,
      mangle: false,
      format: { comments: false, max_line_len: LINE_LENGTH },
      sourceMap: { content: readFileSync(`${file}.map`, 'utf8'), filename: name, url: `${name}.map` },
    },
  );
  writeFileSync(file, code);
  writeFileSync(`${file}.map`, map);
}

module.exports = { tighten };
