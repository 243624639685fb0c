import type { Column, KeyedTable } from '../../src/core/catalog/table';
import type { CorrectionPlan, PlannedTable, TableIdentity } from '../../src/core/correction/plan';
import type { ComparedTable } from '../../src/core/diff/comparison';

export const identity: TableIdentity = {
  systemIdentifier: '7000000000000000001',
  databaseOid: '16384',
  database: 'mairie',
  tableOid: '16402',
  table: { schema: 'metier', name: 'demandes_rdv' },
};

/** A column of text unless said otherwise. */
export function column(name: string, of: Partial<Column> & { builtIn?: string } = {}): Column {
  const { builtIn = 'text', ...rest } = of;
  return {
    name,
    type: {
      ...{ label: builtIn, castName: `pg_catalog.${builtIn}`, builtIn },
      ...{ arrayCastName: `pg_catalog._${builtIn}`, deterministic: true },
    },
    ...{ notNull: false, hasDefault: false, generated: false, identity: undefined },
    ...rest,
  };
}

/** Appointments: `id` is the key. */
export const columns = [
  column('id', { builtIn: 'int4', notNull: true, identity: 'by default' }),
  column('statut'),
  column('canal'),
  column('delai', { builtIn: 'int4', generated: true }),
];

export function comparedTable(of: Partial<ComparedTable> = {}): ComparedTable {
  const table: KeyedTable = {
    ...{ id: identity.table, oid: identity.tableOid, kind: 'table', columns, keys: [['id']] },
    key: [0],
  };
  return {
    ...{ backup: table, live: table, columns, liveOnly: [], key: [0], ignored: [], identity: [] },
    ...of,
  };
}

export const plannedAppointments: PlannedTable = { identity, kind: 'table', columns, key: [0] };

/** A delete, an update and an insert. */
export const smallPlan: CorrectionPlan = {
  id: 'plan-1',
  table: plannedAppointments,
  corrections: [
    { action: 'delete', key: ['7'], seen: ['7', 'ANNULE', null, '3'] },
    {
      action: 'update',
      key: ['42'],
      seen: ['42', 'ANNULE', '', '4'],
      set: [
        { column: 1, value: 'CONFIRME' },
        { column: 2, value: null },
      ],
    },
    {
      action: 'insert',
      key: ['50'],
      set: [
        { column: 0, value: '50' },
        { column: 1, value: 'é\n\t"\\' },
        { column: 2, value: null },
      ],
    },
  ],
};
