import { tableLabel } from '../catalog/table';
import { parseTableName, type TableName, typedName } from '../catalog/tableName';
import { RecoveryError } from '../errors';
import { ordered } from './buildPlan';
import type { ConfirmedPlan, Correction, CorrectionPlan } from './plan';

/**
 * The gate before every write to production: the operator has typed the table's name, as in SQL.
 * @throws {RecoveryError} `not-confirmed` unless it is that very table, with its schema.
 */
export function confirmPlan(plan: CorrectionPlan, typedTable: string): ConfirmedPlan {
  const { table } = plan.table.identity;
  const typed = readName(typedTable);
  if (typed?.schema !== table.schema || typed.name !== table.name) {
    throw new RecoveryError(
      'not-confirmed',
      `The plan corrects ${tableLabel(table)}; confirmed was "${typedTable}".`,
      { hint: `Confirm by the table's name with its schema: ${typedName(table)}.` },
    );
  }
  // The brand says what was checked above.
  return plan as ConfirmedPlan;
}

/** Some of the corrections of a confirmed plan, as a plan: it is confirmed, too. */
export function confirmedPart(
  plan: ConfirmedPlan,
  corrections: readonly Correction[],
): ConfirmedPlan {
  return { ...plan, corrections: ordered(corrections, plan.table) };
}

function readName(typed: string): TableName | undefined {
  try {
    return parseTableName(typed.trim());
  } catch (error) {
    if (error instanceof RecoveryError) {
      return undefined;
    }
    throw error;
  }
}
