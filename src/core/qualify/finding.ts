import type { Cell } from '../catalog/table';
import type { WritingTransaction } from '../diff/storedTransactions';
import type { NotedPattern } from '../incident/notedPatterns';
import type { HealthyDump } from './healthyDump';

/** One sentence of the first reading, with the queries that it follows from. */
export type Finding = { readonly queries: readonly number[] } &
  /** Production has no such table. */
  (
    | {
        readonly kind: 'gone';
        readonly table: string;
        readonly database: string;
        /** Tables that are called alike, as they are typed. */
        readonly near: readonly string[];
        /** Of the restored one; undefined where they are not known. */
        readonly rows: number | undefined;
      }
    | {
        readonly kind: 'compared';
        readonly missing: number;
        readonly changed: number;
        readonly extra: number;
      }
    | { readonly kind: 'pattern'; readonly pattern: NotedPattern }
    | { readonly kind: 'transaction'; readonly transaction: WritingTransaction }
    | {
        readonly kind: 'volume';
        readonly rows: number;
        readonly dump: string;
        readonly change: number;
      }
    | {
        readonly kind: 'hole';
        readonly column: string;
        readonly from: string;
        /** The first day after it. */
        readonly to: string;
        readonly rows: number;
      }
    /** Of one value there are so many rows more, or fewer, than in the backup. */
    | {
        readonly kind: 'value';
        readonly column: string;
        readonly value: Cell;
        readonly change: number;
      }
    | { readonly kind: 'checks failed'; readonly names: readonly string[] }
    | { readonly kind: 'not validated'; readonly names: readonly string[] }
    | { readonly kind: 'writing'; readonly sessions: number }
    | { readonly kind: 'jobs'; readonly names: readonly string[] }
    | {
        readonly kind: 'healthy dump';
        readonly path: string;
        readonly rows: number | undefined;
        readonly isVerified: boolean;
        readonly toldBy: HealthyDump['toldBy'];
      }
    | { readonly kind: 'no healthy dump'; readonly dumps: number }
    /** What can be done about a table that is gone. */
    | { readonly kind: 'to be made anew'; readonly from: 'dump' | 'restored table' }
  );
