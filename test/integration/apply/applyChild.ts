/** Applies or undoes the correction of a folder in a process of its own, for tests that kill it. */
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { undoCorrection } from '../../../src/recovery/correct/undoCorrection';
import { quiet } from '../../support/postgres';
import { shortPatience } from './scene';

interface Order {
  readonly step: 'apply' | 'undo';
  readonly folder: string;
  readonly table: string;
  readonly live: ConnectionSettings;
}

const { step, folder, table, live } = JSON.parse(process.argv[2] ?? '') as Order;
const incident = await IncidentFolder.open(folder);
const stored = await incident.plan();
const correcting = {
  ...{
    incident,
    signature: { incident: 'rdv', tool: 'pra', operator: 'marie' },
    now: () => new Date(),
  },
  target: new PostgresCorrectionTarget(live, shortPatience),
  address: live,
};
const { outcome } =
  step === 'apply'
    ? await applyCorrection({ ...stored, plan: confirmPlan(stored.plan, table) }, correcting, quiet)
    : await undoCorrection({ ...stored, confirmedTable: table }, correcting, quiet);
process.stdout.write(outcome);
