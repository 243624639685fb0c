// mocha's own `spec`, and the counts of the run in a file, with the failures by name.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failed = [];
    runner.on('fail', (test, error) => {
      failed.push(`${test.fullTitle()}: ${String(error?.message).split('\n')[0]}`);
    });
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      const counts = { passed: passes, failed: failures, pending, failures: failed };
      writeFileSync(options.reporterOptions.counts, JSON.stringify(counts));
    });
  }
};
