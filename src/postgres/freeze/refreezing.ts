import { isFreezeTrigger, type FrozenTable } from '../../core/freeze/freeze';
import { FrozenError } from '../../core/freeze/frozenError';
import type { FoundTrigger } from '../../core/freeze/frozenTables';
import { createFreezeTrigger } from '../../core/sql/freezing';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { arrayText } from '../correction/arrayText';
import { replacesTriggers } from '../versions';
import { functionOf } from './functionPlace';
import type { RowsSource } from './reading';

export interface Refreezing {
  readonly ask: (text: string) => Promise<unknown>;
  readonly source: RowsSource;
  readonly major: number;
}

/**
 * Gives a freeze another token in the transaction under way, in which no other session can write meanwhile; before
 * 14 none can read either, until its end.
 * @throws {FrozenError} where the role does not own all the tables.
 */
export async function refreeze(
  { ask, source, major }: Refreezing,
  frozen: FrozenTable,
  { carried, tokenHash }: { readonly carried: readonly FoundTrigger[]; readonly tokenHash: string },
): Promise<void> {
  await refuseOthers(source, frozen, carried);
  for (const { table, name, args } of carried) {
    const run = await functionOf(source, table, name);
    if (run && isFreezeTrigger(name)) {
      const replace = replacesTriggers(major);
      if (!replace) {
        await ask(`drop trigger ${quoteIdentifier(name)} on ${quoteTable(table)}`);
      }
      const renewed = { run, args: [tokenHash, ...args.slice(1)], replace };
      await ask(createFreezeTrigger(table, name, renewed));
    }
  }
}

async function refuseOthers(
  source: RowsSource,
  frozen: FrozenTable,
  carried: readonly FoundTrigger[],
): Promise<void> {
  const [others] = await source.rows(
    `select pg_catalog.pg_get_userbyid(c.relowner)
       from pg_catalog.pg_class c
      where c.oid = any($1::oid[])
        and not pg_catalog.pg_has_role(c.relowner, 'USAGE')
      limit 1`,
    [arrayText(carried.map(({ on }) => on))],
  );
  if (others) {
    throw new FrozenError(frozen, {
      hint: `This incident froze it, but its token is lost. Nothing was written: connect as ${others[0] ?? 'its owner'}, who can give it another one.`,
    });
  }
}
