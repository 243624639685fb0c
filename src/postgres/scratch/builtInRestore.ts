import type { Executed, RestoreEngine, RestoreJob } from '../../recovery/ports/restoreEngine';
import type { Work } from '../../recovery/work';
import { restoreInOneTransaction } from './restoreInOneTransaction';
import { restoreSideBySide } from './restoreSideBySide';

/** Restores over connections, without PostgreSQL's client tools. */
export const builtInRestore: RestoreEngine = {
  name: 'built-in',
  readyFor: () => Promise.resolve({ state: 'ready', restore }),
};

/** A whole database may have more objects than one transaction can lock. */
function restore(job: RestoreJob, work: Work): Promise<Executed> {
  return job.plan.table === undefined || job.jobs > 1
    ? restoreSideBySide(job, work)
    : restoreInOneTransaction(job, work);
}
