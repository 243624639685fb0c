import { isFailure } from '../../checks/verdict';
import { isAbsent, valueOf } from '../figure';
import { comparedColumns, holeOf } from '../spread';
import { comparedRules } from './comparedRules';
import type { RestoredFigures } from './restoredFigures';
import type { RestoredFinding } from './restoredFinding';

export type ReadRestored = Omit<RestoredFigures, 'findings' | 'queries'>;

/** What the figures of a restored table say at first sight. */
export function restoredReading(read: ReadRestored): readonly RestoredFinding[] {
  return [
    ...goneFinding(read),
    ...volumeFinding(read),
    ...holeFindings(read),
    ...ruleFindings(read),
    ...checkFindings(read),
  ];
}

function goneFinding({ restored, live }: ReadRestored): readonly RestoredFinding[] {
  const queries = [restored.rows.query, live.rows.query];
  return isAbsent(live.rows) ? [{ kind: 'gone', rows: valueOf(restored.rows)?.rows, queries }] : [];
}

function volumeFinding({ restored, live }: ReadRestored): readonly RestoredFinding[] {
  const [mine, theirs] = [valueOf(restored.rows), valueOf(live.rows)];
  if (!mine || !theirs) {
    return [];
  }
  const queries = [restored.rows.query, live.rows.query];
  return [{ kind: 'volume', rows: mine.rows, change: theirs.rows - mine.rows, queries }];
}

function holeFindings({ restored, live }: ReadRestored): readonly RestoredFinding[] {
  if (isAbsent(live.rows)) {
    return [];
  }
  const lacks = (
    lackedBy: 'restored' | 'production',
    columns: ReturnType<typeof comparedColumns>,
  ): readonly RestoredFinding[] =>
    columns
      .flatMap((column): readonly RestoredFinding[] => {
        const hole = holeOf(column);
        const { queries } = column;
        return hole ? [{ kind: 'hole', lackedBy, column: column.column, ...hole, queries }] : [];
      })
      .slice(0, 1);
  return [
    ...lacks('restored', comparedColumns(live.columns, restored.columns)),
    ...lacks('production', comparedColumns(restored.columns, live.columns)),
  ];
}

function ruleFindings({ restored, live }: ReadRestored): readonly RestoredFinding[] {
  const [mine, theirs] = [valueOf(restored.rules), valueOf(live.rules)];
  if (!mine || !theirs) {
    return [];
  }
  const queries = [restored.rules.query, live.rules.query];
  const rules = comparedRules(mine, theirs);
  const named = (standing: 'absent' | 'not validated'): readonly string[] =>
    rules.filter((rule) => rule.restored === standing).map(({ name }) => name);
  const [names, notValidated] = [named('absent'), named('not validated')];
  const kept = rules.length - names.length - notValidated.length;
  const isWhole = rules.length > 0 && kept === rules.length;
  return [
    ...(isWhole ? [{ kind: 'rules kept' as const, rules: kept, queries }] : []),
    ...(names.length > 0 ? [{ kind: 'rules absent' as const, names, queries }] : []),
    ...(notValidated.length > 0
      ? [{ kind: 'rules not validated' as const, names: notValidated, queries }]
      : []),
  ];
}

function checkFindings({ checks: { checks } }: ReadRestored): readonly RestoredFinding[] {
  const asked = checks.flatMap(({ check, verdicts: { scratch: verdict }, queries }) =>
    verdict && queries.scratch !== undefined ? [{ check, verdict, query: queries.scratch }] : [],
  );
  const failed = asked.filter(({ check, verdict }) => isFailure(check, verdict));
  const silent = asked.filter(({ verdict: { state } }) => state === 'not there');
  const kept = asked.filter(({ verdict: { state } }) => state === 'kept');
  const of = (some: typeof asked): Named => ({
    names: some.map(({ check }) => check.name),
    queries: some.map(({ query }) => query),
  });
  return [
    ...(failed.length > 0 ? [{ kind: 'checks failed' as const, ...of(failed) }] : []),
    ...(silent.length > 0 ? [{ kind: 'checks without answer' as const, ...of(silent) }] : []),
    ...(failed.length === 0 && kept.length > 0
      ? [{ kind: 'checks kept' as const, checks: kept.length, queries: of(kept).queries }]
      : []),
  ];
}

interface Named {
  readonly names: readonly string[];
  readonly queries: readonly number[];
}
