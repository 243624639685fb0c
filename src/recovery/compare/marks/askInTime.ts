import type { Key } from '../../../core/catalog/table';
import type { PartlyLooked } from '../../../core/diff/rows/rowMarks';
import type { Asking } from '../../ports/relatedRows';
import type { AskedValues } from './askedValues';

/** How long production may be asked about what other tables hold, over all of it, and where it began. */
export class TimeToAsk {
  private readonly until: number;

  constructor(
    readonly signal: AbortSignal,
    milliseconds = mostMilliseconds,
  ) {
    this.until = performance.now() + milliseconds;
  }

  get left(): number {
    return this.until - performance.now();
  }
}

export const mostMilliseconds = 20_000;
/** So many at once are found in one reading even where no index leads to them. */
const batch = 10_000;

/** What was answered of the first values, in their order; and where that is not all, why. */
export interface Answered<T> {
  readonly answers: readonly T[];
  readonly partly?: PartlyLooked;
}

/** Asks about one batch of values after another, while there is time and the server answers. */
export async function askInTime<T>(
  asked: AskedValues,
  time: TimeToAsk,
  ask: (values: readonly Key[], asking: Asking) => Promise<readonly T[] | undefined>,
): Promise<Answered<T>> {
  const answers: T[] = [];
  while (answers.length < asked.values.length && time.left > 0) {
    const values = asked.values.slice(answers.length, answers.length + batch);
    const answer = await ask(values, { milliseconds: time.left, signal: time.signal });
    if (!answer) {
      break;
    }
    // Not all at once: too many arguments are refused.
    answer.forEach((one) => answers.push(one));
  }
  const isAnswered = answers.length === asked.values.length;
  return { answers, ...partly(asked, answers.length, isAnswered ? 'many' : 'unanswered') };
}

/** Of what is not asked about at all. */
export function notLooked(
  { rows }: AskedValues,
  because: PartlyLooked['because'],
): { readonly partly?: PartlyLooked } {
  return rows === 0 ? {} : { partly: { rows: 0, of: rows, because } };
}

function partly(
  asked: AskedValues,
  values: number,
  because: PartlyLooked['because'],
): { readonly partly?: PartlyLooked } {
  const rows = asked.rowsOfFirst(values);
  return rows === asked.rows ? {} : { partly: { rows, of: asked.rows, because } };
}
