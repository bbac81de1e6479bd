/** Before the first test: compile. Wrong types let the tests run, for what they tell, but not the run pass. */
const { compile } = require('./compile.cjs');

module.exports = function setup() {
  // Bots under test fail on purpose here, and the machine may be busy.
  process.env.CORDUROY_LOG ??= 'silent';
  process.env.CORDUROY_WAIT_MS ??= '5000';
  const problems = compile();
  if (problems !== '') process.stderr.write(`\n${problems}\n`);
  globalThis.typeProblems = problems;
};
