import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import { BlockedError, blockerText } from '../../core/freeze/blocker';
import { showActivity } from '../commands/whoIsWriting';
import type { LiveTable } from '../connections/liveTable';
import type { UiServices } from '../services';
import { warn } from '../asking';

/**
 * Does what needs a lock. Where others keep it away, says who, and does it again where the operator says so.
 * @throws {vscode.CancellationError} where the operator leaves it.
 */
export async function despiteBlockers<T>(
  place: LiveTable,
  services: UiServices,
  run: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof BlockedError)) {
        throw error;
      }
      services.log.warn(error.message);
      await askToTryAgain(error, place, services);
    }
  }
}

/** Fulfilled where it is to be tried again. */
async function askToTryAgain(
  { table, blockers, hint = '' }: BlockedError,
  place: LiveTable,
  services: UiServices,
): Promise<void> {
  const [again, look] = ['Try Again', 'Who Is Writing Now'];
  const lines = blockers.length === 0 ? ['By now none of them does.'] : blockers.map(blockerText);
  const detail = [...lines, '', hint].join('\n');
  const question = `Others are using ${tableLabel(table)}.`;
  const answer = await warn(question, { modal: true, detail }, again, look);
  if (answer === look) {
    await showActivity(place, services);
  }
  if (answer !== again) {
    throw new vscode.CancellationError();
  }
}
