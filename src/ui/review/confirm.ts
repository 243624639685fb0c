import * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { confirmPlan } from '../../core/correction/confirmation';
import type { ActionCounts, CorrectionPlan } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import { chosen } from '../chosen';
import { inLanguage } from '../french/sentences';
import { count } from '../words';
import type { Production } from './production';

export interface Confirmation {
  /** `Apply`, `Undo`: the button. */
  readonly action: string;
  readonly counts: ActionCounts;
  readonly plan: CorrectionPlan;
}

/**
 * Names server, database, table and counts, and has the table's name typed.
 * @returns What was typed, which names the plan's table.
 * @throws {vscode.CancellationError} where the operator declines.
 */
export async function confirmWriting(
  { action, counts, plan }: Confirmation,
  { profile, settings }: Production,
): Promise<string> {
  const { table } = plan.table.identity;
  const say = inLanguage(vscode.env.language);
  const detail = [
    `Server: ${settings.host}:${settings.port} (${profile.name}, PRODUCTION)`,
    `Database: ${plan.table.identity.database}`,
    `Table: ${tableLabel(table)}`,
    `Rows: ${countsLine(counts)}`,
    '',
    'Next you are asked to type the name of the table.',
  ]
    .map(say)
    .join('\n');
  const question = say(`${action} in production, ${tableLabel(table)}?`);
  chosen(await vscode.window.showWarningMessage(question, { modal: true, detail }, say(action)));
  return typedName(action, plan, countsLine(counts), table);
}

export function countsLine({ insert, update, delete: deleted }: ActionCounts): string {
  return `${count(insert)} insert · ${count(update)} update · ${count(deleted)} delete`;
}

async function typedName(
  action: string,
  plan: CorrectionPlan,
  counts: string,
  table: TableId,
): Promise<string> {
  const say = inLanguage(vscode.env.language);
  return chosen(
    await vscode.window.showInputBox({
      title: say(`${action}: ${counts}`),
      prompt: say(`Type ${tableLabel(table)} to ${action.toLowerCase()} in production.`),
      ignoreFocusOut: true,
      validateInput: (typed) => {
        const problem = problemWith(plan, typed);
        return problem === undefined ? undefined : say(problem);
      },
    }),
  );
}

function problemWith(plan: CorrectionPlan, typed: string): string | undefined {
  try {
    confirmPlan(plan, typed);
    return undefined;
  } catch (error) {
    if (error instanceof RecoveryError) {
      return error.hint ?? error.message;
    }
    throw error;
  }
}
