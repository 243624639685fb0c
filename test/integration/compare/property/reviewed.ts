import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Column } from '../../../../src/core/catalog/table';
import { tableLabel } from '../../../../src/core/catalog/table';
import type { RowCounts } from '../../../../src/core/diff/comparison';
import type { ConflictRow, RowInIncident } from '../../../../src/core/diff/rows/rowChange';
import { wholeTable } from '../../../../src/core/diff/scope';
import { openIncident, planningIn } from '../../../../src/engine/incidents';
import { meetProduction } from '../../../../src/engine/production';
import { openReview } from '../../../../src/engine/reviewing';
import { IncidentFolder } from '../../../../src/files/incidentFolder';
import { openSnapshot } from '../../../../src/postgres/compare/snapshot';
import { compareIntoIncident } from '../../../../src/recovery/compare/compareIntoIncident';
import type { CompareRequest } from '../../../../src/recovery/compare/compareTable';
import type { ReviewSession } from '../../../../src/recovery/review/reviewSession';
import type { ReviewTab } from '../../../../src/recovery/review/shownRows';
import { quiet, temporaryHome } from '../../../support/postgres';
import type { Connections } from '../sides';

/** What the review of an incident shows of a comparison, all pages of it. */
export interface Reviewed {
  readonly columns: readonly Column[];
  readonly changes: readonly RowInIncident[];
  readonly conflicts: readonly ConflictRow[];
  readonly rows: RowCounts;
}

/** Compares into an incident's folder, as both programs do, and reads it back as it is reviewed. */
export async function reviewed(
  request: CompareRequest,
  sides: Connections,
  rowsPerPage: number,
): Promise<Reviewed> {
  const home = await temporaryHome('pra-property-');
  try {
    const folder = path.join(home, 'incident');
    await compareInto(folder, request, sides);
    const session = await openReview(await openIncident(folder), quiet);
    try {
      const { figures } = session.comparison;
      assert.ok(figures);
      const conflicts = await pagesOf(session, 'conflict', rowsPerPage);
      return {
        columns: session.comparison.table.columns,
        changes: await pagesOf(session, 'all', rowsPerPage),
        conflicts: conflicts.filter((row) => row.kind === 'conflict'),
        rows: figures.rows,
      };
    } finally {
      await session.close();
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function compareInto(
  folder: string,
  { table: name, scope = wholeTable, overflow, connections, ...request }: CompareRequest,
  sides: Connections,
): Promise<void> {
  const table = { schema: name.schema ?? '', name: name.name };
  const { key, ignore, identity, map } = request;
  const { target } = await meetProduction(sides.live, table, quiet.signal);
  const incident = await IncidentFolder.create(folder);
  await incident.note({
    ...{ step: 'opened', table: tableLabel(table), production: 'live', dump: 'a.dump' },
  });
  const program = {
    ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
    ...{ pgRestore: undefined, postgresBinaries: undefined },
  };
  const dump = { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined };
  await compareIntoIncident(
    { ...sides, dump, target, columns: { key, ignore, identity, map }, scope, connections },
    { ...planningIn(incident, program), openSnapshot, overflow },
    quiet,
  );
}

async function pagesOf(
  session: ReviewSession,
  tab: ReviewTab,
  rowsPerPage: number,
): Promise<readonly RowInIncident[]> {
  const rows: RowInIncident[] = [];
  const count = await session.count({ tab });
  for (let from = 0; from < count; from += rowsPerPage) {
    const page = await session.page({ tab }, from, rowsPerPage);
    rows.push(...page.map(({ change }) => change));
  }
  return rows;
}
