import { readAt } from '../../core/incident/dumpVerdict';
import type { DamagedStateStore } from '../ports/incidentStore';
import type { KeptVerification } from './keptVerification';

/**
 * Notes in an incident's journal what reading its dump whole had shown before; nothing where that is not kept, or the
 * journal has it, or a later reading.
 */
export async function noteEarlierVerdict(
  incident: Pick<DamagedStateStore, 'entries' | 'note'>,
  dump: string,
  kept: KeptVerification | undefined,
): Promise<void> {
  if (!kept) {
    return;
  }
  const { ok, at: when, sha256 } = kept;
  const isNoted = (await incident.entries()).some(
    (entry) => entry.step === 'dump-verified' && entry.dump === dump && readAt(entry) >= when,
  );
  if (!isNoted) {
    const hash = sha256 === undefined ? {} : { sha256 };
    await incident.note({ step: 'dump-verified', dump, ok, when, ...hash });
  }
}
