/** Removes folders that the compiler made, so that nothing of an earlier build is left in a new one. */
const { rmSync } = require('node:fs');

for (const folder of process.argv.slice(2)) rmSync(folder, { recursive: true, force: true });
