import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { quoteIdentifier } from '../../src/core/sql/quote';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { connected, testServer } from '../support/postgres';
import { fillAppointments } from './appointments';
import { type Contender, interleaved, median, ratio } from './interleaved';
import { type Programs, programsFor, reached, runPra } from './programs';

const execute = promisify(execFile);
const rounds = 5;
const atMost = 1.2;
const mostMegabytes = 150;

/**
 * One large table with its key: `pra restore` as a program, from its start to its end, counting and
 * analysing included, against pg_restore into a new database, which does neither.
 */
export async function benchRestore(rows = 1_000_000): Promise<boolean> {
  const server = await testServer();
  const programs = await programsFor(server);
  const folder = await mkdtemp(path.join(tmpdir(), 'pra-bench-restore-'));
  try {
    const source = await server.createDatabase();
    await fillAppointments(source, rows);
    console.log(
      `\nrestore: one table of ${rows} rows of 142 bytes, PostgreSQL ${server.major}, pg_restore ` +
        `${programs.pgRestore.version}; medians of ${rounds} interleaved rounds`,
    );
    let allReached = true;
    for (const format of ['custom', 'directory', 'plain']) {
      const dump = path.join(folder, format);
      await dumpInto(dump, format, source, programs);
      allReached = (await benchFormat({ dump, format }, server.owner, programs)) && allReached;
    }
    return allReached;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function dumpInto(
  dump: string,
  format: string,
  { host, port, user, password, database }: ConnectionSettings,
  { pgDump }: Programs,
): Promise<void> {
  const place = [`--host=${host}`, `--port=${port}`, `--username=${user}`];
  const env = { ...process.env, PGPASSWORD: password ?? '' };
  await execute(pgDump, [`--format=${format}`, `--file=${dump}`, ...place, database], { env });
}

async function benchFormat(
  { dump, format }: { readonly dump: string; readonly format: string },
  owner: ConnectionSettings,
  programs: Programs,
): Promise<boolean> {
  const { host, port, user, password, database } = owner;
  const env = { ...process.env, PGPASSWORD: password ?? '' };
  const conn = `host=${host} port=${port} user=${user} dbname=${database}`;
  let peak = 0;
  const ours: Contender = {
    name: 'pra restore',
    run: async () => {
      const what = [dump, '--table', 'metier.demandes_rdv', '--engine', 'built-in'];
      peak = Math.max(peak, await runPra(programs, ['restore', ...what, '--scratch', conn], env));
    },
  };
  const made: string[] = [];
  const theirs: Contender = {
    name: 'pg_restore',
    run: async () => {
      const name = `bench_${made.length}`;
      made.push(name);
      await connected(owner, (session) =>
        session.query(`create database ${quoteIdentifier(name)} template template0`),
      );
      const place = [`--host=${host}`, `--port=${port}`, `--username=${user}`, `--dbname=${name}`];
      const how = ['--single-transaction', '--no-owner', '--no-privileges'];
      await execute(programs.pgRestore.path, [...how, ...place, dump], { env });
    },
  };
  const times = await interleaved(format === 'plain' ? [ours] : [ours, theirs], rounds);
  await dropAll(owner, made, programs, { conn, env });
  const seconds = [...times].map(([name, all]) => `${name} ${median(all).toFixed(2)} s`);
  console.log(`  ${format}: ${seconds.join(', ')}`);
  const memory = reached(
    `${peak.toFixed(0)} MB resident`,
    peak <= mostMegabytes,
    `${mostMegabytes} MB`,
  );
  if (format === 'plain') {
    return memory;
  }
  const against = ratio(times, ours.name, theirs.name);
  return reached(`${against.toFixed(2)} × pg_restore`, against <= atMost, `${atMost} ×`) && memory;
}

async function dropAll(
  owner: ConnectionSettings,
  names: readonly string[],
  programs: Programs,
  { conn, env }: { readonly conn: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  await runPra(programs, ['scratch', 'drop', '--all', '--scratch', conn], env);
  await connected(owner, async (session) => {
    for (const name of names) {
      await session.query(`drop database if exists ${quoteIdentifier(name)}`);
    }
  });
}
