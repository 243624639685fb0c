import { backupNames, inLiveOrder, keyNames, rotated } from './names';
import { foreignPart, placesOf } from './parts';
import { rowsOf } from './rows';
import type { Scenario, SideName } from './scenario';
import { type SideColumn, columnsOf } from './sideColumns';
import type { ServerFeatures } from './userTypes';

interface Place {
  readonly side: SideName;
  readonly table: string;
  readonly features: ServerFeatures;
  /** The backup's, but with the names that its columns have in production. */
  readonly isTruth?: true;
}

/** The statements that make and fill one side's table. */
export function tableOf(scenario: Scenario, place: Place): readonly string[] {
  const { side, table, features, isTruth } = place;
  const { layout, proof, key } = scenario;
  const others = side === 'backup' && !isTruth ? backupNames(scenario) : new Map<string, string>();
  const named = (name: string): string => others.get(name) ?? name;
  const columns = columnsOf(scenario, side, features);
  const dropped = Array.from(
    { length: side === 'live' ? layout.dropped : 0 },
    (_, at) => `gone${at}`,
  );
  const [first = { kind: '' }] = key;
  const places = placesOf({ name: table, key: first, column: named('k0') }, layout.parts[side]);
  const unique = `(${rotated(keyNames(scenario), layout.keyOrder[side]).map(named).join(', ')})`;
  const isProved = proof === 'primary key' || proof === side;
  const definitions = [
    ...dropped.map((name) => `${name} text default 'gone'`),
    ...(side === 'live' ? inLiveOrder(columns, scenario) : columns).map((column) =>
      definitionOf(column, named),
    ),
    ...(isProved ? [`primary key ${unique}`] : []),
  ];
  const written = columns.filter(({ value }) => value !== undefined);
  return [
    `create table ${table} (${definitions.join(', ')}) ${places.clause || `with (fillfactor = ${layout.fillfactor})`}`,
    ...indexes(table, unique, proof),
    ...dropped.map((name) => `alter table ${table} drop column ${name}`),
    ...places.tables,
    ...places.into.map(
      ({ table: into, rows }) => `
        insert into ${into} (${written.map(({ name }) => named(name)).join(', ')})
        select ${written.map(({ value }) => value).join(', ')}
          from ${rowsOf(scenario, side)} r
         where ${rows}
         order by (i * 7919) % 10007`,
    ),
  ];
}

/** The statement that makes, on one of the further servers, what a foreign partition of production's table is there. */
export function foreignTable(
  scenario: Scenario,
  { table, server, features }: ForeignPlace,
): string {
  const columns = inLiveOrder(columnsOf(scenario, 'live', features), scenario);
  const definitions = columns.map((column) => definitionOf(column, (name) => name));
  return `create table ${foreignPart(table, server)} (${definitions.join(', ')})`;
}

interface ForeignPlace {
  /** What it is a partition of. */
  readonly table: string;
  readonly server: string;
  readonly features: ServerFeatures;
}

function definitionOf(
  { name, declared, computedOf }: SideColumn,
  named: (name: string) => string,
): string {
  const computed = computedOf
    ? ` generated always as (${named(computedOf.column)} * 2) ${computedOf.how}`
    : '';
  return `${named(name)} ${declared}${computed}`;
}

function indexes(table: string, unique: string, proof: Scenario['proof']): readonly string[] {
  const nulls = { 'unique index': '', 'nulls not distinct': ' nulls not distinct' };
  return proof === 'unique index' || proof === 'nulls not distinct'
    ? [`create unique index on ${table} ${unique}${nulls[proof]}`]
    : [];
}
