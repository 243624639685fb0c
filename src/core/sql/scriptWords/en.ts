import type { ActionCounts } from '../../correction/plan';
import type { ChildrenConsent } from '../../correction/lostChildren';

type Action = keyof ActionCounts;

const written: Readonly<Record<Action, string>> = {
  insert: 'inserted',
  update: 'updated',
  delete: 'deleted',
};

function rowsText(rows: number): string {
  return `${rows} ${rows === 1 ? 'row' : 'rows'}`;
}

function deleted(action: ChildrenConsent['action']): string {
  return action === 'delete' ? 'deleted' : `with references ${action}`;
}

/** Numbers that PostgreSQL fills in stand behind what they count: no sentence reads wrong of one. */
export const en = {
  tooLarge: (rows: number, megabytes: number): string =>
    `${rows} rows are too many for one script (above ${megabytes} MB).`,

  correction: (table: string, database: string): string =>
    `Correction of ${table} in database ${database}`,
  undo: (table: string, database: string): string =>
    `Undo of the correction of ${table} in database ${database}`,
  /** What stands before a fact, at most ten letters. */
  labels: {
    incident: 'incident',
    dump: 'from dump',
    made: 'made',
    rows: 'rows',
    columns: 'update of',
    children: 'with them',
  },
  made: (at: string, tool: string, plan: string): string => `${at} by ${tool}, plan ${plan}`,
  counts: (counts: ActionCounts): string =>
    `${counts.insert} insert, ${counts.update} update, ${counts.delete} delete`,
  otherColumns: (sets: number): string =>
    `and ${sets} other ${sets === 1 ? 'set' : 'sets'} of columns`,
  taken: (
    rows: number,
    child: string,
    action: ChildrenConsent['action'],
    constraint: string,
  ): string => `${rowsText(rows)} of ${child} ${deleted(action)} (${constraint})`,
  usage: [
    'It runs the same in psql (psql -X -f), pgAdmin and other tools. As it stands it takes all back at its',
    'end: run it, read what it says, then change ROLLBACK in the last line to COMMIT and run it again.',
    'It refuses another server, database or table, and any row that is no longer as it was seen.',
    'Even when it is taken back it locks these rows while it runs, leaves dead rows, and fires the triggers.',
  ],
  undoGivesBackNo:
    'It does not give back what triggers wrote elsewhere, nor numbers that sequences gave.',
  undoTakesBackNo: 'Nor does it take back what went along with deleted rows:',
  toolGivesBack:
    'Where the tool applied the correction, its own undo gives these back, also after this script.',
  confidential:
    'It holds rows of the table, and the server may log it: keep both as the table itself is kept.',
  tail: 'Takes all of it back. To keep it, write COMMIT instead and run the whole file again.',

  comments: {
    notCompared: [
      'Columns that triggers wrote when the correction was applied: name them here, such as {updated_at,updated_by}.',
      'They are left as they are, and not compared.',
    ],
    lines:
      'A row a line: what to do, its key, the row as it was seen, the values that are written.',
    constraints: 'Deferred constraints speak now, not in the COMMIT.',
    pinned: 'How values are written as text, for comparing.',
    restored: "Production's own settings again: its triggers must see those.",
    locked: 'The rows, locked in the order of their keys.',
    places:
      'Where these rows lie, locked as they are: their keys are written so only under these settings.',
    compared: 'Each row must be as it was seen; one to be inserted must not be there.',
    sameTable: 'Nobody can put another table in its place any more.',
    children:
      'A delete must not take along rows of other tables, nor change them, by their foreign keys;',
    childrenAgreed:
      'A delete must not take along rows of other tables, nor change them, by their foreign keys, but those that were agreed to;',
    parents: 'an update must not take away what they refer to.',
    updates: "One update for each set of columns: a row's other columns are not written.",
    exchanged:
      'Some take a value that another one gives up: one after the other; what can be deferred is.',
    review: 'Read again: what triggers, or types that round, made of it.',
    sequences: 'Sequences must give no number that an inserted row has.',
  },

  cut: 'Refused: this file was cut, or lines were added to it.',
  blockAlone: 'Refused: this block was run without the lines around it.',
  runWhole: 'Run the whole file, from BEGIN to its last line, outside any other transaction.',
  standby: 'Refused: this server is a standby.',
  otherServer: 'Refused: this is another server than the one compared.',
  otherDatabase: 'Refused: this is another database than the one compared.',
  otherTable: 'Refused: %s is not the table that was compared.',
  otherColumnsThere: 'Refused: %s has columns that were not compared.',
  rowsHidden: 'Refused: row security hides rows of %s from this role.',
  notUtf8: 'Refused: this file was not read as UTF-8.',

  findings: { appeared: 'appeared', gone: 'gone', changed: 'changed' },
  drifted:
    'Refused: already applied or changed since. Rows of this script: %s; changed: %s, gone: %s, appeared: %s.',
  firstDrifted: 'The first: ',
  compareAgain: 'Compare again and make a new script.',

  childrenLost: 'Refused: to %s these rows would delete or change others: %s of %s.',
  agreed: ' Agreed to: %s.',
  furtherLost: 'Refused: the rows of %s that go along would delete or change others: %s of %s.',
  otherChildren: (rows: number): string =>
    `Refused: these deletes take rows of other tables along: %s. Agreed to: ${rows}.`,

  otherCount: (action: Action, rows: number): string =>
    `Refused: rows ${written[action]}: %s; planned: ${rows}.`,
  notWritten: 'Refused: rows that are not there, or still there, after they were written: %s.',
  lookAtTriggers: 'Look at the triggers and rules of ',
  valuesHeld: 'Refused: rows that take values which other rows hold: %s, such as %s.',
  freeValue:
    'Rows that only exchange their values: give one of them a free value and compare again, or make the constraint DEFERRABLE.',
  alteredValue:
    'Column %s: rows that do not hold the corrected value (a trigger or the type altered it): %s, such as %s.',
  alsoChanged:
    'Column %s: rows that a trigger changed, too: %s, such as %s. The undo script must be told.',

  sequenceUnseen: 'Sequence %s: another role must see that it is past %s.',
  sequenceByOwner: (block: string): string => `After the COMMIT, as its owner: ${block}`,
  sequenceEnds: 'Sequence %s ends before %s: it has no number left.',
  sequenceMoved: 'Sequence %s goes on at %s.',

  done: (counts: ActionCounts, children: number): string =>
    `Done: ${counts.insert} inserted, ${counts.update} updated, ${counts.delete} deleted` +
    (children === 0
      ? ''
      : `, and with them ${rowsText(children)} of other tables deleted or changed`) +
    '. It lasts only if COMMIT follows.',
};
