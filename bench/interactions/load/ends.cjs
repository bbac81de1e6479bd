/** Loaded before a bot that is profiled: it ends by itself when it is told to, because only so its profile is written. */
'use strict';
process.on('SIGUSR2', () => process.exit(0));
