import { ledgerText } from '../../core/ledger/ledgerText';
import { ledgerOf } from '../../engine/ledger';
import { inWindow } from '../asking';
import { ledgerPlace } from '../ledger/ledgerPlace';
import type { UiServices } from '../services';

/** Shows what was applied and undone in a production, as its ledger has it, as a text. Only reads. */
export async function showLedger(services: UiServices, node: unknown): Promise<void> {
  const { profile, settings } = await ledgerPlace(services, node);
  const { ledger, rows } = await services.tasks.run(
    `Reading the ledger of ${profile.name}`,
    ({ work }) => ledgerOf(settings, work),
  );
  const paragraphs = ledgerText(ledger, rows).split('\n\n').map(inWindow);
  const title = inWindow(`Ledger of ${profile.name}`);
  await services.pages.show(title, [`${title}, PRODUCTION`, ...paragraphs, ''].join('\n\n'));
}
