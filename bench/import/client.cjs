/** Loads one package, and tells how long that took and how large the process is afterwards. */
'use strict';
const { performance } = require('node:perf_hooks');
const { rssMb, settings, tell } = require('../lib/children.cjs');

const { requires } = settings();
const before = performance.now();
for (const name of requires) require(name);
tell('loaded', { ms: performance.now() - before, rss: rssMb() });
