import { RecoveryError } from '../../core/errors';
import { appliedFile, type IncidentFacts } from '../../core/incident/standing';

/** What keeps an undo from its work where nothing of the plan is in force: a script may have been run in its place. */
export function nothingToUndo(facts: Pick<IncidentFacts, 'entries' | 'filed'>): RecoveryError {
  const script = appliedFile(facts);
  if (!script) {
    return new RecoveryError(
      'not-applied',
      'This correction is not applied: there is nothing to undo.',
      { hint: 'A correction that was applied by its script is undone by undo.sql.' },
    );
  }
  const { file, xid } = script;
  return new RecoveryError(
    'not-applied',
    `What was applied last is ${file ?? 'a script'}, by transaction ${xid}: no rows were kept of that, so that it can only be undone by hand.`,
    {
      hint: 'Read undo.sql, change it where the script was changed, then rehearse and apply it as a file.',
      ways: ['rehearse-file'],
    },
  );
}
