/** Before the first test: compile. Wrong types let the tests run, for what they tell, but not the run pass. */
const { compile } = require('./compile.cjs');

module.exports = function setup() {
  const problems = compile();
  if (problems !== '') process.stderr.write(`\n${problems}\n`);
  globalThis.typeProblems = problems;
};
