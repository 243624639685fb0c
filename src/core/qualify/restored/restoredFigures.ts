import type { TableId } from '../../catalog/table';
import type { Freeze } from '../../freeze/freeze';
import type { QualifiedChecks, TableFigures } from '../qualification';
import type { AskedQuery } from '../queryLog';
import type { RestoredFinding } from './restoredFinding';

/** What is known of a restored table before anyone trusts it, beside production. No row's content but values that many rows share. */
export interface RestoredFigures {
  readonly table: TableId;
  readonly restored: TableFigures;
  readonly live: TableFigures;
  /** Of production's table; undefined where it takes writes. */
  readonly freeze?: Freeze | undefined;
  /** Of both sides. */
  readonly checks: QualifiedChecks;
  /** In the order in which they matter. */
  readonly findings: readonly RestoredFinding[];
  readonly queries: readonly AskedQuery[];
}
