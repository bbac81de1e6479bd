/**
 * Makes a package look as if it were not installed, in this process. discord.js compresses whenever it finds zlib-sync, and
 * has no option against it; plain runs hide it.
 */
'use strict';
const Module = require('node:module');

exports.hide = (name) => {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, ...rest) {
    if (request !== name) return resolve.call(this, request, ...rest);
    throw Object.assign(new Error(`${name} is hidden`), { code: 'MODULE_NOT_FOUND' });
  };
};
