/**
 * How a row becomes a hash of 64 bits:
 * - `extended`: by the server's own hash of records, from PostgreSQL 14 on, where both servers hash alike;
 * - `summed`: the same, but hashes are put together so that also rows that share a key are told apart;
 * - `sha256`: by SHA-256 of the row's text in UTF-8, which every server computes alike, also under FIPS.
 * - `shipped`: by functions that postgres_fdw lets a foreign partition's own server compute, so that
 *   only hashes come from there; from PostgreSQL 14 on, where both servers hash alike.
 */
export type HashForm = 'extended' | 'summed' | 'sha256' | 'shipped';

/** How the rows of both sides are hashed in one comparison. */
export interface RowHashing {
  readonly form: HashForm;
  /** Drawn anew for each comparison: no two rows are then mistaken for each other every time. */
  readonly salt: bigint;
}

/** Where every row is hashed by the server that is asked for it. */
export interface LocalHashing extends RowHashing {
  readonly form: Exclude<HashForm, 'shipped'>;
}

/** Whether rows are told apart that share a key. */
export function countsCopies(form: HashForm): boolean {
  return form === 'summed' || form === 'sha256';
}

/**
 * The hash of two sets of rows together, from theirs; 0 is that of no rows. Any order and grouping of
 * the sets gives the same, and two equal hashes stand for different sets once in 2^64. By XOR two equal
 * rows cancel each other out, so only rows whose key is theirs alone are put together so; all others, and
 * those of servers that have no `bit_xor`, by a sum modulo 2^64.
 */
export function combinedHashes(form: HashForm, one: bigint, other: bigint): bigint {
  switch (form) {
    case 'extended':
    case 'shipped':
      return one ^ other;
    case 'summed':
    case 'sha256':
      return BigInt.asIntN(64, one + other);
  }
}
