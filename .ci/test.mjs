// `npm test`: every test there is, then one line that sums them up.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { runChecks } from './checks.mjs';
import { fail, installPackages, root, run, runTool } from './install.mjs';

installPackages();
if (run(process.execPath, ['esbuild.mjs']).status !== 0) {
  fail('The command line could not be built: see above.');
}

const suites = [
  ['unit', ['test/unit/**/*.test.ts']],
  [
    'integration',
    [
      '--require',
      './test/support/rootHooks.ts',
      '--timeout',
      '120000',
      'test/integration/**/*.test.ts',
    ],
  ],
];

const total = { passed: 0, failed: 0 };
console.log('\n== types, layers and style, format');
const quick = ['lint', 'types', 'format'];
const failed = await runChecks(quick);
total.passed += quick.length - failed.length;
total.failed += failed.length;
for (const [name, args] of suites) {
  console.log(`\n== ${name}`);
  count(runSuite(name, args));
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

function runSuite(name, args) {
  const counts = `${root}out/tests/${name}.json`;
  mkdirSync(`${root}out/tests`, { recursive: true });
  rmSync(counts, { force: true });
  const { status } = runTool('mocha/bin/mocha.js', [
    '--import=tsx',
    '--reporter',
    './test/support/countingReporter.cjs',
    '--reporter-option',
    `counts=${counts}`,
    ...args,
  ]);
  try {
    return { ...JSON.parse(readFileSync(counts, 'utf8')), exit: status };
  } catch {
    // The runner died before its end.
    return { passed: 0, failed: 0, exit: status ?? 1 };
  }
}

/** A runner that fails without a failed test counts as one failure. */
function count({ passed, failed: failures, exit }) {
  const died = exit !== 0 && failures === 0;
  total.passed += passed;
  total.failed += failures + (died ? 1 : 0);
}
