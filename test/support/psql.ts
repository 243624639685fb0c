import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';

/** It is not a part of this tool: a machine may be without. */
export const hasPsql = spawnSync('psql', ['--version']).status === 0;

/** How psql ended. */
export interface Run {
  readonly status: number | null;
  readonly stderr: string;
}

/** Runs a script from a file, under a client encoding that is not its own. */
export async function psql(
  connection: ConnectionSettings,
  script: string,
  options: readonly string[] = [],
  clientEncoding = 'LATIN1',
): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'pra-psql-'));
  try {
    const file = join(folder, 'script.sql');
    await writeFile(file, script);
    const { status, stderr } = spawnSync(
      'psql',
      ['-X', '-q', '-v', 'x=WRONG', ...options, '-f', file],
      {
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'] ?? '',
          PGHOST: connection.host,
          PGPORT: String(connection.port),
          PGUSER: connection.user,
          PGPASSWORD: connection.password ?? '',
          PGDATABASE: connection.database,
          PGCLIENTENCODING: clientEncoding,
        },
      },
    );
    return { status, stderr };
  } finally {
    await rm(folder, { recursive: true });
  }
}
