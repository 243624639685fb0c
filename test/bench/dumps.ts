import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type TestServer, testServer } from '../support/postgres';
import { fillAppointments } from './appointments';
import { type Contender, interleaved, median, ratio } from './interleaved';
import { type Programs, programsFor, reached, runPra } from './programs';

const execute = promisify(execFile);
const rounds = 5;
const atMost = 1.2;
const mostMegabytes = 100;
const mostSecondsForContents = 1;

/** What pg_dump is told, by the name of what it writes. */
const formats: Readonly<Record<string, readonly string[]>> = {
  'custom, gzip': ['-Fc'],
  'custom, not compressed': ['-Fc', '-Z0'],
  'directory, gzip': ['-Fd'],
  'directory, not compressed': ['-Fd', '-Z0'],
  tar: ['-Ft'],
};

/**
 * `pra verify` as a program, from its start to its end, against pg_restore reading the same to nowhere. It
 * also hashes every byte, which pg_restore does not: that alone takes longer than reading what is not
 * compressed, and is measured as the third.
 */
export async function benchDumps(rows = 3_000_000): Promise<boolean> {
  const server = await testServer();
  const programs = await programsFor(server);
  const folder = await mkdtemp(path.join(tmpdir(), 'pra-bench-dumps-'));
  try {
    const dumps = await writeDumps(server, programs, folder, rows);
    console.log(
      `\ndumps: ${rows} rows of 142 bytes, written by pg_dump ${server.major}, read by pg_restore ` +
        `${programs.pgRestore.version}; medians of ${rounds} interleaved rounds`,
    );
    let allReached = true;
    for (const [name, dump] of dumps) {
      allReached = (await benchVerify(name, dump, programs)) && allReached;
    }
    return (await benchContents(dumps, programs, folder)) && allReached;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeDumps(
  server: TestServer,
  { pgDump }: Programs,
  folder: string,
  rows: number,
): Promise<ReadonlyMap<string, string>> {
  const { host, port, user, password, database } = await filled(server, rows);
  const dumps = new Map<string, string>();
  for (const [name, options] of Object.entries(formats)) {
    const file = path.join(folder, name.replaceAll(/\W+/g, '-'));
    const args = [...options, `--file=${file}`, `--host=${host}`, `--port=${port}`];
    const env = { ...process.env, PGPASSWORD: password ?? '' };
    await execute(pgDump, [...args, `--username=${user}`, database], { env });
    dumps.set(name, file);
  }
  return dumps;
}

async function filled(server: TestServer, rows: number): ReturnType<TestServer['createDatabase']> {
  const database = await server.createDatabase();
  await fillAppointments(database, rows);
  return database;
}

async function benchVerify(name: string, dump: string, programs: Programs): Promise<boolean> {
  let peak = 0;
  const ours: Contender = {
    name: 'pra verify',
    run: async () => {
      peak = Math.max(peak, await runPra(programs, ['verify', dump]));
    },
  };
  const theirs: Contender = {
    name: 'pg_restore -f /dev/null',
    run: async () => {
      await execute(programs.pgRestore.path, ['-f', '/dev/null', dump]);
    },
  };
  const hashing: Contender = { name: 'SHA-256 alone', run: () => hashAlone(dump) };
  const times = await interleaved([ours, theirs, hashing], rounds);
  const seconds = (contender: Contender): string =>
    `${contender.name} ${median(times.get(contender.name) ?? []).toFixed(2)} s`;
  const size = ((await sizeOf(dump)) / 1e6).toFixed(0);
  console.log(`  ${name}, ${size} MB: ${[ours, theirs, hashing].map(seconds).join(', ')}`);
  const against = ratio(times, ours.name, theirs.name);
  const overHash = ratio(times, ours.name, hashing.name);
  const ratios = `${against.toFixed(2)} × pg_restore, ${overHash.toFixed(2)} × SHA-256 alone`;
  return [
    reached(ratios, Math.min(against, overHash) <= atMost, `${atMost} × the slower of the two`),
    reached(`${peak.toFixed(0)} MB resident`, peak <= mostMegabytes, `${mostMegabytes} MB`),
  ].every(Boolean);
}

async function hashAlone(dump: string): Promise<void> {
  const isFolder = (await stat(dump)).isDirectory();
  const files = isFolder ? (await readdir(dump)).map((name) => path.join(dump, name)) : [dump];
  const hash = createHash('sha256');
  for (const file of files) {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), async (pieces) => {
      for await (const piece of pieces) {
        hash.update(piece as Buffer);
      }
    });
  }
  hash.digest();
}

/** The table of contents of an archive that is as large as 100 GB, though nearly all of it is a hole. */
async function benchContents(
  dumps: ReadonlyMap<string, string>,
  programs: Programs,
  folder: string,
): Promise<boolean> {
  const sparse = path.join(folder, 'sparse.dump');
  await copyFile(dumps.get('custom, gzip') ?? '', sparse);
  await truncate(sparse, 100e9);
  let peak = 0;
  const run = async (): Promise<void> => {
    peak = Math.max(peak, await runPra(programs, ['toc', sparse]));
  };
  const times = await interleaved([{ name: 'pra toc', run }], rounds);
  const seconds = median(times.get('pra toc') ?? []);
  console.log(`  contents of 100 GB: pra toc ${seconds.toFixed(2)} s, ${peak.toFixed(0)} MB`);
  const target = `${mostSecondsForContents} s`;
  return reached(`${seconds.toFixed(2)} s`, seconds <= mostSecondsForContents, target);
}

async function sizeOf(dump: string): Promise<number> {
  const status = await stat(dump);
  if (!status.isDirectory()) {
    return status.size;
  }
  const files = await readdir(dump);
  const sizes = await Promise.all(files.map((file) => stat(path.join(dump, file))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
