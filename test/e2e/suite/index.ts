import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Called by VS Code in its extension host, in the browser's version as in the desktop's. */
export async function run(): Promise<void> {
  const counts = process.env['PRA_TEST_COUNTS'];
  const reporter = path.join(__dirname, '../../../test/support/countingReporter.cjs');
  const mocha = new Mocha({
    timeout: 60_000,
    color: false,
    forbidOnly: true,
    ...(counts === undefined ? {} : { reporter, reporterOptions: { counts } }),
  });
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith('.test.js'))) {
    mocha.addFile(path.join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) {
    throw new Error(`${failures} failed`);
  }
}
