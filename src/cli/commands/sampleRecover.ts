import path from 'node:path';
import { tableLabel } from '../../core/catalog/table';
import type { DumpRanking, RankedDump } from '../../core/dumpRanking/rankDumps';
import { RecoveryError } from '../../core/errors';
import { countsText } from '../../core/correction/countsText';
import { connectionUri } from '../../postgres/connection/connectionUri';
import { undoCorrection } from '../../recovery/correct/undoCorrection';
import type { UndoResult } from '../../recovery/correct/results';
import type { SampleIncident } from '../../sample/createSample';
import { command } from '../command';
import type { Command, CommandHost, CommandSpec } from '../commandSpec';
import { comparisonFields, detailFields } from '../comparing';
import { withConnections } from '../../engine/connections';
import { reportNotices } from '../../engine/correcting';
import { incidentFiles } from '../../engine/incidents';
import {
  compareSample,
  correctSample,
  rankSampleDumps,
  type SampleCorrected,
  type SampleDone,
  type SampleSelection,
  selectSample,
} from '../../engine/sampleRecovery';
import { beginSample, defaultSampleFolder } from '../../engine/sampleServer';
import { ownCommand } from '../version';
import { count, counted, paragraphs, rounded } from '../text';
import { appliedText } from './apply';
import { proofFailure, proofText } from './prove';
import { rehearsalFailure, rehearsalText } from './rehearse';
import { sampleRows } from './sample';
import { dumpFields } from './rank';
import { undoneText } from './undo';

const spec = {
  name: 'sample recover',
  summary: 'Leads the sample incident to its end: verify, compare, choose, rehearse, apply, prove.',
  options: {
    rows: { type: 'text', value: 'N', help: 'Appointments (20,000; more need pg_dump)' },
    dir: { type: 'text', value: 'DIR', help: 'Where dumps and incident go' },
    undo: { type: 'flag', help: 'Also take the correction back at the end' },
  },
} as const satisfies CommandSpec;

export const sampleRecover: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options, work, tell } = call;
    const start = performance.now();
    const dir = path.resolve(options.dir ?? defaultSampleFolder());
    const sample = await beginSample({ rows: sampleRows(spec, options.rows), dir }, call);
    const table = tableLabel(sample.table);
    tell(`1. A town hall’s production runs, and ${table} was damaged: ${noticed(sample)}`);
    const ranking = await rankSampleDumps(sample, work);
    const chosen = recommended(ranking);
    tell(dumpsText(ranking, chosen));
    const done = await compareSample(sample, chosen.dump.path, { dir, connections, host: call });
    tell(compareText(done));
    const selection = await selectSample(done, call);
    tell(selectionText(selection));
    const corrected = await correctSample(sample, done, call);
    tell(correctedText(corrected, done));
    const undone = options.undo ? await undoSample(table, done, { call, corrected }) : undefined;
    const notices = await reportNotices(done.incident);
    const seconds = rounded((performance.now() - start) / 1000);
    const failure = proofFailure(corrected.proof);
    return {
      fields: {
        ...fieldsOf({ sample, ranking, done, selection, corrected }),
        ...(undone ? { undo: undone } : {}),
        ...{ notices, seconds },
      },
      text: endText(sample, done, { undone: undone !== undefined, seconds }),
      ...(failure ? { failure } : {}),
    };
  }),
);

interface Story {
  readonly sample: SampleIncident;
  readonly ranking: DumpRanking;
  readonly done: SampleDone;
  readonly selection: SampleSelection;
  readonly corrected: SampleCorrected;
}

function fieldsOf({ sample, ranking, done, selection, corrected }: Story): object {
  const { recovered, incident } = done;
  const { missing, period, transaction, reused, plan } = selection;
  const { rehearsal, applied, proof } = corrected;
  const { outcome, written, xid, sequences } = applied;
  return {
    live: { conn: connectionUri(sample.live) },
    table: tableLabel(sample.table),
    dumps: {
      recommended: ranking.recommended && storyFields(ranking.recommended),
      others: othersOf(ranking).map(storyFields),
    },
    compare: {
      ...comparisonFields(recovered.comparison, recovered.summary),
      ...detailFields(recovered.summary),
    },
    selected: { missing, period, transaction },
    reused,
    plan: plan.counts,
    rehearsal: { drifted: rehearsal.drifted.length, violations: rehearsal.violations.length },
    applied: { outcome, ...written, xid, sequences },
    proof: { selected: proof.selected, unselected: proof.unselected },
    files: incidentFiles(incident, true),
  };
}

function noticed({ noticedAt }: SampleIncident): string {
  return `noticed ${noticedAt.replace('T', ' ')}.`;
}

function recommended({ recommended: chosen, whyNone }: DumpRanking): RankedDump {
  if (!chosen) {
    throw new RecoveryError('no-usable-dump', whyNone ?? '');
  }
  return chosen;
}

function storyFields({ dump, rank, reason }: RankedDump): object {
  return { dump: dumpFields(dump), rank, reason };
}

function othersOf({ dumps, recommended: chosen }: DumpRanking): readonly RankedDump[] {
  return dumps.filter((dump) => dump !== chosen);
}

function dumpsText(ranking: DumpRanking, chosen: RankedDump): string {
  const line = ({ dump, reason }: RankedDump): string => `${path.basename(dump.path)}: ${reason}`;
  return paragraphs(
    `2. All dumps were read whole. Chosen: ${line(chosen)}`,
    ...othersOf(ranking).map((other) => `     not ${line(other)}`),
  );
}

function compareText({ recovered }: SampleDone): string {
  const { restored, comparison, summary } = recovered;
  const { missing, changed, extra, identical } = comparison.rows;
  return paragraphs(
    `3. The table was restored into scratch by ${restored.engine} (${restored.seconds.toFixed(1)} s) and compared (${comparison.seconds.toFixed(1)} s):`,
    `     ${count(identical)} identical, ${count(missing)} missing, ${count(changed)} changed (${count(summary.reused)} with a reused id), ${count(extra)} only in production.`,
  );
}

function selectionText(selection: SampleSelection): string {
  const { missing, period, transaction, reused, plan } = selection;
  const when = transaction.committedAt === undefined ? '' : ` (${transaction.committedAt})`;
  return paragraphs(
    `4. Selected: the ${counted(missing, 'missing row')}, appointments of ${period[0]} to ${period[1]};`,
    `     and what transaction ${transaction.xid}${when} wrote: it changed ${counted(transaction.rows, 'row')} at once, which no clerk does.`,
    `   Left alone: all other changes and all new rows. ${counted(reused.length, 'row')} whose id was reused for another appointment need a decision:`,
    `     ${reused.slice(0, 12).join(', ')}${reused.length > 12 ? ' …' : ''}`,
    `   Planned: ${countsText(plan.counts)}.`,
  );
}

function correctedText({ rehearsal, applied, proof }: SampleCorrected, done: SampleDone): string {
  return paragraphs(
    `5. ${rehearsalFailure(rehearsal)?.message ?? rehearsalText(rehearsal, done.incident.path)}`,
    `6. ${appliedText(applied, applied.notices)}`,
    !proofFailure(proof) && `7. ${proofText(proof)}`,
  );
}

async function undoSample(
  confirmedTable: string,
  { incident }: SampleDone,
  { call, corrected }: { readonly call: CommandHost; readonly corrected: SampleCorrected },
): Promise<UndoResult> {
  const { plan, digest } = await incident.plan();
  const request = { plan, digest, confirmedTable };
  const result = await undoCorrection(request, corrected.correcting, call.work);
  if (result.outcome !== 'unknown') {
    call.tell(`8. ${undoneText(result, [])}`);
  }
  return result;
}

function endText(
  { live, table }: SampleIncident,
  { incident }: SampleDone,
  { undone, seconds }: { readonly undone: boolean; readonly seconds: number },
): string {
  const conn = connectionUri(live);
  return paragraphs(
    `Done in ${seconds.toFixed(0)} s. The incident’s folder, with correction.sql, undo.sql and report.md:`,
    `  ${incident.path}`,
    !undone && 'To take it back:',
    !undone &&
      `  ${ownCommand()} undo ${incident.path} --live '${conn}' --confirm ${tableLabel(table)}`,
    `The sample’s production runs until: ${ownCommand()} sample stop`,
  );
}
