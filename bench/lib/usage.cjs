/** What a process has used so far, by the kernel: asking the process itself would cost it something. Linux only. */
'use strict';
const { readdirSync, readFileSync } = require('node:fs');

const PAGE_BYTES = 4096;

/** CPU time of all threads, and memory; `NaN` where the kernel does not tell. */
function usageOf(pid) {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const ns = tasks.reduce(
      (sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
      0,
    );
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return { cpuMs: ns / 1e6, rssMb: (pages * PAGE_BYTES) / 2 ** 20 };
  } catch {
    return { cpuMs: NaN, rssMb: NaN };
  }
}

module.exports = { usageOf };
