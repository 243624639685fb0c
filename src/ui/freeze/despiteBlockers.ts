import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import { BlockedError, blockerText } from '../../core/freeze/blocker';
import { showActivity } from '../commands/whoIsWriting';
import type { LiveTable } from '../connections/liveTable';
import { inLanguage } from '../../french/sentences';
import type { UiServices } from '../services';

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
  const say = inLanguage(vscode.env.language);
  const [again, look] = [say('Try Again'), say('Who Is Writing Now')];
  const lines = blockers.length === 0 ? ['By now none of them does.'] : blockers.map(blockerText);
  const detail = [...lines.map(say), '', say(hint)].join('\n');
  const question = say(`Others are using ${tableLabel(table)}.`);
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail },
    again,
    look,
  );
  if (answer === look) {
    await showActivity(place, services);
  }
  if (answer !== again) {
    throw new vscode.CancellationError();
  }
}
