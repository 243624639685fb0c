import { type ActionCounts, type CorrectionPlan, rowsIn } from '../../core/correction/plan';
import { oneTransactionOnly } from '../../core/correction/parts';
import { chosen } from '../chosen';
import { count } from '../words';
import { askText, pickOne } from '../asking';

/** Rows above which the operator is asked in how many transactions they are written, where no setting names fewer. */
const manyRows = 100_000;

/** What there is to choose of a plan with many rows. `never`: why not, in a sentence. */
export type Batches =
  | { readonly may: 'choose'; readonly rows: number; readonly usual: 'one' | 'batches' }
  | { readonly may: 'never'; readonly why: string }
  | { readonly may: 'one' };

/** @param setting Rows of a batch, where the operator has set them. */
export function batchesOf(
  plan: CorrectionPlan,
  counts: ActionCounts,
  setting: number | undefined,
): Batches {
  const rows = setting ?? manyRows;
  if (rowsIn(counts) <= rows) {
    return { may: 'one' };
  }
  const why = oneTransactionOnly(plan);
  return why === undefined
    ? { may: 'choose', rows, usual: setting === undefined ? 'one' : 'batches' }
    : { may: 'never', why };
}

/**
 * Rows of a batch; undefined for one transaction.
 * @throws {vscode.CancellationError} where the operator leaves.
 */
export async function chooseBatches({
  rows,
  usual,
}: Extract<Batches, { may: 'choose' }>): Promise<number | undefined> {
  const whole = {
    label: 'In One Transaction',
    detail: 'All rows are written, or none.',
  };
  const inBatches = {
    label: 'In Batches…',
    detail: 'Where one is refused, those before it stay written.',
  };
  const items = usual === 'one' ? [whole, inBatches] : [inBatches, whole];
  const options = {
    title: 'How are the rows written?',
    placeHolder: 'Every row is locked and compared before the first is written.',
  };
  const picked = chosen(await pickOne(items, options));
  return picked === inBatches ? rowsOfBatch(rows) : undefined;
}

async function rowsOfBatch(rows: number): Promise<number> {
  const typed = chosen(
    await askText({
      title: 'In Batches',
      prompt: `How many rows at most in one transaction? ${count(rows)} as usual.`,
      value: String(rows),
      validateInput: (text) => (isNumber(text) ? undefined : 'Type a number of rows.'),
    }),
  );
  return Number(typed);
}

function isNumber(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text.trim());
}
