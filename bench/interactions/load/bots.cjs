/** The bots of the load benchmark, compiled and ready to run. Addresses are turned to the bench's server as in the start-up benchmark. */
'use strict';
const { cpSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { compile } = require('../../lib/compile.cjs');

const clients = join(__dirname, 'clients');
const preloads = join(__dirname, '..', '..', 'startup');
/** Below the bench, so that programs in it find the bench's packages. */
const folder = join(__dirname, '..', '..', 'build', 'load');

const DISCORD_JS = join(preloads, 'point-discordjs.cjs');

/** `make` gives the file that is run. `point` is loaded before it. `knows` has its command without registering it. */
const BOTS = [
  { name: 'floor: ws + undici', needs: ['ws', 'undici'], knows: true, make: () => join(clients, 'floor.cjs') },
  { name: 'corduroy', needs: ['corduroy'], make: () => client('corduroy.ts') },
  { name: 'discordx', needs: ['discordx', 'reflect-metadata'], point: DISCORD_JS, make: () => client('discordx.ts') },
  {
    name: 'necord',
    needs: ['necord', '@nestjs/core', '@nestjs/common', 'rxjs'],
    point: DISCORD_JS,
    make: () => client('necord.ts'),
  },
  { name: 'seyfert', needs: ['seyfert'], point: join(preloads, 'point-seyfert.cjs'), make: makeSeyfert },
];

const client = (name) => compile(join(clients, name), folder);

function makeSeyfert() {
  for (const name of ['index', 'middlewares', 'commands/award']) {
    compile(join(clients, 'seyfert', `${name}.ts`), folder, `seyfert/${name}.js`);
  }
  cpSync(join(clients, 'seyfert', 'seyfert.config.mjs'), join(folder, 'seyfert', 'seyfert.config.mjs'));
  return join(folder, 'seyfert', 'index.js');
}

function clean() {
  rmSync(folder, { recursive: true, force: true });
}

module.exports = { BOTS, clean };
