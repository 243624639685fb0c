import fc from 'fast-check';
import { columnKindNames, declaredKindNames, widenedKinds } from './columnKinds';
import { keyKind, keyKindNames, widenedKeys } from './keyKinds';
import { manners } from './manners';
import type {
  Change,
  Condition,
  KeyColumn,
  Layout,
  Parts,
  PeriodScope,
  PeriodType,
  Scenario,
  Scope,
  ValueColumn,
} from './scenario';
import type { ServerFeatures } from './userTypes';

/** Any table that servers with these features can have, with any damage; many that hashes of many rows serve. */
export function scenarios(features: ServerFeatures): fc.Arbitrary<Scenario> {
  const any = anyScenarios(features);
  const whole = any.map((scenario): Scenario => ({
    ...scenario,
    scope: undefined,
    proof: scenario.proof === 'unique index' ? scenario.proof : 'primary key',
  }));
  const byInteger = fc
    .tuple(whole, fc.constantFrom(...integerKeys))
    .map(([scenario, kind]): Scenario => ({ ...scenario, key: [{ kind }] }));
  return fc
    .oneof(
      { arbitrary: any, weight: 3 },
      { arbitrary: whole, weight: 3 },
      { arbitrary: byInteger, weight: 2 },
    )
    .map(asServersCan);
}

/** A table with foreign partitions has no key of its own, and its rows come one by one. */
function asServersCan(scenario: Scenario): Scenario {
  const { layout, rows, proof } = scenario;
  if (layout.parts.live !== 'foreign') {
    return scenario;
  }
  const isOfBackup = ['primary key', 'unique index', 'backup'].includes(proof);
  return {
    ...scenario,
    rows: Math.min(rows, 300),
    proof: isOfBackup ? 'backup' : proof === 'none' ? proof : 'chosen',
    layout: { ...layout, generated: 'neither' },
  };
}

const integerKeys = [
  ...['int', 'smallint', 'bigint', 'sparse int', 'extreme bigint', 'doubling bigint'],
];

function anyScenarios(features: ServerFeatures): fc.Arbitrary<Scenario> {
  return fc.record({
    rows: fc.oneof(
      { arbitrary: fc.nat(40), weight: 40 },
      { arbitrary: fc.nat(300), weight: 8 },
      { arbitrary: fc.integer({ min: 2049, max: 3000 }), weight: 2 },
    ),
    copies: fc.integer({ min: 1, max: 4 }),
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
      features.major < 15 ? 'chosen' : 'nulls not distinct',
      'none',
    ),
    columns: fc.oneof(
      { arbitrary: fc.array(valueColumns(features), { maxLength: 12 }), weight: 2 },
      { arbitrary: fc.array(valueColumns(features), { maxLength: 2 }), weight: 1 },
    ),
    changes: fc.array(changes, { maxLength: 8 }),
    layout: layouts(features),
    scope: fc.option(scopes, { nil: undefined, freq: 3 }),
    ignored: seldom(fc.uniqueArray(fc.nat(11), { maxLength: 2 }), []),
    identity: seldom(fc.uniqueArray(fc.nat(11), { maxLength: 2 }), []),
    renamed: fc.record({
      columns: seldom(fc.uniqueArray(fc.nat(15), { maxLength: 3 }), []),
      areSwapped: fc.boolean(),
    }),
    manner: fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 1 },
      { arbitrary: manners(features), weight: 3 },
    ),
    byProcess: fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 24 },
      { arbitrary: fc.constant(true), weight: 1 },
    ),
  });
}

/** One time in four; else what is usual. */
function seldom<T, U>(arbitrary: fc.Arbitrary<T>, usual: U): fc.Arbitrary<T | U> {
  return fc.oneof({ arbitrary: fc.constant(usual), weight: 3 }, { arbitrary, weight: 1 });
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
      fc.array(keyColumns(features, true), { minLength: 1, maxLength: 4 }),
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

const parts: fc.Arbitrary<Parts> = fc.constantFrom(
  ...(['default', 'list', 'range', 'hash', 'nested', 'heir', 'heir'] as const),
);

function layouts({ major, hasLeaves }: ServerFeatures): fc.Arbitrary<Layout> {
  const place = seldom(parts, 'one' as const);
  const foreign = hasLeaves ? [{ arbitrary: fc.constant('foreign' as const), weight: 1 }] : [];
  const rotated = fc.nat(4);
  return fc.record({
    order: fc.constantFrom('same' as const, 'reversed' as const, 'rotated' as const),
    keyOrder: fc.record({ backup: rotated, live: rotated }),
    dropped: fc.oneof(fc.constant(0), fc.nat(3)),
    parts: fc.record({
      backup: place,
      live: fc.oneof({ arbitrary: place, weight: 39 }, ...foreign),
    }),
    generated: seldom(
      fc.constantFrom('backup' as const, 'live' as const, 'both' as const),
      'neither' as const,
    ),
    virtual: major < 18 ? fc.constant(false) : fc.boolean(),
    fillfactor: fc.constantFrom(100, 100, 30),
  });
}

const conditions: fc.Arbitrary<Condition> = fc.record({
  column: fc.nat(14),
  holds: fc.constantFrom('some', 'some', 'some', 'null', 'all', 'none'),
});

/** Of a type that is the same on both sides more often than not. */
const periods: fc.Arbitrary<PeriodScope> = fc
  .tuple(
    fc.constantFrom<PeriodType>('date', 'timestamp', 'timestamptz'),
    fc.constantFrom<PeriodType | undefined>(undefined, undefined, 'date', 'timestamp'),
    fc.nat(19),
    fc.integer({ min: 1, max: 10 }),
    fc.constantFrom('from', 'to', 'both'),
  )
  .map(([backup, other, from, days, ends]) => {
    const live = other ?? backup;
    // Ends within a day, where both sides have times.
    const half = backup === 'date' || live === 'date' ? 0 : 0.5;
    return {
      ...{ backup, live },
      ...(ends === 'to' ? {} : { from: from + half }),
      ...(ends === 'from' ? {} : { to: from + half + days }),
    };
  });

const scopes: fc.Arbitrary<Scope> = fc.oneof(
  { arbitrary: fc.record({ condition: conditions }), weight: 3 },
  {
    arbitrary: fc.record({ condition: conditions, period: periods }, { requiredKeys: ['period'] }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      keys: fc.record({
        every: fc.constantFrom(1, 2, 3, 7, 50),
        phase: fc.nat(49),
        form: fc.constantFrom(0 as const, 1 as const),
      }),
    }),
    weight: 2,
  },
);
