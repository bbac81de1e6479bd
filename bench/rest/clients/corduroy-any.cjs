/** Corduroy, told that the order of the messages does not matter. */
'use strict';
const { open } = require('./corduroy.cjs');

exports.open = (given) => open({ ...given, options: { order: 'any' } });
