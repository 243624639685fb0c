// `npm start`: the extension in a window; `-- --headless`: the sample incident, led to its end in this terminal.
import { spawn } from 'node:child_process';
import { fail, installPackages, root, run } from './install.mjs';

installPackages();
const built = run(process.execPath, ['esbuild.mjs']);
if (built.status !== 0) {
  fail('PRA could not be built: see above.');
}

const args = process.argv.slice(2);
if (args.includes('--headless')) {
  const rest = args.filter((argument) => argument !== '--headless');
  const told = run(process.execPath, [`${root}dist/cli.cjs`, 'sample', 'recover', ...rest]);
  process.exit(told.status ?? 1);
}
if (args.length > 0) {
  fail(`npm start does not know ${args.join(' ')}: it takes nothing, or -- --headless.`);
}

const script = `${root}test/support/vscode/startWindow.ts`;
const window = spawn(process.execPath, ['--import=tsx', script], { cwd: root, stdio: 'inherit' });
// Ctrl-C reaches both: the window ends what it started, and this waits for it.
process.on('SIGINT', () => undefined);
for (const name of ['SIGTERM', 'SIGHUP']) {
  process.on(name, () => window.kill(name));
}
window.once('close', (status) => process.exit(status ?? 1));
