import type { ActionCounts } from '../correction/plan';
import { RecoveryError } from '../errors';
import type { LockWait } from '../incident/lockWait';

/** What a script did in its transaction, as far as it came. */
export interface ScriptRun {
  readonly statements: readonly StatementRun[];
  /** Rows of the incident's table that it touched, by whatever statement; as often as each was. */
  readonly counts: ActionCounts;
  /** Other tables of which rows were touched: by triggers and foreign keys, or by what cannot be seen in a block. */
  readonly others: readonly OtherTable[];
  /** Names of the triggers, and rules, of the incident's table that run when rows are touched so. */
  readonly triggers: readonly string[];
  /** Notices and warnings that it raised. */
  readonly said: readonly string[];
  /** Undefined where all of it went through. */
  readonly refusal: ScriptRefusal | undefined;
}

export interface StatementRun {
  readonly line: number;
  readonly command: string;
  readonly counts: ActionCounts;
}

export interface OtherTable {
  /** With its schema, quoted as in SQL where needed. */
  readonly table: string;
  readonly counts: ActionCounts;
}

/** A statement that the database refused, and with it all of the script. */
export interface ScriptRefusal {
  readonly line: number;
  readonly sqlstate: string;
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** The whole script of an incident in production, rolled back. */
export interface FileRehearsal extends ScriptRun {
  /** Within the incident's folder where it is there, else its whole path. */
  readonly file: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  /** When it ended, ISO 8601. */
  readonly at: string;
  /** Absent in rehearsals of before it was looked for. */
  readonly lockWaits?: readonly LockWait[];
  readonly seconds: number;
}

/** The database refused a statement of a script; nothing was written. */
export class ScriptRefusedError extends RecoveryError {
  constructor({ line, message, sqlstate, hint }: ScriptRefusal) {
    super('script-refused', `Line ${line}: ${message}`, { sqlstate, hint });
  }
}

/** True where `rehearsal` vouches for the file: of these very bytes, well ended and at most `maxAge` old. */
export function vouchesForFile(
  rehearsal: FileRehearsal | undefined,
  digest: string,
  { now, maxAge }: { readonly now: number; readonly maxAge: number },
): rehearsal is FileRehearsal {
  if (rehearsal?.digest !== digest || rehearsal.refusal !== undefined) {
    return false;
  }
  const age = now - Date.parse(rehearsal.at);
  return age >= 0 && age <= maxAge;
}

/** What people are told of: settings touch no row, and a script of the tool's brings its rows as such. */
export function statementsToTell<Statement extends { readonly command: string }>({
  statements,
}: {
  readonly statements: readonly Statement[];
}): readonly Statement[] {
  return statements.filter(({ command }) => command !== 'SET');
}

/** True where the same statements touched as many rows. */
export function touchedTheSame(one: ScriptRun, other: ScriptRun): boolean {
  return (
    one.statements.length === other.statements.length &&
    one.statements.every((statement, position) => {
      const same = other.statements[position];
      return same !== undefined && isSame(statement.counts, same.counts);
    })
  );
}

export const noCounts: ActionCounts = { insert: 0, update: 0, delete: 0 };

/** What came between two counts. */
export function countsBetween(before: ActionCounts, after: ActionCounts): ActionCounts {
  return {
    insert: after.insert - before.insert,
    update: after.update - before.update,
    delete: after.delete - before.delete,
  };
}

function isSame(one: ActionCounts, other: ActionCounts): boolean {
  return one.insert === other.insert && one.update === other.update && one.delete === other.delete;
}
