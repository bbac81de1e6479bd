/** The floor for those who are subscribed to everything: it reads the same of each event, from the parsed payload. */
'use strict';
const { onDispatch } = require('./raw-events.cjs');
const { start } = require('./floor.cjs');

exports.start = (given) => start(given, ({ t, d }) => onDispatch[t]?.(d, given));
