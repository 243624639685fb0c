import type { ScriptStatement } from './readScript';
import type { ScriptRefusal } from './scriptRun';

/** An error as the server reports it. */
export interface ServerReport {
  readonly code: string;
  readonly message: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** In which character of the statement, from 1. */
  readonly position?: string | undefined;
  /** The calls that led there, in the server's language. */
  readonly where?: string | undefined;
}

/** What refused a statement of a script, and in which line of the file. */
export function refusedBy(report: ServerReport, statement: ScriptStatement): ScriptRefusal {
  const { code, message, detail, hint } = report;
  return {
    line: lineOf(report, statement),
    sqlstate: code,
    message: detail === undefined ? message : `${message} (${detail})`,
    hint: `Nothing was written. ${hint ?? adviceFor(code)}`,
  };
}

function lineOf(
  { position, where = '' }: ServerReport,
  { text, line, bodyLine }: ScriptStatement,
): number {
  // The outermost call is said last; a function that a block calls has lines of its own.
  const inBlock = /inline_code_block\D*(\d+)/.exec(where)?.[1];
  if (bodyLine !== undefined && inBlock !== undefined) {
    return bodyLine + Number(inBlock) - 1;
  }
  return position === undefined ? line : line + lineEndsBefore(text, Number(position));
}

/** PostgreSQL counts characters, which JavaScript may hold as two. */
function lineEndsBefore(text: string, position: number): number {
  let ends = 0;
  let counted = 1;
  for (const character of text) {
    if (counted >= position) {
      break;
    }
    counted += 1;
    ends += character === '\n' ? 1 : 0;
  }
  return ends;
}

function adviceFor(sqlstate: string): string {
  const classes: Readonly<Record<string, string>> = {
    '22': 'Mend the value that is written there, then rehearse the file again.',
    '23': 'Leave out the rows that break this constraint, or mend them, then rehearse the file again.',
    '42': 'Mend this statement, then rehearse the file again.',
    P0: 'The script itself, or a trigger, refuses it: see what it says, then edit and rehearse the file again.',
  };
  return classes[sqlstate.slice(0, 2)] ?? 'Edit the file, then rehearse it again.';
}
