import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Column } from '../../../src/core/catalog/table';
import { wholeTable } from '../../../src/core/diff/scope';
import type { ColumnChoice } from '../../../src/core/diff/comparedTable';
import type {
  ConflictRow,
  DifferenceKind,
  DifferingRow,
  RowChange,
} from '../../../src/core/diff/rows/rowChange';
import { openReview, runComparison } from '../../../src/engine/reviewing';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { ComparisonWriter } from '../../../src/recovery/compare/comparisonFiles';
import { keepStale } from '../../../src/recovery/review/findStaleRows';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { column, comparedTable, identity } from '../planned';
import { connected, quiet, testServer } from '../postgres';

const dump = { path: '/srv/mairie-20261118-0200.dump', createdAt: '2026-11-18T02:00:00' };

/** A cell that would run a script, were it ever parsed as markup. */
export const hostileCell = `<img src=x onerror="document.title = 'owned'">`;
const hostileColumn = '<b>agent</b>';

/**
 * 3 000 appointments. 1 200 are lost, 150 changed, 3 of the keys reused, 10 only in production; the
 * first lost ones hold what is hard to draw.
 */
const backupSql = `
  create schema metier;
  create table metier.demandes_rdv (
    rdv_id int primary key,
    citoyen_id int not null,
    date_rdv date not null,
    statut text,
    commentaire text,
    "${hostileColumn}" text
  );
  insert into metier.demandes_rdv
  select n, n % 700, date '2026-11-02' + n % 30, 'CONFIRME', 'Dossier à compléter ' || n, 'guichet'
  from generate_series(1, 3000) n;
  update metier.demandes_rdv set commentaire = null where rdv_id = 1;
  update metier.demandes_rdv set commentaire = '' where rdv_id = 5;
  update metier.demandes_rdv set commentaire = 'NULL' where rdv_id = 6;
  update metier.demandes_rdv set commentaire = $$${hostileCell}$$ where rdv_id = 10;
  update metier.demandes_rdv set commentaire = E'deux\\nlignes\\tet fin  ' where rdv_id = 11;
  update metier.demandes_rdv set commentaire = repeat('long ', 1000) where rdv_id = 15`;
const damageSql = `
  delete from metier.demandes_rdv where rdv_id % 5 < 2;
  update metier.demandes_rdv
  set statut = 'ANNULE', commentaire = commentaire || ' | lot 18/11'
  where rdv_id % 5 = 2 and rdv_id <= 750;
  update metier.demandes_rdv set citoyen_id = citoyen_id + 1000, commentaire = null
  where rdv_id in (3, 8, 13);
  insert into metier.demandes_rdv
  select n, 1, date '2026-12-01', 'CONFIRME', null, 'en ligne' from generate_series(3001, 3010) n`;

export const comparedCounts = { missing: 1200, changed: 153, extra: 10, identical: 1647 };

/** A real comparison of two databases, in a new incident below `home`. */
export async function comparedIncident(home: string): Promise<string> {
  return compared(home, { sql: { backup: '', live: '' }, columns: {} });
}

/** The same, of tables that are not built alike, and with an ignored column. */
export async function differentlyBuiltIncident(home: string): Promise<string> {
  const table = 'alter table metier.demandes_rdv';
  return compared(home, {
    sql: {
      backup: `${table} add ancien text, add libelle varchar(80)`,
      live: `${table} add agence text not null default 'x';
             ${table} alter agence drop default, alter statut type varchar(10), add titre text`,
    },
    columns: { ignore: ['commentaire'], map: [{ backup: 'libelle', live: 'titre' }] },
  });
}

/**
 * The same table without its key, compared by how many there are of each row: of one lost row there are
 * 1 200 copies.
 */
export async function withoutKeyIncident(home: string): Promise<string> {
  const table = 'metier.demandes_rdv';
  const copies = `insert into ${table} select d.* from ${table} d, generate_series(1, 1199) where rdv_id = 5`;
  const dropped = `alter table ${table} drop constraint demandes_rdv_pkey`;
  return compared(home, {
    sql: { backup: `${dropped}; ${copies}`, live: dropped },
    columns: { identity: undefined },
  });
}

/**
 * Two citizens are not in production any more, so that lost appointments of theirs are blocked; others refer to
 * what is only there, and a history tells of what was written after the dump.
 */
export async function markedIncident(home: string): Promise<string> {
  return compared(home, {
    sql: {
      backup: '',
      live: `
        create table metier.citoyens (citoyen_id int primary key);
        insert into metier.citoyens
        select n from generate_series(0, 1699) n where n not in (10, 11);
        alter table metier.demandes_rdv add foreign key (citoyen_id) references metier.citoyens;
        create table metier.histo (
          rdv_id int references metier.demandes_rdv, changed_at timestamptz not null);
        insert into metier.histo values (3001, '2026-11-18 09:00+00'), (3001, '2026-11-18 10:00+00'),
          (2, '2026-11-18 09:30+00'), (7, '2026-11-17 09:30+00');
        create table metier.pieces (rdv_id int references metier.demandes_rdv on delete cascade);
        insert into metier.pieces values (3002), (3002), (3002)`,
    },
    columns: {},
  });
}

async function compared(
  home: string,
  {
    sql,
    columns,
  }: {
    readonly sql: { readonly backup: string; readonly live: string };
    readonly columns: ColumnChoice;
  },
): Promise<string> {
  const server = await testServer();
  const [backup, live] = [await server.createDatabase(), await server.createDatabase()];
  await connected(backup, async (session) => {
    await session.query(backupSql);
    await session.query(sql.backup);
  });
  await connected(live, async (session) => {
    await session.query(backupSql);
    await session.query(damageSql);
    await session.query(sql.live);
  });
  const out = path.join(home, `compared-${live.database}`);
  const program = {
    ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
    ...{ pgRestore: undefined, postgresBinaries: undefined },
  };
  await runComparison(
    {
      ...{ backup, live, out, dump: { ...dump, sha256: undefined } },
      ...{ table: { schema: 'metier', name: 'demandes_rdv' } },
      scope: wholeTable,
      columns: { identity: ['citoyen_id'], ...columns },
    },
    { work: quiet, say: () => undefined, program },
  );
  return out;
}

/** An incident of so many differences, written by the engine's own writer. */
export async function largeIncident(home: string, differences: number): Promise<string> {
  const numbers = Array.from({ length: differences }, (_, index) => index + 1);
  return writtenIncident(path.join(home, `large-${differences}`), largeColumns, function* () {
    for (const number of numbers) {
      yield largeChange(number);
    }
  });
}

/** Of every 5 changed rows 2 are only written differently; one in 12 holds a value too large to be read. */
export async function classesIncident(home: string): Promise<string> {
  return writtenIncident(path.join(home, 'classes'), classColumns, function* () {
    for (let number = 1; number <= 200; number++) {
      yield classChange(number);
    }
  });
}

/** The compared incident, in which some rows of each kind moved on: 1 and 2 rows up, and the last. */
export async function staleIncident(home: string): Promise<string> {
  const dir = await comparedIncident(home);
  const incident = await IncidentFolder.open(dir);
  const keys = ['1', '2', '6', '12', '3001'].map((key) => [key]);
  await keepStale(keys, { incident, newHash });
  return dir;
}

/**
 * Two rows of either side share a key, and one of each has none; beside them three that are lost. Two more
 * in conflict are only counted.
 */
export async function conflictsIncident(home: string): Promise<string> {
  const changes = [1, 2, 3].map(largeChange);
  const of = (number: number): readonly string[] => [String(number), '4711', '2026-11-02'];
  const rest = ['CONFIRME', 'guichet', 'etat civil', 'Dossier à compléter'];
  const conflicts = [70, 70, null].flatMap((key, at): readonly ConflictRow[] => {
    const cells = [key === null ? null : String(key), ...of(at).slice(1), ...rest];
    const common = { kind: 'conflict', key: [cells[0] ?? null] } as const;
    return [
      { ...common, side: 'backup', backup: cells },
      { ...common, side: 'live', live: cells, liveOnly: [], xid: '5148817' },
    ];
  });
  const rows = [...changes, ...conflicts];
  return writtenIncident(path.join(home, 'conflicts'), largeColumns, () => rows, { unlisted: 2 });
}

/** Of which there is something to be known, beside its rows. */
export async function noticedIncident(home: string, notices: readonly string[]): Promise<string> {
  const rows = [1, 2, 3, 4, 5, 6, 7, 8].map(largeChange);
  return writtenIncident(path.join(home, `noticed-${notices.length}`), largeColumns, () => rows, {
    notices,
  });
}

/** An incident of such rows, written by the engine's own writer. */
export async function writtenIncident(
  dir: string,
  columns: readonly Column[],
  changes: () => Iterable<DifferingRow>,
  { notices = [], unlisted = 0 }: { notices?: readonly string[]; unlisted?: number } = {},
): Promise<string> {
  const incident = await IncidentFolder.create(dir);
  const table = comparedTable({ columns });
  const writer = await ComparisonWriter.begin({ incident, newHash });
  const counts = { missing: 0, changed: 0, extra: 0, conflict: 0 };
  for (const change of changes()) {
    counts[change.kind] += 1;
    await writer.add(change, table);
  }
  const { conflict, ...differing } = counts;
  const conflicts = (conflict + unlisted) / 2;
  const [readAt, identical] = [new Date().toISOString(), 900_000];
  await writer.finish({
    ...{ dump: { ...dump, sha256: undefined }, identity, table, mark: '5148817' },
    figures: {
      rows: {
        ...{ ...differing, identical, conflicts, liveConflicts: conflicts },
        backup: identical + counts.missing + counts.changed,
        live: identical + counts.changed + counts.extra,
      },
      ...{ readAt: { backup: readAt, live: readAt }, production: 'mairie@pg-prod-1', stale: 0 },
      notices,
    },
  });
  return incident.path;
}

export async function openSession(dir: string): Promise<ReviewSession> {
  return openReview(await IncidentFolder.open(dir), quiet);
}

const largeColumns = [
  column('rdv_id', { builtIn: 'int4', notNull: true }),
  column('citoyen_id', { builtIn: 'int4' }),
  ...['date_rdv', 'statut', 'canal', 'service', 'commentaire'].map((name) => column(name)),
];

function largeChange(number: number): RowChange {
  const key = [String(number)] as const;
  const row = (statut: string, commentaire: string): readonly string[] => [
    ...[String(number), String(number % 12_046), `2026-11-${String(2 + (number % 28))}`],
    ...[statut, 'GUICHET', 'Etat civil', commentaire],
  ];
  const backup = row('CONFIRME', `Dossier à compléter ${String(number)}`);
  const live = row('ANNULE', `Dossier à compléter ${String(number)} | lot 18/11`);
  const xid = '5148817';
  const kinds: readonly DifferenceKind[] = ['missing', 'changed', 'changed', 'extra'];
  const kind = kinds[number % kinds.length] ?? 'missing';
  switch (kind) {
    case 'missing':
      return { kind, key, backup };
    case 'extra':
      return { kind, key, live, liveOnly: [], xid };
    case 'changed':
      return {
        ...{ kind, key, backup, live, liveOnly: [], xid, columns: [3, 6], reused: false },
        ...{ writtenDifferently: [], sameValue: false },
      };
  }
}

const classColumns = [
  column('facture_id', { builtIn: 'int4', notNull: true }),
  column('montant', { builtIn: 'numeric' }),
  column('detail', { builtIn: 'jsonb' }),
  column('piece', { builtIn: 'bytea' }),
];

function classChange(number: number): RowChange {
  const key = [String(number)] as const;
  const detail = `{"lignes": ${String(number % 4)}}`;
  const digest = `\\x255044462d312e37... (${String(number * 1_048_576)} bytes, SHA-256 9f2b…)`;
  const isLarge = number % 12 === 0;
  const row = (montant: string): readonly string[] => [
    ...[key[0], montant, detail, isLarge ? digest : '\\x25504446'],
  ];
  const isSame = number % 5 < 2;
  const live = row(isSame ? `${String(number)}.00` : String(number * 10));
  return {
    ...{ kind: 'changed', key, backup: row(`${String(number)}.0`), live, liveOnly: [] },
    ...{ xid: '5148817', columns: [1], reused: false },
    ...{ writtenDifferently: isSame ? [1] : [], sameValue: isSame },
    ...(isLarge ? { unread: [3] } : {}),
  };
}

function newHash(): ReturnType<typeof createHash> {
  return createHash('sha256');
}
