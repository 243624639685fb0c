import type { Column, Table } from '../../../../src/core/catalog/table';

/** A column as the catalogue would describe it. */
export function column(name: string, builtIn = 'text', more: Partial<Column> = {}): Column {
  return {
    name,
    type: {
      label: builtIn,
      castName: `pg_catalog.${builtIn}`,
      arrayCastName: `pg_catalog._${builtIn}`,
      builtIn,
      deterministic: true,
    },
    notNull: false,
    hasDefault: false,
    generated: false,
    identity: undefined,
    ...more,
  };
}

export function table(columns: readonly Column[], keys: readonly (readonly string[])[]): Table {
  return { id: { schema: 'shop', name: 'orders' }, oid: '1', kind: 'table', columns, keys };
}
