import { dropLedger as drop } from '../../engine/ledger';
import { confirmLedger, ledgerPlace } from '../ledger/ledgerPlace';
import type { UiServices } from '../services';
import { inform } from '../asking';

/** Drops the ledger of a production, once the operator has typed the database's name. */
export async function dropLedger(services: UiServices, node: unknown): Promise<void> {
  const place = await ledgerPlace(services, node);
  const { profile, settings: live } = place;
  const question = {
    action: 'Drop Ledger',
    question: `Drop the ledger of production, ${profile.name}?`,
    effects: [
      'All that stands in it is lost; the incidents’ folders keep theirs.',
      'Whether an apply took place whose COMMIT was not answered can no longer be told by it.',
    ],
  };
  const confirmed = await confirmLedger(question, place);
  const notices = await services.tasks.run(`Dropping the ledger of ${profile.name}`, ({ work }) =>
    drop({ live, confirmed }, work),
  );
  void inform([`The ledger of ${profile.name} is dropped.`, ...notices]);
}
