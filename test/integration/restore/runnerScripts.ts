import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunnerSettings } from '../../../src/core/restore/externalRunner';
import { externalRunner } from '../../../src/pgtools/runner/externalRunner';
import { databaseOid } from '../../../src/postgres/databaseOid';
import { filledScratch } from '../../../src/postgres/scratch/filledScratch';
import { quoteIdentifier } from '../../../src/core/sql/quote';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { KnownProduction } from '../../../src/recovery/restore/knownProductions';
import {
  type RestoredByRunner,
  restoreWithRunner,
} from '../../../src/recovery/restore/restoreWithRunner';
import { quietWork } from '../../support/dumps';
import { connected, testServer } from '../../support/postgres';
import { dumpOfLines, withFile } from './awkwardDumps';
import { realServices } from './restoring';

export interface RunOf {
  readonly dump: string;
  readonly settings: RunnerSettings;
  readonly productions?: readonly KnownProduction[];
  readonly signal?: AbortSignal;
}

/** Everything real, on the shared server; what the script said goes into `lines`. */
export async function runWith(
  { dump, settings, productions = [], signal }: RunOf,
  lines: string[] = [],
): Promise<RestoredByRunner> {
  const services = await realServices();
  return restoreWithRunner(
    { dump, settings, productions, onLine: (line) => lines.push(line) },
    {
      ...services,
      ...{ runner: externalRunner, filled: filledScratch(services.server), databaseOid },
    },
    quietWork(signal),
  );
}

export const targetArguments = ['${dump}', '${host}', '${port}', '${database}', '${user}'] as const;

/** A script of Node's. It has `query(text)` on the database that its variables lead to, and `connect(other)`. */
export async function withScript<T>(
  body: string,
  use: (settings: RunnerSettings, file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pra-test-script-'));
  try {
    const file = join(folder, 'restore_script.cjs');
    await writeFile(file, `${prelude}(async () => { ${body} })();\n`);
    const args = [file, ...targetArguments];
    return await use({ program: process.execPath, args, environment: {} }, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const prelude = `
const { Client } = require(${JSON.stringify(createRequire(import.meta.url).resolve('pg'))});
const connect = async (options) => {
  const client = new Client(options);
  await client.connect();
  return client;
};
const queryAs = async (options, text) => {
  const client = await connect(options);
  await client.query(text);
  await client.end();
};
const query = (text) => queryAs({}, text);
`;

const threeRows = dumpOfLines(['1', '2', '3']);

/** A script, and a dump of three rows for it. */
export function onThreeRows<T>(
  body: string,
  use: (run: RunOf, file: string) => Promise<T>,
): Promise<T> {
  return withFile('nightly.dump', threeRows, (dump) =>
    withScript(body, (settings, file) => use({ dump, settings }, file)),
  );
}

/** What a script does that restores them. */
export const restoringThreeRows =
  "await query(`create schema s; create table s.t (a text); insert into s.t values ('1'), ('2'), ('3')`);";

/** The script and the settings of the README, word for word; the programs that it calls lie in `folder`. */
export async function withReadmeScript<T>(
  folder: string,
  use: (settings: RunnerSettings) => Promise<T>,
): Promise<T> {
  const readme = await readFile('README.md', 'utf8');
  const [, script] = /```sh\n(#!\/bin\/sh -e\n[^`]+)```/.exec(readme) ?? [];
  const [, args] = /"pra\.externalRunner\.arguments": (\[.*\])/.exec(readme) ?? [];
  assert.ok(script !== undefined && args !== undefined);
  return withFile('restore.sh', Buffer.from(script), async (program) => {
    await chmod(program, 0o755);
    const environment = { PATH: `${folder}:/usr/bin:/bin` };
    return use({ program, args: JSON.parse(args) as readonly string[], environment });
  });
}

/** A database that plays production, and a script's words that connect to its server beside it. */
export async function withProduction<T>(
  use: (production: KnownProduction, besideIt: string) => Promise<T>,
): Promise<T> {
  const server = await testServer();
  const connection = await server.createDatabase('mairie');
  try {
    return await use({ name: 'Town hall', connection }, optionsOf(server.superuser));
  } finally {
    await connected(server.superuser, (session) =>
      session.query(`drop database if exists ${quoteIdentifier('mairie')} with (force)`),
    );
  }
}

function optionsOf({ host, port, database, user, password }: ConnectionSettings): string {
  return JSON.stringify({ host, port, database, user, password });
}
