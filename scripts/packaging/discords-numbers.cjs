/**
 * Takes Discord's numbers and names in (`discord-api-types`): only those that are used. The package brings them all in
 * functions that run when it is loaded, which esbuild cannot leave out; as constants it can. They have no identity.
 */
'use strict';

const NAME = 'the numbers of Discord';

const discordsNumbers = {
  name: NAME,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^discord-api-types\// }, ({ path }) => ({ path, namespace: NAME, sideEffects: false }));
    onLoad({ filter: /./, namespace: NAME }, ({ path }) => ({ contents: constantsOf(require(path)) }));
  },
};

function constantsOf(exported) {
  const tables = Object.entries(exported).filter(([, table]) => isTable(table) || isPlain(table));
  return tables.map(([name, table]) => `export const ${name} = ${write(table)};`).join('\n');
}

function isTable(value) {
  return typeof value === 'object' && value !== null && Object.values(value).every(isPlain);
}

function isPlain(value) {
  return ['string', 'number', 'bigint'].includes(typeof value);
}

function write(value) {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${write(each)}`)
    .join(', ')} }`;
}

module.exports = { discordsNumbers };
