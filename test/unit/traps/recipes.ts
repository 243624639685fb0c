import type { Trap } from './trap';

/** Of what is done to production, step by step: the recipes that hold all traps together. */
export const recipes: readonly Trap[] = [
  {
    id: 'R2',
    what: 'one transaction locks, compares, writes, reads back, and is told by its number',
    tests: {
      'apply/apply.test.ts': [
        'gives back every planned row, and nothing else',
        'says that it is applied already, and writes nothing, the second time',
        'refuses when a planned row was changed by somebody else, and names it',
        'refuses when a planned row has appeared, or is gone',
        'gives up with a lock timeout when a writer holds a planned row for long',
        'applies once when several processes apply at the same time',
      ],
      'apply/faults/connection.test.ts': [
        'at any message of any statement: all or nothing is written, it is said which, and undone to the byte',
      ],
      'apply/faults/points.test.ts': ['is before and after each statement, for one of the two'],
      'apply/faults/server.test.ts': [
        'at any statement: all or nothing is written, and it is said which',
        'of a table whose triggers write',
      ],
      'apply/faults/process.test.ts': [
        'at any statement: all or nothing is written, and the next run says which',
        'in the middle of anything that it writes into the incident’s folder',
      ],
    },
  },
  {
    id: 'R3',
    what: 'triggers freeze a table for everybody who has no token, and leave nothing behind',
    tests: {
      'freeze/writers.test.ts': [
        'refuses every writer, and is read all the same',
        'is frozen by an owner who may make no schema, and unfrozen leaves nothing behind',
        'is not frozen while others write to it, who are named',
        'takes what a subscription writes, which is said',
      ],
      'freeze/freeze.test.ts': [
        'is written by who gives the token to the transaction',
        'is found by another installation, which holds no token',
        'cannot be frozen twice',
      ],
    },
  },
  {
    id: 'R4',
    what: 'nobody answered the COMMIT: the transaction’s number is asked for, nothing is guessed',
    tests: {
      'apply/faults/unknown.test.ts': [
        'where the network swallows it, or its answer: it is settled by itself',
        'while the server is away: “unknown” is said, and which it was when it is back',
        'while the old session still holds the transaction: nothing is decided, and nothing done twice',
      ],
      'apply/refusals.test.ts': [
        'asks the server what became of a transaction, and does not believe one with another history',
      ],
      'ledger/unknown.test.ts': [
        'production’s ledger tells that it took place',
        'it stays unknown without a ledger, and where another took its place',
      ],
      'ledger/forgotten.test.ts': [
        'the rows tell that it was ${name}, where nobody has written them since',
        'it stays unknown where others have written every row since',
      ],
    },
  },
];
