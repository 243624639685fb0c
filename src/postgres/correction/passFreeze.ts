import { freezeIn, type FrozenTable } from '../../core/freeze/freeze';
import { FrozenError } from '../../core/freeze/frozenError';
import { type FoundTrigger, frozenTables, rootsOf } from '../../core/freeze/frozenTables';
import { tokenSetting } from '../../core/sql/freezing';
import type { FreezePass } from '../../recovery/ports/freezer';
import { refreeze } from '../freeze/refreezing';
import { descendantsOf, freezeTriggersIn } from '../freeze/reading';
import type { FoundTable } from './guard';
import type { Line } from './line';

/**
 * Gives the transaction the tokens that it holds of what is frozen in the database: foreign keys and triggers may
 * take what is written to other tables. A freeze of the plan's own table by its own incident whose token is lost
 * gets another one, in this transaction.
 * @returns what is to be done before COMMIT.
 * @throws {FrozenError} where the planned table is frozen and its token is not to be had.
 */
export async function passFreeze(
  { line, major }: { readonly line: Line; readonly major: number },
  { oid }: FoundTable,
  pass: FreezePass | undefined,
): Promise<() => Promise<void>> {
  const triggers = await freezeTriggersIn(line);
  if (triggers.length === 0) {
    return nothing;
  }
  const own = new Set((await descendantsOf(line, [oid], major)).map((each) => each.oid));
  const found = frozenTables(triggers, await descendantsOf(line, rootsOf(triggers), major));
  const tokens: string[] = [];
  const kept: (() => Promise<void>)[] = [];
  for (const frozen of found) {
    const { tokenHash } = frozen.freeze;
    const token = await pass?.token(tokenHash);
    const carried = triggers.filter((trigger) => hashOf(trigger) === tokenHash);
    if (token !== undefined) {
      tokens.push(token);
    } else if (carried.some(({ on }) => own.has(on))) {
      const renewed = await renew(frozen, { line, major, pass, carried });
      tokens.push(renewed.token);
      kept.push(renewed.keep);
    }
  }
  await line.row(`select set_config('${tokenSetting}', $1, true)`, [tokens.join(',')]);
  return async () => {
    for (const keep of kept) {
      await keep();
    }
  };
}

interface Renewing {
  readonly line: Line;
  readonly major: number;
  readonly pass: FreezePass | undefined;
  readonly carried: readonly FoundTrigger[];
}

async function renew(
  frozen: FrozenTable,
  { line, major, pass, carried }: Renewing,
): Promise<{ readonly token: string; readonly keep: () => Promise<void> }> {
  const { table, freeze } = frozen;
  if (!pass || !(await pass.isOwn(freeze.tokenHash))) {
    throw new FrozenError(frozen, {
      hint: 'Its token is not here. Nothing was written: agree with its owner; who may drop its triggers can end that freeze, and freeze it for this incident.',
      ways: ['unfreeze', 'freeze'],
    });
  }
  const { token, tokenHash } = pass.newToken();
  await refreeze({ ask: (text) => line.ask(text), source: line, major }, frozen, {
    carried,
    tokenHash,
  });
  return { token, keep: () => pass.keep(token, { table, freeze: { ...freeze, tokenHash } }) };
}

function hashOf({ args }: FoundTrigger): string | undefined {
  return freezeIn(args)?.freeze.tokenHash;
}

const nothing = (): Promise<void> => Promise.resolve();
