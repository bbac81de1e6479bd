/** The bots of the start-up benchmark, made ready to run: TypeScript is compiled, and what is published is taken from where it is. */
'use strict';
const { cpSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { compile } = require('../lib/compile.cjs');
const { discordJsReadme, OUR_BOT } = require('./published.cjs');

const root = join(__dirname, '..', '..');
const clients = join(__dirname, 'clients');
/** Below the bench, so that programs in it find the bench's packages. */
const folder = join(__dirname, '..', 'build', 'startup');

const ON_DISCORD_JS = { point: join(__dirname, 'point-discordjs.cjs') };
const BOT_ID = '100000000000000000';

/**
 * `make` gives the file that is run, and that of a first start where it is another. `point` is loaded before it, and turns
 * its requests to the bench's server. `knows` has its command without registering it.
 */
const BOTS = [
  { name: 'floor: ws + node:http', needs: ['ws'], knows: true, make: () => ({ file: join(clients, 'floor.cjs') }) },
  {
    name: 'corduroy',
    needs: ['corduroy'],
    make: () => ({ file: compile(join(root, OUR_BOT), folder, 'corduroy.js') }),
  },
  { name: 'discord.js, its README', needs: ['discord.js'], ...ON_DISCORD_JS, make: makeReadme },
  { name: 'discord.js', needs: ['discord.js'], ...ON_DISCORD_JS, make: () => ({ file: client('discordjs.ts') }) },
  { name: 'discordx', needs: ['discordx'], ...ON_DISCORD_JS, make: () => ({ file: client('discordx.ts') }) },
  {
    name: 'necord',
    needs: ['necord', '@nestjs/core', '@nestjs/common', 'rxjs'],
    ...ON_DISCORD_JS,
    make: () => ({ file: client('necord.ts') }),
  },
  { name: 'seyfert', needs: ['seyfert'], point: join(__dirname, 'point-seyfert.cjs'), make: makeSeyfert },
];

const client = (name) => compile(join(clients, name), folder);

/** As it is published, with its constants. Both pieces on a first start, then the bot alone, as the README tells. */
function makeReadme() {
  const { register, bot } = discordJsReadme();
  const constants = `const TOKEN = process.env.DISCORD_TOKEN;\nconst CLIENT_ID = '${BOT_ID}';\n`;
  const file = join(folder, 'discordjs-readme.mjs');
  const firstFile = join(folder, 'discordjs-readme-first.mjs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, constants + bot);
  writeFileSync(firstFile, constants + register + bot);
  return { file, firstFile };
}

function makeSeyfert() {
  for (const name of ['index', 'commands/ping']) {
    compile(join(clients, 'seyfert', `${name}.ts`), folder, `seyfert/${name}.js`);
  }
  cpSync(join(clients, 'seyfert', 'seyfert.config.mjs'), join(folder, 'seyfert', 'seyfert.config.mjs'));
  return { file: join(folder, 'seyfert', 'index.js'), forgets: join(folder, 'seyfert', 'commands.json') };
}

function clean() {
  rmSync(folder, { recursive: true, force: true });
}

module.exports = { BOTS, clean };
