// `npm test`: every test there is, then one line that sums them up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { passes, runAside, twoAtATime } from './checks.mjs';
import { fail, installPackages, root, run } from './install.mjs';

installPackages();
if (run(process.execPath, ['esbuild.mjs']).status !== 0) {
  fail('The command line could not be built: see above.');
}

const server = ['--require', './test/support/rootHooks.ts', '--timeout', '120000'];
const fixture = ['--require', './test/e2e/ui/fixture.ts', '--timeout', '60000'];
/** They wait for servers that die and come back, or have minutes. */
const patient = [
  'test/integration/apply/faults/**/*.test.ts',
  'test/integration/*/property.test.ts',
];
/** On servers of their own. */
const suites = {
  'faults and properties': mocha('faults and properties', [...server, ...patient]),
  ...integrationSuites(),
  unit: mocha('unit', ['test/unit/**/*.test.ts']),
};
/** In a real browser, in the extension host of a real VS Code, and in its window by mouse and keyboard: one by one. */
const windowSuites = {
  webview: mocha('webview', [...server, 'test/webview/**/*.test.ts']),
  'extension host': ['--import=tsx', `${root}test/e2e/runSuite.ts`],
  window: mocha('window', [...fixture, 'test/e2e/ui/**/*.test.ts']),
};

const total = { passed: 0, failed: 0, leftOut: 0 };
/** Said once more at the end, where whoever reads a long log looks first. */
const failures = [];
/** Brings what they need meanwhile; says in a sentence what cannot be had. */
const windows = runAside(['--import=tsx', `${root}test/support/vscode/prepare.ts`]);
const [waits, ...works] = Object.entries(suites).map(
  ([name, args]) =>
    () =>
      suite(name, args),
);
// What waits most begins, so that something that works is always beside it.
const jobs = [waits, ...['lint', 'types', 'format'].map((name) => () => check(name)), ...works];
await twoAtATime(jobs, (job) => job());
const { status, output } = await windows;
console.log(`\n${output}`);
if (status === 0) {
  for (const [name, args] of Object.entries(windowSuites)) {
    console.log(`\n== ${name}`);
    count(name, await shown(args, envOf(name)));
  }
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

/**
 * A folder each, or those of few files together, since each starts servers anew; most files first, so that none is left to
 * run alone for long.
 */
function integrationSuites() {
  const under = `${root}test/integration/`;
  const files = (folder) => readdirSync(`${under}${folder}`, { recursive: true }).length;
  const folders = readdirSync(under);
  const large = folders.filter((folder) => files(folder) > 20);
  const groups = [
    ...large.map((folder) => [folder]),
    folders.filter((each) => !large.includes(each)),
  ];
  const size = (group) => group.reduce((sum, folder) => sum + files(folder), 0);
  return Object.fromEntries(
    groups
      .toSorted((one, other) => size(other) - size(one))
      .map((group) => {
        const name = group.length === 1 ? group[0] : 'other folders';
        return [name, integration(name, group)];
      }),
  );
}

function integration(name, folders) {
  return mocha(name, [
    ...server,
    ...patient.flatMap((files) => ['--ignore', files]),
    ...folders.map((folder) => `test/integration/${folder}/**/*.test.ts`),
  ]);
}

function envOf(name) {
  const counts = countsOf(name);
  mkdirSync(`${root}out/tests`, { recursive: true });
  rmSync(counts, { force: true });
  // Mocha takes it as an option; the suite in the extension host finds it in its environment.
  return { ...process.env, PRA_TEST_COUNTS: counts };
}

async function check(name) {
  const passed = await passes(name);
  total[passed ? 'passed' : 'failed'] += 1;
  if (!passed) {
    failures.push(name);
  }
}

/** What it says is shown when it ends. */
async function suite(name, args) {
  console.log(`-- ${name} begins`);
  const { status, output, seconds } = await runAside(args, envOf(name));
  console.log(`\n== ${name} (${seconds.toFixed(0)} s)\n${output}`);
  count(name, status);
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
