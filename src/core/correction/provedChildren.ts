import { type TableId, tableLabel } from '../catalog/table';
import { counted, wordFor } from '../words';

/** How the rows of one table that an undo gave back are found in production, each beside the kept one. */
export interface FoundChildren {
  readonly child: TableId;
  /** That were kept. */
  readonly rows: number;
  /** To the byte as they were kept. */
  readonly equal: number;
  /** Not there; where nothing tells rows apart, changed ones, too. */
  readonly missing: number;
  /** Otherwise, by another transaction than the undo's. */
  readonly changedByOthers: number;
  /** Otherwise, as the undo itself left them: triggers had their say. */
  readonly otherwise: number;
}

export function areAsKept(found: readonly FoundChildren[]): boolean {
  return found.every(({ rows, equal }) => rows === equal);
}

/** A sentence for each table. */
export function foundChildrenTexts(found: readonly FoundChildren[]): readonly string[] {
  return found.map((each) => {
    const { child, rows, equal, missing, changedByOthers, otherwise } = each;
    const table = tableLabel(child);
    return areAsKept([each])
      ? `${counted(rows, 'row')} of ${table} ${wordFor(rows, 'was', 'were')} given back: ${wordFor(rows, 'it', 'each')} is as it was.`
      : `Of ${counted(rows, 'row')} of ${table} that ${wordFor(rows, 'was', 'were')} given back, as ${wordFor(rows, 'it was', 'they were')}: ${equal}; missing: ${missing}; changed by others since: ${changedByOthers}; otherwise: ${otherwise}.`;
  });
}
