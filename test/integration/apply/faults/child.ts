/** Applies or undoes the correction of a folder in a process of its own, for tests that kill it. */
import { confirmPlan } from '../../../../src/core/correction/confirmation';
import { RecoveryError } from '../../../../src/core/errors';
import { IncidentFolder } from '../../../../src/files/incidentFolder';
import type { Patience } from '../../../../src/postgres/correction/line';
import { PostgresCorrectionTarget } from '../../../../src/postgres/correction/target';
import type { ConnectionSettings } from '../../../../src/recovery/connectionSettings';
import { applyCorrection } from '../../../../src/recovery/correct/applyCorrection';
import { undoCorrection } from '../../../../src/recovery/correct/undoCorrection';
import { countFileSteps } from './fileSteps';

/** What a child is told to do, once it is there. */
export interface Order {
  readonly kind: 'apply' | 'undo';
  readonly folder: string;
  readonly table: string;
  readonly live: ConnectionSettings;
  readonly patience: Patience;
  readonly batchRows?: number | undefined;
  /** The step of writing into the folder, from 1, in whose middle it ends as by SIGKILL. */
  readonly dieAt: number | undefined;
}

/** What it answers, if it comes so far. */
export interface Done {
  readonly said: string;
  readonly fileSteps: number;
}

async function run({
  kind,
  folder,
  table,
  live,
  patience,
  batchRows,
  dieAt,
}: Order): Promise<void> {
  const steps = await countFileSteps(dieAt);
  const incident = await IncidentFolder.open(folder);
  const correcting = {
    ...{
      incident,
      address: live,
      batchRows,
      signature: { incident: 'rdv', tool: 'pra', operator: 'marie' },
      now: () => new Date(),
    },
    target: new PostgresCorrectionTarget(live, patience),
  };
  const work = { signal: new AbortController().signal, progress: () => undefined };
  const stored = await incident.plan();
  const said = await outcomeOf(
    kind === 'apply'
      ? applyCorrection({ ...stored, plan: confirmPlan(stored.plan, table) }, correcting, work)
      : undoCorrection({ ...stored, confirmedTable: table }, correcting, work),
  );
  process.send?.({ said, fileSteps: steps() } satisfies Done, () => {
    process.disconnect();
  });
}

async function outcomeOf(done: Promise<{ readonly outcome: string }>): Promise<string> {
  try {
    return (await done).outcome;
  } catch (error) {
    if (error instanceof RecoveryError) {
      return error.code;
    }
    throw error;
  }
}

process.once('message', (order) => void run(order as Order));
