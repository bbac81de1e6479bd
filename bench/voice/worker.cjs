/** The voice worker as it is shipped, watched. */
'use strict';
const { watchHere } = require('./turns.cjs');

require('corduroy/voice-worker');
watchHere();
