/** Keeps processes to one core each, where the system has `taskset` (Linux) and there are two cores to have. */
'use strict';
const { spawnSync } = require('node:child_process');
const { availableParallelism } = require('node:os');

const CORES = { generator: 0, bot: 1 };

const isPinned = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Puts a process that runs, and all its threads, on a core. */
function pin(pid, core) {
  if (isPinned) spawnSync('taskset', ['-acp', String(core), String(pid)]);
}

/** A command line that starts a program on a core. */
function onCore(core, command, args) {
  return isPinned ? ['taskset', ['-c', String(core), command, ...args]] : [command, args];
}

module.exports = { CORES, isPinned, onCore, pin };
