import fc from 'fast-check';
import { columnKindNames, declaredKindNames, widenedKinds } from './columnKinds';
import { keyKind, keyKindNames, widenedKeys } from './keyKinds';
import type { ServerFeatures } from './userTypes';

/** A table on both sides, and what became of its rows: plain data, so that a case can be kept. */
export interface Scenario {
  readonly rows: number;
  readonly key: readonly KeyColumn[];
  /** What says that the key is unique: `chosen` by the operator alone, where neither table does. */
  readonly proof: 'primary key' | 'unique index' | 'backup' | 'live' | 'chosen';
  readonly columns: readonly ValueColumn[];
  readonly changes: readonly Change[];
  readonly layout: Layout;
  readonly scope: Scope | undefined;
  /** Positions in {@link columns}; one that only one side has is passed over, as in the next. */
  readonly ignored: readonly number[];
  readonly identity: readonly number[];
}

export interface KeyColumn {
  readonly kind: string;
  /** The type of the live column, where it is another. */
  readonly live?: string;
}

export interface ValueColumn {
  readonly kind: string;
  readonly live: string;
  readonly nullable: boolean;
  readonly on: 'both' | 'backup' | 'live';
}

/** Done on one side to the rows `from` … `to` whose number leaves `phase` when divided by `every`. */
export interface Change {
  readonly side: 'backup' | 'live';
  /**
   * `move`: to another key; `rewrite`: the same key, written otherwise where its type can; `share`: to
   * the key of the row before it, and `forget`: to NULL, both only where no table holds its key unique.
   */
  readonly kind: 'delete' | 'insert' | 'update' | 'swap' | 'move' | 'rewrite' | 'share' | 'forget';
  readonly every: number;
  readonly phase: number;
  readonly from: number;
  readonly to: number;
  /** For `update`: which column, and by how many places in the list of its type's values. */
  readonly column: number;
  readonly shift: number;
}

export interface Layout {
  readonly reversed: boolean;
  readonly dropped: number;
  readonly partitioned: 'neither' | 'backup' | 'live' | 'both';
  readonly generated: 'neither' | 'live' | 'both';
  readonly fillfactor: number;
}

/** A condition over one column that both sides have, key columns first. */
export interface Scope {
  readonly column: number;
  readonly holds: 'some' | 'null' | 'all' | 'none';
}

/** Whether rows may have a key that does not tell them apart. */
export function mayConflict({ proof, changes }: Scenario): boolean {
  return proof === 'chosen' && changes.some(({ kind }) => kind === 'share' || kind === 'forget');
}

export function scenarios(features: ServerFeatures): fc.Arbitrary<Scenario> {
  return fc.record({
    rows: fc.oneof(
      { arbitrary: fc.nat(40), weight: 40 },
      { arbitrary: fc.nat(300), weight: 8 },
      { arbitrary: fc.integer({ min: 2049, max: 3000 }), weight: 2 },
    ),
    key: fc.oneof(
      { arbitrary: fc.tuple(keyColumns(features)), weight: 2 },
      { arbitrary: compositeKey(features), weight: 1 },
    ),
    proof: fc.constantFrom(
      'primary key',
      'primary key',
      'unique index',
      'backup',
      'live',
      'chosen',
    ),
    columns: fc.array(valueColumns(features), { maxLength: 12 }),
    changes: fc.array(changes, { maxLength: 8 }),
    layout: layouts,
    scope: fc.option(scopes, { nil: undefined, freq: 5 }),
    ignored: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.uniqueArray(fc.nat(11), { maxLength: 2 }), weight: 1 },
    ),
    identity: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.uniqueArray(fc.nat(11), { maxLength: 2 }), weight: 1 },
    ),
  });
}

function keyColumns(features: ServerFeatures, vague = false): fc.Arbitrary<KeyColumn> {
  const names = keyKindNames(features).filter((name) => vague || !keyKind(name).vague);
  return fc
    .constantFrom(...names)
    .chain((kind) =>
      fc
        .constantFrom(undefined, undefined, ...(widenedKeys[kind] ?? []))
        .map((live) => (live === undefined ? { kind } : { kind, live })),
    );
}

/** At least one of its columns is of many values. */
function compositeKey(features: ServerFeatures): fc.Arbitrary<readonly KeyColumn[]> {
  return fc
    .tuple(
      keyColumns(features),
      fc.array(keyColumns(features, true), { minLength: 1, maxLength: 2 }),
    )
    .map(([first, others]) => [...others, first]);
}

function valueColumns(features: ServerFeatures): fc.Arbitrary<ValueColumn> {
  const names = fc.oneof(
    fc.constantFrom(...columnKindNames(features)),
    fc.constantFrom(...declaredKindNames(features)),
  );
  return names.chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      live: fc.oneof(fc.constant(kind), fc.constantFrom(...widenedKinds(kind, features))),
      nullable: fc.boolean(),
      on: fc.oneof(
        { arbitrary: fc.constant('both' as const), weight: 8 },
        { arbitrary: fc.constantFrom('backup' as const, 'live' as const), weight: 1 },
      ),
    }),
  );
}

/** Most of them touch several rows of a small table. */
const changes: fc.Arbitrary<Change> = fc.record({
  side: fc.constantFrom('live', 'live', 'backup'),
  kind: fc.constantFrom(
    ...(['update', 'update', 'update', 'update'] as const),
    ...(['delete', 'insert', 'swap', 'move', 'rewrite', 'share', 'forget'] as const),
  ),
  every: fc.constantFrom(1, 2, 3, 3, 7, 7, 100, 1000),
  phase: fc.nat(999),
  from: fc.oneof(
    { arbitrary: fc.constant(1), weight: 4 },
    { arbitrary: fc.integer({ min: 1, max: 3000 }), weight: 1 },
  ),
  to: fc.oneof(
    { arbitrary: fc.constant(9999), weight: 4 },
    { arbitrary: fc.integer({ min: 1, max: 3000 }), weight: 1 },
  ),
  column: fc.nat(11),
  shift: fc.constantFrom(1, 1, 2, 3),
});

const layouts: fc.Arbitrary<Layout> = fc.record({
  reversed: fc.boolean(),
  dropped: fc.oneof(fc.constant(0), fc.nat(3)),
  partitioned: fc.oneof(
    { arbitrary: fc.constant('neither' as const), weight: 5 },
    { arbitrary: fc.constantFrom('backup' as const, 'live' as const, 'both' as const), weight: 1 },
  ),
  generated: fc.oneof(
    { arbitrary: fc.constant('neither' as const), weight: 5 },
    { arbitrary: fc.constantFrom('live' as const, 'both' as const), weight: 1 },
  ),
  fillfactor: fc.constantFrom(100, 100, 30),
});

const scopes: fc.Arbitrary<Scope> = fc.record({
  column: fc.nat(14),
  holds: fc.constantFrom('some', 'some', 'some', 'null', 'all', 'none'),
});
