import { keyKind } from './keyKinds';
import type { KeyColumn, Parts } from './scenario';

/** Where the rows of one side's table lie. */
export interface Places {
  /** What follows the table's columns. */
  readonly clause: string;
  /** Statements that make the further tables. */
  readonly tables: readonly string[];
  /** Which tables rows are written into, and which of them, in SQL over their number `i`. */
  readonly into: readonly { readonly table: string; readonly rows: string }[];
}

interface PlacedTable {
  readonly name: string;
  /** The first of the key's columns, and its name on this side. */
  readonly key: KeyColumn;
  readonly column: string;
}

/** What production calls the servers of its foreign partitions. */
export const foreignServers = ['north', 'south'] as const;

export function foreignPart(table: string, server: string): string {
  return `${table}_${server}`;
}

export function placesOf(placed: PlacedTable, parts: Parts): Places {
  const { name: table, key, column } = placed;
  const all = [{ table, rows: 'true' }];
  const partition = (name: string, bounds: string): string =>
    `create table ${table}_${name} partition of ${table} ${bounds}`;
  const rest = partition('rest', 'default');
  const value = (number: number): string => keyKind(key.kind).of(String(number), '0');
  const listed = [1, 2].map((n) => partition(`list${n}`, `for values in (${value(n)})`));
  switch (parts) {
    case 'one':
      return { clause: '', tables: [], into: all };
    case 'default':
      return { clause: `partition by range (${column})`, tables: [rest], into: all };
    case 'list':
      return { clause: `partition by list (${column})`, tables: [...listed, rest], into: all };
    case 'foreign': {
      const bounds = [`(minvalue) to (${value(9)})`, `(${value(9)}) to (maxvalue)`];
      // Where not said otherwise they are called there as they are here.
      const foreign = foreignServers.map(
        (server, at) =>
          `create foreign table ${foreignPart(table, server)} partition of ${table}
             for values from ${bounds[at] ?? ''} server ${server}`,
      );
      return { clause: `partition by range (${column})`, tables: [...foreign, rest], into: all };
    }
    case 'range': {
      const ends = [`(minvalue) to (${value(9)})`, `(${value(9)}) to (maxvalue)`];
      const ranges = ends.map((end, at) => partition(`range${at}`, `for values from ${end}`));
      return { clause: `partition by range (${column})`, tables: [...ranges, rest], into: all };
    }
    case 'hash': {
      const hashed = [0, 1, 2].map((n) =>
        partition(`hash${n}`, `for values with (modulus 3, remainder ${n})`),
      );
      return keyKind(key.kind).hasNoHash
        ? placesOf(placed, 'list')
        : { clause: `partition by hash (${column})`, tables: hashed, into: all };
    }
    case 'nested': {
      const below = `create table ${table}_rest_all partition of ${table}_rest default`;
      return {
        clause: `partition by list (${column})`,
        tables: [...listed, `${rest} partition by range (${column})`, below],
        into: all,
      };
    }
    case 'heir':
      return {
        clause: '',
        tables: [`create table ${table}_heir (own text default 'own') inherits (${table})`],
        into: [
          { table, rows: 'r.i % 2 = 0' },
          { table: `${table}_heir`, rows: 'r.i % 2 = 1' },
        ],
      };
  }
}
