import {
  type LeafServer,
  spreadProduction,
  type SpreadProduction,
} from '../../support/foreignPartitions';
import { type TestServer, testServer } from '../../support/postgres';
import { type Connections, run } from './sides';

/** Production whose partitions lie on two more servers, and an empty database for its backup. */
export interface Spread {
  readonly production: SpreadProduction;
  readonly sides: Connections;
}

const columns = `id bigint not null, citizen int not null, status varchar(32), note text, day date,
  at timestamptz, price numeric, ratio float8, open boolean, token uuid, data bytea, code char(4), more jsonb`;

const rows = `
  select i, i * 7, case when i % 5 > 0 then 'S' || i % 4 end, case when i % 3 > 0 then 'é ' || i end,
         date '2026-01-01' + i % 400, timestamptz '2026-01-01 00:00+00' + i * interval '1 min',
         i % 10000 / 100.0, i / 3.0, i % 2 = 0, md5(i::text)::uuid, decode(md5(i::text), 'hex'), 'ab',
         jsonb_build_object('i', i)
    from generate_series`;

/**
 * Undefined, and said so, where the server has no postgres_fdw.
 * @param of That of production, where it is not the tests' own.
 */
export async function openSpread(of?: TestServer): Promise<Spread | undefined> {
  const production = await spreadProduction(of);
  if (!production) {
    console.log('    (skipped: this machine’s PostgreSQL has no postgres_fdw)');
    return undefined;
  }
  const server = await testServer();
  return { production, sides: { backup: await server.createDatabase(), live: production.live } };
}

/** A table of 20 000 rows, the same on both sides, in production half of it on either leaf server. */
export async function spread(
  { production, sides }: Spread,
  name: string,
  { definition = columns, fill = rows }: { definition?: string; fill?: string } = {},
): Promise<void> {
  const [north, south] = production.leaves;
  await run(
    sides.backup,
    `create table ${name} (${definition}, primary key (id))`,
    `insert into ${name} ${fill}(1, 20000) i`,
  );
  await run(sides.live, `create table ${name} (${definition}) partition by range (id)`);
  await leafOf({ sides }, north, {
    ...{ name, definition },
    fill: `${fill}(1, 10000) i`,
    bounds: '(minvalue) to (10001)',
  });
  await leafOf({ sides }, south, {
    ...{ name, definition },
    fill: `${fill}(10001, 20000) i`,
    bounds: '(10001) to (maxvalue)',
  });
}

export async function leafOf(
  { sides }: Pick<Spread, 'sides'>,
  leaf: LeafServer,
  {
    name,
    definition,
    fill,
    bounds,
  }: Readonly<Record<'name' | 'definition' | 'fill' | 'bounds', string>>,
): Promise<void> {
  await run(
    leaf,
    `create table ${name} (${definition}, primary key (id))`,
    `insert into ${name} ${fill}`,
    `analyze ${name}`,
  );
  await run(
    sides.live,
    `create foreign table ${name}_${leaf.name} partition of ${name} for values from ${bounds}
       server ${leaf.name} options (table_name '${name}')`,
  );
}
