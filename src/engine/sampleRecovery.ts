import { wholeTable } from '../core/diff/scope';
import path from 'node:path';
import { confirmPlan } from '../core/correction/confirmation';
import { tableLabel } from '../core/catalog/table';
import type { DumpRanking } from '../core/dumpRanking/rankDumps';
import { parseIncidentTime } from '../core/dumpTime/incidentTime';
import { RecoveryError } from '../core/errors';
import type { Rehearsal } from '../core/incident/rehearsal';
import { applyCorrection } from '../recovery/correct/applyCorrection';
import type { ApplyResult } from '../recovery/correct/results';
import { comparedRows, storedComparison } from '../recovery/compare/comparisonFiles';
import type { Correcting } from '../recovery/correct/correcting';
import { planFromComparison, type PlanMade } from '../recovery/correct/planFromComparison';
import { type Proof, proveCorrection } from '../recovery/correct/proveCorrection';
import { rehearseCorrection } from '../recovery/correct/rehearse';
import type { RecoveredByKey } from '../recovery/recoverTable';
import type { WritingTransaction } from '../core/diff/storedTransactions';
import type { Work } from '../recovery/work';
import type { SampleIncident } from '../sample/createSample';
import type { Connections } from './connections';
import { correcting } from './correcting';
import { assumedZone, rankFiles } from './dumpRanking';
import type { EngineHost } from './engineHost';
import { planningIn } from './incidents';
import { type RecoveryDone, runRecovery } from './recovering';

export type SampleDone = RecoveryDone<RecoveredByKey>;

/** Reads every dump and ranks them for the moment of the incident. */
export function rankSampleDumps(
  { dumps, noticedAt, table }: SampleIncident,
  work: Work,
): Promise<DumpRanking> {
  // This machine made them, by its own clocks.
  const zone = assumedZone(undefined);
  const at = parseIncidentTime(noticedAt, zone.clock);
  return rankFiles({ paths: dumps, at, zone, table, verify: true }, work);
}

/** Restores and compares; selects nothing yet. */
export async function compareSample(
  sample: SampleIncident,
  dump: string,
  { dir, connections, host }: { dir: string; connections: Connections; host: EngineHost },
): Promise<SampleDone> {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const { recovered, ...done } = await runRecovery(
    {
      restore: { dump, table: sample.table, engine: 'auto' },
      live: sample.live,
      // An appointment is another one when its citizen or its day of request is another.
      columns: { identity: ['citoyen_id', 'date_demande'] },
      out: path.join(dir, 'pra', `${stamp}-${tableLabel(sample.table)}`),
      ...{ scratch: undefined, scope: wholeTable, choice: {}, keep: false },
      ...{ allowSuperuser: false, machine: { allowed: false, reserve: 0 } },
      productions: { known: [], allowed: false },
    },
    connections,
    host,
  );
  if (recovered.by !== 'key') {
    throw new RangeError('The table of the sample has a key.');
  }
  return { ...done, recovered };
}

export interface SampleSelection {
  readonly missing: number;
  /** The days that the missing appointments are of. */
  readonly period: readonly [string, string];
  /** The one that wrote most of the changed rows. */
  readonly transaction: WritingTransaction;
  /** Keys of rows whose id was reused: left to the operator. */
  readonly reused: readonly string[];
  readonly plan: PlanMade;
}

/** What the comparison itself shows: the hole, and the one transaction that stands out. */
export async function selectSample(
  { recovered, incident }: SampleDone,
  { work, program }: EngineHost,
): Promise<SampleSelection> {
  const [transaction] = recovered.summary.transactions;
  if (!transaction) {
    throw new Error('The sample has no wrong update.');
  }
  const planning = planningIn(incident, program);
  const { days, reused } = await missingDaysAndReused(planning);
  const choices = [
    { kinds: ['missing'] },
    { kinds: ['changed'], transactions: [transaction.xid] },
  ] as const;
  const plan = await planFromComparison({ choices, withoutDrifted: false }, planning, work);
  const period = [days.at(0) ?? '', days.at(-1) ?? ''] as const;
  return { missing: recovered.comparison.rows.missing, period, transaction, reused, plan };
}

export interface SampleCorrected {
  readonly rehearsal: Rehearsal;
  readonly applied: Exclude<ApplyResult, { outcome: 'unknown' }>;
  readonly proof: Proof;
  readonly correcting: Correcting;
}

export async function correctSample(
  { live, table }: SampleIncident,
  { incident }: SampleDone,
  { work, program }: EngineHost,
): Promise<SampleCorrected> {
  const stored = await incident.plan();
  const steps = correcting(incident, live);
  const rehearsal = await rehearseCorrection(stored, steps, work);
  const plan = confirmPlan(stored.plan, tableLabel(table));
  const applied = await applyCorrection({ ...stored, plan }, steps, work);
  if (applied.outcome === 'unknown') {
    throw new RecoveryError('outcome-unknown', 'The connection was lost at COMMIT.', {
      hint: `Apply ${incident.path} again: that asks what became of it.`,
      ways: ['apply'],
    });
  }
  const { mark } = await storedComparison(planningIn(incident, program));
  const proof = await proveCorrection({ ...stored, since: mark }, steps, work);
  return { rehearsal, applied, proof, correcting: steps };
}

async function missingDaysAndReused(
  files: Parameters<typeof storedComparison>[0],
): Promise<{ readonly days: readonly string[]; readonly reused: readonly string[] }> {
  const comparison = await storedComparison(files);
  const day = comparison.table.columns.findIndex(({ name }) => name === 'date_rdv');
  const days: string[] = [];
  const reused: string[] = [];
  for await (const change of comparedRows(comparison, files)) {
    if (change.kind === 'missing') {
      days.push(change.backup[day] ?? '');
    } else if (change.kind === 'changed' && change.reused) {
      reused.push(change.key.join());
    }
  }
  return { days: days.sort(), reused };
}
