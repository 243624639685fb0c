// `npm test`: every test there is, then one line that sums them up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { runAside, runChecks } from './checks.mjs';
import { fail, installPackages, root, run } from './install.mjs';

installPackages();
if (run(process.execPath, ['esbuild.mjs']).status !== 0) {
  fail('The command line could not be built: see above.');
}

const server = ['--require', './test/support/rootHooks.ts', '--timeout', '120000'];
const fixture = ['--require', './test/e2e/ui/fixture.ts', '--timeout', '60000'];
/** They wait for servers that die and come back, or have minutes: two cores have room for others beside them. */
const patient = [
  'test/integration/apply/faults/**/*.test.ts',
  'test/integration/*/property.test.ts',
];
const unit = { unit: mocha('unit', ['test/unit/**/*.test.ts']) };
const integration = {
  integration: mocha('integration', [
    ...server,
    ...patient.flatMap((files) => ['--ignore', files]),
    'test/integration/**/*.test.ts',
  ]),
};
const integrationAside = {
  'faults and properties': mocha('faults and properties', [...server, ...patient]),
};
/** In a real browser, in the extension host of a real VS Code, and in its window by mouse and keyboard. */
const windowSuites = {
  webview: mocha('webview', [...server, 'test/webview/**/*.test.ts']),
  'extension host': ['--import=tsx', `${root}test/e2e/runSuite.ts`],
  window: mocha('window', [...fixture, 'test/e2e/ui/**/*.test.ts']),
};

const total = { passed: 0, failed: 0, leftOut: 0 };
/** Said once more at the end, where whoever reads a long log looks first. */
const failures = [];
console.log('\n== types, layers and style, format');
const quick = ['lint', 'types', 'format'];
const failed = await runChecks(quick);
total.passed += quick.length - failed.length;
total.failed += failed.length;
failures.push(...failed);
await runSuites(unit);
await runSuites(integration, integrationAside);
if (canOpenWindows()) {
  await runSuites(windowSuites);
} else if (process.env['CI']) {
  console.error('CI must run the tests of the window.');
  total.failed += 1;
} else {
  console.error('So the tests of the window are not run here.');
}
if (failures.length > 0) {
  console.log(`\n== failed\n${failures.join('\n')}`);
}
if (total.leftOut > 0) {
  console.log(
    `\n${total.leftOut} left out: what they need is not here, or a step before them failed.`,
  );
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

/** One after the other; those `aside` run meanwhile, and are told of when they end. */
async function runSuites(named, aside = {}) {
  const meanwhile = Object.entries(aside).map(([name, args]) => [
    name,
    runAside(args, envOf(name)),
  ]);
  for (const [name, args] of Object.entries(named)) {
    console.log(`\n== ${name}`);
    count(name, await shown(args, envOf(name)));
  }
  for (const [name, run] of meanwhile) {
    const { status, output } = await run;
    console.log(`\n== ${name}\n${output}`);
    count(name, status);
  }
}

function envOf(name) {
  const counts = countsOf(name);
  mkdirSync(`${root}out/tests`, { recursive: true });
  rmSync(counts, { force: true });
  // Mocha takes it as an option; the suite in the extension host finds it in its environment.
  return { ...process.env, PRA_TEST_COUNTS: counts };
}

/** Its exit status; what it says is seen at once. */
async function shown(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  const [status] = await once(child, 'close');
  return status;
}

function reported(name) {
  try {
    return JSON.parse(readFileSync(countsOf(name), 'utf8'));
  } catch {
    // The runner died before its end.
    return { passed: 0, failed: 0 };
  }
}

function mocha(name, args) {
  const reporter = ['--reporter', './test/support/countingReporter.cjs'];
  const option = ['--reporter-option', `counts=${countsOf(name)}`];
  return [
    `${root}node_modules/mocha/bin/mocha.js`,
    '--import=tsx',
    ...reporter,
    ...option,
    ...args,
  ];
}

function countsOf(name) {
  return `${root}out/tests/${name.replaceAll(' ', '-')}.json`;
}

/** Brings what they need; says in a sentence what cannot be had. */
function canOpenWindows() {
  const script = `${root}test/support/vscode/prepare.ts`;
  return run(process.execPath, ['--import=tsx', script]).status === 0;
}

/** A runner that fails without a failed test counts as one failure. */
function count(name, exit) {
  const { passed, failed, pending = 0, failures: named = [] } = reported(name);
  const died = exit !== 0 && failed === 0;
  total.passed += passed;
  total.failed += failed + (died ? 1 : 0);
  total.leftOut += pending;
  failures.push(...named.map((failure) => `${name}: ${failure}`));
  if (died) {
    failures.push(`${name}: ended with ${exit}`);
  }
}
