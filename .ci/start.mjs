// `npm start -- --headless`: the sample incident, led to its end in this terminal.
import { fail, installPackages, root, run } from './install.mjs';

installPackages();
const built = run(process.execPath, ['esbuild.mjs']);
if (built.status !== 0) {
  fail('The command line could not be built: see above.');
}

const args = process.argv.slice(2);
if (!args.includes('--headless')) {
  fail('This version has no window yet: npm start -- --headless leads the sample incident here.');
}
const rest = args.filter((argument) => argument !== '--headless');
const told = run(process.execPath, [`${root}dist/cli.cjs`, 'sample', 'recover', ...rest]);
process.exit(told.status ?? 1);
