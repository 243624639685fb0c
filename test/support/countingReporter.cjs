// mocha's own `spec`, and the counts of the run in a file.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      const counts = { passed: passes, failed: failures, pending };
      writeFileSync(options.reporterOptions.counts, JSON.stringify(counts));
    });
  }
};
