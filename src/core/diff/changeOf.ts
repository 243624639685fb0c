import type { Key, Row } from '../catalog/table';
import type { ComparedTable } from './comparison';
import type { RowChange } from './rowChange';

/** A live row as it was read. */
export interface LiveRow {
  readonly cells: Row;
  readonly liveOnly: Row;
  readonly xid: string;
}

/** The change that two rows of one key amount to; undefined where no compared cell differs. */
export function changeOf(
  key: Key,
  backup: Row | undefined,
  live: LiveRow | undefined,
  table: ComparedTable,
): RowChange | undefined {
  if (!live) {
    return backup && { kind: 'missing', key, backup };
  }
  const { cells, liveOnly, xid } = live;
  if (!backup) {
    return { kind: 'extra', key, live: cells, liveOnly, xid };
  }
  const differing = differingColumns(backup, cells);
  const { ignored } = table;
  const columns =
    ignored.length === 0 ? differing : differing.filter((at) => !ignored.includes(at));
  if (columns.length === 0) {
    return undefined;
  }
  const reused = columns.some((at) => table.identity.includes(at));
  return {
    kind: 'changed',
    key,
    backup,
    live: cells,
    liveOnly,
    xid,
    columns,
    reused,
    // Whether values are equal by their type is for the server to say.
    writtenDifferently: none,
    sameValue: false,
  };
}

const none: readonly number[] = [];

function differingColumns(backup: Row, live: Row): readonly number[] {
  const differing: number[] = [];
  for (let at = 0; at < live.length; at++) {
    if (backup[at] !== live[at]) {
      differing.push(at);
    }
  }
  return differing;
}
