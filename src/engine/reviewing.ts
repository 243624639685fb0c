import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type TableId, tableLabel } from '../core/catalog/table';
import type { DumpOrigin } from '../core/correction/planFile';
import type { ColumnChoice } from '../core/diff/comparedTable';
import type { Scope } from '../core/diff/scope';
import type { KeptComparison } from '../core/diff/storedComparison';
import { RecoveryError } from '../core/errors';
import type { RowsReach } from '../core/incident/rowsReach';
import { type IncidentFacts, type IncidentStanding, standingOf } from '../core/incident/standing';
import { IncidentFolder } from '../files/incidentFolder';
import { temporaryOverflow } from '../files/pageFile';
import { processes } from '../pgtools/server/processes';
import { openSnapshot } from '../postgres/compare/snapshot';
import {
  type ComparedIncident,
  compareIntoIncident,
} from '../recovery/compare/compareIntoIncident';
import { keptComparison } from '../recovery/compare/comparisonFiles';
import { connectionLabel, type ConnectionSettings } from '../recovery/connectionSettings';
import { lastOutcomes, partsIn } from '../recovery/correct/parts';
import { noteEarlierVerdict } from '../recovery/dumps/earlierVerdict';
import type { KeptVerification } from '../recovery/dumps/keptVerification';
import { ReviewSession } from '../recovery/review/reviewSession';
import type { Work } from '../recovery/work';
import type { EngineHost } from './engineHost';
import { inUncomparedIncident, planningIn } from './incidents';
import { meetProduction } from './production';

/** An incident's folder, as a list of them shows it. */
export interface ListedIncident {
  readonly dir: string;
  readonly standing: IncidentStanding;
  readonly facts: IncidentFacts;
}

/** The incidents in a folder, the newest name first. Reads no rows. */
export async function incidentsIn(folder: string): Promise<readonly ListedIncident[]> {
  const found: ListedIncident[] = [];
  for (const name of (await namesIn(folder)).toSorted().reverse()) {
    const incident = await incidentAt(path.join(folder, name));
    if (incident) {
      const facts = await factsOf(incident);
      found.push({ dir: incident.path, standing: standingOf(facts), facts });
    }
  }
  return found;
}

export async function factsOf(incident: IncidentFolder): Promise<IncidentFacts> {
  const parts = await partsIn(incident);
  const { apply: applied, undo: undone } = lastOutcomes(parts);
  const inForce = parts.inForce.map((part) => part.applied);
  const filed = await incident.outcome('file');
  return { entries: await incident.entries(), applied, undone, filed, inForce };
}

/** The comparison that an incident holds. @throws {RecoveryError} `incident-unreadable`. */
export function comparisonIn(incident: IncidentFolder): Promise<KeptComparison> {
  return keptComparison({ incident, newHash });
}

/** That a masked column's values are shown from now on, and who asked for it. */
export function noteRevealed(incident: IncidentFolder, column: string): Promise<void> {
  return incident.note({ step: 'revealed', column, by: processes.user });
}

/** That a revealed column is masked again, and who asked for it. */
export function noteMaskedAgain(incident: IncidentFolder, column: string): Promise<void> {
  return incident.note({ step: 'masked-again', column, by: processes.user });
}

export function openReview(incident: IncidentFolder, work: Work): Promise<ReviewSession> {
  return ReviewSession.open(incident, newHash, work);
}

/** Compares what was restored already, in a database that stays. */
export interface ComparisonOrder {
  readonly backup: ConnectionSettings;
  readonly live: ConnectionSettings;
  readonly table: TableId;
  readonly dump: DumpOrigin;
  /** What was found when the dump was read whole before, where that is kept: for the journal. */
  readonly verified?: KeptVerification | undefined;
  readonly columns: ColumnChoice;
  readonly scope: Scope;
  /** Sessions that read side by side on either server; 1 where not said. */
  readonly connections?: number | undefined;
  /** Seconds that snapshots may be kept, which holds back vacuum; as usual where not said. */
  readonly longestSnapshot?: number | undefined;
  /** The incident's folder: a new one, or one that holds no comparison yet. */
  readonly out: string;
  /** Who may read the rows of a new incident; its owner alone where not said. */
  readonly rows?: RowsReach | undefined;
}

export async function runComparison(
  { table, out: dir, rows, ...order }: ComparisonOrder,
  { work, program }: EngineHost,
): Promise<ComparedIncident & { readonly incident: IncidentFolder }> {
  const { target } = await meetProduction(order.live, table, work.signal);
  return inUncomparedIncident({ dir, rows }, async (incident) => {
    await incident.note({
      ...{ step: 'opened', table: tableLabel(table) },
      production: connectionLabel(order.live),
      dump: order.dump.path,
    });
    await noteEarlierVerdict(incident, order.dump.path, order.verified);
    const services = {
      ...planningIn(incident, program),
      openSnapshot,
      overflow: temporaryOverflow,
    };
    return { ...(await compareIntoIncident({ ...order, target }, services, work)), incident };
  });
}

function newHash(): ReturnType<typeof createHash> {
  return createHash('sha256');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const none = ['ENOENT', 'ENOTDIR'];
    if (none.includes((error as NodeJS.ErrnoException).code ?? '')) {
      return [];
    }
    throw error;
  }
}

/** Undefined for a folder that is none. */
async function incidentAt(dir: string): Promise<IncidentFolder | undefined> {
  try {
    return await IncidentFolder.open(dir);
  } catch (error) {
    if (error instanceof RecoveryError && error.code === 'incident-unreadable') {
      return undefined;
    }
    throw error;
  }
}
