import type { ArchiveTable } from '../../core/archive/tables';
import type { TableId } from '../../core/catalog/table';

/** The tables of a dump, with what stands below each: partitions and inheritance children. */
export class TableFamilies {
  private readonly tables: ReadonlyMap<string, ArchiveTable>;
  private readonly children = new Map<string, ArchiveTable[]>();

  constructor(tables: readonly ArchiveTable[]) {
    this.tables = new Map(tables.map((table) => [keyOf(table), table]));
    for (const table of tables) {
      for (const parent of table.parents) {
        const known = this.children.get(keyOf(parent)) ?? [];
        known.push(table);
        this.children.set(keyOf(parent), known);
      }
    }
  }

  find(table: TableId): ArchiveTable | undefined {
    return this.tables.get(keyOf(table));
  }

  childrenOf(table: TableId): readonly ArchiveTable[] {
    return this.children.get(keyOf(table)) ?? [];
  }

  /** The table and all below it: all that a read of it shows rows of. */
  familyOf(root: ArchiveTable): readonly ArchiveTable[] {
    const family = new Set([root]);
    // A set's iterator also visits what is added on the way.
    for (const table of family) {
      for (const child of this.childrenOf(table)) {
        family.add(child);
      }
    }
    return [...family];
  }
}

/** The rows of tables out of what reading a dump whole has counted. */
export class CountedRows {
  private readonly rows: ReadonlyMap<string, number | undefined>;

  constructor(counts: readonly (TableId & { readonly rows: number | undefined })[]) {
    this.rows = new Map(counts.map((table) => [keyOf(table), table.rows]));
  }

  /** Undefined where one of them was not counted. */
  sumOf(tables: readonly TableId[]): number | undefined {
    let sum = 0;
    for (const table of tables) {
      const rows = this.rows.get(keyOf(table));
      if (rows === undefined) {
        return undefined;
      }
      sum += rows;
    }
    return sum;
  }
}

/** No two tables share it: no name holds NUL. */
function keyOf({ schema, name }: TableId): string {
  return `${schema}\0${name}`;
}
