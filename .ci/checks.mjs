// The quick checks, two at a time: on two cores they take little more than the slowest alone.
import { spawn } from 'node:child_process';
import { root } from './install.mjs';

export const checks = {
  lint: [
    'eslint/bin/eslint.js',
    ['.', '--max-warnings', '0', '--cache', '--cache-location', 'out/eslintcache'],
  ],
  types: ['typescript/bin/tsc', ['-b']],
  format: [
    'prettier/bin/prettier.cjs',
    ['--check', '.', '--cache', '--cache-location', 'out/prettiercache', '--log-level', 'warn'],
  ],
  unit: ['mocha/bin/mocha.js', ['--import=tsx', '--reporter', 'dot', 'test/unit/**/*.test.ts']],
};

/** Gives the names of those that failed. */
export async function runChecks(names) {
  const failed = [];
  await twoAtATime(names, async (name) => {
    if (!(await passes(name))) {
      failed.push(name);
    }
  });
  return failed;
}

/** Runs one check, and prints what it had to say when it ends. */
export async function passes(name) {
  const [script, args] = checks[name];
  const { status, output, seconds } = await runAside([`${root}node_modules/${script}`, ...args]);
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
  if (status !== 0) {
    console.log(output);
  }
  return status === 0;
}

/** Does each, in their order, the next one as soon as one of two has ended. */
export async function twoAtATime(all, doOne) {
  const waiting = [...all];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      await doOne(one);
    }
  };
  await Promise.all([worker(), worker()]);
}

/** Runs a script with this Node, beside whatever else is done; `output` is all that it said. */
export async function runAside(args, env = process.env) {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, env });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { status, output, seconds: (performance.now() - begun) / 1000 };
}
