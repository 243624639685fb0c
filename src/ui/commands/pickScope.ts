import * as vscode from 'vscode';
import { type Table, type TableId, tableLabel } from '../../core/catalog/table';
import type { ColumnChoice } from '../../core/diff/comparedTable';
import { type Scope, wholeTable } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import { periodTypeOf } from '../../core/sql/scopeCondition';
import { keysInFile, tryScope } from '../../engine/scopes';
import { chosen } from '../chosen';
import type { ConnectionProfile } from '../connections/profiles';
import type { UiServices } from '../services';
import { askPaths, askText, pickOne } from '../asking';

/** What is compared, as far as it is known. */
interface Subject {
  readonly profile: ConnectionProfile;
  readonly table: TableId;
  readonly live: Pick<Table, 'columns'>;
  /** The key's columns, where the operator has named them. */
  readonly key: readonly string[] | undefined;
  /** What the dump calls the columns, where that is known; and those that were renamed since. */
  readonly backup?: readonly string[] | undefined;
  readonly backupKeys?: readonly (readonly string[])[] | undefined;
  readonly map?: ColumnChoice['map'];
  /** Rows can be told by a key, be it named or the table's own. */
  readonly hasKey: boolean;
}

/** How the columns are taken, in words: `by id`, `by name`. */
interface TakenColumns {
  readonly compared: string;
  readonly matched: string;
}

/** The operator wants the columns to be taken otherwise first. */
export type OtherColumns = 'otherColumns' | 'otherMatches';

type Choice = Scope['rows'] | 'period' | OtherColumns;

type ChoiceItem = vscode.QuickPickItem & { readonly choice?: Choice };

const choices: readonly ChoiceItem[] = [
  { label: '$(table) The whole table', choice: 'all' },
  {
    label: '$(calendar) Rows of a period',
    detail: 'From one day or moment to another, of a column of dates or timestamps',
    choice: 'period',
  },
  {
    label: '$(filter) Rows that satisfy a condition',
    detail: 'In SQL, as after WHERE',
    choice: 'matching',
  },
  {
    label: '$(list-ordered) Rows of given keys…',
    detail: 'A file with one key a line, or with the lines of pra compare --changes',
    choice: 'keys',
  },
];

/** Which rows are compared; production's server has read it when this ends. */
export async function pickScope(
  services: UiServices,
  subject: Subject,
  taken: TakenColumns,
): Promise<Scope | OtherColumns> {
  const offered = choices.filter(({ choice: rows }) => subject.hasKey || rows !== 'keys');
  const picked = chosen(
    await pickOne([...offered, ...columnItems(taken)], {
      title: `Compare ${tableLabel(subject.table)}: which rows?`,
      placeHolder: 'A row counts where either side has it so: none is missed that was changed.',
    }),
  );
  const choice = chosen(picked.choice);
  switch (choice) {
    case 'all':
      return wholeTable;
    case 'period':
      return periodOf(await pickDateColumn(subject), (scope) =>
        problemOf(scope, services, subject),
      );
    case 'matching':
      return conditionOf((scope) => problemOf(scope, services, subject));
    case 'keys': {
      const scope = await keysInFile(await pickFile());
      await tried(scope, services, subject);
      return scope;
    }
    case 'otherColumns':
    case 'otherMatches':
      return choice;
  }
}

function columnItems({ compared, matched }: TakenColumns): readonly ChoiceItem[] {
  return [
    { label: 'columns', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(key) Compare by other columns…',
      description: `now ${compared}`,
      choice: 'otherColumns',
    },
    {
      label: '$(arrow-swap) Match columns otherwise…',
      description: `now ${matched}`,
      choice: 'otherMatches',
    },
  ];
}

/** What is wrong with a scope, as production's server says. */
type Problem = (scope: Scope) => Promise<string | undefined>;

async function problemOf(
  scope: Scope,
  services: UiServices,
  subject: Subject,
): Promise<string | undefined> {
  try {
    await tried(scope, services, subject);
    return undefined;
  } catch (error) {
    if (error instanceof RecoveryError && error.code === 'usage') {
      return error.message;
    }
    throw error;
  }
}

async function tried(
  scope: Scope,
  { profiles, tasks }: UiServices,
  { profile, table, key, ...known }: Subject,
): Promise<void> {
  const live = await profiles.settings(profile);
  await tasks.run('Checking which rows are meant', (host) =>
    tryScope(live, { ...known, table, key, scope }, host.work.signal),
  );
}

async function pickDateColumn({ live: { columns }, table }: Subject): Promise<string> {
  const items = columns
    .filter(({ type }) => periodTypeOf(type.builtIn) !== undefined)
    .map(({ name, type }) => ({ label: name, isName: true, description: type.label }));
  if (items.length === 0) {
    throw new RecoveryError('usage', `${tableLabel(table)} has no column of dates or timestamps.`);
  }
  const options = { title: 'A period of which column?' };
  return chosen(await pickOne(items, options)).label;
}

/** Asks until the period is one. */
async function periodOf(column: string, problem: Problem): Promise<Scope> {
  let [from, to] = ['', ''];
  for (let wrong: string | undefined; ;) {
    from = await askEnd(`From: ${column}`, {
      value: from,
      prompt: wrong ?? 'The first day or moment, UTC without a zone; empty: from the first on.',
    });
    to = await askEnd(`To before: ${column}`, {
      value: to,
      prompt: 'The day or moment after the last; empty: to the last.',
    });
    const period = { column, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
    const scope: Scope = { rows: 'matching', period };
    wrong = await problem(scope);
    if (wrong === undefined) {
      return scope;
    }
  }
}

async function askEnd(
  title: string,
  asked: Pick<vscode.InputBoxOptions, 'value' | 'prompt'>,
): Promise<string> {
  const options = { title, ...asked, placeHolder: '2026-03-31' };
  return chosen(await askText(options)).trim();
}

/** Asks until the condition is one. */
async function conditionOf(problem: Problem): Promise<Scope> {
  let condition = '';
  for (let wrong: string | undefined; ;) {
    condition = chosen(
      await askText({
        title: 'Rows that satisfy a condition',
        prompt:
          wrong ??
          'One SQL condition over columns that both sides have, as after WHERE. Times without a zone are UTC.',
        placeHolder: `statut = 'ANNULE'`,
        value: condition,
      }),
    );
    const scope: Scope = { rows: 'matching', condition };
    wrong = await problem(scope);
    if (wrong === undefined) {
      return scope;
    }
  }
}

async function pickFile(): Promise<string> {
  const options = { title: 'The file of keys', openLabel: 'Compare These Keys' };
  const [file] = await askPaths(options);
  return chosen(file).fsPath;
}
