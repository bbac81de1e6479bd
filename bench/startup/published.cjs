/**
 * The hello bots that are published: where each is, and what it measures. What npm brings is read from there and counted anew; what
 * is published elsewhere was counted with `count.cjs`, and can be again: the SHA-256 is that of the text.
 */
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { dependencies } = require('../package.json');
const { versionOf } = require('../lib/peers.cjs');
const { countAll, fencesOf } = require('./count.cjs');

const root = join(__dirname, '..', '..');
const OUR_BOT = 'samples/00-ping/bootstrap.ts';

/** The two pieces of discord.js' README: how its command is registered, and the bot. */
function discordJsReadme() {
  const version = versionOf('discord.js');
  if (version !== dependencies['discord.js']) {
    throw new Error(`discord.js ${version} is installed, and ${dependencies['discord.js']} is what is compared`);
  }
  const readme = readFileSync(join(__dirname, '..', 'node_modules', 'discord.js', 'README.md'), 'utf8');
  const [register, bot, ...others] = fencesOf(readme).filter(({ language }) => language === 'js');
  if (!bot || others.length > 0) throw new Error('the README of discord.js has another shape than it had');
  return { register: register.code, bot: bot.code };
}

/** @returns `{ name, what, lines, tokens, parts: { from, lines, tokens, sha256 }[] }[]`; what is not here is as it was counted. */
function published() {
  const { register, bot } = discordJsReadme();
  const npm = `README.md of npm’s discord.js ${dependencies['discord.js']}`;
  return [
    {
      name: 'corduroy',
      what: '/ping',
      parts: [{ from: OUR_BOT, ...countAll([readFileSync(join(root, OUR_BOT), 'utf8')]) }],
    },
    {
      name: 'discord.js',
      what: '/ping, registered by a script of its own',
      parts: [
        { from: `${npm}, fence 3`, ...countAll([register]) },
        { from: `${npm}, fence 4`, ...countAll([bot]) },
      ],
    },
    ...require('./published.json'),
  ].map(({ name, what, parts }) => ({
    ...{ name, what, lines: sum(parts, 'lines'), tokens: sum(parts, 'tokens') },
    parts: parts.map((part) => ({ ...part, from: part.from ?? linkTo(part) })),
  }));
}

const sum = (parts, key) => parts.reduce((total, part) => total + part[key], 0);

function linkTo({ repository, commit, path, fences }) {
  const link = `[${repository}, ${path}](https://github.com/${repository}/blob/${commit}/${path})`;
  return fences ? `${link}, fence ${fences.join(', ')}` : link;
}

/** Ours and the peers' written by us, as short as each allows in the style of this repository. */
function equivalents() {
  const clients = join(__dirname, 'clients');
  const bots = {
    corduroy: [join(root, OUR_BOT)],
    'discord.js': [join(clients, 'discordjs.ts')],
    discordx: [join(clients, 'discordx.ts')],
    necord: [join(clients, 'necord.ts')],
    seyfert: ['seyfert.config.mjs', 'index.ts', 'commands/ping.ts'].map((name) => join(clients, 'seyfert', name)),
  };
  return Object.entries(bots).map(([name, files]) => ({
    ...{ name, files: files.length },
    ...countAll(files.map((file) => readFileSync(file, 'utf8'))),
  }));
}

module.exports = { discordJsReadme, equivalents, OUR_BOT, published };
