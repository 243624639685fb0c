import { cpus } from 'node:os';
import { stopTestServer } from '../support/postgres';
import { benchApply } from './apply';
import { benchCompare, benchScatteredAlone } from './compare';
import { benchDetails } from './details';
import { benchDistributed } from './distributed';
import { benchDumps } from './dumps';
import { benchRestore } from './restore';
import { benchReview } from './review';

/** A benchmark: prints its figures; false where a target was missed. */
type Bench = (rows: number | undefined) => Promise<boolean>;

const benches: Readonly<Record<string, Bench>> = {
  apply: benchApply,
  compare: benchCompare,
  details: benchDetails,
  distributed: benchDistributed,
  dumps: benchDumps,
  restore: benchRestore,
  review: benchReview,
  scattered: benchScatteredAlone,
};

const usage = `usage: npm run bench -- [${Object.keys(benches).join('|')}]... [--rows N]`;

interface Request {
  readonly names: readonly string[];
  readonly rows: number | undefined;
}

function requested(args: readonly string[]): Request | undefined {
  const at = args.indexOf('--rows');
  const rows = at < 0 ? undefined : Number(args[at + 1]);
  const named = at < 0 ? args : args.toSpliced(at, 2);
  const names = named.length > 0 ? named : Object.keys(benches);
  const understood = names.every((name) => benches[name]) && (rows === undefined || rows > 0);
  return understood ? { names, rows } : undefined;
}

async function run({ names, rows }: Request): Promise<boolean> {
  console.log(`${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, Node ${process.version}`);
  let allReached = true;
  for (const name of names) {
    allReached = ((await benches[name]?.(rows)) ?? false) && allReached;
  }
  return allReached;
}

const request = requested(process.argv.slice(2));
if (!request) {
  console.error(usage);
  process.exit(2);
}
try {
  process.exitCode = (await run(request)) ? 0 : 1;
} finally {
  await stopTestServer();
}
