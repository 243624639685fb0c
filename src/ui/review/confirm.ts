import { type TableId, tableLabel } from '../../core/catalog/table';
import { confirmPlan } from '../../core/correction/confirmation';
import type { ActionCounts, CorrectionPlan } from '../../core/correction/plan';
import { chosen } from '../chosen';
import { problemWith } from '../problemWith';
import { count } from '../words';
import { type Batches, chooseBatches } from './batches';
import type { Production } from './production';
import { askText, warn } from '../asking';

export interface Confirmation {
  /** `Apply`, `Undo`: the button. */
  readonly action: string;
  readonly counts: ActionCounts;
  readonly plan: CorrectionPlan;
  /** The script that is run in place of the plan. */
  readonly file?: string;
  /** Sentences: what could not be taken back afterwards. */
  readonly limits?: readonly string[];
  /** Whether the damaged table is kept first, and whether the operator may decline that. */
  readonly snapshot?: 'none' | 'first' | 'unless-declined';
  /** Whether it may be written in several transactions; in one where not said. */
  readonly batches?: Batches;
}

export interface Confirmed {
  /** Names the plan's table. */
  readonly typed: string;
  /** Why no snapshot is to be taken first. */
  readonly declined?: string;
  /** At most so many rows in one transaction; absent for all in one. */
  readonly batchRows?: number;
}

/**
 * Names server, database, table and counts, and has the table's name typed.
 * @throws {vscode.CancellationError} where the operator declines.
 */
export async function confirmWriting(
  confirmation: Confirmation,
  production: Production,
): Promise<Confirmed> {
  const { action, counts, plan, snapshot, batches } = confirmation;
  const { table } = plan.table.identity;
  const without = 'Without Snapshot…';
  const detail = detailOf(confirmation, production).join('\n');
  const question = `${action} in production, ${tableLabel(table)}?`;
  const answers = [action, ...(snapshot === 'unless-declined' ? [without] : [])];
  const options = { modal: true, detail };
  const answer = chosen(await warn(question, options, ...answers));
  const declined = answer === without ? await reasonWithout(table) : undefined;
  const batchRows = batches?.may === 'choose' ? await chooseBatches(batches) : undefined;
  const typed = await typedName(action, plan, countsLine(counts), table);
  return {
    ...{ typed, ...(declined === undefined ? {} : { declined }) },
    ...(batchRows === undefined ? {} : { batchRows }),
  };
}

/** Lines. */
function detailOf(
  { counts, plan, file, limits = [], snapshot = 'none', batches }: Confirmation,
  { profile, settings }: Production,
): readonly string[] {
  return [
    `Server: ${settings.host}:${settings.port} (${profile.name}, PRODUCTION)`,
    `Database: ${plan.table.identity.database}`,
    `Table: ${tableLabel(plan.table.identity.table)}`,
    ...(file === undefined ? [] : [`File: ${file}`]),
    `Rows: ${countsLine(counts)}`,
    ...(snapshot === 'none' ? [] : ['', snapshotSentence]),
    ...(limits.length > 0 ? ['', ...limits] : []),
    ...(batches?.may === 'never' ? ['', batches.why] : []),
    '',
    'Next you are asked to type the name of the table.',
  ];
}

const snapshotSentence =
  'First the damaged table is written to a file in the incident’s folder, definition and rows (a snapshot).';

async function reasonWithout(table: TableId): Promise<string> {
  return chosen(
    await askText({
      title: `No snapshot of ${tableLabel(table)}`,
      prompt: 'Why is the damaged table not to be kept? The journal keeps the reason.',
      validateInput: (reason) => (reason.trim() === '' ? 'Name a reason.' : undefined),
    }),
  ).trim();
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
  return chosen(
    await askText({
      title: `${action}: ${counts}`,
      prompt: `Type ${tableLabel(table)} to ${action.toLowerCase()} in production.`,
      validateInput: (typed) => problemWith(() => confirmPlan(plan, typed)),
    }),
  );
}
