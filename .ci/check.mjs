// `npm run check`: types, layers and style, format, unit tests.
import { checks, runChecks } from './checks.mjs';
import { installPackages } from './install.mjs';

installPackages();
const failed = await runChecks(Object.keys(checks));
process.exit(failed.length === 0 ? 0 : 1);
