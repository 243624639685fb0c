import { tableLabel } from '../../core/catalog/table';
import type { AllMarks, PartlyLooked } from '../../core/diff/rows/rowMarks';
import { count, counted } from '../../core/words';

/** What was not looked up of the compared rows, so that nobody takes silence for good news: a sentence each. */
export function partlyLooked({ blocked, children, later }: AllMarks): readonly string[] {
  const said = (what: string, partly: PartlyLooked | undefined): readonly string[] =>
    partly
      ? [
          `${what} is known of ${count(partly.rows)} of ${counted(partly.of, 'row')}: ${reasons[partly.because]}.`,
        ]
      : [];
  return [
    ...blocked.subjects.flatMap(({ table, partly }) =>
      said(`Whether production lacks rows of ${tableLabel(table)} that are referred to`, partly),
    ),
    ...children.subjects.flatMap(({ table, partly }) =>
      said(`Whether rows of ${tableLabel(table)} refer to rows only in production`, partly),
    ),
    ...later.subjects.flatMap(({ table, column, partly }) =>
      said(`Whether ${table ? tableLabel(table) : column} has times after the dump`, partly),
    ),
  ];
}

const reasons: Readonly<Record<PartlyLooked['because'], string>> = {
  many: 'there are too many to ask for all',
  unreadable: 'this role may not read that table',
  unanswered: 'production did not answer in time, or refused',
};
