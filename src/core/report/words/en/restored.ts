import { count, rows } from './counting';

/** What the page says of a restored table that nobody trusts yet. */
export const restoredEn = {
  title: (table: string): string => `The restored table ${table}, before anyone trusts it`,
  looked: (scratch: string, moment: string, production: string, later: string): string =>
    `The restored table was looked at in ${scratch} on ${moment}, production’s in ${production} on ${later}. Nothing was written there.`,
  counted: 'Rows, constraints and checks',
  nothingKnown: 'Nothing could be counted on both sides.',
  empty: 'The restored table has no row at all.',
  volume: (number: number, change: number): string =>
    change === 0
      ? `The restored table has ${rows(number)}, as many as production now.`
      : `The restored table has ${rows(number)}; production has ${count(Math.abs(change))} ${change < 0 ? 'fewer' : 'more'} now.`,
  gone: 'Production has no such table now.',
  rows: (number: number): string => `The restored table has ${rows(number)}.`,
  hole: {
    restored: (number: number, column: string, from: string, to: string): string =>
      `Production has ${rows(number)} ${span(from, to)}, by ${column}, that the restored table lacks: written since the dump was made, or missing from it.`,
    production: (number: number, column: string, from: string, to: string): string =>
      `The restored table has ${rows(number)} ${span(from, to)}, by ${column}, that production lacks.`,
  },
  rulesKept: (number: number): string =>
    number === 1
      ? 'The one constraint is there, and the restored rows keep it.'
      : `${all(number)} constraints are there, and the restored rows keep them.`,
  rulesAbsent: (names: string): string => `Constraints that the restored table lacks: ${names}.`,
  whyAbsent:
    'A foreign key to a table that was not restored is left out; what is left out guards no row here.',
  rulesNotValidated: (names: string): string =>
    `Constraints of the restored table that are not validated, so that its rows may break them: ${names}.`,
  checksKept: (number: number): string =>
    number === 1
      ? 'The one check holds in the restored table.'
      : `${all(number)} checks that judge hold in the restored table.`,
  checksFailed: (names: string): string => `Checks that fail in the restored table: ${names}.`,
  checksWithoutAnswer: (names: string): string =>
    `Checks that ask of what was not restored: ${names}.`,
  checks: 'Checks, in scratch and in production',
  checksHead: ['check', 'expected', 'in scratch', 'in production', 'query'],
};

function all(number: number): string {
  return number === 2 ? 'Both' : `All ${count(number)}`;
}

function span(from: string, to: string): string {
  return from === to ? `of ${from}` : `from ${from} to ${to}`;
}
