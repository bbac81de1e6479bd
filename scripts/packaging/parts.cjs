/** Which file of the package a module of the source goes into. */
'use strict';

/** As paths below dist. All but the library are loaded when something of them is first used. */
const PARTS = {
  library: 'corduroy.js',
  rules: 'late/rules.js',
  requests: 'late/requests.js',
  voice: 'late/voice.js',
};

/** What a bot that is started needs of rooms that else come late: it is small, or other classes extend it. */
const EARLY = new Set([
  'models/limits/body-spec.js',
  'rest/resources/gateway.js',
  'rest/resources/resource.js',
  'rest/routes/gateway.js',
  'voice/codes.js',
  'voice/controller.js',
  'voice/states.js',
  'voice/track-events.js',
  'voice/voice-error.js',
]);

/** Of the rules of bodies, those that a bot with commands checks them by before it connects, and what all rules are made with. */
const RULES =
  /^models\/limits\/(command-(names|options|relations|rules)|declare|field-rules|map-rules|plan|rules)\.js$/;

/** @param name of a module, as a path below src, with `.js` */
function partOf(name) {
  if (EARLY.has(name) || name.endsWith('index.js')) return PARTS.library;
  if (/^voice\//.test(name)) return PARTS.voice;
  if (RULES.test(name)) return PARTS.rules;
  if (/^(models\/limits|rest\/resources|rest\/routes|rest\/oauth2)\//.test(name)) return PARTS.requests;
  return PARTS.library;
}

module.exports = { partOf, PARTS };
