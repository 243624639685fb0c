import * as vscode from 'vscode';
import { ledgerText } from '../../core/ledger/ledgerText';
import { ledgerOf } from '../../engine/ledger';
import { inLanguage } from '../../french/sentences';
import { ledgerPlace } from '../ledger/ledgerPlace';
import type { UiServices } from '../services';

/** Shows what was applied and undone in a production, as its ledger has it, as a text. Only reads. */
export async function showLedger(services: UiServices, node: unknown): Promise<void> {
  const { profile, settings } = await ledgerPlace(services, node);
  const say = inLanguage(vscode.env.language);
  const { ledger, rows } = await services.tasks.run(
    `Reading the ledger of ${profile.name}`,
    ({ work }) => ledgerOf(settings, work),
  );
  const paragraphs = ledgerText(ledger, rows).split('\n\n').map(say);
  const title = say(`Ledger of ${profile.name}`);
  await services.pages.show(title, [`${title}, PRODUCTION`, ...paragraphs, ''].join('\n\n'));
}
