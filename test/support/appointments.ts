import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stampDump } from '../../src/sample/dumpTimes';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { copyBlock, writeArchive } from './archiveWriter';
import { connected } from './postgres';

export const appointments = 'metier.rdv';

const states = ['CONFIRME', 'HONORE', 'ANNULE'];
const perMonth = 100;

/** A row of six months of appointments, 100 a month. */
function rowOf(at: number): readonly [id: string, day: string, state: string, name: string] {
  const [month, day] = [Math.floor(at / perMonth) + 1, (at % 28) + 1];
  const date = `2026-0${month}-${String(day).padStart(2, '0')}`;
  return [String(at + 1), date, states[at % 3] ?? '', `Citoyenne ${at}`];
}

const rows = Array.from({ length: 6 * perMonth }, (_, at) => rowOf(at));

/** The table with all its rows in a database of its own. */
export async function fillAppointments(database: ConnectionSettings): Promise<void> {
  const values = rows.map(([id, ...texts]) => `(${id}, ${texts.map((t) => `'${t}'`).join(', ')})`);
  await connected(database, (session) =>
    session.script(`
      create schema metier;
      create table metier.rdv (
        id int primary key,
        jour date not null,
        statut text not null,
        nom text not null check (nom <> ''));
      insert into metier.rdv values ${values.join(', ')};
      analyze metier.rdv;`),
  );
}

/** A dump of that local time that holds all the rows, or the first so many. */
export async function dumpAppointments(
  folder: string,
  time: string,
  count = rows.length,
): Promise<string> {
  const entries = [
    {
      ...{ desc: 'TABLE', tag: 'rdv', namespace: 'metier', relkind: 'r' },
      definition: 'CREATE TABLE metier.rdv (id integer, jour date, statut text, nom text);\n',
    },
    {
      ...{ desc: 'TABLE DATA', tag: 'rdv', namespace: 'metier' },
      copyStatement: 'COPY metier.rdv (id, jour, statut, nom) FROM stdin;\n',
      data: copyBlock(rows.slice(0, count).map((row) => row.join('\t'))),
    },
  ];
  const file = path.join(folder, `rdv-${time.slice(0, 10)}.dump`);
  await writeFile(file, writeArchive({ minor: 14, compression: 'gzip', entries }));
  await stampDump(file, new Date(time));
  return file;
}
