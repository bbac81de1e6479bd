/** Which file of the package a module of the source goes into. */
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** As paths below dist. All but the library are loaded when something of them is first used. */
const PARTS = {
  library: 'corduroy.js',
  rules: 'late/rules.js',
  requests: 'late/requests.js',
  resources: 'late/resources.js',
  voice: 'late/voice.js',
  calls: 'late/calls.js',
  interactions: 'late/interactions.js',
  models: 'late/models.js',
  running: 'late/running.js',
  sending: 'late/sending.js',
  answering: 'late/answering.js',
  seldom: 'late/seldom.js',
  rare: 'late/rare.js',
};

/** What a bot runs until it has identified, what else until it has heard an event, and what more if it has commands. find-start.cjs writes these. */
const [STARTING, RUNNING, ANSWERING] = ['starting.txt', 'running.txt', 'answering.txt'].map(
  (file) => new Set(readFileSync(join(__dirname, file), 'utf8').split('\n')),
);

/** Of the rules of bodies, those that a bot with commands checks them by before it connects, and what all rules are made with. */
const RULES =
  /^models\/(bodies\/body-error|limits\/(command-(names|options|relations|rules)|declare|field-rules|map-rules|plan|rules))\.js$/;

/** Parts with names that the package hands out, and where the rest of their rooms is. */
const BEHIND = new Map([
  [PARTS.requests, PARTS.resources],
  [PARTS.voice, PARTS.calls],
  [PARTS.seldom, PARTS.rare],
]);

const VIEWS = /^models\/(entities|events)\//;

/** @param modules of the library @returns the part that a module is in, by its path below src, with `.js` */
function partsOf(modules) {
  // The finder begins without lists: then all is one.
  if (STARTING.size < 2) return () => PARTS.library;
  const whole = (isWanted) => modules.withWhatLoads(modules.names.filter(isWanted));
  // In the order in which they are needed: a module is where it is needed first.
  const planned = [
    [PARTS.library, whole(isEarly)],
    // Views are for all who hear or read something.
    [PARTS.running, whole((name) => RUNNING.has(name) || (ANSWERING.has(name) && VIEWS.test(name)))],
    [PARTS.rules, whole((name) => RULES.test(name))],
    // What it sends with is for all who send something.
    [PARTS.sending, whole((name) => ANSWERING.has(name) && /^(models|rest)\//.test(name))],
    [PARTS.answering, whole((name) => ANSWERING.has(name))],
  ];
  // An ES module that imports the package by name loads whatever is handed out: what lies behind it is apart.
  const handedOut = new Set(Array.from(modules.exportsOf('index.js').values(), ({ module }) => module));
  for (const [part] of BEHIND) {
    planned.push([part, whole((name) => handedOut.has(name) && partByRoom(name) === part)]);
  }
  return (name) =>
    planned.find(([, names]) => names.has(name))?.[0] ?? BEHIND.get(partByRoom(name)) ?? partByRoom(name);
}

function isEarly(name) {
  return STARTING.has(name) || name.endsWith('index.js') || /^(errors|util)\//.test(name);
}

function partByRoom(name) {
  if (/^voice\//.test(name)) return PARTS.voice;
  if (/^(models\/(bodies|limits)|rest)\//.test(name)) return PARTS.requests;
  if (/^(interactions|texts)\//.test(name)) return PARTS.interactions;
  if (/^models\//.test(name)) return PARTS.models;
  return PARTS.seldom;
}

module.exports = { partsOf, PARTS };
