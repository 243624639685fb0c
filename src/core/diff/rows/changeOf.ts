import type { Cell, Key, Row } from '../../catalog/table';
import type { ComparedTable } from '../comparison';
import { type CopiedRow, type DifferingColumns, differingColumns } from './copiedRow';
import type { ChangedRow, ExtraRow, MissingRow, RowChange } from './rowChange';

/** A row as it was read: where it is a copied one, its cells are decoded when they are first asked for. */
export interface ReadRow {
  readonly cells: Row;
  readonly copied?: CopiedRow | undefined;
  /** Positions of values that were too large to be read. */
  readonly unread?: readonly number[];
}

export interface LiveRow extends ReadRow {
  readonly liveOnly: Row;
  readonly xid: string;
}

/** The change that two rows of one key amount to; undefined where no compared cell differs. */
export function changeOf(
  key: Key,
  backup: ReadRow | undefined,
  live: LiveRow | undefined,
  table: ComparedTable,
): RowChange | undefined {
  if (!backup || !live) {
    return live ? new ReadExtra(key, live) : backup && new ReadMissing(key, backup);
  }
  const differing = compared(differingIn(backup, live, table), table);
  const { columns } = differing;
  const reused = columns.some((at) => table.identity.includes(at));
  return columns.length === 0
    ? undefined
    : new ReadChanged(key, { backup, live }, differing, reused);
}

// Counting looks at nothing but what differs: the rows themselves are decoded when somebody asks for them.
// What they are decoded from is no member of the change, also to `in`.

abstract class ReadChange {
  readonly unread?: readonly number[];

  constructor(
    readonly key: Key,
    backup: ReadRow | undefined,
    live: ReadRow | undefined,
  ) {
    const ofBackup = backup?.unread ?? none;
    const ofLive = live?.unread ?? none;
    if (ofBackup.length + ofLive.length > 0) {
      this.unread = [...new Set([...ofBackup, ...ofLive])].sort((a, b) => a - b);
    }
  }
}

class ReadMissing extends ReadChange implements MissingRow {
  readonly kind = 'missing';

  readonly #row: ReadRow;

  constructor(key: Key, row: ReadRow) {
    super(key, row, undefined);
    this.#row = row;
  }

  get backup(): Row {
    return this.#row.cells;
  }
}

class ReadExtra extends ReadChange implements ExtraRow {
  readonly kind = 'extra';

  readonly #row: LiveRow;

  constructor(key: Key, row: LiveRow) {
    super(key, undefined, row);
    this.#row = row;
  }

  get live(): Row {
    return this.#row.cells;
  }

  get liveOnly(): Row {
    return this.#row.liveOnly;
  }

  get xid(): string {
    return this.#row.xid;
  }
}

class ReadChanged extends ReadChange implements ChangedRow {
  readonly kind = 'changed';
  /** Whether values are equal by their type is for the server to say. */
  readonly writtenDifferently = none;
  readonly sameValue = false;

  readonly #backup: ReadRow;
  readonly #live: LiveRow;

  constructor(
    key: Key,
    { backup, live }: { readonly backup: ReadRow; readonly live: LiveRow },
    readonly differing: DifferingColumns,
    readonly reused: boolean,
  ) {
    super(key, backup, live);
    this.#backup = backup;
    this.#live = live;
  }

  get columns(): readonly number[] {
    return this.differing.columns;
  }

  get backup(): Row {
    return this.#backup.cells;
  }

  get live(): Row {
    return this.#live.cells;
  }

  get liveOnly(): Row {
    return this.#live.liveOnly;
  }

  get xid(): string {
    return this.#live.xid;
  }
}

const none: readonly number[] = [];

function differingIn(backup: ReadRow, live: ReadRow, { columns }: ComparedTable): DifferingColumns {
  return backup.copied && live.copied
    ? differingColumns(backup.copied, live.copied, columns.length)
    : differingInCells(backup.cells, live.cells);
}

/** Without the columns that are ignored. */
function compared(differing: DifferingColumns, { ignored }: ComparedTable): DifferingColumns {
  const { columns } = differing;
  if (!columns.some((at) => ignored.includes(at))) {
    return differing;
  }
  const isCompared = (_: unknown, index: number): boolean =>
    !ignored.includes(columns[index] ?? -1);
  return {
    columns: columns.filter(isCompared),
    from: differing.from.filter(isCompared),
    to: differing.to.filter(isCompared),
  };
}

function differingInCells(backup: Row, live: Row): DifferingColumns {
  const [columns, from, to]: [number[], Cell[], Cell[]] = [[], [], []];
  for (const [at, cell] of live.entries()) {
    const other = backup[at] ?? null;
    if (other !== cell) {
      columns.push(at);
      from.push(other);
      to.push(cell);
    }
  }
  return { columns, from, to };
}
