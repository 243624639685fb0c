import type { Trap } from './trap';

/** Of what is written: values, keys, other rows that go along. */
export const writing: readonly Trap[] = [
  {
    id: 'C1',
    what: 'an identity that is generated always takes no value, nor may it be set',
    tests: {
      'apply/apply.test.ts': [
        'keeps rows of every kind of type exactly, and gives them back exactly',
      ],
      'script/scriptValues.test.ts': [
        'and leaves generated columns to the server, and identity columns as they were',
      ],
    },
  },
  {
    id: 'C2',
    what: 'generated columns take no value, whether stored or virtual',
    tests: {
      'apply/newest.test.ts': ['leaves generated columns to the server, whether stored or virtual'],
    },
  },
  {
    id: 'C3',
    what: 'a sequence does not follow inserted values, and setval is not rolled back',
    tests: {
      'apply/sequenceRace.test.ts': [
        'is never moved down, and gives no number twice, while others draw from it during an apply',
        'is never moved down, and gives no number twice, while others draw from it during correction.sql',
        'gives no number twice while correction.sql is run and rolled back',
        'is where it was after a rehearsal',
        'is where it was after correction.sql in psql, which ends in ROLLBACK',
      ],
      'apply/production.test.ts': [
        'moves the sequence past the inserted values, never down, and not in a rehearsal',
      ],
    },
  },
  {
    id: 'C4',
    what: 'a DELETE says nothing of the children that go with it',
    tests: {
      'apply/production.test.ts': [
        'refuses to delete rows whose children would go with them in silence',
      ],
      'script/scriptTriggers.test.ts': [
        'is refused when a delete would reach rows of another table (on delete ${rule})',
      ],
      'script/scriptChildren.test.ts': [
        'is refused where a row below a deleted one is not to be deleted',
      ],
    },
  },
  {
    id: 'C5',
    what: 'TRUNCATE of a table that others refer to empties them, or is refused',
    tests: {
      'apply/waysNotTaken.test.ts': [
        'never empties or swaps the table, goes round its triggers, or leaves a row to ON CONFLICT',
      ],
      'apply/scriptFileRefusals.test.ts': [
        'before anything of it is sent, where it holds what must never be done',
      ],
    },
  },
  {
    id: 'C6',
    what: 'a table that is swapped by RENAME leaves its views, keys and rights behind',
    tests: {
      'apply/waysNotTaken.test.ts': [
        'never empties or swaps the table, goes round its triggers, or leaves a row to ON CONFLICT',
      ],
      'apply/refusals.test.ts': ['refuses a table that was made anew, renamed away, or dropped'],
    },
  },
  {
    id: 'C7',
    what: 'ON CONFLICT hides or overwrites what others wrote, and does not know every constraint',
    tests: {
      'apply/waysNotTaken.test.ts': [
        'never empties or swaps the table, goes round its triggers, or leaves a row to ON CONFLICT',
      ],
      'apply/uniqueValues.test.ts': [
        'go in one after the other where only some rows are held apart',
        'exchange them where the constraint is ${when}',
        'are refused where a row outside the plan holds the value',
      ],
      'apply/newest.test.ts': [
        'gives back periods that may not overlap',
        'overwrites no period that somebody has taken since, and hides no refusal',
        'goes by a key whose periods may not overlap',
      ],
    },
  },
  {
    id: 'C8',
    what: 'rows that exchange unique values cannot be written in any order',
    tests: {
      'apply/uniqueValues.test.ts': [
        'are refused before anything is written where two exchange them, with what to do',
        'go in one after the other where each takes what the next gives up',
        'exchange them where the constraint is ${when}',
      ],
    },
  },
  {
    id: 'C9',
    what: 'triggers and rules swallow rows or write other values, and success is reported',
    tests: {
      'apply/swallowedRows.test.ts': [
        'are named at a rehearsal where a trigger swallows them, and nothing is written',
        'keep the rest from being written where the trigger came after the rehearsal',
        'are missed where a rule writes elsewhere and gives the right count',
      ],
      'apply/production.test.ts': ['lists what triggers and types have made of the planned values'],
      'script/scriptTriggers.test.ts': [
        'is refused when a trigger swallows an ${action}',
        'is refused when a rule does something else instead',
        'warns when a trigger or the type alters what is corrected',
      ],
    },
  },
  {
    id: 'C10',
    what: 'a cast to a type of a length cuts the value in silence',
    tests: {
      'apply/production.test.ts': ['refuses a value too long for its column instead of cutting it'],
      'script/scriptValues.test.ts': ['never cuts one that is too long for production’s column'],
    },
  },
  {
    id: 'C11',
    what: 'a session that works as a replica checks no foreign key',
    tests: {
      'apply/roles.test.ts': ['refuses a role under which foreign keys are not checked'],
      'apply/waysNotTaken.test.ts': [
        'never empties or swaps the table, goes round its triggers, or leaves a row to ON CONFLICT',
      ],
    },
  },
  {
    id: 'C12',
    what: 'a disabled trigger stays disabled after a crash',
    tests: {
      'apply/waysNotTaken.test.ts': [
        'never empties or swaps the table, goes round its triggers, or leaves a row to ON CONFLICT',
      ],
      'apply/scriptFileRefusals.test.ts': [
        'before anything of it is sent, where it holds what must never be done',
        'where it does unseen what must never be done',
      ],
    },
  },
];
