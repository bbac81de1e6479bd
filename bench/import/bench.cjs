/** What loading a package costs before it does anything. */
'use strict';
const { join } = require('node:path');
const { Child } = require('../lib/children.cjs');
const { inRounds } = require('../lib/rounds.cjs');
const { notes, table } = require('../lib/table.cjs');

const PACKAGES = [
  ['floor: node alone', []],
  ['ws', ['ws']],
  ['undici', ['undici']],
  ['corduroy', ['corduroy']],
  ['corduroy/rest', ['corduroy/rest']],
  ['corduroy/gateway', ['corduroy/gateway']],
  ['eris', ['eris']],
  ['@discordeno/bot', ['@discordeno/bot']],
  ['@discordjs/core + rest + ws', ['@discordjs/core', '@discordjs/rest', '@discordjs/ws']],
  ['seyfert', ['seyfert']],
  ['oceanic.js', ['oceanic.js']],
  ['discord.js', ['discord.js']],
];

async function bench({ quick, rounds, only, log }) {
  log('Import: each in a fresh process');
  const clients = PACKAGES.map(([name, requires]) => ({ name, requires, needs: requires })).filter(({ name }) =>
    only(name),
  );
  // Loading is short and the disk's cache counts, so one round more is run first and left out.
  const run = async ({ requires }) => {
    const child = new Child(join(__dirname, 'client.cjs'), { requires });
    try {
      const { ms, rss } = await child.next('loaded');
      return { ms, 'RSS MB': rss };
    } finally {
      await child.stop();
    }
  };
  await inRounds(clients, 1, run, () => undefined);
  const results = await inRounds(clients, quick ? rounds : Math.max(rounds, 7), run, () => undefined);
  const rows = [['package', 'require, ms', 'RSS MB']];
  for (const [name, figures] of results) {
    rows.push(figures.problem ? [name, '–', '–'] : [name, figures.ms.toFixed(0), figures['RSS MB'].toFixed(0)]);
  }
  return [`### Import\n\n${table(rows)}${notes(results)}`];
}

module.exports = { bench };
