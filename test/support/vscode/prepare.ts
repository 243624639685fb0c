// What tests in a window need, brought here before they begin. Ends with 1, and a sentence, where it cannot be had.
import { findChromium } from './chromium';
import { installedCodeServer } from './codeServer';
import { installedFrench } from './french';
import { CannotRun } from './programs';

try {
  await installedCodeServer(console.error);
  await installedFrench(console.error);
  await findChromium(console.error);
} catch (error) {
  if (!(error instanceof CannotRun)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
