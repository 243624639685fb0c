import { tableLabel } from '../../core/catalog/table';
import { childrenText, undoneChildren } from '../../core/correction/lostChildren';
import { planReplacement } from '../../engine/replacing';
import type { Replacement } from '../../recovery/correct/replaceTable';
import { chosen } from '../chosen';
import { countsLine } from '../review/confirm';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { count, counted, wordFor } from '../words';
import { applyPlan } from './apply';
import { askText, warn } from '../asking';

/**
 * Puts the whole table back as the backup has it, by difference, whatever is selected: planned once its deletes were
 * confirmed by their number, then applied as any plan is.
 */
export async function replaceTable(incident: OpenIncident, services: UiServices): Promise<void> {
  incident.session.refuseWithoutKey();
  const { settings, moved } = await comparedProduction(incident, services.profiles);
  const label = tableLabel(incident.session.comparison.identity.table);
  const agreed = async (replacement: Replacement): Promise<boolean> => {
    await confirmReplacement(label, replacement);
    return true;
  };
  const order = { incident: incident.folder, live: settings, moved, agreed };
  const made = await incident.run('saveScript', 'Planning the whole table', (host) =>
    planReplacement(order, host),
  );
  for (const notice of made?.notices ?? []) {
    services.log.warn(notice);
  }
  await applyPlan(incident, services);
}

/** @throws {vscode.CancellationError} where the operator declines. */
async function confirmReplacement(label: string, { counts, children }: Replacement): Promise<void> {
  const detail = [
    `Rows: ${countsLine(counts)}`,
    'Every difference is taken back, also of rows whose key was reused, and rows that are only in production are deleted.',
    ...children.map(childrenText),
    ...undoneChildren(children),
  ].join('\n\n');
  const question = `Replace the whole table ${label} in production?`;
  chosen(await warn(question, { modal: true, detail }, 'Replace Whole Table'));
  const taken = children.reduce((sum, { rows }) => sum + rows, 0);
  if (counts.delete + taken > 0) {
    await typedNumber(counts.delete, taken);
  }
}

async function typedNumber(deleted: number, taken: number): Promise<void> {
  const prompt =
    taken === 0
      ? `Type ${count(deleted)}: how many rows are deleted.`
      : `Type ${count(deleted + taken)}: ${counted(deleted, 'row')} ${wordFor(deleted, 'is', 'are')} deleted, and ${count(taken)} of other tables taken along or changed.`;
  chosen(
    await askText({
      title: 'Rows that are lost',
      prompt,
      validateInput: (typed) =>
        typed.replaceAll(/\D/g, '') === String(deleted + taken)
          ? undefined
          : 'This is not the number.',
    }),
  );
}
