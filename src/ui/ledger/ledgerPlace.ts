import { confirmDatabase } from '../../core/ledger/confirmDatabase';
import { chosen } from '../chosen';
import { pickProduction, type Production } from '../review/production';
import { problemWith } from '../problemWith';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { askText, warn } from '../asking';

/** The production whose ledger is meant: that of the view, else it is asked. */
export async function ledgerPlace({ profiles }: UiServices, node: unknown): Promise<Production> {
  const profile =
    subjectOf(node, 'connection')?.profile ??
    (await pickProduction(profiles, 'Of which production is the ledger?'));
  return { profile, settings: await profiles.settings(profile) };
}

export interface LedgerChange {
  /** The button. */
  readonly action: string;
  readonly question: string;
  /** Sentences: what comes of it. */
  readonly effects: readonly string[];
}

/**
 * Names the production, and has its database's name typed.
 * @returns what was typed.
 * @throws {vscode.CancellationError} where the operator declines.
 */
export async function confirmLedger(
  { action, question, effects }: LedgerChange,
  { profile, settings: { host, port, database } }: Production,
): Promise<string> {
  const detail = [
    `Server: ${host}:${port} (${profile.name}, PRODUCTION)`,
    `Database: ${database}`,
    '',
    ...effects,
    '',
    'Next you are asked to type the name of the database.',
  ];
  const options = { modal: true, detail: detail.join('\n') };
  chosen(await warn(question, options, action));
  return chosen(
    await askText({
      title: question,
      prompt: `Type ${database} to change it.`,
      validateInput: (typed) =>
        problemWith(() => {
          confirmDatabase(database, typed);
        }),
    }),
  );
}
