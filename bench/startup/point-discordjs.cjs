/**
 * Loaded before programs on discord.js, so that they run as they are written: their requests go to the bench's server, and
 * zlib-sync, which other benchmarks install, looks as if it were not there.
 */
'use strict';
const Module = require('node:module');
const { hide } = require('../lib/hide.cjs');

hide('zlib-sync');
const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === '@discordjs/rest') loaded.DefaultRestOptions.api = `http://127.0.0.1:${process.env.BENCH_PORT}/api`;
  return loaded;
};
