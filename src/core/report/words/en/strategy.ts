import { wordFor } from '../../../words';
import { count, rows } from './counting';

/** Ways of putting a table right, with their figures. */
export const strategyEn = {
  title: (table: string): string => `Strategy for ${table}`,
  heading: 'Strategy',
  replace: 'Replace the whole table',
  part: 'All that is missing or changed in the part that was compared',
  keepLater: 'All damage, nothing written after the backup by others',
  range: (column: string, from: string, to: string): string =>
    from === to ? `${column} on ${from}` : `${column} from ${from} to ${to}`,
  rangeBefore: (column: string, from: string, to: string): string =>
    `${column} from ${from} to before ${to}`,
  value: (column: string): string => `One value of ${column}`,
  valueOf: (column: string, value: string): string => `${column} is ${value}`,
  pattern: (changes: string): string => `Pattern: ${changes}`,
  samePair: 'always the same two values',
  more: 'whatever else changed',
  transaction: (xid: string): string => `Transaction ${xid}`,

  head: [
    'strategy',
    'inserted',
    'updated',
    'deleted',
    'overwritten',
    'lost',
    'damage left',
    'one by one',
  ],
  legend: [
    'inserted, updated, deleted: what the correction would write',
    'overwritten: updated rows that others wrote after the backup; their version in production is gone then',
    'lost: deleted rows that others wrote after the backup',
    'damage left: damaged rows that stay as they are',
    'one by one: rows that are left for a decision of their own (moved on since they were compared, blocked by a missing parent, key reused)',
  ],
  children: (title: string, number: number): string =>
    `${title}: ${rows(number)} of other tables ${wordFor(number, 'refers', 'refer')} to what is deleted.`,
  compared: (moment: string, age: string | undefined): string =>
    `The figures are those of the comparison of ${moment}${age === undefined ? '' : `, ${age} ago`}: production may have moved on since.`,
  comparedSome: 'The figures are those of the comparison; when it was made is not kept.',
  readOnly: 'Production was not asked for them, and nothing is written.',
  scope: (scope: string): string => `Only a part was compared: ${scope}.`,
  damagedBy: (damaged: number, writers: string): string =>
    `Taken for damage, ${rows(damaged)}: those that are missing, and what ${writers} wrote.`,
  writer: (xid: string, number: number, moment: string | undefined): string =>
    `transaction ${xid} (${rows(number)}${moment === undefined ? '' : `, committed ${moment}`})`,
  and: ' and ',
  damagedUntold: (damaged: number): string =>
    `No transaction stands out. Taken for damage, ${rows(damaged)}: those that are missing, and those that changed without a time of their own after the backup.`,
  later: (number: number): string =>
    `Taken for written rightly after the backup, by others: ${rows(number)}.`,
  deleted:
    'Deleted rows leave no trace: what people deleted rightly after the backup counts as damage here.',
  chosen: (title: string): string => `Chosen: ${title}`,
  known: 'What was known when it was chosen (the chosen strategy in bold):',
  decided: (title: string, reason: string): string => `Strategy: ${title}. ${reason}`,
  brief: (written: string, overwritten: number, lost: number, left: number): string =>
    `${written}; ${count(overwritten)} overwritten, ${count(lost)} lost; damage left: ${count(left)}`,
  written: (insert: number, update: number, deleted: number): string =>
    `${count(insert)} inserted, ${count(update)} updated, ${count(deleted)} deleted`,
};
