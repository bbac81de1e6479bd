/** The same with the calls in a worker thread. */
'use strict';
const { join } = require('node:path');
const { TurnsOfWorker } = require('../turns.cjs');
const { open } = require('./corduroy.cjs');

exports.open = async (place) => {
  const bot = await open(place, { worker: { file: join(__dirname, '..', 'worker.cjs') } });
  return { ...bot, turns: new TurnsOfWorker() };
};
