/**
 * What an interaction costs on its way through decorators, injection and the decoding of options, beside a switch written by
 * hand over the same payloads.
 */
'use strict';
const { isDeepStrictEqual } = require('node:util');
const { join } = require('node:path');
const { Child } = require('../../lib/children.cjs');
const { inSlices } = require('../../lib/rounds.cjs');
const { notes, table } = require('../../lib/table.cjs');
const { MIX } = require('./payloads.cjs');

const SIDES = [
  { name: 'corduroy', file: 'corduroy', needs: ['corduroy'] },
  { name: 'floor: by hand', file: 'by-hand', needs: ['corduroy'] },
  { name: 'floor: by hand, ids of its own', file: 'by-hand-plain', needs: ['corduroy'] },
];
const KINDS = ['mix', ...Object.keys(MIX)];

/** Enough of a young generation that nothing is collected while allocations are counted. */
const ROOMY = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];

async function bench({ quick, rounds, only, profile, log }) {
  const sides = SIDES.filter(({ name }) => only(name));
  const size = quick
    ? { count: 5_000, slices: 3, warmUp: 3, weighed: 2_000 }
    : { count: 20_000, slices: 8, warmUp: 4, weighed: 5_000 };
  log('interactions: what one costs');
  const said = new Map();
  const open = (side) => openOne(side, profile, said, size.count);
  const costs = await inSlices(sides, { rounds, slices: size.slices, warmUp: size.warmUp }, open, log);
  const bytes = new Map();
  for (const side of sides) bytes.set(side.name, await weigh(side, size.weighed));
  return [render(costs, bytes)];
}

async function openOne(side, options, said, count) {
  const child = new Child(join(__dirname, 'client.cjs'), { side: side.file }, options);
  try {
    compare(side.name, await child.next('ready'), said);
  } catch (error) {
    await child.stop();
    throw error;
  }
  const run = async () => {
    child.send({ type: 'measure', counts: count });
    return (await child.next('measure')).figures;
  };
  return { run, close: () => child.stop() };
}

/** Nothing is measured unless all sides answer every payload alike, and refuse the same. */
function compare(name, { said, refused }, all) {
  const taken = Object.keys(refused).filter((odd) => !refused[odd]);
  if (taken.length > 0) throw new Error(`${name} did not refuse ${taken.join(', ')}`);
  for (const [other, before] of all) {
    for (const kind of Object.keys(said)) {
      const at = said[kind].findIndex((body, index) => !isDeepStrictEqual(body, before[kind][index]));
      if (at < 0) continue;
      const [own, theirs] = [said[kind][at], before[kind][at]].map((body) => JSON.stringify(body));
      throw new Error(`${name} answers ${kind} with ${own}, ${other} with ${theirs}`);
    }
  }
  all.set(name, said);
}

async function weigh(side, count) {
  const { run, close } = await openWeighing(side, count);
  try {
    // The first is there for the compiler.
    for (let i = 0; i < 3; i += 1) await run();
    return await run();
  } finally {
    await close();
  }
}

async function openWeighing(side, count) {
  const child = new Child(join(__dirname, 'client.cjs'), { side: side.file }, { execArgv: ROOMY });
  await child.next('ready');
  const run = async () => {
    child.send({ type: 'weigh', counts: count });
    return (await child.next('weigh')).figures;
  };
  return { run, close: () => child.stop() };
}

function render(costs, bytes) {
  const names = [...costs.keys()].filter((name) => !costs.get(name).problem);
  const floors = names.filter((name) => name.startsWith('floor'));
  const ratio = (figures, kind, floor) => (figures.get('corduroy')[kind] / figures.get(floor)[kind]).toFixed(2);
  const titles = floors.map((name) => name.replace('floor: ', ''));
  const hasBoth = names.includes('corduroy');
  const rows = [
    [
      'interaction',
      '% of mix',
      ...names.map((name) => `${name.replace('floor: ', '')}: CPU ns`),
      ...(hasBoth ? titles.map((title) => `x ${title}`) : []),
      ...names.map((name) => `${name.replace('floor: ', '')}: bytes`),
      ...(hasBoth ? titles.map((title) => `x ${title}`) : []),
    ],
  ];
  for (const kind of KINDS) {
    rows.push([
      kind,
      kind === 'mix' ? '' : String(MIX[kind]),
      ...names.map((name) => costs.get(name)[kind].toFixed(0)),
      ...(hasBoth ? floors.map((floor) => ratio(costs, kind, floor)) : []),
      ...names.map((name) => bytes.get(name)[kind].toFixed(0)),
      ...(hasBoth ? floors.map((floor) => ratio(bytes, kind, floor)) : []),
    ]);
  }
  return `### Interactions: what one costs\n\n${table(rows)}${notes(costs)}`;
}

module.exports = { bench };
