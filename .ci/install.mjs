// Brings node_modules in step with package-lock.json, and only then: quick the second time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.installed`;

export function installPackages() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    fail(`PRA needs Node.js 20 or newer; this is ${process.version}.`);
  }
  const wanted = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  console.error('Installing the packages of package-lock.json (once) …');
  const npm = run(npmCommand(), ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (npm.status !== 0) {
    fail('The packages could not be installed: see above; is the npm registry reachable?');
  }
  writeFileSync(stamp, wanted);
}

/** Runs a program in the clone, its output shown; never through a shell. */
export function run(program, args, options = {}) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
}

export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function npmCommand() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}
