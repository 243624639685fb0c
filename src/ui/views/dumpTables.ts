import * as vscode from 'vscode';
import type { ArchiveTable } from '../../core/archive/tables';
import { bySchema } from '../../core/catalog/bySchema';
import { tableLabel } from '../../core/catalog/table';
import type { ListedDump } from '../../engine/dumpListing';
import { CountedRows, TableFamilies } from '../../recovery/dumps/tableFamilies';
import type { KnownContents } from '../dumps/contentsReadings';
import type { UiServices } from '../services';
import { counted, shownName, sizeText } from '../words';
import { inWindow } from '../asking';
import { problemNodes } from './problemNodes';
import { itemOf, note } from './node';
import type { ViewNode } from './subject';

/** The schemas of a dump; of a plain one as far as it has been read. */
export async function dumpContentNodes(
  dump: ListedDump,
  services: UiServices,
): Promise<readonly ViewNode[]> {
  const known = await services.dumpContents.of(dump);
  const tables = known.contents?.tables ?? [];
  const source: Source = {
    path: dump.path,
    isWhole: known.state === 'whole',
    families: new TableFamilies(tables),
    rows: new CountedRows(services.verifications.of(dump)?.tables ?? []),
  };
  return [...stateNodes(known, dump), ...schemaNodes(tables, source)];
}

/** Where the tables are from, and what is known of all of them. */
interface Source {
  readonly path: string;
  /** Before all of it is read, rows may yet come of any table. */
  readonly isWhole: boolean;
  readonly families: TableFamilies;
  readonly rows: CountedRows;
}

function stateNodes(known: KnownContents, { bytes }: ListedDump): readonly ViewNode[] {
  switch (known.state) {
    case 'whole':
      return known.contents.tables.length === 0 ? [note('No tables.')] : [];
    case 'reading':
      return [note(`Reading… ${sizeText(known.bytesRead)} of ${sizeText(bytes)}`, 'sync~spin')];
    case 'failed':
      return problemNodes(known.error);
  }
}

function schemaNodes(tables: readonly ArchiveTable[], source: Source): readonly ViewNode[] {
  return Array.from(
    bySchema(tables, ({ schema }) => schema),
    ([schema, inSchema]) => ({
      item: itemOf(
        {
          id: idOf(source, schema),
          label: shownName(schema),
          icon: new vscode.ThemeIcon('symbol-namespace'),
          description: counted(inSchema.length, 'table'),
        },
        true,
      ),
      children: () =>
        Promise.resolve(
          inSchema
            .filter((table) => !standsBelowAnother(table, source))
            .map((table) => tableNode(table, source)),
        ),
    }),
  );
}

function tableNode(table: ArchiveTable, source: Source): ViewNode {
  const { schema, name, kind } = table;
  const below = partitionsOf(table, source);
  const remark = remarkOn({ ...table, hasData: table.hasData || !source.isWhole });
  const remarks = [remark, rowsText(table, source), table.rowSecurity ? 'row security' : ''];
  return {
    subject: { kind: 'dumpTable', path: source.path, table: { schema, name } },
    item: itemOf(
      {
        id: idOf(source, schema, name),
        label: shownName(name),
        icon: new vscode.ThemeIcon(table.rowSecurity ? 'shield' : icons[kind]),
        description: remarks.filter((text) => text !== '').join(' · '),
        tooltip: [shownName(tableLabel(table)), `in ${source.path}`, ...tooltipOf(table, remark)],
        context: contexts[kind],
      },
      below.length > 0,
    ),
    children: () => Promise.resolve(below.map((partition) => tableNode(partition, source))),
  };
}

const icons: Readonly<Record<ArchiveTable['kind'], string>> = {
  table: 'table',
  partitioned: 'layers',
  partition: 'table',
  matview: 'eye',
  foreign: 'remote',
};

/** The first two can be restored. */
const contexts: Readonly<Record<ArchiveTable['kind'], string>> = {
  table: 'pra.dumpTable',
  partitioned: 'pra.dumpTable',
  partition: 'pra.dumpPartition',
  matview: 'pra.dumpView',
  foreign: 'pra.dumpView',
};

const noRows = 'no rows in the dump';

function remarkOn({ kind, hasData }: Pick<ArchiveTable, 'kind' | 'hasData'>): string {
  switch (kind) {
    case 'matview':
      return 'recomputed by a restore: no rows in a dump';
    case 'foreign':
      return hasData ? 'foreign' : 'foreign: rows are on another server';
    case 'partitioned':
      return 'partitioned';
    case 'partition':
      return hasData ? 'partition' : `partition: ${noRows}`;
    case 'table':
      return hasData ? '' : noRows;
  }
}

/** Of a partitioned table those of its partitions together. */
function rowsText(table: ArchiveTable, { families, rows }: Source): string {
  const holders = families.familyOf(table).filter(({ kind }) => kind === 'partition');
  const sum =
    table.kind === 'partitioned'
      ? rows.sumOf(holders)
      : table.hasData
        ? rows.sumOf([table])
        : undefined;
  return sum === undefined || (table.kind === 'partitioned' && holders.length === 0)
    ? ''
    : counted(sum, 'row');
}

function tooltipOf({ rowSecurity }: ArchiveTable, remark: string): readonly string[] {
  const secured =
    'Row security is on: if an ordinary role made the dump, it may hold only the rows that this role saw.';
  return [
    ...(remark === '' ? [] : [asSentence(inWindow(remark))]),
    ...(remark.endsWith(noRows) ? ['Made with --schema-only, or with its data left out.'] : []),
    ...(rowSecurity ? [secured] : []),
  ];
}

function asSentence(remark: string): string {
  return `${remark.charAt(0).toUpperCase()}${remark.slice(1)}.`;
}

/** An inheritance child has a place of its own, a partition below its table. */
function partitionsOf(table: ArchiveTable, { families }: Source): readonly ArchiveTable[] {
  return table.kind === 'partitioned'
    ? families.childrenOf(table).filter(({ schema }) => schema === table.schema)
    : [];
}

function standsBelowAnother({ schema, parents }: ArchiveTable, { families }: Source): boolean {
  const above = parents.map((parent) => families.find(parent));
  return above.some((parent) => parent?.kind === 'partitioned' && parent.schema === schema);
}

/** Names may hold whatever could stand between them. */
function idOf({ path }: Source, ...names: readonly string[]): string {
  return `dump:${JSON.stringify([path, ...names])}`;
}
