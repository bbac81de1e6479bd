/** After the last test: a run whose types are wrong fails, whatever its tests say. */
module.exports = function teardown() {
  const problems = globalThis.typeProblems;
  if (problems === '') return;
  const error = new Error(`The types are wrong:\n${problems}`);
  error.stack = error.message;
  throw error;
};
