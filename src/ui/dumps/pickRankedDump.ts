import path from 'node:path';
import * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import type { DumpCandidate, DumpRank } from '../../core/dumpRanking/candidate';
import { type DumpRanking, rankDumps, type RankedDump } from '../../core/dumpRanking/rankDumps';
import { instantsIn, instantsText } from '../../core/dumpTime/incidentTime';
import type { Instants, ZoneClock } from '../../core/dumpTime/zoneClock';
import type { ListedDump } from '../../engine/dumpListing';
import type { KnownOfDump } from '../../engine/dumpRanking';
import type { KeptVerification } from '../../recovery/dumps/keptVerification';
import type { UiServices } from '../services';
import { askDamageTime } from './damageTime';
import { zoneOfFolder } from './dumpZones';
import { type DumpItem, dumpItem, otherFile, pickDump, showDumps } from './pickDump';

export interface DumpForIncident {
  readonly dump: string;
  /** As the journal has it; undefined where nobody knows. */
  readonly damagedAt: string | undefined;
}

/**
 * The dump to recover from: ranked for the time of the damage, the recommended one first, else by age.
 * @param damagedAt As the journal has it; asked where it does not.
 * Undefined where the operator leaves.
 */
export async function pickDumpForIncident(
  services: UiServices,
  table: TableId | undefined,
  damagedAt: string | undefined,
): Promise<DumpForIncident | undefined> {
  const { thisMachinesClock } = await import('../../engine/dumpRanking');
  const clock = thisMachinesClock();
  const known = damagedAt === undefined ? undefined : instantsIn(damagedAt);
  const at = known ?? (await askDamageTime(clock));
  if (!at) {
    const dump = await pickDump(services);
    return dump === undefined ? undefined : { dump, damagedAt: undefined };
  }
  const dump = await pickRanked(services, { at, clock, table });
  return dump === undefined ? undefined : { dump, damagedAt: instantsText(at) };
}

interface Damage {
  readonly at: Instants;
  readonly clock: ZoneClock;
  readonly table: TableId | undefined;
}

async function pickRanked(
  services: UiServices,
  { at, clock, table }: Damage,
): Promise<string | undefined> {
  const dumps = await dumpCandidates(services, table);
  const label = table && tableLabel(table);
  const ranking = rankDumps([...dumps.keys()], { at, clock, table: label });
  const items = ranking.dumps.flatMap((ranked) => {
    const dump = dumps.get(ranked.dump);
    return dump ? [{ ranked, item: rankedItem(ranked, dumpItem(dump, services)) }] : [];
  });
  return showDumps([...withSeparators(items, ranking), otherFile], placeHolder(ranking));
}

/** What the folders hold, each dump by the clocks of its folder's zone. */
export async function dumpCandidates(
  { dumpFolders, verifications }: UiServices,
  table: TableId | undefined,
): Promise<ReadonlyMap<DumpCandidate, ListedDump>> {
  const { dumpsIn } = await import('../../engine/dumpListing');
  const { assumedZone, candidateOf } = await import('../../engine/dumpRanking');
  const found = new Map<DumpCandidate, ListedDump>();
  for (const folder of dumpFolders.all()) {
    const zone = assumedZone(zoneOfFolder(folder));
    for (const dump of await dumpsIn(folder)) {
      const known = knownOf(verifications.of(dump), table);
      found.set(candidateOf(dump, known, zone), dump);
    }
  }
  return found;
}

function knownOf(
  verification: KeptVerification | undefined,
  table: TableId | undefined,
): KnownOfDump {
  if (!verification) {
    return { verification: 'not verified' };
  }
  const { ok, tables, differsFrom } = verification;
  const problem = differsFrom ? 'Its bytes changed under an unchanged time.' : verification.problem;
  const rows = tables.find(
    ({ schema, name }) => schema === table?.schema && name === table.name,
  )?.rows;
  return { verification: ok && !differsFrom ? 'verified' : 'damaged', problem, rows };
}

function rankedItem({ dump, reason }: RankedDump, item: DumpItem): DumpItem {
  const description = `${item.description ?? ''} · ${path.basename(dump.path)}`;
  return { ...item, description, detail: reason };
}

const headings: Readonly<Record<DumpRank, string>> = {
  usable: 'Usable',
  'not-verified': 'Not verified',
  volume: 'An unlikely number of rows',
  uncertain: 'Uncertain',
  'too-late': 'After the incident',
  'no-rows': 'Without rows of the table',
  damaged: 'Damaged',
};

function withSeparators(
  items: readonly { readonly ranked: RankedDump; readonly item: DumpItem }[],
  { recommended }: DumpRanking,
): readonly DumpItem[] {
  const headingOf = (ranked: RankedDump): string =>
    ranked === recommended ? 'Recommended' : headings[ranked.rank];
  let last: string | undefined;
  return items.flatMap(({ ranked, item }) => {
    const label = headingOf(ranked);
    const isNew = label !== last;
    last = label;
    const kind = vscode.QuickPickItemKind.Separator;
    return isNew ? [{ label, kind, file: undefined }, item] : [item];
  });
}

function placeHolder({ whyNone, dumps }: DumpRanking): string {
  if (whyNone === undefined) {
    return 'Which dump? The first is recommended.';
  }
  const canVerify = dumps.some(({ rank }) => rank === 'not-verified');
  return canVerify ? `${whyNone} “PRA: Verify Dump” reads one whole.` : whyNone;
}
