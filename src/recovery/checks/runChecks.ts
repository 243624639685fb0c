import { type Check, type CheckSide, isAbout } from '../../core/checks/check';
import {
  type CheckedSide,
  type CheckRun,
  type EarlierRuns,
  earlierRuns,
  keptRun,
} from '../../core/checks/checkRun';
import { readCheck } from '../../core/checks/readCheck';
import { type Verdict, verdictOf } from '../../core/checks/verdict';
import type { TableName } from '../../core/catalog/tableName';
import type { RecoveryError } from '../../core/errors';
import { connectionLabel, type ConnectionSettings } from '../connectionSettings';
import { failureOf } from '../dumps/failureOf';
import type { AskChecks, CheckFolder } from '../ports/checks';
import type { Work } from '../work';

export interface CheckRequest {
  readonly checks: readonly Check[];
  readonly sides: readonly { readonly side: CheckSide; readonly connection: ConnectionSettings }[];
  /** That one query may take at most. */
  readonly seconds: number;
}

/** The checks of a folder; of those that name a table, only that table's where one is given. */
export async function checksIn(
  folder: Pick<CheckFolder, 'texts'>,
  table: TableName | undefined,
): Promise<readonly Check[]> {
  const checks = (await folder.texts()).map(({ file, text }) => readCheck(file, text));
  return checks.filter((check) => !table || isAbout(check, table));
}

/**
 * Asks each side its checks, each in one read-only snapshot: production and scratch at the same time.
 * @throws {RecoveryError} those of the connections.
 */
export async function runChecks(
  { checks, sides, seconds }: CheckRequest,
  ask: AskChecks,
  { signal, progress }: Work,
): Promise<CheckRun> {
  const forSide = ({ side }: { readonly side: CheckSide }): readonly Check[] =>
    checks.filter((check) => check.side === undefined || check.side === side);
  const total = sides.reduce((sum, one) => sum + forSide(one).length, 0);
  let done = 0;
  const onCheck = (): void => {
    progress({ phase: 'Checking', done, total, unit: 'steps' });
    done += 1;
  };
  const asked = await Promise.all(
    sides.map(async ({ side, connection }) => {
      const own = forSide({ side });
      const { at, answers } = await ask(connection, own, { seconds, signal, onCheck });
      const verdicts = new Map<Check, Verdict>();
      answers.forEach((answer, place) => {
        const check = own[place];
        if (check) {
          verdicts.set(check, verdictOf(check, answer, side));
        }
      });
      const found: CheckedSide = { side, label: connectionLabel(connection), at };
      return { found, verdicts };
    }),
  );
  return {
    sides: asked.map(({ found }) => found),
    checks: checks.map((check) => ({
      check,
      verdicts: Object.fromEntries(
        asked.flatMap(({ found, verdicts }) => {
          const verdict = verdicts.get(check);
          return verdict ? [[found.side, verdict]] : [];
        }),
      ),
    })),
  };
}

/** What a run is read beside, and whether it could be kept itself. */
export interface RunHistory extends EarlierRuns {
  readonly notKept: RecoveryError | undefined;
}

/** Keeps what a run found in production for later ones; finds the earlier ones. */
export async function keepRun(
  run: CheckRun,
  folder: Pick<CheckFolder, 'runs' | 'keep'>,
  isKept: boolean,
): Promise<RunHistory> {
  const kept = keptRun(run);
  if (!kept) {
    return { before: undefined, weekBefore: undefined, notKept: undefined };
  }
  const earlier = earlierRuns(await folder.runs(), kept);
  // Who may only read the folder is told so, and has the checks' answers nevertheless.
  const notKept = isKept ? await failureOf(() => folder.keep(kept)) : undefined;
  return { ...earlier, notKept };
}
