import { openSnapshot } from '../../../src/postgres/compare/snapshot';
import { type Comparison, compareTable } from '../../../src/recovery/compare/compareTable';
import { withSnapshots } from '../../../src/recovery/compare/examineChanges';
import { temporaryOverflow } from '../../../src/files/pageFile';
import { quiet, type TestServer } from '../../support/postgres';
import { type Damaged, table } from '../appointments';
import type { Contender } from '../interleaved';
import { assertFound } from './peers';

/** What every benchmark of comparing is given. */
export interface CompareBench {
  readonly server: TestServer;
  readonly rows: number;
  readonly rounds: number;
  /** One row in a thousand differs. */
  readonly scattered: Damaged;
  /** Every row differs. */
  readonly rewritten: Damaged;
}

/** Comparing in this process, with what the last run gave. */
export interface Ours extends Contender {
  readonly last: () => Comparison;
}

export interface Manner {
  readonly connections?: number;
  readonly key?: readonly string[];
}

export function ours(sides: Damaged, name = 'ours', manner: Manner = {}): Ours {
  let last: Comparison | undefined;
  return {
    name,
    run: async () => {
      last = await compareOnce(sides, manner);
      assertFound(last.differences.length, sides);
      last.differences.close();
    },
    last: () => {
      if (!last) {
        throw new Error(`${name} has not run yet.`);
      }
      return last;
    },
  };
}

async function compareOnce(sides: Damaged, manner: Manner): Promise<Comparison> {
  return withSnapshots(sides, { open: openSnapshot, signal: quiet.signal }, (snapshots) =>
    compareTable({ ...snapshots, table, ...manner, overflow: temporaryOverflow }, quiet),
  );
}

/** What may be received of both sides together, in bytes. */
export function allowedBytes(rows: number, { missing, changed, extra }: Damaged): number {
  return 0.55 * rows + 1600 * (missing + changed + extra);
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
