import type { HashForm } from '../../core/diff/rowHashing';
import type { Scan } from '../../recovery/ports/snapshot';

/** About so many rows of a reading are told. */
const told = 128;

/**
 * Makes the server send a notice at once, without a function of our own: that a search is for nothing.
 * @param value What it is computed anew for, so that it is not as the statement is planned.
 */
export function noticeFor(value: string): string {
  return `pg_catalog.to_tsquery('pg_catalog.simple', left((${value})::text, 0))`;
}

/**
 * Rows of a reading that the server tells of as it comes to them, drawn by where they lie: so it is seen
 * how far it is before it sends any, as while it sorts or groups what it reads.
 */
export class ToldRows {
  private readonly oneIn: number;
  private passed = 0;

  /** @param rows About how many are read. @param form By which they are hashed. */
  constructor(
    private readonly rows: number,
    private readonly form: HashForm,
  ) {
    this.oneIn = 2 ** Math.max(0, Math.floor(Math.log2(rows / told)));
  }

  /** Always true of a row; asked where the table's own `ctid` is in sight. */
  get condition(): string {
    // Those that hash alike are servers from 14 on, which have a hash of places.
    const place = this.form === 'sha256' ? 'hashtext(ctid::text)' : 'hashtid(ctid)';
    return `case when pg_catalog.${place} & ${this.oneIn - 1} = 0 then ${noticeFor('ctid')} is not null else true end`;
  }

  /** To be called for each notice. */
  counter(onPassed: Scan['onPassed']): () => void {
    return () => {
      this.passed += this.oneIn;
      onPassed(Math.min(1, this.passed / Math.max(1, this.rows)));
    };
  }
}

/** Undefined where all is read in a moment. */
export function toldRows(rows: number, form: HashForm): ToldRows | undefined {
  return rows < 2 * told ? undefined : new ToldRows(rows, form);
}
