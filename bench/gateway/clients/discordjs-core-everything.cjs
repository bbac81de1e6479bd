/** @discordjs/core with a listener for every event of the mix. */
'use strict';
const { onDispatch } = require('./raw-events.cjs');
const { start } = require('./discordjs-core.cjs');

exports.start = (given) =>
  start(given, (client) => {
    for (const [name, read] of Object.entries(onDispatch)) client.on(name, ({ data }) => read(data, given));
  });
