import path from 'node:path';
import type { KeptVerification } from '../../recovery/dumps/keptVerification';
import { frozenThenText } from '../../core/freeze/frozenThen';
import type { DumpVerification } from '../../recovery/dumps/verifyDump';
import { pickDump } from '../dumps/pickDump';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { counted, sizeText } from '../words';
import { complain, inform } from '../asking';

/** Reads every byte of a dump and remembers what came out. */
export async function verifyDump(services: UiServices, node: unknown): Promise<void> {
  const file = subjectOf(node, 'dump')?.path ?? (await pickDump(services));
  if (file !== undefined) {
    announce(path.basename(file), await verified(file, services));
  }
}

/** The same without a word about a dump that is as it was; the view shows what came out. */
export async function verified(file: string, services: UiServices): Promise<DumpVerification> {
  const { listed, verify } = await import('../../engine/dumpListing');
  const name = path.basename(file);
  // Its size and time before it is read: a dump that is still being written does not count as read.
  const before = await listed(file);
  const found = await services.tasks.run(`Verifying ${name}`, ({ work }) => verify(file, work), 1);
  const kept = before && (await services.verifications.keep(before, found));
  services.log.info(`${file}: ${found.error?.message ?? 'whole'} ${found.sha256 ?? ''}`);
  warnOfChange(kept, file);
  await noteInIncidents(found, services);
  return found;
}

/** Those of the workspace that were opened with this dump, or restored it. */
async function noteInIncidents(
  verified: DumpVerification,
  { incidents, log }: UiServices,
): Promise<void> {
  const all = await incidents.all();
  if (all.length === 0) {
    return;
  }
  const { isDumpOf, noteVerdict } = await import('../../engine/dumpVerdicts');
  const { openIncident } = await import('../../engine/incidents');
  const { reportNotices } = await import('../../engine/correcting');
  for (const { dir } of all.filter(({ facts }) => isDumpOf(facts.entries, verified.path))) {
    const incident = await openIncident(dir);
    await noteVerdict(incident, verified);
    for (const notice of await reportNotices(incident)) {
      log.warn(notice);
    }
  }
}

/** A dump whose bytes change by themselves is worse than one that is known to be damaged. */
function warnOfChange(kept: KeptVerification | undefined, file: string): void {
  if (kept?.differsFrom) {
    const { at, path: was } = kept.differsFrom;
    const name = path.basename(file);
    void complain(changedText(name, was === file ? undefined : was, at));
  }
}

function announce(name: string, verified: DumpVerification): void {
  if (verified.error) {
    void complain(`${name} cannot be trusted: ${verified.error.message}`);
  } else {
    void inform(wholeTexts(name, verified));
  }
}

function changedText(name: string, was: string | undefined, at: string): readonly string[] {
  const when = at.slice(0, 16).replace('T', ' ');
  const before = was === undefined ? `on ${when} UTC` : `${was} had on ${when} UTC`;
  return [
    `${name} has other bytes than ${before}, though its size and time are the same: a failing disk, or somebody changed it.`,
    'Do not rely on it.',
  ];
}

function wholeTexts(
  name: string,
  { tables, bytes, seconds, checksummed, frozen = [] }: DumpVerification,
): readonly string[] {
  const rows = tables.reduce((sum, table) => sum + (table.rows ?? 0), 0);
  return [
    `${name} is whole: ${counted(rows, 'row')} in ${counted(tables.length, 'table')}, ${sizeText(bytes)} read in ${seconds.toFixed(1)} s.`,
    ...(checksummed
      ? []
      : ['Some of its data carry no checksum: changed bytes within a row may go unseen.']),
    ...frozen.map(frozenThenText),
  ];
}
