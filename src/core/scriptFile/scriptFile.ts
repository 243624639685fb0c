import { RecoveryError } from '../errors';
import { counted } from '../words';
import { readScript, type ScriptStatement } from './readScript';
import { statementsToTell } from './scriptRun';

/** A script of an incident as it lies on disk. */
export interface ScriptFile {
  /** Within the incident's folder where it is there, else its whole path. */
  readonly name: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly text: string;
  /** True where its bytes are those of the plan's own script. */
  readonly isPlansOwn: boolean;
}

/**
 * The statements of a file before any server is asked: where it depends on the server how the file is read, what one
 * of the ways gives.
 * @throws {RecoveryError} `script-refused` where no server would be sent it.
 */
export function statementsIn({ text }: Pick<ScriptFile, 'text'>): readonly ScriptStatement[] {
  try {
    return readScript(text, true);
  } catch (error) {
    if (!(error instanceof RecoveryError) || !text.includes('\\')) {
      throw error;
    }
    try {
      return readScript(text, false);
    } catch {
      throw error;
    }
  }
}

/** Sentences: what a rehearsal of the file does in production, beside what it tells of. */
export function fileSentences(statements: readonly ScriptStatement[]): readonly string[] {
  const told = statementsToTell({ statements });
  return [
    `The file is run in production, ${counted(told.length, 'statement')}, and rolled back.`,
    'Until then it keeps the rows that it touches locked, and the table against changes of its structure.',
    'It leaves as many dead rows and their log behind, and may use up sequence values.',
  ];
}

/** Sentences: what applying the file does not give that applying a plan does. */
export function fileLimits({ isPlansOwn }: Pick<ScriptFile, 'isPlansOwn'>): readonly string[] {
  return isPlansOwn
    ? [
        'The file is the plan’s own script, unedited: to apply the plan does the same, keeps each row as it was and as it became, and can be proved.',
        'Of a file no rows are kept: undo.sql takes this one back, and the command that undoes an apply does not.',
      ]
    : [
        'No row is kept as it was before the file changes it: the command that undoes an apply cannot take it back.',
        'undo.sql is of the plan, not of this file. What it overwrites is in the snapshot of the table alone.',
      ];
}
