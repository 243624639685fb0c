import { createLedger as create } from '../../engine/ledger';
import { confirmLedger, ledgerPlace } from '../ledger/ledgerPlace';
import type { UiServices } from '../services';
import { inform } from '../asking';

/** Makes the ledger in a production, once the operator has typed the database's name. */
export async function createLedger(services: UiServices, node: unknown): Promise<void> {
  const place = await ledgerPlace(services, node);
  const { profile, settings: live } = place;
  const question = {
    action: 'Create Ledger',
    question: `Create a ledger in production, ${profile.name}?`,
    effects: [
      'A table pra.ledger is made, in a schema pra of its own.',
      'Each apply and undo enters itself there: plan, incident, counts, who and when; never a row.',
      'No installation can then apply the same plan twice.',
    ],
  };
  const confirmed = await confirmLedger(question, place);
  const outcome = await services.tasks.run(`Making a ledger in ${profile.name}`, ({ work }) =>
    create({ live, confirmed }, work),
  );
  const sentence =
    outcome === 'created'
      ? `${profile.name} keeps a ledger from now on.`
      : `${profile.name} has a ledger already: nothing was changed.`;
  void inform(sentence);
}
