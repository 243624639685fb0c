import { readFile, stat, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Session } from '../postgres/connection/session';
import { dumpBrokenOff, dumpWhole } from './pgDump';
import { appointmentColumns } from './appointments';
import { rewriteArchive } from './rewriteArchive';

/** Makes the dumps of the sample at the moments of its story. */
export interface DumpMaker {
  /** Before anything happens. */
  first(file: string): Promise<void>;
  /** The one that holds all the rows that the damage will take. */
  good(file: string): Promise<void>;
  /** Broken off before its end; `like` is a whole one. */
  broken(file: string, like: string): Promise<void>;
  /** After the damage. */
  damaged(file: string): Promise<void>;
}

/** How much of the broken dump was written. */
const brokenPart = 0.6;

/** Real dumps. */
export function dumpsByPgDump(pgDump: string, session: Session, signal: AbortSignal): DumpMaker {
  const whole = (file: string): Promise<void> =>
    dumpWhole({ pgDump, database: session.settings, file, signal });
  return {
    first: whole,
    good: whole,
    broken: async (file, like) => {
      const { size } = await stat(like);
      const order = { pgDump, database: session.settings, file, signal };
      await dumpBrokenOff(order, Math.floor(size * brokenPart));
    },
    damaged: whole,
  };
}

/** The kept dump, and variants of it with the rows that production now has. */
export function dumpsFromKept(kept: string, session: Session): DumpMaker {
  const variant = async (file: string): Promise<void> => {
    const tables = new Map<string, Buffer>();
    for (const { table, columns } of changingTables) {
      const rows = session.copyOut(`copy ${table} (${columns.join(', ')}) to stdout`);
      tables.set(table, await buffer(rows));
    }
    const sequences = new Map(await lastValues(session));
    const archive = await rewriteArchive(await readFile(kept), { tables, sequences });
    await writeFile(file, archive, { mode: 0o600 });
  };
  const whole = async (file: string): Promise<void> =>
    writeFile(file, await readFile(kept), { mode: 0o600 });
  return {
    first: variant,
    good: whole,
    broken: async (file, like) => {
      const bytes = await readFile(like);
      await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * brokenPart)), {
        mode: 0o600,
      });
    },
    damaged: variant,
  };
}

/** The tables that change in the story; columns in the order in which a dump has them. */
const changingTables = [
  { table: 'metier.demandes_rdv', columns: appointmentColumns },
  {
    table: 'metier.histo_demandes_rdv',
    columns: [
      'histo_id',
      'rdv_id',
      'ancien_statut',
      'nouveau_statut',
      'commentaire',
      'changed_at',
      'changed_by',
    ],
  },
] as const;

async function lastValues(session: Session): Promise<readonly (readonly [string, string])[]> {
  const rows = await session.rows(
    `select schemaname || '.' || sequencename, last_value::text
       from pg_catalog.pg_sequences
      where schemaname = 'metier'
        and sequencename in ('demandes_rdv_rdv_id_seq', 'histo_demandes_rdv_histo_id_seq')`,
  );
  return rows.map(([name, value]) => [String(name), String(value)]);
}
