import type { Trap } from './trap';

/** Of the transaction that writes: others, settings, failures. */
export const running: readonly Trap[] = [
  {
    id: 'C13',
    what: 'a row that was changed since it was compared is overwritten',
    tests: {
      'apply/apply.test.ts': [
        'waits for a writer that holds a planned row, then sees what it wrote',
      ],
      'apply/concurrency.test.ts': ['and no update of theirs is ever lost'],
      'script/correctionScript.test.ts': [
        'waits for a writer and then sees the row as the writer left it',
      ],
    },
  },
  {
    id: 'C14',
    what: 'settings of the session reach production’s triggers',
    tests: {
      'apply/production.test.ts': ['lets triggers see the settings of production, not its own'],
      'apply/waysNotTaken.test.ts': ['leaves a trigger the search path that production gives it'],
      'script/scriptTriggers.test.ts': [
        'lets ${kind} see production’s own settings, not those it compares with',
      ],
    },
  },
  {
    id: 'C15',
    what: 'COMMIT of an aborted transaction answers ROLLBACK, which is no error',
    tests: {
      'apply/waysNotTaken.test.ts': [
        'does not take the answer ROLLBACK to its COMMIT for a success',
      ],
    },
  },
  {
    id: 'C16',
    what: 'a deferred constraint speaks only at COMMIT',
    tests: {
      'apply/production.test.ts': [
        'reports a violated foreign key, deferred or not, and writes nothing',
      ],
      'script/scriptTriggers.test.ts': ['meets deferred constraints before the COMMIT'],
    },
  },
  {
    id: 'C17',
    what: 'the server completes what a client that is gone has sent',
    tests: {
      'apply/faults/connection.test.ts': [
        'at any message of any statement: all or nothing is written, it is said which, and undone to the byte',
      ],
      'apply/faults/fileUnknown.test.ts': ['at COMMIT (${fate}): it is settled by itself'],
    },
  },
  {
    id: 'C18',
    what: 'some failures may be tried again, others never by themselves',
    tests: {
      'apply/brokenOff.test.ts': [
        'is written again from its beginning where it could not be serialized with others (40001)',
        'is given up where that does not end, with nothing written',
        '${what} is not tried again by itself; nothing is written, and the next apply writes it',
      ],
      'apply/waysNotTaken.test.ts': [
        'that is chosen as the victim of a deadlock is written again from its beginning',
      ],
      'apply/apply.test.ts': [
        'gives up with a lock timeout when a writer holds a planned row for long',
      ],
    },
  },
  {
    id: 'C19',
    what: 'a published table without a replica identity refuses updates midway',
    tests: {
      'apply/publications.test.ts': [
        'is refused before the rehearsal where it has no replica identity, with what its owner can do',
        'is said to be replicated, and by which publications',
      ],
    },
  },
  {
    id: 'C20',
    what: 'triggers of a partitioned table do not run for what is written to a partition itself',
    tests: {
      'freeze/writers.test.ts': [
        'refuses every writer, and is read all the same',
        'takes what is written to a partition that was attached since, says so, and is frozen whole again',
      ],
    },
  },
  {
    id: 'C21',
    what: 'one statement for each row is slow, and holds its locks as long',
    tests: {
      'apply/manyRows.test.ts': ['are written by a handful of statements, not by one each'],
      'script/scriptInPsql.test.ts': ['runs in seconds, ${way}'],
      'apply/batches.test.ts': [
        'is written in as many transactions as asked for, proved, and undone to the byte',
      ],
    },
  },
  {
    id: 'C22',
    what: 'a correction is applied a second time, or by two at once',
    tests: {
      'apply/apply.test.ts': [
        'says that it is applied already, and writes nothing, the second time',
        'says so too from another folder with the same plan, by the rows',
        'applies once when several processes apply at the same time',
      ],
      'ledger/applied.test.ts': ['lets only one of two folders write that apply at the same time'],
    },
  },
  {
    id: 'C23',
    what: 'a rehearsal that is rolled back still uses up sequences, and reaches outside',
    tests: {
      'apply/waysNotTaken.test.ts': [
        'that is only rehearsed uses up numbers of the sequences that triggers draw from, as is said before',
      ],
      'apply/rehearsal.test.ts': [
        'tells before a rehearsal which triggers will run, and which of them reach outside the database',
      ],
    },
  },
  {
    id: 'C24',
    what: 'where triggers write, an undo cannot give back every byte',
    tests: {
      'apply/undo.test.ts': ['says what triggers keep'],
      'apply/rehearsal.test.ts': [
        'tells before the apply what an undo will not give back, rehearsed or not',
      ],
      'apply/faults/connection.test.ts': [
        'of a table whose triggers write: nothing twice, and undone but for what is named',
      ],
    },
  },
];
