import type { Trap } from './trap';

/** Of scripts that others run. */
export const scripts: readonly Trap[] = [
  {
    id: 'D1',
    what: 'psql goes on after an error, and ends well',
    tests: {
      'script/scriptInPsql.test.ts': ['changes nothing when a row drifted, ${how}'],
      'script/correctionScript.test.ts': [
        'is refused when only its block is run, outside the transaction: ${name}',
      ],
    },
  },
  {
    id: 'D2',
    what: 'what only psql knows is an error everywhere else',
    tests: {
      'script/scriptInEditors.test.ts': [
        'gives the rows of the plan, and undo.sql takes them back, ${editor.name}',
      ],
    },
  },
  {
    id: 'D3',
    what: 'sent as one message, an error leaves the session in a transaction that is aborted',
    tests: {
      'script/scriptInEditors.test.ts': [
        'leaves a session that sent it in one message in a transaction that only takes ROLLBACK',
        'changes nothing where a row drifted, though the editor goes on after the error, ${editor.name}',
      ],
    },
  },
  {
    id: 'D4',
    what: 'a database is not known by its name',
    tests: {
      'script/correctionScript.test.ts': [
        'is refused in another database of the same server',
        'is refused on another server',
        'is refused when the table was made anew',
        'says so when it is run a second time',
      ],
      'apply/standby.test.ts': ['takes none of its scripts, not even to be rolled back'],
    },
  },
  {
    id: 'D5',
    what: 'a search path that a script sets reaches production’s triggers',
    tests: {
      'test/unit/core/sql/correctionScript.test.ts': [
        'never sets the search path of a table whose values name no objects, nor any setting beyond its transaction',
      ],
      'script/scriptTriggers.test.ts': [
        'lets ${kind} see production’s own settings, not those it compares with',
      ],
    },
  },
  {
    id: 'D6',
    what: 'what a backslash means in a string is a setting',
    tests: {
      'script/scriptValues.test.ts': [
        'writes each cell as it was, standard_conforming_strings = ${standard}',
      ],
      'script/scriptInPsql.test.ts': [
        'writes any text as it was, whatever variables psql has, standard_conforming_strings = ${standard}',
      ],
    },
  },
  {
    id: 'D7',
    what: 'psql puts variables in, and runs programs, outside of quotes',
    tests: {
      'script/scriptInPsql.test.ts': [
        'writes any text as it was, whatever variables psql has, standard_conforming_strings = ${standard}',
      ],
      'test/unit/core/sql/correctionScript.test.ts': [
        'lets no name, path or incident out of its comments',
        'lets no cell and no name out of its quotes',
      ],
    },
  },
  {
    id: 'D8',
    what: 'a user’s own settings of psql leave nothing committed, or a session that may only read',
    tests: {
      'script/scriptInPsql.test.ts': [
        'gives the rows of the plan, and undo.sql takes them back, ${how}',
        'changes nothing in a session that may only read, and says so',
      ],
    },
  },
  {
    id: 'D9',
    what: 'a text that holds the mark of the string between dollars ends it',
    tests: {
      'test/unit/core/sql/correctionScript.test.ts': ['lets no cell and no name out of its quotes'],
    },
  },
  {
    id: 'D10',
    what: 'many rows in one script: COPY is for psql alone',
    tests: {
      'script/scriptInPsql.test.ts': ['runs in seconds, ${way}'],
      'script/scriptInEditors.test.ts': [
        'gives the rows of the plan, each in a batch of its own, ${editor.name}',
      ],
      'script/scriptBatches.test.ts': ['are refused where ${what} of them was not run'],
      'test/unit/core/sql/correctionScript.test.ts': [
        'brings many rows in batches of a thousand, or of what a statement may well hold',
        'is refused for more rows than a script can hold',
      ],
    },
  },
];
